//! Parts, flags and articles that are refused, each with the cause and the remedy.

use super::corpus::Corpus;
use crate::common::made_up;
use std::fs;

#[test]
fn flags_and_parts_that_contradict_each_other() {
    let corpus = Corpus::new(made_up(40, 89), true);
    corpus.count(&["1"], &[]);
    corpus.count(&["2"], &["--lead-chars", "90"]);
    for (flag, message) in [
        (
            &["--title-weight", "4"][..],
            "--title-weight 4 is given, but the part was counted with title weight 5",
        ),
        (
            &["--lead-weight", "1"],
            "--lead-weight 1 is given, but the part was counted with lead weight 3",
        ),
        (
            &["--lead-chars", "90"],
            "--lead-chars 90 is given, but the part was counted with lead chars 400",
        ),
        (
            &["--word-pairs"],
            "--word-pairs is given, but the part was counted with word pairs false",
        ),
    ] {
        for command in ["train", "count"] {
            let arguments = [&[command, "3.jsonl", "1.counts", "--output", "m"], flag].concat();
            let remedy = "leave the flag out, or count the articles again";
            corpus
                .run(&arguments)
                .fails_with(&["1.counts: ", message, remedy]);
        }
    }
    let message =
        "2.counts: counts with lead chars 400 and counts with lead chars 90 do not add up";
    for command in ["train", "merge"] {
        let arguments = [command, "1.counts", "2.counts", "--output", "m"];
        corpus
            .run(&arguments)
            .fails_with(&[message, "count the articles of one again"]);
    }
    let flag = [
        "train",
        "1.counts",
        "--title-weight",
        "5",
        "--lead-chars",
        "400",
        "--output",
        "m",
    ];
    corpus.run(&flag).ends_with(0);
}

#[test]
fn a_part_holds_no_text() {
    let corpus = Corpus::new(made_up(40, 90), true);
    corpus.count(&["1"], &[]);
    let message = [
        "1.counts: the file holds counts of articles and no text",
        "give the articles themselves",
    ];
    for arguments in [
        &["predict", "1.counts"][..],
        &["evaluate", "1.counts"],
        &["audit", "1.counts"],
        &["audit", "1.jsonl", "--against", "1.counts"],
        &["suggest", "1.counts"],
        &["explain", "1.counts"],
    ] {
        let run = corpus.run(arguments).ends_with(2);
        for fragment in message {
            assert!(run.errors()[0].contains(fragment), "{run:#?}");
        }
    }
    // The words are there, but not in their order. They begin with different bytes, or the
    // beginning of the second would be left out.
    let text = r#"{"id":"1","text":"ليمون زيتون","labels":["cybercrime"]}"#;
    fs::write(corpus.folder.path().join("fruit.jsonl"), text).unwrap();
    corpus.count(&["fruit"], &[]);
    let part = corpus.bytes("fruit.counts");
    let holds = |words: &str| {
        let mut windows = part.windows(words.len());
        windows.any(|window| window == words.as_bytes())
    };
    assert!(holds("زيتون") && holds("ليمون"));
    assert!(!holds("ليمون زيتون") && !holds("زيتون ليمون"));
}

#[test]
fn parts_that_cannot_be_read() {
    let corpus = Corpus::new(made_up(40, 91), true);
    corpus.count(&["1"], &[]);
    let part = corpus.bytes("1.counts");
    let put = |name: &str, bytes: &[u8]| fs::write(corpus.folder.path().join(name), bytes).unwrap();
    let mut flipped = part.clone();
    flipped[part.len() / 2] ^= 4;
    let mut newer = part.clone();
    newer[8] = 9;
    put("text.counts", "خبر".as_bytes());
    put("cut.counts", &part[..part.len() - 9]);
    put("flipped.counts", &flipped);
    put("newer.counts", &newer);
    for (name, cause, remedy) in [
        (
            "gone.counts",
            "cannot read the part gone.counts: ",
            "check the path",
        ),
        (
            "text.counts",
            "text.counts: this is not a tasnif part",
            "`tasnif count` wrote",
        ),
        (
            "cut.counts",
            "cut.counts: the checksum of the part file is",
            "count the articles again",
        ),
        (
            "flipped.counts",
            "flipped.counts: the checksum",
            "count the articles again",
        ),
        (
            "newer.counts",
            "newer.counts: the part file has format version 9",
            "with this build",
        ),
    ] {
        for arguments in [
            &["train", name, "--output", "out"][..],
            &["merge", "1.counts", name, "--output", "out"],
            &["forget", name, "--id", "a", "--output", "out"],
        ] {
            corpus.run(arguments).fails_with(&[cause, remedy]);
        }
    }
    // By its content, whatever its name.
    put("renamed", &part);
    corpus
        .run(&["train", "renamed", "--output", "out"])
        .ends_with(0);
    corpus
        .run(&["predict", "--model", "1.counts", "1.jsonl"])
        .fails_with(&["1.counts: this is not a tasnif model"]);
}

#[test]
fn articles_that_cannot_be_counted() {
    let corpus = Corpus::new(made_up(40, 92), true);
    let mut lines = corpus.bytes("1.jsonl");
    lines.extend(b"{\"text\": \"\xC7\", \"labels\": []}\n");
    fs::write(corpus.folder.path().join("b.jsonl"), lines).unwrap();
    corpus
        .run(&["count", "b.jsonl", "--output", "b.counts"])
        .ends_with(2);
    assert!(!corpus.folder.path().join("b.counts").exists());
    corpus
        .run(&["count", "b.jsonl", "--skip-broken", "--output", "b.counts"])
        .ends_with(0);
    corpus.count(&["1"], &[]);
    assert!(corpus.bytes("b.counts") == corpus.bytes("1.counts"));
    let arguments = ["count", "1.jsonl", "--title-weight", "101", "--output", "x"];
    corpus
        .run(&arguments)
        .fails_with(&["title weight is 101", "from 1 to 100"]);
    let arguments = ["count", "1.jsonl", "--output", "gone/x.counts"];
    corpus
        .run(&arguments)
        .fails_with(&["there is no folder gone"]);
    for (arguments, lacking) in [
        (&["merge", "--output", "x"][..], "<PART>..."),
        (&["forget", "1.counts", "--output", "x"], "--id <"),
    ] {
        let run = corpus.run(arguments).ends_with(2);
        let message = "required arguments were not provided";
        assert!(run.stderr.contains(message), "{run:#?}");
        assert!(run.stderr.contains(lacking), "{run:#?}");
    }
}
