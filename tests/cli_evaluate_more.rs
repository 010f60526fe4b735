//! The real program: `evaluate` with baselines, comparisons, splits, groups and learning curves.
//! Thresholds and the review band are in `cli_thresholds.rs`.
#![allow(clippy::unwrap_used)]

#[path = "cli_evaluate_more/support.rs"]
mod support;

use serde_json::Value;
use support::{done, edit_json, folder, read, read_json, refused, run, write};

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
    refused(&folder, &format!("{evaluate} --max-drop 0.1"));
}

#[test]
fn two_models_are_compared_on_the_same_articles() {
    let folder = folder();
    for corpus in ["multi", "exclusive"] {
        // A is trained on a few articles only.
        let few: String = read(&folder, &format!("{corpus}.jsonl"))
            .lines()
            .take(15)
            .flat_map(|line| [line, "\n"])
            .collect();
        write(&folder, "few.jsonl", &few);
        done(&folder, "train few.jsonl --output a.tasnif");
        done(&folder, &format!("train {corpus}.jsonl --output b.tasnif"));
        let models = "--model a.tasnif --compare b.tasnif --report c.json --report c.md";
        let out = done(&folder, &format!("evaluate {corpus}.jsonl {models}"));
        assert!(
            out.contains("A: a.tasnif. B: b.tasnif. From A to B: macro-f1 rises by"),
            "{out}"
        );
        assert!(read(&folder, "c.md").contains("## Comparison"));
        let json = read_json(&folder, "c.json");
        let found = &json["comparison"];
        assert_eq!(
            (&found["a"], &found["b"]),
            (&"a.tasnif".into(), &"b.tasnif".into())
        );
        assert_eq!(found["exclusive"], corpus == "exclusive");
        assert_eq!(found["articles"], 120);
        // The report is of A.
        assert_eq!(found["macro_f1"]["old"], json["macro"]["f1"]);
        let name = if corpus == "exclusive" {
            "accuracy"
        } else {
            "exact-match"
        };
        assert!(out.contains(&format!("{name} rises by")), "{out}");
        assert!(out.contains("McNemar's exact test"), "{out}");
    }
    done(&folder, "train multi.jsonl --output multi.tasnif");
    let error = refused(&folder, "evaluate multi.jsonl --compare multi.tasnif");
    assert!(error.contains("different topics"), "{error}");
    refused(
        &folder,
        "evaluate multi.jsonl --compare b.tasnif --cross-validate 3",
    );
}

#[test]
fn scores_are_given_for_each_value_of_a_field() {
    let folder = folder();
    done(&folder, "train multi.jsonl --output a.tasnif");
    for how in ["--model a.tasnif", "--cross-validate 3", "--split-by date"] {
        let command = format!("evaluate multi.jsonl {how} --group-by outlet --report g.json");
        let out = done(&folder, &command);
        assert!(out.contains("\nGroups\n"), "{out}");
        let groups = read_json(&folder, "g.json")["groups"].clone();
        let names: Vec<_> = groups
            .as_array()
            .unwrap()
            .iter()
            .map(|g| &g["group"])
            .collect();
        assert_eq!(names, ["masaa", "sabah", "usbu", "wakala"], "{how}");
        let error = refused(
            &folder,
            &format!("evaluate multi.jsonl {how} --group-by outlett"),
        );
        assert!(
            error.contains("no article has the field 'outlett'"),
            "{error}"
        );
        assert!(error.contains("'date', 'outlet'"), "{error}");
    }
    let lacking = read(&folder, "multi.jsonl").replacen(r#""outlet":"sabah","#, "", 2);
    write(&folder, "lacking.jsonl", &lacking);
    for how in ["--model a.tasnif", "--cross-validate 3"] {
        let (code, _, err) = run(
            &folder,
            &format!("evaluate lacking.jsonl {how} --group-by outlet"),
        );
        assert_eq!(code, 0, "{err}");
        assert!(
            err.contains("warning: 2 article(s) lack the field 'outlet'"),
            "{err}"
        );
    }
}

#[test]
fn articles_of_one_value_are_held_out_together() {
    let folder = folder();
    let command = "evaluate multi.jsonl --cross-validate 4 --split-by outlet --report s.json";
    let out = done(&folder, command);
    assert!(
        out.contains("4-fold cross-validation by outlet, each value in one fold"),
        "{out}"
    );
    assert_eq!(read_json(&folder, "s.json")["articles"], 120);
    let error = refused(
        &folder,
        "evaluate multi.jsonl --cross-validate 5 --split-by outlet",
    );
    assert!(
        error.contains("'outlet' has 4 different value(s)"),
        "{error}"
    );
}

#[test]
fn the_latest_articles_are_tested_on() {
    let folder = folder();
    let out = done(
        &folder,
        "evaluate multi.jsonl --split-by date --report t.json",
    );
    let expected =
        "trained on 96 articles up to date 2024-02-04, tested on 24 from date 2024-02-05 on";
    assert!(out.contains(expected), "{out}");
    let report = read_json(&folder, "t.json");
    let ids: Vec<_> = report["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["id"])
        .collect();
    assert_eq!(
        (ids.len(), ids[0], ids[23]),
        (24, &"a096".into(), &"a119".into())
    );
    let out = done(
        &folder,
        "evaluate multi.jsonl --split-by date --test-share 0.5",
    );
    assert!(out.contains("trained on 60 articles"), "{out}");

    // An outlet is no date, and one value cannot be divided.
    let (code, _, err) = run(&folder, "evaluate multi.jsonl --split-by outlet");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("do not begin with a year"), "{err}");
    for share in ["0", "1", "-1", "NaN"] {
        let command = format!("evaluate multi.jsonl --split-by date --test-share={share}");
        let error = refused(&folder, &command);
        assert!(error.contains("share of articles to test on"), "{error}");
    }
    refused(&folder, "evaluate multi.jsonl --test-share 0.2");
    refused(
        &folder,
        "evaluate multi.jsonl --split-by date --test-share 0.2 --cross-validate 3",
    );
    refused(
        &folder,
        "evaluate multi.jsonl --split-by date --model a.tasnif",
    );
}

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

#[test]
fn help_explains_the_splits() {
    let folder = folder();
    let help = done(&folder, "evaluate --help");
    for flag in [
        "--baseline",
        "--max-drop",
        "--compare",
        "--group-by",
        "--split-by",
        "--test-share",
        "--learning-curve",
        "--threshold",
    ] {
        assert!(help.contains(flag), "{flag}");
    }
}
