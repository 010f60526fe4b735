//! Each way an input can be wrong: one message with file, place and remedy, exit code 2, and the
//! other inputs are still tagged. Permission bits don't stop a superuser, so what can't be read
//! is a dangling link, a link to itself, a socket or a folder.

use crate::common::{Run, tasnif_in};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GOOD: &str = "أحبط حرس الحدود محاولة تسلل عبر السياج، وضبطت الدورية مهربين عند المنفذ البري.";

/// A folder with a good article before and after in the alphabet.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("good.txt"), GOOD).unwrap();
    folder
}

/// Predicts a bad input between two good ones: one line of error, and both are tagged.
#[track_caller]
fn check_batch(folder: &Path, bad: &str, fragments: &[&str]) -> Run {
    let run = tasnif_in(
        folder,
        &["predict", "--format", "jsonl", "good.txt", bad, "good.txt"],
    );
    let run = run.fails_with(fragments);
    let lines = run.json_lines();
    let failed: Vec<_> = lines
        .iter()
        .filter(|line| !line["error"].is_null())
        .collect();
    assert_eq!(failed.len(), 1, "{run:#?}");
    for fragment in fragments {
        assert!(
            failed[0]["error"].as_str().unwrap().contains(fragment),
            "{run:#?}"
        );
    }
    assert_eq!(lines.first(), lines.last());
    assert_eq!(lines[0]["id"], "good.txt");
    assert!(lines[0]["topics"].is_array(), "{run:#?}");
    run
}

#[test]
fn a_path_that_is_not_there() {
    let folder = folder();
    check_batch(
        folder.path(),
        "gone.txt",
        &["gone.txt: no such file", "check the path"],
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere() {
    let folder = folder();
    let path = folder.path();
    std::os::unix::fs::symlink("nowhere.txt", path.join("dangling.txt")).unwrap();
    check_batch(
        path,
        "dangling.txt",
        &["dangling.txt: no such file", "where a link points to"],
    );
    std::os::unix::fs::symlink("loop.txt", path.join("loop.txt")).unwrap();
    check_batch(
        path,
        "loop.txt",
        &["loop.txt: cannot be read", "check its permissions"],
    );
}

#[cfg(unix)]
#[test]
fn a_dangling_link_within_a_folder() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir_all(path.join("corpus/sport")).unwrap();
    fs::write(path.join("corpus/sport/a.txt"), GOOD).unwrap();
    std::os::unix::fs::symlink("nowhere", path.join("corpus/sport/b.txt")).unwrap();
    let message = [
        "corpus/sport/b.txt: cannot be listed",
        "where links point to",
    ];
    let run = tasnif_in(path, &["predict", "--format", "jsonl", "corpus"]).fails_with(&message);
    assert!(
        run.json_lines()
            .iter()
            .any(|line| line["id"] == "sport/a.txt")
    );
}

#[cfg(unix)]
#[test]
fn a_socket() {
    let folder = folder();
    let socket = folder.path().join("socket.txt");
    let _listener = std::os::unix::net::UnixListener::bind(socket).unwrap();
    check_batch(
        folder.path(),
        "socket.txt",
        &["socket.txt: cannot be read", "permissions"],
    );
}

#[test]
fn folders_without_text_files() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).unwrap();
    check_batch(
        folder.path(),
        "empty",
        &["empty: the folder holds no articles", ".txt"],
    );
    fs::create_dir(folder.path().join("x.txt")).unwrap();
    check_batch(
        folder.path(),
        "x.txt",
        &["x.txt: the folder holds no articles", ".txt"],
    );
}

#[test]
fn broken_utf8() {
    let folder = folder();
    fs::write(
        folder.path().join("broken.txt"),
        b"\xD8\xA3\n\xD8\xA8 \xC7\xE1",
    )
    .unwrap();
    let place = "broken.txt:2: not valid UTF-8 at byte 4 of the line (byte 7 of the file)";
    check_batch(
        folder.path(),
        "broken.txt",
        &[place, "for example windows-1256", "(--encoding)"],
    );
}

