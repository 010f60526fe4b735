//! A report against an earlier one.

use crate::common::outlets::{done, edit_json, folder, read, read_json, refused, run};
use serde_json::Value;

/// Tags every article as its labels say, so that the new report is worse.
fn made_perfect(report: &mut Value) {
    for decision in report["decisions"].as_array_mut().unwrap() {
        decision["given"] = decision["truth"].clone();
    }
}

#[test]
fn a_baseline_fails_only_on_a_drop_beyond_what_is_tolerated() {
    let folder = folder();
    for corpus in ["multi", "exclusive"] {
        let evaluate = format!("evaluate {corpus}.jsonl --cross-validate 3");
        done(&folder, &format!("{evaluate} --report old.json"));
        edit_json(&folder, "old.json", "perfect.json", made_perfect);

        let out = done(
            &folder,
            &format!("{evaluate} --baseline old.json --max-drop 0"),
        );
        assert!(out.contains("pass: a drop of 0 is tolerated"), "{out}");
        assert!(out.contains("macro-f1 does not change"), "{out}");

        let files = "--report new.json --report new.md --report new.html --report new.xml";
        let command = format!("{evaluate} --baseline perfect.json --max-drop 0.01 {files}");
        let (code, out, err) = run(&folder, &command);
        assert_eq!(code, 1, "{out}{err}");
        let verdict = "missed: a drop of 0.01 is tolerated; macro-f1 falls by";
        for text in [&out, &read(&folder, "new.md"), &read(&folder, "new.html")] {
            assert!(
                text.contains(verdict) && text.contains("significant at 5 %"),
                "{text}"
            );
        }
        let junit = read(&folder, "new.xml");
        assert!(junit.contains(r#"tests="1" failures="1""#), "{junit}");
        assert!(junit.contains(verdict), "{junit}");
        let json = read_json(&folder, "new.json");
        assert_eq!(json["baseline"]["passed"], false);
        let drops = json["baseline"]["drops"].as_array().unwrap();
        let metrics: Vec<_> = drops.iter().map(|drop| drop["metric"].clone()).collect();
        match corpus {
            "exclusive" => assert_eq!(metrics, ["macro-f1", "accuracy"]),
            _ => assert_eq!(metrics, ["macro-f1"]),
        }

        // The report of a run with a baseline is a baseline itself.
        let out = done(&folder, &format!("{evaluate} --baseline new.json"));
        assert!(out.contains("pass: a drop of 0.01 is tolerated"), "{out}");
        done(
            &folder,
            &format!("{evaluate} --baseline perfect.json --max-drop 1"),
        );
    }
}

#[test]
fn a_tolerated_drop_is_described_in_junit() {
    let folder = folder();
    let evaluate = "evaluate exclusive.jsonl --cross-validate 3";
    done(&folder, &format!("{evaluate} --report old.json"));
    done(
        &folder,
        &format!("{evaluate} --baseline old.json --min accuracy=0 --report new.xml"),
    );
    let junit = read(&folder, "new.xml");
    assert!(junit.contains(r#"tests="2" failures="0""#), "{junit}");
    assert!(
        junit.contains("<system-out>pass: a drop of 0.01 is tolerated"),
        "{junit}"
    );
}

#[test]
fn a_baseline_that_does_not_fit_is_refused_with_its_name() {
    let folder = folder();
    let evaluate = "evaluate exclusive.jsonl --cross-validate 3";
    done(&folder, &format!("{evaluate} --report old.json"));
    let error = refused(
        &folder,
        "evaluate multi.jsonl --cross-validate 3 --baseline old.json",
    );
    assert!(error.contains("the baseline old.json: "), "{error}");
    let error = refused(&folder, &format!("{evaluate} --baseline exclusive.jsonl"));
    assert!(error.contains("this is not a report"), "{error}");
    let error = refused(&folder, &format!("{evaluate} --baseline missing.json"));
    assert!(error.contains("the baseline missing.json"), "{error}");
    let error = refused(
        &folder,
        &format!("{evaluate} --baseline old.json --report ./old.json"),
    );
    assert!(error.contains("would replace the baseline"), "{error}");
    for drop in ["2", "-0.1", "NaN", "much"] {
        let flags = format!("--baseline old.json --max-drop={drop}");
        let error = refused(&folder, &format!("{evaluate} {flags}"));
        assert!(error.contains("--max-drop"), "{error}");
    }
    let error = refused(&folder, &format!("{evaluate} --max-drop 0.1"));
    assert!(error.contains("--baseline <"), "{error}");
}
