//! What must come out of a file of `tests/inputs/exports/`, from `articles.json` and `expected.json`.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tasnif::Document;

/// The folder of the files.
pub fn exports() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/exports")
}

fn json(name: &str) -> Value {
    let text = std::fs::read_to_string(exports().join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// One article as it must come out. The id is empty where the form has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub id: String,
    pub title: String,
    pub text: String,
    pub labels: Option<BTreeSet<String>>,
}

/// The files for which `expected.json` says what must come out, and which the filter takes.
pub fn files(filter: impl Fn(&str) -> bool) -> Vec<String> {
    let all = json("expected.json");
    let names = all.as_object().unwrap().keys();
    names.filter(|name| filter(name)).cloned().collect()
}

/// The articles of a file, each once.
pub fn of(file: &str) -> Vec<Expected> {
    let (all, expected) = (json("articles.json"), &json("expected.json")[file]);
    let word = |key: &str| expected[key].as_str().unwrap();
    let records = expected["records"].as_array().unwrap().iter().enumerate();
    let article = |(place, id): (usize, &Value)| {
        let articles = all["articles"].as_array().unwrap();
        let article = articles
            .iter()
            .find(|article| article["id"] == *id)
            .unwrap();
        let part = |key: &str| article[key].as_str().unwrap().to_owned();
        let joined = format!("{}\n{}", part("title"), part("text"));
        let (title, text) = match word("text") {
            "apart" => (part("title"), part("text")),
            "joined" => (String::new(), joined),
            "line" => (String::new(), joined.replace('\n', " ")),
            "teaser" => {
                let text = part("text");
                let words: Vec<&str> = text.split(' ').take(9).collect();
                (part("title"), format!("{}…", words.join(" ")))
            }
            other => panic!("{other}"),
        };
        let id = match word("ids") {
            "own" => part("id"),
            "none" => String::new(),
            tag if tag.starts_with("tag:") => format!("tag:news.example,2024:{}", part("id")),
            from => {
                let first: usize = from.split(' ').next().unwrap().parse().unwrap();
                (first + place).to_string()
            }
        };
        let labels = labels(word("labels"), article, &all["topics"]);
        Expected {
            id,
            title,
            text,
            labels,
        }
    };
    records.map(article).collect()
}

fn labels(how: &str, article: &Value, topics: &Value) -> Option<BTreeSet<String>> {
    let topics = topics.as_array().unwrap();
    let place = |label: &Value| topics.iter().position(|topic| topic == label).unwrap();
    let name = |label: &Value| match how {
        "names" => label.as_str().unwrap().to_owned(),
        "numbers from 0" => place(label).to_string(),
        "numbers from 1" => (place(label) + 1).to_string(),
        other => panic!("{other}"),
    };
    let labels = article["labels"].as_array().unwrap();
    (how != "absent").then(|| labels.iter().map(name).collect())
}

/// Fails the test unless these are the articles expected, in order; copies of one count once.
#[track_caller]
pub fn compare(file: &str, found: &[Document], expected: &[Expected]) {
    let mut once: Vec<Expected> = Vec::new();
    let has_ids = expected.iter().any(|article| !article.id.is_empty());
    for document in found {
        let document = Expected {
            id: if has_ids {
                document.id.clone()
            } else {
                String::new()
            },
            title: document.title.clone(),
            text: document.text.clone(),
            labels: document.labels.clone(),
        };
        if !once.contains(&document) {
            once.push(document);
        }
    }
    assert_eq!(once, expected, "{file}");
}
