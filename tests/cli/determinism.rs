//! One corpus gives one model file, byte for byte: on any number of threads, with the articles in
//! any order, from folders or lines, in one file or several.

use crate::common::{Article, made_up, shuffled, tasnif_in, write_folders, write_jsonl};
use std::fs;
use tempfile::TempDir;

/// The bytes of the model that the program trains from some corpora within a folder.
fn model(folder: &TempDir, corpora: &[&str], threads: &str, flags: &[&str]) -> Vec<u8> {
    let arguments = ["train", "--threads", threads, "--output", "m.tasnif"];
    tasnif_in(folder.path(), &[&arguments[..], corpora, flags].concat()).ends_with(0);
    fs::read(folder.path().join("m.tasnif")).unwrap()
}

/// Trains in every way that must not matter.
fn check(articles: &[Article], flags: &[&str]) {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    write_jsonl(&at("c.jsonl"), articles);
    write_jsonl(&at("shuffled.jsonl"), &shuffled(articles, 1));
    write_folders(&at("folders"), articles);
    let (first, second) = articles.split_at(articles.len() / 3);
    write_jsonl(&at("first.jsonl"), first);
    write_folders(&at("second"), second);
    let expected = model(&folder, &["c.jsonl"], "1", flags);
    assert!(expected.len() > 10_000, "{} bytes", expected.len());
    for (corpora, threads) in [
        (&["c.jsonl"][..], "2"),
        (&["c.jsonl"], "5"),
        (&["shuffled.jsonl"], "1"),
        (&["shuffled.jsonl"], "2"),
        (&["folders"], "2"),
        (&["second", "first.jsonl"], "2"),
    ] {
        let found = model(&folder, corpora, threads, flags);
        assert!(
            found == expected,
            "{corpora:?} on {threads} threads, {flags:?}"
        );
    }
}

/// Articles that are there twice, the second time with other labels or other white space.
fn with_repeats(mut articles: Vec<Article>) -> Vec<Article> {
    for number in [3, 10, 17, 18] {
        let repeated = &articles[number];
        let again = Article {
            id: format!("again {number}"),
            text: repeated.text.replace(' ', "  "),
            labels: if number % 2 == 0 {
                vec!["cybercrime"]
            } else {
                vec![]
            },
            ..repeated.clone()
        };
        articles.push(again);
    }
    articles
}

#[test]
fn calibrated_on_several_labels() {
    check(&with_repeats(made_up(400, 61)), &[]);
}

#[test]
fn calibrated_on_one_label_each() {
    let articles = made_up(400, 62);
    let exclusive = articles
        .into_iter()
        .filter(|article| article.labels.len() == 1);
    check(&exclusive.collect::<Vec<_>>(), &[]);
}

#[test]
fn support_vector_machines() {
    check(&with_repeats(made_up(200, 65)), &["--method", "nbsvm"]);
}

#[test]
fn plain_and_with_word_pairs() {
    check(
        &with_repeats(made_up(200, 63)),
        &["--plain", "--word-pairs", "--ngrams", "1..6"],
    );
}

#[test]
fn one_label_changed_gives_another_model() {
    let mut articles = made_up(200, 64);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("c.jsonl");
    write_jsonl(&path, &articles);
    let before = model(&folder, &["c.jsonl"], "2", &[]);
    articles[0].labels = vec!["trafficking"];
    write_jsonl(&path, &articles);
    assert!(model(&folder, &["c.jsonl"], "2", &[]) != before);
}
