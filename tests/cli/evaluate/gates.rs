//! Gates, exit codes, and articles that cannot be measured.

use super::with_model;
use crate::common::{made_up, tasnif_in, write_jsonl};
use std::fs;

#[test]
fn gates_decide_the_exit_code() {
    let folder = with_model();
    let evaluate = |gates: &[&str]| {
        let flags = ["evaluate", "c.jsonl", "--model", "m.tasnif"];
        tasnif_in(folder.path(), &[&flags[..], gates].concat())
    };
    evaluate(&[]).ends_with(0);
    evaluate(&["--min", "macro-f1=0.5", "--min", "recall@cybercrime=0.5"]).ends_with(0);
    evaluate(&["--min", "support@cybercrime=3"]).ends_with(0);
    let run = evaluate(&["--min", "macro-f1=0.5", "--min", "support@cybercrime=61"]).ends_with(1);
    assert!(run.stdout.contains("support@cybercrime"), "{run:#?}");
    assert_eq!(run.errors(), [""; 0], "a missed gate is no error");
    // The corpus carries several labels, so accuracy is undefined, which is not good enough.
    let run = evaluate(&["--min", "accuracy=0"]).ends_with(1);
    assert!(run.stdout.contains("undefined"), "{run:#?}");
}

#[test]
fn gates_that_cannot_be_meant() {
    let folder = with_model();
    for (gate, message) in [
        ("macro-f1", "METRIC=VALUE"),
        ("macro-f1=high", "METRIC=VALUE"),
        ("macro-f1=70", "write 70 percent as 0.7"),
        (
            "f2=0.5",
            "there is no metric 'f2'; the metrics are accuracy",
        ),
        ("ece=0.1", "lower is better"),
        (
            "recall@sport=0.5",
            "the topics are 'border-security', 'cybercrime', 'trafficking'",
        ),
    ] {
        let arguments = ["evaluate", "c.jsonl", "--model", "m.tasnif", "--min", gate];
        tasnif_in(folder.path(), &arguments).fails_with(&[message]);
    }
}

#[test]
fn articles_that_cannot_be_read_stop_the_measurement() {
    let folder = with_model();
    let mut lines = fs::read(folder.path().join("c.jsonl")).unwrap();
    lines.extend(b"{\"text\": \"\xC7\", \"labels\": []}\n");
    fs::write(folder.path().join("broken.jsonl"), lines).unwrap();
    let evaluate = |flags: &[&str]| {
        let arguments = ["evaluate", "broken.jsonl", "--model", "m.tasnif"];
        tasnif_in(folder.path(), &[&arguments[..], flags].concat())
    };
    let run = evaluate(&[]).ends_with(2);
    assert!(
        run.errors()[0].contains("broken.jsonl:61: not valid UTF-8"),
        "{run:#?}"
    );
    assert_eq!(run.stdout, "");
    // Whoever skips what is broken is told of the gate, and of what was skipped in every report.
    let missed = ["--skip-broken", "--min", "support@cybercrime=61"];
    let run = evaluate(&missed).ends_with(1);
    assert!(
        run.stderr.contains("gate missed: support@cybercrime is 19"),
        "{run:#?}"
    );
    let forms = ["r.json", "r.md", "r.html", "r.xml", "r.txt"];
    let reports: Vec<&str> = forms.iter().flat_map(|&form| ["--report", form]).collect();
    let run = evaluate(&[&["--skip-broken"], &reports[..]].concat()).ends_with(0);
    assert!(
        run.stdout.contains("1 input(s) could not be read"),
        "{run:#?}"
    );
    for form in forms {
        let report = fs::read_to_string(folder.path().join(form)).unwrap();
        assert!(
            report.contains("1 input(s) could not be read"),
            "{form}: {report}"
        );
    }
}

#[test]
fn labels_that_the_model_does_not_know_count_as_missed_with_a_warning() {
    let folder = with_model();
    let mut articles = made_up(40, 36);
    articles[0].labels = vec!["sport"];
    write_jsonl(&folder.path().join("c.jsonl"), &articles);
    let arguments = ["evaluate", "c.jsonl", "--model", "m.tasnif"];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    assert!(
        run.stderr
            .contains("1 article(s) carry 'sport', which the model does not know"),
        "{run:#?}"
    );
}
