//! `tasnif evaluate`: gates and exit codes, cross-validation, reports.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Article, made_up, shuffled, tasnif_in, write_folders, write_jsonl};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder(articles: &[Article]) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_jsonl(&folder.path().join("c.jsonl"), articles);
    folder
}

/// A folder with a corpus and a model trained on other articles of the same kind.
fn with_model() -> TempDir {
    let folder = folder(&made_up(60, 31));
    write_jsonl(&folder.path().join("train.jsonl"), &made_up(160, 32));
    tasnif_in(
        folder.path(),
        &["train", "train.jsonl", "--output", "m.tasnif"],
    )
    .ends_with(0);
    folder
}

fn report(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

#[test]
fn gates_decide_the_exit_code() {
    let folder = with_model();
    let evaluate = |gates: &[&str]| {
        let flags = ["evaluate", "c.jsonl", "--model", "m.tasnif"];
        tasnif_in(folder.path(), &[&flags[..], gates].concat())
    };
    evaluate(&[]).ends_with(0);
    evaluate(&["--min", "macro-f1=0.5", "--min", "recall@cybercrime=0.5"]).ends_with(0);
    evaluate(&["--min", "support@cybercrime=3"]).ends_with(0);
    let run = evaluate(&["--min", "macro-f1=0.5", "--min", "support@cybercrime=61"]).ends_with(1);
    assert!(run.stdout.contains("support@cybercrime"), "{run:#?}");
    assert_eq!(run.errors(), [""; 0], "a missed gate is no error");
    // The corpus carries several labels, so accuracy is undefined, which is not good enough.
    let run = evaluate(&["--min", "accuracy=0"]).ends_with(1);
    assert!(run.stdout.contains("undefined"), "{run:#?}");
}

#[test]
fn gates_that_cannot_be_meant() {
    let folder = with_model();
    for (gate, message) in [
        ("macro-f1", "METRIC=VALUE"),
        ("macro-f1=high", "METRIC=VALUE"),
        ("macro-f1=70", "write 70 percent as 0.7"),
        (
            "f2=0.5",
            "there is no metric 'f2'; the metrics are accuracy",
        ),
        ("ece=0.1", "lower is better"),
        (
            "recall@sport=0.5",
            "the topics are 'border-security', 'cybercrime', 'trafficking'",
        ),
    ] {
        let arguments = ["evaluate", "c.jsonl", "--model", "m.tasnif", "--min", gate];
        tasnif_in(folder.path(), &arguments).fails_with(&[message]);
    }
}

#[test]
fn the_json_report_holds_what_is_printed() {
    let folder = with_model();
    let arguments = [
        "evaluate", "c.jsonl", "--model", "m.tasnif", "--report", "r.json",
    ];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    let report = report(folder.path(), "r.json");
    assert_eq!(
        report["topics"],
        serde_json::json!(["border-security", "cybercrime", "trafficking"])
    );
    assert_eq!(report["articles"], 60);
    assert_eq!(report["exclusive"], false);
    assert_eq!(report["accuracy"], Value::Null);
    let shown = format!("{:.4}", report["macro"]["f1"].as_f64().unwrap());
    assert!(run.stdout.contains(&shown), "{shown} is not in {run:#?}");
    let support: Vec<u64> = made_up(60, 31)
        .iter()
        .fold(vec![0; 3], |mut sums, article| {
            for label in &article.labels {
                let topics = report["topics"].as_array().unwrap();
                sums[topics.iter().position(|topic| topic == label).unwrap()] += 1;
            }
            sums
        });
    let reported = report["per_topic"]
        .as_array()
        .unwrap()
        .iter()
        .map(|topic| &topic["support"]);
    assert!(reported.eq(&support), "{report}");
    assert_eq!(report["decisions"].as_array().unwrap().len(), 60);
}

#[test]
fn a_report_of_every_form() {
    let folder = with_model();
    let names = ["r.json", "r.md", "r.html", "r.xml", "r.txt"];
    let flags: Vec<&str> = names.iter().flat_map(|name| ["--report", name]).collect();
    let arguments = [
        "evaluate",
        "c.jsonl",
        "--model",
        "m.tasnif",
        "--min",
        "support@cybercrime=61",
    ];
    tasnif_in(folder.path(), &[&arguments[..], &flags].concat()).ends_with(1);
    for name in names {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.contains("cybercrime"), "{name}: {text}");
    }
    for (name, message) in [
        ("r.pdf", "r.pdf: no report has the ending 'pdf': use .json"),
        ("gone/r.json", "cannot write gone/r.json: "),
    ] {
        let arguments = [
            "evaluate", "c.jsonl", "--model", "m.tasnif", "--report", name,
        ];
        tasnif_in(folder.path(), &arguments).fails_with(&[message]);
    }
}

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
    evaluate(&["--cross-validate", "3", "--model", "m.tasnif"]).ends_with(2);
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

#[test]
fn articles_that_cannot_be_read_stop_the_measurement() {
    let folder = with_model();
    let mut lines = fs::read(folder.path().join("c.jsonl")).unwrap();
    lines.extend(b"{\"text\": \"\xC7\", \"labels\": []}\n");
    fs::write(folder.path().join("broken.jsonl"), lines).unwrap();
    let evaluate = |flags: &[&str]| {
        let arguments = ["evaluate", "broken.jsonl", "--model", "m.tasnif"];
        tasnif_in(folder.path(), &[&arguments[..], flags].concat()).ends_with(2)
    };
    let run = evaluate(&[]);
    assert!(
        run.errors()[0].contains("broken.jsonl:61: not valid UTF-8"),
        "{run:#?}"
    );
    assert_eq!(run.stdout, "");
    // A part of the corpus was not measured, so no gate can be said to hold or to be missed.
    let run = evaluate(&["--skip-broken", "--min", "support@cybercrime=61"]);
    assert!(run.stdout.contains("macro-f1"), "{run:#?}");
}

#[test]
fn labels_that_the_model_does_not_know_are_left_out_with_a_warning() {
    let folder = with_model();
    let mut articles = made_up(40, 36);
    articles[0].labels = vec!["sport"];
    write_jsonl(&folder.path().join("c.jsonl"), &articles);
    let arguments = ["evaluate", "c.jsonl", "--model", "m.tasnif"];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    assert!(
        run.stderr
            .contains("1 article(s) carry 'sport', which the model does not know"),
        "{run:#?}"
    );
}
