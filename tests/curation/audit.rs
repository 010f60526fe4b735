//! `tasnif audit`.

use super::corpus::{errors, labelled, out, path, tasnif, text, write};
use serde_json::Value;

/// A corpus with one finding of each kind but giveaways by length.
fn flawed() -> tempfile::TempDir {
    let corpus = labelled();
    let folder = corpus.path();
    // The same article with two labels, a reprint, an article in the wrong folder, a thin topic.
    write(folder, "cybercrime/copy.txt", &text(0, 3));
    write(folder, "none/reprint.txt", &format!("{} أمس", text(2, 5)));
    write(
        folder,
        "cybercrime/wrong.txt",
        &text(2, 20).replace("رقم", "خبر"),
    );
    write(
        folder,
        "trafficking/one.txt",
        "تفكيك شبكة تستغل عمالا مهاجرين في المزارع",
    );
    corpus
}

#[test]
fn json_holds_every_finding() {
    let corpus = flawed();
    let other = tempfile::tempdir().unwrap();
    write(other.path(), "a.txt", &text(1, 2));
    write(other.path(), "b.txt", "نص لا يشبه شيئا آخر في المجموعة");
    let arguments = [
        "audit",
        path(corpus.path()),
        "--against",
        path(other.path()),
        "--format",
        "json",
        "--folds",
        "3",
    ];
    let output = tasnif(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["articles"], 46);
    assert_eq!(report["distinct"], 45);
    let copies = report["conflicts"][0]["copies"].as_array().unwrap();
    let ids: Vec<&Value> = copies.iter().map(|copy| &copy["id"]).collect();
    assert_eq!(ids, ["border-security/03.txt", "cybercrime/copy.txt"]);
    let leak = &report["leaks"][0];
    assert_eq!(leak["article"]["id"], "cybercrime/02.txt");
    assert_eq!(leak["other"]["id"], "a.txt");
    assert_eq!(report["leaks"].as_array().unwrap().len(), 1);
    let reprints = report["near_duplicates"].as_array().unwrap();
    let reprint = |group: &&Value| {
        let members = group["members"].as_array().unwrap();
        members
            .iter()
            .any(|member| member["article"]["id"] == "none/reprint.txt")
    };
    let group = reprints.iter().find(reprint).unwrap();
    assert_eq!(group["labels_differ"], false);
    let suspects = report["label_errors"].as_array().unwrap();
    let wrong = |suspect: &&Value| {
        suspect["article"]["id"] == "cybercrime/wrong.txt" && suspect["doubt"] == "topic-wrong"
    };
    let suspect = suspects.iter().find(wrong).unwrap();
    assert_eq!(suspect["topic"], "cybercrime");
    assert!(!suspect["words"].as_array().unwrap().is_empty());
    assert_eq!(report["thin"][0]["topic"], "trafficking");
    assert_eq!(report["thin"][0]["too_thin"], true);
}

#[test]
fn fails_only_on_the_kinds_asked_for() {
    let corpus = labelled();
    write(corpus.path(), "cybercrime/copy.txt", &text(0, 3));
    let audit = |kinds: &str| {
        let arguments = [
            "audit",
            path(corpus.path()),
            "--folds",
            "3",
            "--fail-on",
            kinds,
        ];
        tasnif(&arguments)
    };
    let output = audit("leaks,conflicts");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains("found 1 conflicts"),
        "{}",
        errors(&output)
    );
    assert!(out(&output).contains("border-security/03.txt"));
    assert_eq!(audit("leaks").status.code(), Some(0));
    let output = audit("duplicates");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("near-duplicates"),
        "{}",
        errors(&output)
    );
}

#[test]
fn a_corpus_without_topics_is_audited_for_the_rest() {
    let corpus = tempfile::tempdir().unwrap();
    write(corpus.path(), "none/a.txt", &text(2, 1));
    write(corpus.path(), "none/b.txt", &text(2, 1));
    let output = tasnif(&["audit", path(corpus.path())]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let shown = out(&output);
    assert!(shown.contains("near-duplicates (1)"), "{shown}");
    assert!(
        shown.contains("not looked for, since none of the 1 articles"),
        "{shown}"
    );
    let output = tasnif(&["audit", path(corpus.path()), "--fail-on", "label-errors"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn csv_goes_to_a_file_and_names_outlets_that_give_topics_away() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus.jsonl");
    let mut lines = String::new();
    for number in 0..14 {
        for (topic, label) in ["border-security", "cybercrime"].iter().enumerate() {
            let outlet = if topic == 0 {
                "وكالة"
            } else {
                "صحيفة"
            };
            let line = serde_json::json!({
                "id": format!("{label}{number}"), "text": text(topic, number), "label": label, "outlet": outlet,
            });
            lines += &format!("{line}\n");
        }
    }
    std::fs::write(&corpus, lines).unwrap();
    let findings = folder.path().join("findings.csv");
    let arguments = [
        "audit",
        path(&corpus),
        "--format",
        "csv",
        "--output",
        path(&findings),
        "--fail-on",
        "giveaways",
        "--folds",
        "3",
    ];
    let output = tasnif(&arguments);
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert!(output.stdout.is_empty());
    let written = std::fs::read_to_string(&findings).unwrap();
    assert!(written.starts_with("kind,number,score,topic,id,source,labels,detail\n"));
    assert!(written.contains("giveaways,"), "{written}");
    assert!(
        written.contains("outlet = وكالة: 14 articles, coverage 1.0000"),
        "{written}"
    );
}
