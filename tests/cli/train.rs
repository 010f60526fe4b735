//! `tasnif train`: corpora that can't be learned from, outputs that can't be written, and what
//! stood there before.

use crate::common::{made_up, tasnif_in, write_folders, write_jsonl};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a corpus that can be learned from, and an old output.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    write_jsonl(&folder.path().join("corpus.jsonl"), &made_up(40, 1));
    fs::write(folder.path().join("old.tasnif"), "what was there").unwrap();
    folder
}

/// Trains from `corpus` onto the old output: refused, and the old output is still there alone.
#[track_caller]
fn check_refused(folder: &Path, corpus: &str, fragments: &[&str]) {
    let before = names(folder);
    let run = tasnif_in(folder, &["train", corpus, "--output", "old.tasnif"]).ends_with(2);
    let errors = run.errors();
    for fragment in fragments {
        assert!(
            errors[0].contains(fragment),
            "{fragment:?} is not in {run:#?}"
        );
    }
    assert_eq!(
        fs::read_to_string(folder.join("old.tasnif")).unwrap(),
        "what was there"
    );
    assert_eq!(names(folder), before, "nothing is left behind");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_corpus_with_one_label_only() {
    let folder = folder();
    let one: Vec<_> = made_up(40, 1)
        .into_iter()
        .filter(|a| a.labels == ["cybercrime"])
        .collect();
    write_folders(&folder.path().join("one"), &one);
    let message = [
        "one: all ",
        "carry the one label 'cybercrime'",
        "in a folder `none`",
    ];
    check_refused(folder.path(), "one", &message);
}

#[test]
fn a_corpus_without_topics() {
    let folder = folder();
    let none: Vec<_> = made_up(40, 1)
        .into_iter()
        .filter(|a| a.labels.is_empty())
        .collect();
    write_folders(&folder.path().join("articles"), &none);
    check_refused(
        folder.path(),
        "articles",
        &["articles: none of the ", "label some of them"],
    );
}

#[test]
fn corpora_that_cannot_be_read() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir(path.join("empty")).unwrap();
    check_refused(path, "empty", &["empty: the folder holds no articles"]);
    check_refused(
        path,
        "gone",
        &["gone: no such file or folder", "check the path"],
    );
    fs::write(path.join("c.csv"), "id,text\n1,خبر\n").unwrap();
    check_refused(
        path,
        "c.csv",
        &["c.csv:1: there is no column \"labels\" or \"label\""],
    );
    fs::write(path.join("c.jsonl"), "{\"text\": \"خبر\"}\n").unwrap();
    check_refused(
        path,
        "c.jsonl",
        &["c.jsonl:1: the record has no label", "\"labels\": []"],
    );
    fs::create_dir(path.join("flat")).unwrap();
    fs::write(path.join("flat/a.txt"), "خبر").unwrap();
    check_refused(
        path,
        "flat",
        &["flat: 1 text file(s)", "a.txt", "sub-folder"],
    );
}

#[test]
fn a_broken_article_stops_training_unless_told_to_go_on() {
    let folder = folder();
    let mut lines = fs::read(folder.path().join("corpus.jsonl")).unwrap();
    lines.extend(b"{\"text\": \"\xC7\", \"labels\": []}\n");
    fs::write(folder.path().join("broken.jsonl"), lines).unwrap();
    let message = [
        "broken.jsonl:41: not valid UTF-8",
        "for example windows-1256",
        "(--encoding)",
    ];
    check_refused(folder.path(), "broken.jsonl", &message);
    let train = |corpus, output| {
        tasnif_in(
            folder.path(),
            &["train", corpus, "--skip-broken", "--output", output],
        )
    };
    let run = train("broken.jsonl", "a.tasnif").ends_with(0);
    assert!(run.errors()[0].contains(message[0]), "{run:#?}");
    assert!(
        run.stderr
            .contains("1 input(s) could not be read and are left out"),
        "{run:#?}"
    );
    train("corpus.jsonl", "b.tasnif").ends_with(0);
    let read = |name| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.tasnif"), read("b.tasnif"));
}

#[test]
fn settings_out_of_range() {
    let folder = folder();
    // The word that the message must have.
    let named = |setting: &str| -> String {
        let flag = setting.split('=').next().unwrap().trim_start_matches('-');
        flag.replace('-', " ")
    };
    for (setting, value) in [
        ("--alpha", "0"),
        ("--alpha", "NaN"),
        ("--alpha", "inf"),
        ("--alpha=-1", ""),
        ("--ngrams", "3..2"),
        ("--ngrams", "2"),
        ("--tune", "recall=2"),
        ("--folds", "1"),
        ("--title-weight", "0"),
        ("--threads", "0"),
        ("--method", "magic"),
    ] {
        let mut arguments = vec!["train", "corpus.jsonl", "--output", "old.tasnif", setting];
        arguments.extend(Some(value).filter(|value| !value.is_empty()));
        let run = tasnif_in(folder.path(), &arguments).ends_with(2);
        let (errors, flag) = (run.errors(), named(setting));
        assert_eq!(errors.len(), 1, "{run:#?}");
        assert!(!errors[0].contains("unexpected argument"), "{run:#?}");
        assert!(
            errors[0].replace('-', " ").contains(&flag),
            "{flag} is not in {run:#?}"
        );
        let old = fs::read_to_string(folder.path().join("old.tasnif")).unwrap();
        assert_eq!(old, "what was there", "{setting} {value}");
    }
}

#[test]
fn an_output_that_cannot_be_written() {
    let folder = folder();
    fs::create_dir(folder.path().join("taken")).unwrap();
    for (output, cause) in [
        (
            "gone/model.tasnif",
            "cannot write gone/model.tasnif: there is no folder gone",
        ),
        (
            "corpus.jsonl/model.tasnif",
            "cannot write corpus.jsonl/model.tasnif: ",
        ),
        ("taken", "cannot write taken: "),
    ] {
        let remedy = "choose a folder that exists and may be written to";
        let run = tasnif_in(
            folder.path(),
            &["train", "corpus.jsonl", "--output", output],
        );
        let run = run.fails_with(&[cause, remedy]);
        assert!(!run.stderr.contains(".tasnif-"), "{run:#?}");
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder();
    // A socket stands for devices such as /dev/null, which a test must not put at risk.
    let path = folder.path().join("device");
    let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let arguments = ["train", "corpus.jsonl", "--output", "device"];
    tasnif_in(folder.path(), &arguments)
        .fails_with(&["cannot write device: it is no regular file"]);
    assert!(fs::metadata(path).unwrap().file_type().is_socket());
}

#[test]
fn training_says_what_it_made() {
    let folder = folder();
    let arguments = ["train", "corpus.jsonl", "--output", "old.tasnif"];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr
            .contains("old.tasnif: 3 topics from 40 articles (10 without a topic)"),
        "{run:#?}"
    );
    assert!(run.stderr.contains("label at least 20"), "{run:#?}");
    assert!(run.stderr.contains("out-of-fold macro-f1: "), "{run:#?}");
    assert!(
        fs::read(folder.path().join("old.tasnif"))
            .unwrap()
            .starts_with(b"TASNIF")
    );
}
