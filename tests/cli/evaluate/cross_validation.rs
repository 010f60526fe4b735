//! Cross-validation: order and form of the corpus, gates, limits, exclusive corpora.

use super::{folder, report};
use crate::common::{made_up, shuffled, tasnif_in, write_folders};
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn cross_validation_does_not_depend_on_the_order_or_the_form() {
    let articles = made_up(120, 33);
    let cross_validate = |folder: &TempDir, corpus, threads| {
        let flags = [
            "--cross-validate",
            "4",
            "--report",
            "r.json",
            "--threads",
            threads,
        ];
        let run = tasnif_in(folder.path(), &[&["evaluate", corpus], &flags[..]].concat());
        (run.ends_with(0).stdout, report(folder.path(), "r.json"))
    };
    let expected = cross_validate(&folder(&articles), "c.jsonl", "1");
    assert_eq!(expected.1["articles"], 120);
    assert!(
        expected.1["macro"]["f1"].as_f64().unwrap() > 0.8,
        "{}",
        expected.0
    );
    for seed in 0..2 {
        let other = folder(&shuffled(&articles, seed));
        assert_eq!(cross_validate(&other, "c.jsonl", "2"), expected);
    }
    let folders = TempDir::new().unwrap();
    write_folders(&folders.path().join("c"), &articles);
    let (_, found) = cross_validate(&folders, "c", "2");
    for part in ["topics", "macro", "micro", "per_topic", "exact_match"] {
        assert_eq!(found[part], expected.1[part], "{part}");
    }
}

#[test]
fn cross_validation_gates_and_limits() {
    let folder = folder(&made_up(60, 34));
    let evaluate =
        |flags: &[&str]| tasnif_in(folder.path(), &[&["evaluate", "c.jsonl"], flags].concat());
    evaluate(&["--cross-validate", "3", "--min", "recall@trafficking=0.3"]).ends_with(0);
    evaluate(&[
        "--cross-validate",
        "3",
        "--min",
        "recall@trafficking=1",
        "--min",
        "f1@cybercrime=1",
        "--plain",
        "--alpha",
        "1000",
    ])
    .ends_with(1);
    for folds in ["0", "1", "61", "101"] {
        let message = format!("{folds} folds asked for: give 2 to 60");
        evaluate(&["--cross-validate", folds]).fails_with(&[&message]);
    }
    let run = evaluate(&["--cross-validate", "3", "--model", "m.tasnif"]).ends_with(2);
    assert!(run.stderr.contains("cannot be used with"), "{run:#?}");
}

#[test]
fn exclusive_corpora_have_accuracy_and_a_confusion_matrix() {
    let one = made_up(200, 35)
        .into_iter()
        .filter(|article| article.labels.len() == 1);
    let folder = folder(&one.collect::<Vec<_>>());
    let arguments = [
        "evaluate",
        "c.jsonl",
        "--cross-validate",
        "3",
        "--report",
        "r.json",
        "--min",
        "accuracy=0.8",
    ];
    tasnif_in(folder.path(), &arguments).ends_with(0);
    let report = report(folder.path(), "r.json");
    assert_eq!(report["exclusive"], true);
    assert_eq!(report["accuracy"], report["exact_match"]);
    let counts = report["confusion"]["counts"].as_array().unwrap();
    let all: u64 = counts
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(Value::from(all), report["articles"]);
}
