//! Flags that would do nothing are refused before anything is read, and the form of the output follows its ending.

use crate::common::tasnif_in;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Every flag that depends on another one, in a combination without it, and what the message names.
const IN_VAIN: &[(&[&str], &str)] = &[
    (
        &["train", "x", "--output", "m", "--cost", "1"],
        "--cost has no effect here: it needs --method nbsvm",
    ),
    (
        &["train", "x", "--output", "m", "--interpolation", "0.5"],
        "--method nbsvm",
    ),
    (
        &[
            "train", "x", "--output", "m", "--method", "nbsvm", "--alpha", "1",
        ],
        "--method naive-bayes",
    ),
    (
        &[
            "train",
            "x",
            "--output",
            "m",
            "--method",
            "nbsvm",
            "--collection",
            "1",
        ],
        "--method naive-bayes",
    ),
    (
        &[
            "train",
            "x",
            "--output",
            "m",
            "--method",
            "nbsvm",
            "--evidence",
            "1",
        ],
        "--method naive-bayes",
    ),
    (
        &["train", "x", "--output", "m", "--plain", "--tune", "f1"],
        "without --plain",
    ),
    (
        &["train", "x", "--output", "m", "--plain", "--folds", "4"],
        "without --plain",
    ),
    (
        &["train", "x", "--output", "m", "--builtin-weight", "1"],
        "--with-builtin",
    ),
    (
        &["evaluate", "x", "--method", "nbsvm"],
        "--method has no effect here: it needs --cross-validate K or --split-by",
    ),
    (&["evaluate", "x", "--ngrams", "2..4"], "--cross-validate"),
    (&["evaluate", "x", "--mode", "multi"], "--cross-validate"),
    (&["evaluate", "x", "--tune", "f1"], "--cross-validate"),
    (&["evaluate", "x", "--folds", "3"], "--cross-validate"),
    (&["evaluate", "x", "--plain"], "--cross-validate"),
    (&["evaluate", "x", "--cost", "1"], "--cross-validate"),
    (
        &["evaluate", "x", "--min-documents", "3"],
        "--cross-validate",
    ),
    (
        &["evaluate", "x", "--title-weight", "3"],
        "--cross-validate",
    ),
    (&["evaluate", "x", "--word-pairs"], "--cross-validate"),
    (&["evaluate", "x", "--with-builtin"], "--cross-validate"),
    (
        &["evaluate", "x", "--cross-validate", "3", "--cost", "1"],
        "--method nbsvm",
    ),
    (&["evaluate", "x", "--learning-curve"], "--cross-validate"),
    (&["evaluate", "x", "--test-share", "0.3"], "--split-by"),
    (&["evaluate", "x", "--max-drop", "0.3"], "--baseline"),
    (
        &["evaluate", "x", "--cross-validate", "3", "--model", "m"],
        "--model",
    ),
    (
        &["evaluate", "x", "--cross-validate", "3", "--compare", "m"],
        "--compare",
    ),
    (&["audit", "x", "--cost", "1"], "--method nbsvm"),
    (
        &["suggest", "x", "--method", "nbsvm"],
        "--method has no effect here: it needs --labelled",
    ),
    (&["suggest", "x", "--lead-weight", "2"], "--labelled"),
    (&["suggest", "x", "--worth", "0.1"], "--labelled"),
];

#[test]
fn flags_that_would_do_nothing_are_refused() {
    let empty = TempDir::new().unwrap();
    for (arguments, fragment) in IN_VAIN {
        let run = tasnif_in(empty.path(), arguments).ends_with(2);
        assert!(
            run.stderr.contains(fragment),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("no such file"),
            "{arguments:?} was read: {}",
            run.stderr
        );
    }
}

fn written(folder: &Path, arguments: &[&str], output: &str) -> String {
    let arguments = [arguments, &["--output", output]].concat();
    tasnif_in(folder, &arguments).ends_with(0);
    fs::read_to_string(folder.join(output)).unwrap()
}

#[test]
fn the_form_follows_the_ending_of_the_output() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(
        folder.join("in/a.txt"),
        "خبر\nضبطت الشرطة شحنة من البنادق المهربة قرب الحدود",
    )
    .unwrap();
    let predict = ["predict", "in"];
    assert!(written(folder, &predict, "a.csv").starts_with("id,topics,"));
    assert!(written(folder, &predict, "a.TSV").starts_with("id\ttopics\t"));
    assert!(written(folder, &predict, "a.jsonl").starts_with("{\"id\":"));
    assert!(written(folder, &predict, "a.out").contains("  a.txt"));
    let named = ["predict", "in", "--format", "jsonl"];
    assert!(written(folder, &named, "a.csv").starts_with("{\"id\":"));
    assert!(written(folder, &["suggest", "in"], "s.csv").starts_with("id,topic,"));
    assert!(written(folder, &["explain", "in"], "e.jsonl").starts_with('{'));
    let run = tasnif_in(folder, &["predict", "in", "--output", "a.json"]).ends_with(2);
    assert!(run.stderr.contains("ends in .json"), "{}", run.stderr);
    assert!(!folder.join("a.json").exists());
}
