//! Fields of the input go into the output.

use super::{CYBER, SPORT};
use crate::common::tasnif_in;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

fn inputs() -> TempDir {
    let folder = TempDir::new().unwrap();
    let csv = format!(
        "id,url,title,content,category,date,topics_count\n\
         1,https://a.example/1,خبر,\"{CYBER}\",tech,2024-05-01,3\n2,,خبر ثان,\"{SPORT}\",sport,2024-05-02,\n"
    );
    fs::write(folder.path().join("news.csv"), csv).unwrap();
    let lines = [
        serde_json::json!({"id": 7, "text": CYBER, "topics": ["a"], "error": "قديم", "views": 12345678901234567890_u64, "deep": {"x": 1}}),
        serde_json::json!({"id": 8, "text": SPORT, "lang": "ar"}),
    ];
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    fs::write(folder.path().join("news.jsonl"), lines.join("\n")).unwrap();
    folder
}

fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let row =
        |row: csv::Result<csv::StringRecord>| row.unwrap().iter().map(str::to_owned).collect();
    reader.records().map(row).collect()
}

#[test]
fn columns_are_kept_in_the_order_given() {
    let folder = inputs();
    let run = tasnif_in(
        folder.path(),
        &[
            "predict",
            "news.csv",
            "--format",
            "csv",
            "--keep",
            "url,date,text,category",
            "--bom",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = run.stdout.strip_prefix('\u{FEFF}').expect("the mark");
    let rows = table(text);
    let kept: Vec<&[String]> = rows.iter().map(|row| &row[row.len() - 4..]).collect();
    assert_eq!(kept[0], ["url", "date", "text", "category"]);
    assert_eq!(
        kept[1],
        ["https://a.example/1", "2024-05-01", CYBER, "tech"]
    );
    assert_eq!(kept[2], ["", "2024-05-02", SPORT, "sport"]);
    assert_eq!(rows[0][..2], ["id", "topics"]);
}

#[test]
fn all_fields_but_the_text() {
    let folder = inputs();
    let csv = tasnif_in(
        folder.path(),
        &[
            "predict",
            "news.csv",
            "news.jsonl",
            "--format",
            "csv",
            "--keep",
            "all",
        ],
    );
    let rows = table(&csv.stdout);
    let names = &rows[0][rows[0].iter().position(|name| name == "error").unwrap() + 1..];
    assert_eq!(
        names,
        [
            "date",
            "input_error",
            "labels",
            "lang",
            "title",
            "topics_count",
            "url",
            "views"
        ]
    );
    let last = rows[4].iter().rev().take(8).rev().collect::<Vec<_>>();
    assert_eq!(last, ["", "", "", "ar", "", "", "", ""]);
    let jsonl = tasnif_in(
        folder.path(),
        &[
            "predict",
            "news.jsonl",
            "--format",
            "jsonl",
            "--keep",
            "all,text",
        ],
    );
    let lines: Vec<Value> = jsonl
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["views"], "12345678901234567890");
    assert_eq!(lines[0]["input_error"], "قديم");
    assert_eq!(lines[0]["topics"], serde_json::json!(["cybercrime"]));
    assert_eq!(lines[1]["lang"], "ar");
    assert_eq!(lines[1]["text"], SPORT);
}

#[test]
fn what_cannot_be_kept_is_said() {
    let folder = inputs();
    let run = tasnif_in(
        folder.path(),
        &[
            "predict",
            "news.jsonl",
            "--format",
            "jsonl",
            "--keep",
            "link",
        ],
    );
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("no article has the field link"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("lang"), "{}", run.stderr);
    for (arguments, fragment) in [
        (
            &["predict", "news.csv", "--keep", "url"][..],
            "no place for the fields of --keep",
        ),
        (&["predict", "news.csv", "--bom"], "--bom is for tables"),
        (
            &["suggest", "news.csv", "--keep", "url"],
            "no place for the fields of --keep",
        ),
    ] {
        let run = tasnif_in(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(fragment), "{}", run.stderr);
    }
}

#[test]
fn suggestions_keep_fields_too() {
    let folder = inputs();
    let csv = tasnif_in(
        folder.path(),
        &[
            "suggest",
            "news.csv",
            "--format",
            "csv",
            "--keep",
            "url,title",
        ],
    );
    let rows = table(&csv.stdout);
    assert_eq!(rows[0][8..], ["title", "url", "input_title"]);
    let row = rows.iter().find(|row| row[0] == "1").unwrap();
    assert_eq!(row[8..], ["خبر", "https://a.example/1", "خبر"]);
    let jsonl = tasnif_in(
        folder.path(),
        &[
            "suggest", "news.csv", "--format", "jsonl", "--keep", "all,text",
        ],
    );
    let line: Value = serde_json::from_str(jsonl.stdout.lines().next().unwrap()).unwrap();
    assert!(
        line["text"]
            .as_str()
            .is_some_and(|text| text == CYBER || text == SPORT)
    );
    assert!(line["input_title"].is_string() && line["value"].is_number());
}
