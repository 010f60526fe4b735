//! `--learning-curve`.

use crate::common::outlets::{done, folder, read, read_json, refused};

#[test]
fn a_learning_curve_ends_in_the_report_and_a_guess() {
    let folder = folder();
    for (corpus, how, articles) in [
        ("exclusive", "--cross-validate 3", [10, 20, 40, 60, 80]),
        ("multi", "--split-by date", [12, 24, 48, 72, 96]),
    ] {
        let files = "--report l.json --report l.md --report l.html";
        let command = format!("evaluate {corpus}.jsonl {how} --learning-curve {files}");
        let out = done(&folder, &command);
        for text in [&out, &read(&folder, "l.md"), &read(&folder, "l.html")] {
            assert!(
                text.contains("Learning curve") && text.contains("2 (a guess)"),
                "{text}"
            );
            assert!(text.contains("With twice the labels, "), "{text}");
        }
        let json = read_json(&folder, "l.json");
        let curve = &json["learning_curve"];
        let points = curve["points"].as_array().unwrap();
        let counts: Vec<_> = points
            .iter()
            .map(|point| point["articles"].clone())
            .collect();
        assert_eq!(counts, articles);
        assert_eq!(points[4]["macro_f1"], json["macro"]["f1"]);
        assert_eq!(points[4]["accuracy"], json["accuracy"]);
        assert_eq!(curve["macro_f1"]["articles"], 2 * articles[4]);
        // One thread gives the same bytes.
        let written = read(&folder, "l.json");
        done(&folder, &format!("{command} --threads 1"));
        assert_eq!(read(&folder, "l.json"), written);
    }
    let error = refused(&folder, "evaluate multi.jsonl --learning-curve");
    assert!(
        error.contains("--cross-validate") && error.contains("--split-by"),
        "{error}"
    );
}
