//! A model, or a report, from parts is that from the whole, byte for byte.

use super::corpus::Corpus;
use crate::common::{Article, made_up};
use serde_json::json;
use std::fs;

fn exclusive(count: usize, seed: u64) -> Vec<Article> {
    let articles = made_up(count, seed).into_iter();
    articles.filter(|one| one.labels.len() == 1).collect()
}

#[test]
fn naive_bayes_from_parts() {
    Corpus::new(made_up(200, 81), true).check(&[]);
    Corpus::new(exclusive(200, 82), false).check(&[]);
}

#[test]
fn support_vector_machines_from_parts() {
    Corpus::new(made_up(120, 83), true).check(&["--method", "nbsvm"]);
    let flags = [
        "--method",
        "nbsvm",
        "--ngrams",
        "3..4",
        "--tune",
        "recall=0.8",
    ];
    Corpus::new(exclusive(160, 84), false).check(&flags);
}

#[test]
fn a_part_brings_its_settings_along() {
    let corpus = Corpus::new(made_up(100, 85), true);
    let flags = [
        "--title-weight",
        "2",
        "--lead-weight",
        "4",
        "--lead-chars",
        "60",
        "--word-pairs",
    ];
    corpus.count(&["1", "2", "3"], &flags);
    let whole = corpus.train(&["whole.jsonl"], "2", &flags);
    for (inputs, flags) in [
        (&["1.counts", "2.counts", "3.counts"][..], &flags[..]),
        (&["1.counts", "2.counts", "3.counts"], &[]),
        (&["1.jsonl", "2.counts", "3.jsonl"], &[]),
    ] {
        assert!(
            corpus.train(inputs, "2", flags) == whole,
            "{inputs:?} {flags:?}"
        );
    }
}

#[test]
fn cross_validation_on_parts() {
    let corpus = Corpus::new(made_up(100, 86), true);
    corpus.count(&["1", "2", "3"], &[]);
    let scores = |inputs: &[&str]| {
        let run = corpus.run(&[&["evaluate", "--cross-validate", "3"], inputs].concat());
        let report = run.ends_with(0).stdout;
        // The title names the files.
        report.split_once('\n').unwrap().1.to_owned()
    };
    assert_eq!(
        scores(&["3.counts", "1.counts", "2.jsonl"]),
        scores(&["whole.jsonl"])
    );
}

#[test]
fn kept_fields_are_there_to_split_and_group_by() {
    let articles = made_up(60, 80);
    let corpus = Corpus::new(articles.clone(), false);
    let line = |(number, article): (usize, &Article)| {
        let Article {
            id, text, labels, ..
        } = article;
        let outlet = ["sabah", "masaa", "wakala"][number % 3];
        let object = json!({"id": id, "text": text, "labels": labels, "outlet": outlet});
        format!("{object}\n")
    };
    let lines: String = articles.iter().enumerate().map(line).collect();
    fs::write(corpus.folder.path().join("o.jsonl"), lines).unwrap();
    let scores = |input: &str| {
        let arguments = [
            "evaluate",
            input,
            "--cross-validate",
            "3",
            "--split-by",
            "outlet",
            "--group-by",
            "outlet",
        ];
        corpus.run(&arguments)
    };
    corpus.count(&["o"], &[]);
    let fragments = [
        "o.counts: the field 'outlet' was not kept",
        "count the articles again and keep this field (--keep-field)",
    ];
    scores("o.counts").fails_with(&fragments);
    corpus.count(&["o"], &["--keep-field", "outlet", "--keep-field", "date"]);
    let (part, whole) = (
        scores("o.counts").ends_with(0),
        scores("o.jsonl").ends_with(0),
    );
    assert!(whole.stdout.contains("wakala"), "{whole:#?}");
    assert_eq!(part.stdout.replace("o.counts", "o.jsonl"), whole.stdout);
    // A model does not depend on what fields are kept.
    let model = |input| corpus.train(&[input], "1", &[]);
    assert!(model("o.counts") == model("o.jsonl"));
    let arguments = ["merge", "o.counts", "1.counts", "--output", "m.counts"];
    corpus.count(&["1"], &[]);
    corpus.run(&arguments).fails_with(&[
        "1.counts: one part keeps the fields [date, outlet], another []",
        "keep the same fields (--keep-field)",
    ]);
}
