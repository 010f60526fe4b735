//! Ids of articles from several inputs, and ids that repeat.

use crate::common::{tasnif, tasnif_in};
use std::fs;
use tempfile::TempDir;

/// Two folders and two files of the same names, with different texts.
fn years() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (year, text) in [("2024", "ضبط شحنة سلاح"), ("2025", "فاز الفريق بالكأس")]
    {
        let topic = folder.path().join(year).join("news/sport");
        fs::create_dir_all(&topic).unwrap();
        fs::write(topic.join("1.txt"), text).unwrap();
        fs::write(topic.join("2.txt"), format!("{text} مرة أخرى")).unwrap();
        let line = format!("{{\"text\": \"{text}\", \"label\": \"sport\"}}\n");
        fs::write(folder.path().join(year).join("news.jsonl"), line).unwrap();
    }
    folder
}

fn ids(folder: &TempDir, inputs: &[&str]) -> Vec<String> {
    let arguments = [&["predict", "--format", "jsonl"], inputs].concat();
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    let id = |line: &serde_json::Value| line["id"].as_str().unwrap().to_owned();
    run.json_lines().iter().map(id).collect()
}

#[test]
fn of_several_inputs_the_path_is_part_of_ids() {
    let folder = years();
    assert_eq!(ids(&folder, &["2024/news.jsonl"]), ["news.jsonl:1"]);
    assert_eq!(ids(&folder, &["2024/news"]), ["sport/1.txt", "sport/2.txt"]);
    assert_eq!(
        ids(&folder, &["2024/news.jsonl", "2025/news.jsonl"]),
        ["2024/news.jsonl:1", "2025/news.jsonl:1"]
    );
    assert_eq!(
        ids(
            &folder,
            &["2024/news/", "2025/news", "2025/news/sport/1.txt"]
        ),
        [
            "2024/news/sport/1.txt",
            "2024/news/sport/2.txt",
            "2025/news/sport/1.txt",
            "2025/news/sport/2.txt",
            "2025/news/sport/1.txt",
        ]
    );
}

#[test]
fn one_of_several_articles_of_a_name_is_forgotten() {
    let folder = years();
    let run = |arguments: &[&str]| tasnif_in(folder.path(), arguments);
    let forget =
        |part: &str, id: &str| run(&["forget", part, "--id", id, "--output", "out.counts"]);
    run(&["count", "2024/news", "2025/news", "--output", "all.counts"]).ends_with(0);
    forget("all.counts", "sport/1.txt").fails_with(&["none of the 4 articles has the id"]);
    let out = forget("all.counts", "2025/news/sport/1.txt").ends_with(0);
    assert!(out.stderr.contains("1 taken out"), "{out:#?}");
    // Counted one by one, they have the same ids, until they are merged.
    run(&["count", "2024/news", "--output", "a.counts"]).ends_with(0);
    run(&["count", "2025/news", "--output", "b.counts"]).ends_with(0);
    for parts in [["a.counts", "b.counts"], ["b.counts", "a.counts"]] {
        run(&[&["merge", "--output", "ab.counts"], &parts[..]].concat()).ends_with(0);
        let out = forget("ab.counts", "b.counts:sport/1.txt").ends_with(0);
        assert!(out.stderr.contains("1 taken out"), "{out:#?}");
    }
    // The same part twice: the articles are the same, and keep their ids.
    run(&["merge", "a.counts", "a.counts", "--output", "aa.counts"]).ends_with(0);
    let out = forget("aa.counts", "sport/1.txt").ends_with(0);
    assert!(out.stderr.contains("2 taken out"), "{out:#?}");
}

#[test]
fn an_id_of_several_articles_is_refused() {
    let folder = TempDir::new().unwrap();
    let lines = "{\"id\": 7, \"text\": \"فاز الفريق\", \"label\": \"a\"}\n\
                 {\"id\": 7, \"text\": \"خسر الفريق\", \"label\": \"b\"}\n\
                 {\"id\": 8, \"text\": \"تعادل الفريق\", \"label\": \"b\"}\n";
    fs::write(folder.path().join("news.jsonl"), lines).unwrap();
    let arguments = ["count", "news.jsonl", "--output", "a.counts"];
    tasnif_in(folder.path(), &arguments).ends_with(0);
    let arguments = [
        "forget", "a.counts", "--id", "7", "--id", "8", "--output", "b.counts",
    ];
    tasnif_in(folder.path(), &arguments).fails_with(&[
        "a.counts: several articles with different texts have the id '7'",
        "ids begin with the path of each",
    ]);
    assert!(!folder.path().join("b.counts").exists());
}

#[test]
fn ids_keep_all_their_digits() {
    let path = "tests/inputs/faults/ids-of-many-digits/news.jsonl";
    let expected = [
        "12345678901234567890",
        "12345678901234567891",
        "98765432109876543210",
        "1.10",
        "1.1",
        "1.0",
        "1",
        "9007199254740993",
    ];
    let run = tasnif(&["predict", "--format", "jsonl", path]).ends_with(0);
    let id = |line: &serde_json::Value| line["id"].as_str().unwrap().to_owned();
    assert_eq!(
        run.json_lines().iter().map(id).collect::<Vec<_>>(),
        expected
    );
    let folder = TempDir::new().unwrap();
    let rows = expected.map(|id| format!("{id},نص\n")).concat();
    fs::write(folder.path().join("news.csv"), format!("id,text\n{rows}")).unwrap();
    assert_eq!(ids(&folder, &["news.csv"]), expected);
}

#[test]
fn repeated_ids_are_numbered_apart() {
    let folder = TempDir::new().unwrap();
    let line = |(place, id): (usize, &&str)| {
        let text = "فاز الفريق ".repeat(place + 1);
        format!("{{\"id\": \"{id}\", \"text\": \"{text}\", \"labels\": [\"cybercrime\"]}}\n")
    };
    let lines: String = ["a", "a", "a#2", "a"]
        .iter()
        .enumerate()
        .map(line)
        .collect();
    fs::write(folder.path().join("news.jsonl"), lines).unwrap();
    let arguments = ["evaluate", "news.jsonl", "--report", "r.json"];
    tasnif_in(folder.path(), &arguments).ends_with(0);
    let report = fs::read_to_string(folder.path().join("r.json")).unwrap();
    for id in ["a", "a#2", "a#3", "a#4"] {
        let found = report.matches(&format!("\"{id}\"")).count();
        assert_eq!(found, 1, "{id}: {report}");
    }
}
