//! Fields that are named by flags, or found by usual names.

use crate::common::{Run, tasnif_in};
use std::fs;
use std::path::Path;

const SPORT: &str = "تعادل فريق القلعة مع ضيفه فريق الميناء بهدفين لكل منهما.";
const HEALTH: &str = "فتحت عيادة الحي أبوابها لتطعيم الأطفال ضد الحصبة.";

/// Trains on a file of these bytes.
fn train(folder: &Path, name: &str, bytes: &str, flags: &[&str]) -> Run {
    fs::write(folder.join(name), bytes).unwrap();
    let arguments = [&["train", name, "-o", "m.tasnif"], flags].concat();
    tasnif_in(folder, &arguments)
}

fn topics(folder: &Path) -> Vec<String> {
    let run = tasnif_in(folder, &["inspect", "--json", "m.tasnif"]).ends_with(0);
    let card: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let topics = card["topics"].as_array().unwrap();
    let id = |topic: &serde_json::Value| {
        let id = topic.get("id").unwrap_or(topic);
        id.as_str().unwrap().to_owned()
    };
    topics.iter().map(id).collect()
}

/// Articles of both topics under these keys, as JSONL and as CSV.
fn files(keys: [&str; 2]) -> [(&'static str, String); 2] {
    let mut rows = Vec::new();
    for day in ["السبت", "الأحد", "الاثنين"] {
        rows.push([format!("{SPORT} يوم {day}"), "رياضة".to_owned()]);
        rows.push([format!("{HEALTH} يوم {day}"), "صحة".to_owned()]);
    }
    let object = |[text, label]: &[String; 2]| {
        serde_json::json!({"url": "news.example", keys[0]: text, keys[1]: label}).to_string()
    };
    let lines: Vec<String> = rows.iter().map(object).collect();
    let cells = |[text, label]: &[String; 2]| format!("news.example,{text},{label}");
    let cells: Vec<String> = rows.iter().map(cells).collect();
    let header = format!("url,{},{}", keys[0], keys[1]);
    [
        ("news.jsonl", lines.join("\n")),
        ("news.csv", format!("{header}\n{}\n", cells.join("\n"))),
    ]
}

#[test]
fn usual_names_are_used_and_said_once() {
    let folder = tempfile::tempdir().unwrap();
    for keys in [
        ["content", "category"],
        ["Body", "Topic"],
        ["النص", "التصنيف"],
        ["المحتوى", "القسم"],
        ["full_text", "class"],
    ] {
        for (name, bytes) in files(keys) {
            let run = train(folder.path(), name, &bytes, &[]).ends_with(0);
            let said = format!(
                "{name}: read \"{}\" as the text and \"{}\" as the labels",
                keys[0], keys[1]
            );
            assert_eq!(run.stderr.matches(&said).count(), 1, "{run:#?}");
            assert_eq!(topics(folder.path()), ["رياضة", "صحة"]);
        }
    }
}

#[test]
fn own_names_win_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files(["text", "label"]) {
        let bytes = bytes
            .replace("\"url\"", "\"content\"")
            .replace("url,", "content,");
        let run = train(folder.path(), name, &bytes, &[]).ends_with(0);
        assert!(!run.stderr.contains(": read "), "{run:#?}");
    }
}

#[test]
fn flags_name_any_field() {
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--text-field", "f1", "--label-field", "f2"];
    for (name, bytes) in files(["f1", "f2"]) {
        let run = train(folder.path(), name, &bytes, &flags).ends_with(0);
        assert!(!run.stderr.contains(": read "), "{run:#?}");
        assert_eq!(topics(folder.path()), ["رياضة", "صحة"]);
    }
}

#[test]
fn several_texts_are_joined_and_several_labels_united() {
    use tasnif::corpus::{FieldNames, LabelsWanted, ReadOptions, read_all};
    let folder = tempfile::tempdir().unwrap();
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        fields: FieldNames {
            text: vec!["lead".into(), "data.more".into()],
            title: vec!["h".into()],
            labels: vec!["a".into(), "b".into()],
            id: vec!["outlet".into(), "n".into()],
            ..FieldNames::default()
        },
        ..ReadOptions::default()
    };
    let json = "{\"data\": {\"more\": \"الباقي\"}, \"lead\": \"مقدمة\", \"h\": \"عنوان\", \"a\": [\"x\"], \"b\": \"y\", \"n\": 7, \"outlet\": \"وكالة\", \"text\": \"t\"}";
    let csv = "data.more,b,h,lead,n,outlet,a,text\nالباقي,y,عنوان,مقدمة,7,وكالة,x,t\n";
    for (name, bytes) in [("c.jsonl", json), ("c.csv", csv)] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let (articles, errors) = read_all(&[path], &options).unwrap();
        assert!(errors.is_empty(), "{errors:?}");
        let article = &articles[0];
        assert_eq!(article.text, "مقدمة\nالباقي", "{name}");
        assert_eq!((&*article.title, &*article.id), ("عنوان", "وكالة/7"));
        let labels: Vec<&String> = article.labels.as_ref().unwrap().iter().collect();
        assert_eq!(labels, ["x", "y"]);
        assert_eq!(article.fields["text"], "t");
    }
}

#[test]
fn what_is_unclear_or_missing_is_an_error_that_names_the_flag() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{{\"content\": \"{SPORT}\", \"body\": \"{HEALTH}\", \"label\": \"a\"}}\n");
    let keys = ["\"body\", \"content\"", "--text-field"];
    train(folder.path(), "c.jsonl", &text, &[]).ends_with(2);
    let run = train(folder.path(), "c.jsonl", &text, &[]);
    assert!(keys.iter().all(|key| run.stderr.contains(key)), "{run:#?}");
    let table = format!("content,body,label\n{SPORT},{HEALTH},a\n");
    let run = train(folder.path(), "c.csv", &table, &[]).ends_with(2);
    let keys = ["\"content\", \"body\"", "--text-field"];
    assert!(keys.iter().all(|key| run.stderr.contains(key)), "{run:#?}");
    let run = train(folder.path(), "c.csv", &table, &["--text-field", "bodi"]).ends_with(2);
    let keys = [
        "no column \"bodi\"",
        "\"content\", \"body\", \"label\"",
        "--text-field",
    ];
    assert!(keys.iter().all(|key| run.stderr.contains(key)), "{run:#?}");
    let labels = format!("{{\"text\": \"{SPORT}\", \"topic\": \"a\", \"category\": \"b\"}}\n");
    let run = train(folder.path(), "c.jsonl", &labels, &[]).ends_with(2);
    let keys = ["\"category\", \"topic\"", "--label-field"];
    assert!(keys.iter().all(|key| run.stderr.contains(key)), "{run:#?}");
    let bare = format!("{{\"text\": \"{SPORT}\", \"url\": \"u\"}}\n");
    let run = train(folder.path(), "c.jsonl", &bare, &[]).ends_with(2);
    let keys = ["its keys are: text, url", "--label-field"];
    assert!(keys.iter().all(|key| run.stderr.contains(key)), "{run:#?}");
}

#[test]
fn a_field_that_some_records_lack_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let [(_, lines), _] = files(["body", "label"]);
    let lines = lines.replacen("{", "{\"lead\": \"مقدمة\",", 1);
    let flags = ["--text-field", "lead", "--text-field", "body"];
    let run = train(folder.path(), "c.jsonl", &lines, &flags).ends_with(0);
    let said = "5 record(s) have no field \"lead\" (c.jsonl:2, c.jsonl:3, c.jsonl:4)";
    assert!(run.stderr.contains(said), "{run:#?}");
}
