//! Inputs of every kind, and their order.

use super::{CYBER, folder, tags};
use crate::common::{jsonl, made_up, tasnif_in, tasnif_with_input, write_jsonl};
use serde_json::Value;
use std::fs;
use std::io::Write;

/// More articles than are worked on at once, on one thread and on several.
#[test]
fn lines_come_in_the_order_of_the_inputs() {
    let folder = folder();
    let articles = made_up(1300, 21);
    write_jsonl(&folder.path().join("c.jsonl"), &articles);
    let predict = |threads| {
        let inputs = ["sport.txt", "c.jsonl", "cyber.txt"];
        let flags = ["predict", "--format", "jsonl", "--threads", threads];
        tasnif_in(folder.path(), &[&flags[..], &inputs].concat()).ends_with(0)
    };
    let run = predict("1");
    assert_eq!(predict("2"), run);
    assert_eq!(predict("7"), run);
    let ids: Vec<Value> = run
        .json_lines()
        .iter()
        .map(|line| line["id"].clone())
        .collect();
    let mut expected = vec!["sport.txt"];
    expected.extend(articles.iter().map(|article| &*article.id));
    expected.push("cyber.txt");
    assert_eq!(ids, expected);
}

#[test]
fn every_form_of_an_article_gets_the_same_tags() {
    let folder = folder();
    let path = folder.path();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(CYBER.as_bytes()).unwrap();
    let line = serde_json::json!({"id": "7", "text": CYBER}).to_string();
    let sub = path.join("folder/sub");
    fs::create_dir_all(&sub).unwrap();
    let (encoded, _, unmappable) = encoding_rs::UTF_16LE.encode(CYBER);
    assert!(
        !unmappable && encoded.len() == CYBER.len(),
        "encoding_rs writes UTF-8 for UTF-16"
    );
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(CYBER.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes, id) in [
        ("a.txt.gz", gzip.finish().unwrap(), "a.txt.gz"),
        (
            "a.txt.zst",
            zstd::encode_all(CYBER.as_bytes(), 3).unwrap(),
            "a.txt.zst",
        ),
        ("a.jsonl", line.clone().into_bytes(), "7"),
        (
            "a.jsonl.zst",
            zstd::encode_all(line.as_bytes(), 3).unwrap(),
            "7",
        ),
        (
            "a.csv",
            format!("id,text\n8,\"{CYBER}\"\n").into_bytes(),
            "8",
        ),
        ("a.tsv", format!("text\tid\n{CYBER}\t9\n").into_bytes(), "9"),
        (
            "a.ft",
            format!("__label__x {CYBER}\n").into_bytes(),
            "a.ft:1",
        ),
        ("mark.txt", utf16, "mark.txt"),
        ("folder/sub/b.txt", CYBER.into(), "folder/sub/b.txt"),
    ] {
        fs::write(path.join(name), bytes).unwrap();
        let arguments = ["predict", "--format", "jsonl", "cyber.txt", name];
        let lines = tasnif_in(path, &arguments).ends_with(0).json_lines();
        assert_eq!(lines[1]["id"], id, "{name}");
        assert_eq!(tags(&lines[0]), tags(&lines[1]), "{name}");
    }
    let arguments = ["predict", "--format", "jsonl", "folder"];
    assert_eq!(
        tasnif_in(path, &arguments).ends_with(0).json_lines()[0]["id"],
        "sub/b.txt"
    );
}

#[test]
fn an_old_arabic_encoding() {
    let folder = folder();
    let (encoded, _, unmappable) = encoding_rs::WINDOWS_1256.encode(CYBER);
    assert!(!unmappable);
    fs::write(folder.path().join("old.txt"), encoded).unwrap();
    let predict = |flags: &[&str], name| {
        let arguments = [&["predict", "--format", "jsonl", name], flags].concat();
        tasnif_in(folder.path(), &arguments)
    };
    predict(&[], "old.txt").fails_with(&[
        "old.txt:1: not valid UTF-8",
        "for example windows-1256",
        "(--encoding)",
    ]);
    let old = predict(&["--encoding", "windows-1256"], "old.txt")
        .ends_with(0)
        .json_lines();
    let new = predict(&[], "cyber.txt").ends_with(0).json_lines();
    assert_eq!(tags(&old[0]), tags(&new[0]));
}

#[test]
fn standard_input() {
    let folder = folder();
    let predict = |flags: &[&str], input: &str| {
        let arguments = [&["predict", "--format", "jsonl", "-"], flags].concat();
        tasnif_with_input(folder.path(), &arguments, input.as_bytes())
            .ends_with(0)
            .json_lines()
    };
    let file = tasnif_in(
        folder.path(),
        &["predict", "--format", "jsonl", "cyber.txt"],
    )
    .json_lines();
    let article = predict(&[], CYBER);
    assert_eq!(article[0]["id"], "-");
    assert_eq!(tags(&article[0]), tags(&file[0]));
    let articles = made_up(30, 22);
    let lines = predict(&[], &jsonl(&articles));
    assert!(
        lines
            .iter()
            .map(|line| &line["id"])
            .eq(articles.iter().map(|article| &*article.id))
    );
    let rows = predict(
        &["--input-format", "csv"],
        &format!("id,text\nأ,\"{CYBER}\"\n"),
    );
    assert_eq!(rows[0]["id"], "أ");
    assert_eq!(tags(&rows[0]), tags(&file[0]));
    let twice = ["predict", "-", "-"];
    tasnif_in(folder.path(), &twice).fails_with(&["standard input (-) is given 2 times"]);
}

/// Textbook naive Bayes has nothing but the prior for an article without a word, so a topic's
/// probability is its share of the articles learned from.
#[test]
fn nothing_is_tagged_by_the_topics_frequencies() {
    let folder = folder();
    let mut articles = made_up(80, 25);
    for article in &mut articles[..60] {
        article.labels.retain(|&label| label != "cybercrime");
        article.labels.push("cybercrime");
        article.labels.sort_unstable();
    }
    write_jsonl(&folder.path().join("c.jsonl"), &articles);
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    fs::write(folder.path().join("marks.txt"), "،،، …\n").unwrap();
    let train = ["train", "c.jsonl", "--plain", "--output", "m.tasnif"];
    tasnif_in(folder.path(), &train).ends_with(0);
    let arguments = [
        "predict",
        "--model",
        "m.tasnif",
        "--format",
        "jsonl",
        "empty.txt",
        "marks.txt",
    ];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    let lines = run.json_lines();
    let warning = "warning: 2 article(s) hold no word (empty.txt, marks.txt)";
    assert!(run.stderr.contains(warning), "{run:#?}");
    assert_eq!(lines[0]["id"], "empty.txt");
    assert_eq!(lines[1]["id"], "marks.txt");
    for line in &lines {
        for topic in ["border-security", "cybercrime", "trafficking"] {
            let carriers = articles.iter().filter(|one| one.labels.contains(&topic));
            let share = carriers.count() as f64 / 80.0;
            let found = line["probabilities"][topic].as_f64().unwrap();
            assert!(
                (found - share).abs() < 0.00006,
                "{topic}: {found}, not {share}"
            );
        }
        // More than half carry it, and still nothing speaks for it here.
        assert_eq!(line["topics"], serde_json::json!([]));
    }
}