#[test]
fn a_json_line_that_is_none() {
    let folder = folder();
    let lines = format!("{{\"text\": {GOOD:?}}}\nنص بلا أقواس\n{{\"text\": {GOOD:?}}}\n");
    fs::write(folder.path().join("c.jsonl"), lines).unwrap();
    let message = [
        "c.jsonl:2: not valid JSON at column 1",
        "write one object such as",
    ];
    let run = check_batch(folder.path(), "c.jsonl", &message);
    let ids: Vec<_> = run
        .json_lines()
        .iter()
        .map(|line| line["id"].clone())
        .collect();
    assert_eq!(
        ids,
        [
            "good.txt",
            "c.jsonl:1",
            "c.jsonl:2",
            "c.jsonl:3",
            "good.txt"
        ]
    );
}

#[test]
fn a_csv_without_a_text_column() {
    let folder = folder();
    fs::write(folder.path().join("c.csv"), "id,summary\n1,خبر\n").unwrap();
    let message = [
        "c.csv:1: there is no column \"text\"",
        "\"id\", \"summary\"",
        "--text-field",
    ];
    check_batch(folder.path(), "c.csv", &message);
}

#[test]
fn archives_that_are_none_or_cut() {
    let folder = folder();
    fs::write(folder.path().join("c.jsonl.gz"), "no archive").unwrap();
    check_batch(
        folder.path(),
        "c.jsonl.gz",
        &["c.jsonl.gz: cannot be read", "whole"],
    );
    let mut whole = zstd::encode_all(GOOD.as_bytes(), 3).unwrap();
    whole.truncate(whole.len() - 4);
    fs::write(folder.path().join("c.txt.zst"), whole).unwrap();
    check_batch(
        folder.path(),
        "c.txt.zst",
        &["c.txt.zst: ", "truncated", "again"],
    );
}

#[test]
fn every_input_that_fails_has_its_message() {
    let folder = folder();
    fs::write(folder.path().join("broken.txt"), b"\xC7").unwrap();
    let run = tasnif_in(
        folder.path(),
        &["predict", "gone.txt", "good.txt", "broken.txt"],
    );
    let run = run.ends_with(2);
    assert_eq!(run.errors().len(), 2, "{run:#?}");
    assert_eq!(run.stdout.lines().count(), 3);
}

#[test]
fn unknown_encoding() {
    let folder = folder();
    let arguments = ["predict", "--encoding", "latin-arabic", "good.txt"];
    let run =
        tasnif_in(folder.path(), &arguments).fails_with(&["\"latin-arabic\"", "windows-1256"]);
    assert_eq!(run.stdout, "");
}

#[test]
fn one_cause_is_said_a_few_times_and_counted() {
    let folder = tempfile::TempDir::new().unwrap();
    let rows = "{\"txt\":\"خبر\"}\n".repeat(50) + "[1]\n";
    std::fs::write(folder.path().join("rows.jsonl"), rows).unwrap();
    for command in ["predict", "train", "explain"] {
        let output: &[&str] = if command == "train" {
            &["--output", "m"]
        } else {
            &[]
        };
        let arguments = [&[command, "rows.jsonl"], output].concat();
        let run = crate::common::tasnif_in(folder.path(), &arguments).ends_with(2);
        let errors: Vec<&str> = run
            .errors()
            .into_iter()
            .filter(|it| it.contains("rows.jsonl"))
            .collect();
        assert_eq!(errors.len(), 5, "{errors:#?}");
        assert!(
            errors[4].contains("47 more like that of rows.jsonl:1"),
            "{errors:#?}"
        );
        if command == "predict" {
            assert_eq!(run.stdout.lines().count(), 51);
        }
    }
}

#[test]
fn the_system_is_quoted_in_plain_words() {
    let folder = tempfile::TempDir::new().unwrap();
    for arguments in [
        &["predict", "missing.txt"][..],
        &["predict", "--model", "missing.tasnif", "."],
        &["predict", ".", "--output", "missing/out.csv"],
        &["inspect", "."],
        &["evaluate", ".", "--baseline", "missing.json"],
    ] {
        let run = crate::common::tasnif_in(folder.path(), arguments).ends_with(2);
        assert!(
            !run.stderr.contains("os error"),
            "{arguments:?}: {}",
            run.stderr
        );
    }
}
