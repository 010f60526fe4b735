//! `count`, `merge` and `forget`: a model from parts is the model from the whole, byte for byte,
//! and an article that was taken out leaves nothing behind.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Article, Run, made_up, tasnif_in, write_jsonl};
use std::fs;
use tempfile::TempDir;

/// A folder with articles in three files and in one.
struct Corpus {
    folder: TempDir,
}

impl Corpus {
    /// Cuts the articles in three. Some of the first third are in the last third again, under
    /// another id, in other white space, and with other labels unless `labels` is to stay as it is.
    fn new(mut articles: Vec<Article>, relabel: bool) -> Self {
        for number in [3, 10, 17, 18] {
            let labels = match relabel {
                true if number % 2 == 0 => vec!["cybercrime"],
                true => vec![],
                false => articles[number].labels.clone(),
            };
            articles.push(Article {
                id: format!("again {number}"),
                text: articles[number].text.replace(' ', "  "),
                labels,
                ..articles[number].clone()
            });
        }
        let corpus = Self {
            folder: TempDir::new().unwrap(),
        };
        let third = articles.len() / 3;
        corpus.articles("whole", &articles);
        corpus.articles("1", &articles[..third]);
        corpus.articles("2", &articles[third..2 * third]);
        corpus.articles("3", &articles[2 * third..]);
        corpus
    }

    fn articles(&self, name: &str, articles: &[Article]) {
        write_jsonl(&self.folder.path().join(format!("{name}.jsonl")), articles);
    }

    fn run(&self, arguments: &[&str]) -> Run {
        tasnif_in(self.folder.path(), arguments)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(name)).unwrap()
    }

    /// Counts `NAME.jsonl` into `NAME.counts`.
    fn count(&self, names: &[&str], flags: &[&str]) {
        for name in names {
            let (from, to) = (format!("{name}.jsonl"), format!("{name}.counts"));
            let arguments = [&["count", &from, "--output", &to], flags].concat();
            self.run(&arguments).ends_with(0);
        }
    }

    /// The bytes of a model, and the messages of training without the line that names the file.
    fn train(&self, inputs: &[&str], threads: &str, flags: &[&str]) -> (Vec<u8>, String) {
        let output = ["train", "--threads", threads, "--output", "m.tasnif"];
        let run = self
            .run(&[&output[..], inputs, flags].concat())
            .ends_with(0);
        (self.bytes("m.tasnif"), run.stderr)
    }

    /// Trains from the whole and from parts, in every way that must not matter.
    fn check(&self, flags: &[&str]) {
        self.count(&["1", "2", "3"], &[]);
        let whole = self.train(&["whole.jsonl"], "1", flags);
        assert!(
            whole.1.contains("4 article(s) repeat others"),
            "{}",
            whole.1
        );
        for (inputs, threads) in [
            (&["1.counts", "2.counts", "3.counts"][..], "1"),
            (&["3.counts", "1.counts", "2.counts"], "2"),
            (&["2.jsonl", "3.counts", "1.jsonl"], "5"),
        ] {
            let parts = self.train(inputs, threads, flags);
            assert!(parts.0 == whole.0, "{inputs:?} {threads} {flags:?}");
            assert_eq!(parts.1, whole.1);
        }
    }
}

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
    let corpus = Corpus::new(made_up(4, 1), false);
    let line = |number: usize| {
        let text = common::sentence(number % 2);
        let outlet = ["sabah", "masaa", "wakala"][number % 3];
        let label = ["border-security", "cybercrime"][number % 2];
        format!(
            "{{\"id\": \"{number}\", \"text\": \"خبر رقم {number} {text}\", \"label\": \"{label}\", \"outlet\": \"{outlet}\"}}\n"
        )
    };
    let lines: String = (0..24).map(line).collect();
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
        "count the articles again with --keep-field outlet",
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
    corpus.train(&["o.counts"], "1", &[]);
    let arguments = ["merge", "o.counts", "1.counts", "--output", "m.counts"];
    corpus.count(&["1"], &[]);
    corpus.run(&arguments).fails_with(&[
        "1.counts: one part keeps the fields [date, outlet], another []",
        "the same --keep-field",
    ]);
}

