//! The example programs, as the README tells to run them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder in which Cargo puts example programs, beside that of test programs.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let target = test.parent().and_then(Path::parent).unwrap();
    target
        .join("examples")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION)
}

fn run(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(program(name))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", program(name).display()));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tag_names_topics_and_none() {
    let files = [
        "examples/articles/shop-phishing.txt",
        "examples/articles/derby-report.txt",
    ];
    let written = run("tag", &files);
    let lines: Vec<&str> = written.lines().collect();
    assert!(
        lines[0].starts_with("examples/articles/shop-phishing.txt: cybercrime "),
        "{written}"
    );
    assert_eq!(lines[1], "examples/articles/derby-report.txt: none");
}

#[test]
fn train_writes_a_model_and_says_how_good_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("m.tasnif");
    let written = run("train", &["labels", model.to_str().unwrap()]);
    assert!(
        written.contains("5 topics\nexpected macro-F1: 0.8"),
        "{written}"
    );
    assert!(tasnif::Tagger::open(&model).is_ok());
}

#[test]
fn explain_names_words_and_their_sum() {
    let written = run("explain", &["examples/articles/shop-phishing.txt"]);
    assert!(written.starts_with("cybercrime "), "{written}");
    assert!(written.contains(" without words, "), "{written}");
}

#[test]
fn folded_counts_give_the_same_model() {
    let written = run("fold_counts", &[]);
    assert!(
        written.ends_with("the same model as from all articles at once: true\n"),
        "{written}"
    );
}
