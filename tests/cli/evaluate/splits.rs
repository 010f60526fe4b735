//! Scores by the values of a field, and splits by them.

use crate::common::outlets::{done, folder, read, read_json, refused, run, write};

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
    // Each outlet has words of its own for each topic: who never read it knows none of them.
    let own_words = |(number, line): (usize, &str)| {
        let mut article: serde_json::Value = serde_json::from_str(line).unwrap();
        let topic = article["labels"][0].as_str().unwrap();
        let topic = ["economy", "sport", "weather"]
            .iter()
            .position(|&name| name == topic);
        let letters = ["ثثث", "ضضض", "ظظظ", "غغغ"][number % 4];
        let word = format!("{letters}{}", ["ا", "ب", "ت"][topic.unwrap()].repeat(3));
        article["text"] = [&*word; 20].join(" ").into();
        article["text"] = format!(
            "{} {}",
            article["text"].as_str().unwrap(),
            "ن".repeat(number + 1)
        )
        .into();
        format!("{article}\n")
    };
    let lines = read(&folder, "exclusive.jsonl");
    let lines: String = lines.lines().enumerate().map(own_words).collect();
    write(&folder, "own.jsonl", &lines);
    let accuracy = |flags: &str| {
        let command = "evaluate own.jsonl --plain --ngrams 6..6 --cross-validate 4 --report o.json";
        done(&folder, &format!("{command} {flags}"));
        read_json(&folder, "o.json")["accuracy"].as_f64().unwrap()
    };
    let (mixed, held_out) = (accuracy(""), accuracy("--split-by outlet"));
    assert!(mixed > 0.9 && held_out < 0.6, "{mixed} {held_out}");
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
    done(&folder, "train multi.jsonl --output a.tasnif");
    for (flags, message) in [
        ("--test-share 0.2", "--split-by <"),
        (
            "--split-by date --test-share 0.2 --cross-validate 3",
            "cannot be used with",
        ),
        ("--split-by date --model a.tasnif", "cannot be used with"),
    ] {
        let error = refused(&folder, &format!("evaluate multi.jsonl {flags}"));
        assert!(error.contains(message), "{flags}: {error}");
    }
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
