//! More topics than are read from each other's scores: 40 of them, one for each article or several.

use crate::common::tasnif_in;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TOPICS: usize = 40;

/// A word of four letters that no other number gives.
fn word(number: usize) -> String {
    const LETTERS: [char; 8] = ['ا', 'ب', 'ت', 'ح', 'د', 'ر', 'س', 'ن'];
    (0..4)
        .map(|place| LETTERS[number >> (3 * place) & 7])
        .collect()
}

/// Thirty words that every article may have and nine of ten of each of its topics.
fn article(number: usize, topics: &[usize]) -> Value {
    let mut words: Vec<String> = (0..30).map(|n| word((number * 7 + n * 11) % 200)).collect();
    for &topic in topics {
        words.extend((0..9).map(|n| word(1000 + topic * 10 + (number + n) % 10)));
    }
    let labels: Vec<String> = topics
        .iter()
        .map(|topic| format!("topic-{topic:02}"))
        .collect();
    json!({"id": number.to_string(), "text": words.join(" "), "labels": labels})
}

fn write(path: &Path, articles: &[Value]) {
    let lines: Vec<String> = articles.iter().map(Value::to_string).collect();
    fs::write(path, lines.join("\n")).unwrap();
}

/// Trains on the articles, and gives back what the model says of them.
fn tag(folder: &TempDir, articles: &[Value]) -> Vec<Value> {
    write(&folder.path().join("c.jsonl"), articles);
    let train = |threads: &str, output: &str| {
        let arguments = ["train", "c.jsonl", "--threads", threads, "--output", output];
        tasnif_in(folder.path(), &arguments).ends_with(0);
        fs::read(folder.path().join(output)).unwrap()
    };
    assert!(train("1", "m.tasnif") == train("3", "other.tasnif"));
    let arguments = [
        "predict", "c.jsonl", "--model", "m.tasnif", "--format", "jsonl",
    ];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    let lines = run.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// How many articles got exactly their labels; topics come with the most probable first.
fn right(articles: &[Value], tags: &[Value]) -> usize {
    let names = |list: &Value| -> BTreeSet<String> {
        let names = list.as_array().unwrap().iter();
        names
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    };
    let pairs = articles.iter().zip(tags);
    pairs
        .filter(|(article, tags)| names(&article["labels"]) == names(&tags["topics"]))
        .count()
}

#[test]
fn one_topic_each() {
    let folder = TempDir::new().unwrap();
    let articles: Vec<Value> = (0..400).map(|n| article(n, &[n % TOPICS])).collect();
    let tags = tag(&folder, &articles);
    let right = right(&articles, &tags);
    assert!(right >= 390, "{right} of 400");
    let probabilities = tags[0]["probabilities"].as_object().unwrap();
    assert_eq!(probabilities.len(), TOPICS);
    let sum: f64 = probabilities.values().map(|p| p.as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 0.005, "{sum}");
}

#[test]
fn several_topics_or_none() {
    let folder = TempDir::new().unwrap();
    let topics = |n: usize| match n % 4 {
        0 => vec![],
        1 | 2 => vec![n % TOPICS],
        _ => {
            let pair = [n % TOPICS, (n * 7 + 1) % TOPICS];
            let mut pair = pair.to_vec();
            pair.sort_unstable();
            pair.dedup();
            pair
        }
    };
    let articles: Vec<Value> = (0..800).map(|n| article(n, &topics(n))).collect();
    let tags = tag(&folder, &articles);
    let right = right(&articles, &tags);
    assert!(right >= 700, "{right} of 800");
    explanation_adds_up(&folder);
}

/// What an explanation says of a topic comes from the topic's own scores as well: the log-odds are
/// those of the probability.
fn explanation_adds_up(folder: &TempDir) {
    write(&folder.path().join("one.jsonl"), &[article(5, &[5])]);
    let arguments = ["explain", "one.jsonl", "--model", "m.tasnif"];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    let after = |key: &str| {
        let line = run
            .stdout
            .lines()
            .find(|line| line.trim().starts_with(key))
            .unwrap();
        let number = line
            .trim()
            .trim_start_matches(key)
            .split_whitespace()
            .next()
            .unwrap();
        number.trim_end_matches(['%', ',']).parse::<f64>().unwrap()
    };
    let (percent, log_odds) = (after("topic-05"), after("log-odds"));
    let expected = 100.0 / (1.0 + (-log_odds).exp());
    assert!((percent - expected).abs() < 0.2, "{}", run.stdout);
}
