//! The real program: thresholds in place of a model's, the review band, and articles without a
//! topic.

use crate::common::outlets::{done, folder, read_json, refused};
use serde_json::Value;
use tempfile::TempDir;

/// A model and the tags of its articles as JSONL.
fn tagged(corpus: &str, flags: &str) -> (TempDir, Vec<Value>) {
    let folder = folder();
    done(&folder, &format!("train {corpus}.jsonl --output m.tasnif"));
    let lines = predict(&folder, corpus, flags);
    (folder, lines)
}

fn predict(folder: &TempDir, corpus: &str, flags: &str) -> Vec<Value> {
    let command = format!("predict {corpus}.jsonl --model m.tasnif --format jsonl {flags}");
    let out = done(folder, &command);
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn names(line: &Value, key: &str) -> Vec<String> {
    let list = line[key].as_array().unwrap();
    list.iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

fn probability(line: &Value, topic: &str) -> f64 {
    line["probabilities"][topic].as_f64().unwrap()
}

const TOPICS: [&str; 3] = ["economy", "sport", "weather"];

/// Probabilities are shown with four digits: closer than that to a limit, either side is right.
const SHOWN: f64 = 0.00006;

#[test]
fn thresholds_override_those_of_the_model() {
    let (_folder, lines) = tagged("multi", "--threshold 0.6 --threshold sport=0.2");
    let mut below = 0;
    for line in &lines {
        let given = names(line, "topics");
        for topic in TOPICS {
            let threshold = if topic == "sport" { 0.2 } else { 0.6 };
            let probability = probability(line, topic);
            if (probability - threshold).abs() > SHOWN {
                assert_eq!(
                    given.contains(&topic.to_owned()),
                    probability > threshold,
                    "{line}"
                );
            }
            below += usize::from(topic == "sport" && probability > 0.2 && probability < 0.45);
        }
    }
    assert!(
        below > 0,
        "the test needs an article between both thresholds"
    );
}

#[test]
fn an_exclusive_model_says_none_under_the_threshold() {
    let (folder, lines) = tagged("exclusive", "--threshold 0.9");
    let without: Vec<&Value> = lines
        .iter()
        .filter(|line| names(line, "topics").is_empty())
        .collect();
    assert!(!without.is_empty() && without.len() < lines.len());
    for line in &lines {
        let largest = TOPICS
            .map(|topic| probability(line, topic))
            .into_iter()
            .fold(0.0, f64::max);
        if (largest - 0.9).abs() > SHOWN {
            assert_eq!(
                names(line, "topics").len(),
                usize::from(largest >= 0.9),
                "{line}"
            );
        }
    }
    let plain = predict(&folder, "exclusive", "");
    assert!(plain.iter().all(|line| names(line, "topics").len() == 1));

    let predict = "predict exclusive.jsonl --model m.tasnif --threshold 0.9";
    let id = without[0]["id"].as_str().unwrap();
    let row = |text: String| {
        text.lines()
            .find(|line| line.contains(id))
            .unwrap()
            .to_owned()
    };
    let table = row(done(&folder, predict));
    assert!(table.starts_with("none  "), "{table}");
    let csv = row(done(&folder, &format!("{predict} --format csv")));
    assert!(csv.starts_with(&format!("{id},none,")), "{csv}");
}

#[test]
fn evaluation_takes_the_same_thresholds() {
    let (folder, lines) = tagged("exclusive", "--threshold 0.9");
    let none = lines
        .iter()
        .filter(|line| names(line, "topics").is_empty())
        .count();
    let evaluate = "evaluate exclusive.jsonl --threshold 0.9 --report e.json";
    let out = done(&folder, &format!("{evaluate} --model m.tasnif"));
    assert!(out.contains("exclusive.jsonl, threshold 0.9\n"), "{out}");
    let given_none = |report: &Value| -> u64 {
        let rows = report["confusion"]["counts"].as_array().unwrap();
        rows.iter().map(|row| row[3].as_u64().unwrap()).sum()
    };
    assert_eq!(given_none(&read_json(&folder, "e.json")), none as u64);
    done(&folder, &format!("{evaluate} --cross-validate 3"));
    let report = read_json(&folder, "e.json");
    assert!(report["exclusive"].as_bool().unwrap() && given_none(&report) > 0);
}

#[test]
fn doubtful_articles_are_marked_for_review() {
    let band = "--threshold 0.5 --review-band 0.15";
    let (folder, lines) = tagged("multi", band);
    let mut marked = 0;
    for line in &lines {
        let review = names(line, "review");
        for topic in TOPICS {
            let distance = (probability(line, topic) - 0.5).abs();
            if (distance - 0.15).abs() > SHOWN {
                assert_eq!(
                    review.contains(&topic.to_owned()),
                    distance < 0.15,
                    "{line}"
                );
            }
        }
        marked += usize::from(!review.is_empty());
    }
    assert!(marked > 0 && marked < lines.len());

    let predict = format!("predict multi.jsonl --model m.tasnif {band}");
    let table = done(&folder, &predict);
    assert_eq!(
        table
            .lines()
            .filter(|line| line.contains("  review  "))
            .count(),
        marked
    );
    let csv = done(&folder, &format!("{predict} --format csv"));
    let mut rows = csv.lines();
    assert_eq!(
        rows.next(),
        Some("id,topics,economy,sport,weather,review,error")
    );
    let rows: Vec<&str> = rows.collect();
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(
            (cells.len(), cells[5]),
            (7, &*names(line, "review").join("+"))
        );
    }
}

#[test]
fn without_the_flag_the_output_has_no_review() {
    let (folder, lines) = tagged("multi", "");
    assert!(lines.iter().all(|line| line.get("review").is_none()));
    let predict = "predict multi.jsonl --model m.tasnif";
    assert!(!done(&folder, predict).contains("review"));
    let tsv = done(&folder, &format!("{predict} --format tsv"));
    assert_eq!(
        tsv.lines().next(),
        Some("id\ttopics\teconomy\tsport\tweather\terror")
    );
}

#[test]
fn what_is_no_threshold_or_band_is_refused() {
    let folder = folder();
    done(&folder, "train multi.jsonl --output m.tasnif");
    for command in ["predict", "evaluate"] {
        let command = format!("{command} multi.jsonl --model m.tasnif");
        let error = refused(&folder, &format!("{command} --threshold football=0.5"));
        assert!(
            error.contains("'football'") && error.contains("economy, sport, weather"),
            "{error}"
        );
        for threshold in ["0", "1.5", "60", "NaN", "sport", "sport=2"] {
            let error = refused(&folder, &format!("{command} --threshold {threshold}"));
            assert!(
                error.contains("such as 0.6") || error.contains("write 60 percent as 0.6"),
                "{error}"
            );
        }
    }
    for band in ["2", "NaN", "wide"] {
        let flags = format!("--model m.tasnif --review-band {band}");
        let error = refused(&folder, &format!("predict multi.jsonl {flags}"));
        assert!(error.contains("from 0 to 1"), "{error}");
    }
}
