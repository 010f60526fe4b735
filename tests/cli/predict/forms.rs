//! Tags as a table, JSONL, CSV and TSV.

use super::{CYBER, folder};
use crate::common::tasnif_in;
use std::fs;

#[test]
fn jsonl_has_a_probability_for_each_topic() {
    let folder = folder();
    let arguments = ["predict", "cyber.txt", "sport.txt", "--format", "jsonl"];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    assert_eq!(run.stderr, "");
    let lines = run.json_lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "cyber.txt");
    assert_eq!(lines[0]["topics"][0], "cybercrime");
    let topics = [
        "border-security",
        "counterterrorism",
        "cybercrime",
        "trafficking",
        "weapons-control",
    ];
    assert_eq!(lines[1]["topics"], serde_json::json!([]));
    for line in &lines {
        let probabilities = line["probabilities"].as_object().unwrap();
        assert_eq!(probabilities.keys().collect::<Vec<_>>(), topics);
        assert!(
            probabilities
                .values()
                .all(|p| (0.0..=1.0).contains(&p.as_f64().unwrap()))
        );
        let given = line["topics"].as_array().unwrap();
        let ranked: Vec<f64> = given
            .iter()
            .map(|topic| probabilities[topic.as_str().unwrap()].as_f64().unwrap())
            .collect();
        assert!(
            ranked.is_sorted_by(|a, b| a >= b),
            "most probable first: {line}"
        );
    }
}

#[test]
fn csv_and_tsv_hold_what_jsonl_holds() {
    let folder = folder();
    fs::write(folder.path().join("broken.txt"), b"\xC7").unwrap();
    let predict = |format| {
        let inputs = [
            "predict",
            "cyber.txt",
            "broken.txt",
            "sport.txt",
            "--format",
            format,
        ];
        tasnif_in(folder.path(), &inputs).ends_with(2)
    };
    let expected = predict("jsonl").json_lines();
    for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let run = predict(format);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(run.stdout.as_bytes());
        let header = reader.headers().unwrap().clone();
        assert_eq!(&header[0], "id");
        assert_eq!(&header[1], "topics");
        assert_eq!(&header[header.len() - 1], "error");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), expected.len());
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(expected["id"], row[0]);
            assert_eq!(
                expected["error"].as_str().unwrap_or_default(),
                &row[header.len() - 1]
            );
            let Some(topics) = expected["topics"].as_array() else {
                assert!((1..header.len() - 1).all(|cell| row[cell].is_empty()));
                continue;
            };
            let topics: Vec<&str> = topics.iter().map(|topic| topic.as_str().unwrap()).collect();
            let written = if topics.is_empty() {
                "none".to_owned()
            } else {
                topics.join("+")
            };
            assert_eq!(&row[1], written);
            for cell in 2..header.len() - 1 {
                let probability: f64 = row[cell].parse().unwrap();
                assert_eq!(expected["probabilities"][&header[cell]], probability);
            }
        }
    }
}

#[test]
fn a_table_line_shows_topics_and_id() {
    let folder = folder();
    let run = tasnif_in(folder.path(), &["predict", "cyber.txt", "sport.txt"]).ends_with(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("cybercrime "), "{lines:?}");
    assert!(
        lines[0].contains('%') && lines[0].ends_with(" cyber.txt"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("none ") && lines[1].ends_with(" sport.txt"),
        "{lines:?}"
    );
}

#[cfg(unix)]
#[test]
fn names_cannot_act_on_the_terminal() {
    let folder = folder();
    let name = "خبر\u{202e}\u{1b}[31m.txt";
    fs::write(folder.path().join(name), CYBER).unwrap();
    let table = tasnif_in(folder.path(), &["predict", name])
        .ends_with(0)
        .stdout;
    assert!(!table.contains(['\u{202e}', '\u{1b}']), "{table:?}");
    assert!(table.contains("خبر"), "{table:?}");
    let json = tasnif_in(folder.path(), &["predict", name, "--format", "jsonl"]).ends_with(0);
    assert_eq!(json.json_lines()[0]["id"], name, "data is left as it is");
}

/// Topics that are called as columns, or hold the sign that joins topics, come back from CSV as they are.
#[test]
fn topics_with_names_of_columns_and_signs() {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path();
    let words = [
        "سباق ملعب عداء كأس هدف",
        "قمح سوق مزارع محصول طحين",
        "مطر ريح غيوم رعد برد",
    ];
    let line = |n: usize| {
        let label = ["error", "علوم+تقنية", "topics"][n % 3];
        let words: Vec<&str> = words[n % 3].split(' ').collect();
        let picked: Vec<&str> = (0..9).map(|k| words[(n * n * k + n + k * k) % 5]).collect();
        serde_json::json!({"text": format!("{} {n}", picked.join(" ")), "label": label}).to_string()
    };
    let lines: Vec<String> = (0..90).map(line).collect();
    fs::write(folder.join("c.jsonl"), lines.join("\n")).unwrap();
    tasnif_in(folder, &["train", "c.jsonl", "--output", "m.tasnif"]).ends_with(0);
    let arguments = [
        "predict", "c.jsonl", "--model", "m.tasnif", "--format", "csv", "--keep", "text",
    ];
    let run = tasnif_in(folder, &arguments).ends_with(0);
    assert!(
        run.stdout
            .starts_with("id,topics,topic_error,topic_topics,علوم+تقنية,error,text\n"),
        "{}",
        run.stdout
    );
    fs::write(folder.join("p.csv"), &run.stdout).unwrap();
    let back = [
        "evaluate",
        "p.csv",
        "--label-field",
        "topics",
        "--model",
        "m.tasnif",
        "--min",
        "accuracy=1",
    ];
    let run = tasnif_in(folder, &back).ends_with(0);
    assert!(!run.stderr.contains("does not know"), "{}", run.stderr);
}
