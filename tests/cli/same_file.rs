//! An output that is also an input is refused by every command, before anything is read.

use crate::common::{made_up, tasnif_in, write_jsonl};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    write_jsonl(&path.join("c.jsonl"), &made_up(40, 36));
    fs::create_dir_all(path.join("news/none")).unwrap();
    fs::write(path.join("news/none/a.txt"), "خبر عن السوق").unwrap();
    tasnif_in(path, &["count", "c.jsonl", "--output", "c.counts"]).ends_with(0);
    tasnif_in(path, &["train", "c.jsonl", "--output", "m.tasnif"]).ends_with(0);
    folder
}

/// Everything in the folder.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let names = ["c.jsonl", "c.counts", "m.tasnif", "news/none/a.txt"];
    names
        .iter()
        .map(|name| ((*name).to_owned(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

#[track_caller]
fn refused(folder: &Path, arguments: &str) {
    let before = bytes(folder);
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let run = tasnif_in(folder, &arguments).ends_with(2);
    let is_said = [
        "which would be lost",
        "would be an article of",
        "replace the baseline",
    ];
    assert!(
        is_said.iter().any(|said| run.stderr.contains(said)),
        "{}",
        run.stderr
    );
    assert!(run.stdout.is_empty());
    assert_eq!(bytes(folder), before);
}

#[test]
fn every_command_refuses_an_output_that_is_an_input() {
    let folder = folder();
    let folder = folder.path();
    for arguments in [
        "train c.jsonl --output c.jsonl",
        "train c.jsonl --output ./news/../c.jsonl",
        "count c.jsonl --output c.jsonl",
        "count c.counts c.jsonl --output c.counts",
        "merge c.counts --output c.counts",
        "predict c.jsonl --output c.jsonl",
        "predict c.jsonl --model m.tasnif --output m.tasnif",
        "predict news/none/a.txt --output news/none/a.txt",
        "predict news --output news/none/a.txt",
        "predict news --output news/none/new.txt",
        "explain c.jsonl --output c.jsonl",
        "suggest c.jsonl --output c.jsonl",
        "suggest news --labelled c.jsonl --output c.jsonl",
        "audit c.jsonl --output c.jsonl",
        "audit news --against c.jsonl --output c.jsonl",
        "train news --output news/none/a.txt",
    ] {
        refused(folder, arguments);
    }
    fs::copy(folder.join("c.jsonl"), folder.join("c.json")).unwrap();
    refused(folder, "evaluate c.json --model m.tasnif --report c.json");
}

#[cfg(unix)]
#[test]
fn links_are_seen_through() {
    let folder = folder();
    let folder = folder.path();
    std::os::unix::fs::symlink("c.jsonl", folder.join("soft.jsonl")).unwrap();
    fs::hard_link(folder.join("c.jsonl"), folder.join("hard.jsonl")).unwrap();
    fs::hard_link(folder.join("news/none/a.txt"), folder.join("hard.out")).unwrap();
    std::os::unix::fs::symlink("news", folder.join("link")).unwrap();
    for arguments in [
        "train c.jsonl --output soft.jsonl",
        "train soft.jsonl --output c.jsonl",
        "train c.jsonl --output hard.jsonl",
        "predict news --output hard.out",
        "predict link --output news/none/b.txt",
        "predict news --output link/none/b.txt",
    ] {
        refused(folder, arguments);
    }
    tasnif_in(
        folder,
        &[
            "evaluate", "c.jsonl", "--model", "m.tasnif", "--report", "r.json",
        ],
    )
    .ends_with(0);
    fs::hard_link(folder.join("r.json"), folder.join("again.json")).unwrap();
    refused(
        folder,
        "evaluate c.jsonl --model m.tasnif --baseline r.json --report again.json",
    );
}

#[test]
fn other_outputs_are_written() {
    let folder = folder();
    let folder = folder.path();
    for arguments in [
        "predict c.jsonl --output news/tags.csv",
        "predict news --output news/tags.csv",
        "forget c.counts --id c.jsonl:1 --output c.counts",
        "predict news --output /dev/null",
    ] {
        if arguments.ends_with("/dev/null") && cfg!(windows) {
            continue;
        }
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let run = tasnif_in(folder, &arguments);
        assert!(!run.stderr.contains("write elsewhere"), "{}", run.stderr);
        assert!(!run.stderr.contains("write it elsewhere"), "{}", run.stderr);
    }
}
