//! Merging gives the same bytes in any way; what was taken out leaves nothing behind.

use super::corpus::Corpus;
use crate::common::made_up;
use std::fs;

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
fn merging_warns_of_repeats_as_training_does() {
    let corpus = Corpus::new(made_up(60, 87), true);
    corpus.count(&["1", "2"], &[]);
    std::fs::copy(
        corpus.folder.path().join("1.counts"),
        corpus.folder.path().join("again.counts"),
    )
    .unwrap();
    let arguments = ["merge", "1.counts", "2.counts", "--output", "a.counts"];
    let alone = corpus.run(&arguments).ends_with(0);
    assert!(!alone.stderr.contains("repeat others"), "{}", alone.stderr);
    let arguments = ["merge", "1.counts", "again.counts", "--output", "b.counts"];
    let twice = corpus.run(&arguments).ends_with(0);
    assert!(
        twice.stderr.contains("article(s) repeat others"),
        "{}",
        twice.stderr
    );
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
