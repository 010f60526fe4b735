//! The report, printed and in every form of file.

use super::{report, with_model};
use crate::common::{made_up, tasnif_in};
use serde_json::Value;
use std::fs;

#[test]
fn the_json_report_holds_what_is_printed() {
    let folder = with_model();
    let arguments = [
        "evaluate", "c.jsonl", "--model", "m.tasnif", "--report", "r.json",
    ];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    let report = report(folder.path(), "r.json");
    assert_eq!(
        report["topics"],
        serde_json::json!(["border-security", "cybercrime", "trafficking"])
    );
    assert_eq!(report["articles"], 60);
    assert_eq!(report["exclusive"], false);
    assert_eq!(report["accuracy"], Value::Null);
    let shown = format!("{:.4}", report["macro"]["f1"].as_f64().unwrap());
    assert!(run.stdout.contains(&shown), "{shown} is not in {run:#?}");
    let support: Vec<u64> = made_up(60, 31)
        .iter()
        .fold(vec![0; 3], |mut sums, article| {
            for label in &article.labels {
                let topics = report["topics"].as_array().unwrap();
                sums[topics.iter().position(|topic| topic == label).unwrap()] += 1;
            }
            sums
        });
    let reported = report["per_topic"]
        .as_array()
        .unwrap()
        .iter()
        .map(|topic| &topic["support"]);
    assert!(reported.eq(&support), "{report}");
    assert_eq!(report["decisions"].as_array().unwrap().len(), 60);
}

#[test]
fn a_report_of_every_form() {
    let folder = with_model();
    let names = ["r.json", "r.md", "r.html", "r.xml", "r.txt"];
    let flags: Vec<&str> = names.iter().flat_map(|name| ["--report", name]).collect();
    let arguments = [
        "evaluate",
        "c.jsonl",
        "--model",
        "m.tasnif",
        "--min",
        "support@cybercrime=61",
    ];
    tasnif_in(folder.path(), &[&arguments[..], &flags].concat()).ends_with(1);
    let beginnings = ["{\n", "# ", "<!DOCTYPE html>", "<?xml ", "c.jsonl"];
    for (name, beginning) in names.into_iter().zip(beginnings) {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.starts_with(beginning), "{name}: {text}");
        assert!(text.contains("support@cybercrime"), "{name}: {text}");
    }
    for (name, message) in [
        ("r.pdf", "r.pdf: no report has the ending 'pdf': use .json"),
        ("gone/r.json", "cannot write gone/r.json: "),
    ] {
        let arguments = [
            "evaluate", "c.jsonl", "--model", "m.tasnif", "--report", name,
        ];
        tasnif_in(folder.path(), &arguments).fails_with(&[message]);
    }
}
