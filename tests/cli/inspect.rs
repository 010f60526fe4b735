//! `tasnif inspect`: the model card as text and as JSON.

use crate::common::{made_up, tasnif, tasnif_in, write_jsonl};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

#[test]
fn the_built_in_model_has_a_card() {
    let card = tasnif(&["inspect"]).ends_with(0).stdout;
    for part in [
        "articles",
        "training digest",
        "Border security / أمن الحدود",
        "threshold",
        "words",
        "n-grams",
    ] {
        assert!(card.contains(part), "{part:?} is not in {card}");
    }
    let named = tasnif(&["inspect", "models/security.tasnif"])
        .ends_with(0)
        .stdout;
    assert_eq!(named, card);
}

#[test]
fn the_card_says_what_was_trained() {
    let folder = TempDir::new().unwrap();
    write_jsonl(&folder.path().join("c.jsonl"), &made_up(80, 41));
    let flags = [
        "--ngrams",
        "2..4",
        "--title-weight",
        "5",
        "--word-pairs",
        "--output",
        "m.tasnif",
    ];
    tasnif_in(folder.path(), &[&["train", "c.jsonl"], &flags[..]].concat()).ends_with(0);
    let inspect = |flags: &[&str]| {
        tasnif_in(folder.path(), &[&["inspect", "m.tasnif"], flags].concat())
            .ends_with(0)
            .stdout
    };
    let card = inspect(&[]);
    assert!(card.contains("80 (20 without a topic)"), "{card}");
    assert!(card.contains("n-grams of 2 to 4 letters"), "{card}");
    assert!(card.contains("title 5x"), "{card}");
    assert!(card.contains("word pairs"), "{card}");
    let json: Value = serde_json::from_str(&inspect(&["--json"])).unwrap();
    assert_eq!(json["training"]["articles"], 80);
    assert_eq!(json["topics"][1]["id"], "cybercrime");
    assert_eq!(json["topics"][1]["arabic"], "الجرائم الإلكترونية");
    assert_eq!(json["features"]["title_weight"], 5);
    let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let words = |text: String| -> usize {
        let lines = lines(text);
        let line = lines
            .iter()
            .find(|line| line.starts_with("  n-grams "))
            .unwrap();
        line.split_whitespace().count() - 1
    };
    assert_eq!(words(inspect(&["--top", "3"])), 3);
    assert_eq!(words(inspect(&["--top", "20"])), 20);
}

#[test]
fn words_of_a_topic_speak_for_it() {
    let folder = TempDir::new().unwrap();
    write_jsonl(&folder.path().join("c.jsonl"), &made_up(80, 42));
    tasnif_in(folder.path(), &["train", "c.jsonl", "--output", "m.tasnif"]).ends_with(0);
    let card = tasnif_in(folder.path(), &["inspect", "m.tasnif"])
        .ends_with(0)
        .stdout;
    let topic = card.split("\ncybercrime\n").nth(1).unwrap();
    let words = topic.lines().next().unwrap();
    assert!(
        words.contains("اختراق") || words.contains("برمجيه"),
        "{words}"
    );
}

#[test]
fn a_file_that_is_no_model() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "خبر").unwrap();
    let run = tasnif_in(folder.path(), &["inspect", "a.txt"]);
    let run = run.fails_with(&["a.txt: this is not a tasnif model", "`tasnif train` wrote"]);
    assert_eq!(run.stdout, "");
}