#[test]
fn merging_is_canonical() {
    let corpus = Corpus::new(made_up(60, 87), true);
    corpus.count(&["1", "2", "3"], &["--threads", "1"]);
    corpus.count(&["whole"], &["--threads", "5"]);
    let whole = corpus.bytes("whole.counts");
    let merge = |parts: &[&str], output: &str| {
        corpus
            .run(&[&["merge", "--output", output], parts].concat())
            .ends_with(0);
        corpus.bytes(output)
    };
    assert!(merge(&["1.counts", "2.counts", "3.counts"], "a.counts") == whole);
    assert!(merge(&["3.counts", "1.counts", "2.counts"], "b.counts") == whole);
    merge(&["3.counts", "2.counts"], "c.counts");
    assert!(merge(&["1.counts", "c.counts"], "d.counts") == whole);
    assert!(merge(&["whole.counts"], "e.counts") == whole);
    // `count` takes parts beside articles, too.
    let arguments = [
        "count", "2.jsonl", "3.counts", "1.jsonl", "--output", "f.counts",
    ];
    corpus.run(&arguments).ends_with(0);
    assert!(corpus.bytes("f.counts") == whole);
}

#[test]
fn the_forgotten_leave_no_trace() {
    let corpus = Corpus::new(made_up(60, 88), true);
    corpus.count(&["whole"], &[]);
    let forget = |ids: &[&str], output: &str| {
        let ids: Vec<&str> = ids.iter().flat_map(|id| ["--id", id]).collect();
        corpus.run(&[&["forget", "whole.counts", "--output", output], &ids[..]].concat())
    };
    let never = |ids: &[&str]| {
        let text = String::from_utf8(corpus.bytes("whole.jsonl")).unwrap();
        let kept = text.lines().filter(|line| {
            !ids.iter()
                .any(|id| line.contains(&format!("\"id\":\"{id}\"")))
        });
        let lines: String = kept.map(|line| format!("{line}\n")).collect();
        assert_eq!(lines.lines().count(), 64 - ids.len());
        fs::write(corpus.folder.path().join("never.jsonl"), lines).unwrap();
        corpus.count(&["never"], &[]);
        corpus.bytes("never.counts")
    };
    // One of them has the text of an article that stays, and another label.
    let ids = ["a0001", "again 10", "a0033"];
    let run = forget(&ids, "left.counts").ends_with(0);
    assert!(
        run.stderr
            .contains("article 'a0010' has the text of one that is taken out"),
        "{run:#?}"
    );
    assert!(run.stderr.contains("left.counts: 61 articles"), "{run:#?}");
    assert!(corpus.bytes("left.counts") == never(&ids));
    let from_part = corpus.train(&["left.counts"], "2", &[]);
    assert!(from_part == corpus.train(&["never.jsonl"], "2", &[]));
    assert!(from_part.1.contains("3 article(s) repeat others"));
    // In the place of the part itself.
    forget(&ids, "whole.counts").ends_with(0);
    assert!(corpus.bytes("whole.counts") == corpus.bytes("left.counts"));
    let fragments = [
        "whole.counts: none of the 61 articles has the id 'a0001'",
        "check its spelling",
    ];
    forget(&["a0002", "a0001"], "x.counts").fails_with(&fragments);
    assert!(!corpus.folder.path().join("x.counts").exists());
}

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
    // And none of the words in their order.
    let text = String::from_utf8(corpus.bytes("1.jsonl")).unwrap();
    let two_words = text.split_once("\"text\":\"").unwrap().1.split(' ').take(2);
    let two_words = two_words.collect::<Vec<_>>().join(" ");
    let part = corpus.bytes("1.counts");
    assert!(
        !part
            .windows(two_words.len())
            .any(|window| window == two_words.as_bytes())
    );
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
        .ends_with(2);
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
    corpus.run(&["merge", "--output", "x"]).ends_with(2);
    corpus
        .run(&["forget", "1.counts", "--output", "x"])
        .ends_with(2);
}
