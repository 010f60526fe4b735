//! Tags that another program gave: read from a file and measured against labelled articles, by id.

use super::error::EvaluateError;
use super::gold::Gold;
use super::measure;
use super::outcome::Outcome;
use super::report::Report;
use crate::corpus::{Document, label_set};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What another program says of one article.
#[derive(Debug, Clone, Default, PartialEq)]
struct Prediction {
    topics: BTreeSet<String>,
    /// Empty where the program gives none.
    probabilities: BTreeMap<String, f64>,
}

/// The tags of another program, by the ids of articles.
///
/// A file of them is JSONL with `id` and `topics` (or `labels`, `label`, `prediction`): a list, or one string; and `probabilities`, an
/// object, if there are any. Or CSV with columns of these names, several topics in a cell joined by `+` or `|`. So it reads what
/// `tasnif predict` writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Predictions(BTreeMap<String, Prediction>);

/// Names of the field with the topics, the surest first.
const TOPICS: [&str; 5] = ["topics", "labels", "label", "prediction", "predicted"];

impl Predictions {
    /// Reads JSONL or CSV, told by the first character.
    ///
    /// # Errors
    /// [`EvaluateError::Prediction`] with the line.
    pub fn parse(text: &str) -> Result<Self, EvaluateError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let rows = match text.trim_start().starts_with('{') {
            true => json_rows(text),
            false => csv_rows(text),
        }?;
        let mut found = BTreeMap::new();
        for (line, id, prediction) in rows {
            if found.insert(id.clone(), prediction).is_some() {
                let reason = format!("the id '{id}' is there twice");
                return Err(EvaluateError::Prediction { line, reason });
            }
        }
        Ok(Self(found))
    }

    /// Measures the tags on labelled articles, each copy of an article by itself.
    ///
    /// # Errors
    /// [`EvaluateError::NoPredictions`] if no article has a tag by its id; and those of [`measure`].
    pub fn measure(&self, articles: &[Document]) -> Result<Report, EvaluateError> {
        let mut gold = Gold::default();
        for article in articles {
            gold.add(article, None, &BTreeSet::new());
        }
        let has_one = |article: &Document| {
            article
                .labels
                .as_ref()
                .is_none_or(|labels| labels.len() == 1)
        };
        let is_exclusive =
            articles.iter().all(has_one) && self.0.values().all(|it| it.topics.len() <= 1);
        let predicted = self
            .0
            .values()
            .flat_map(|it| it.topics.iter().chain(it.probabilities.keys()));
        let known: BTreeSet<String> = predicted.cloned().collect();
        let known: Vec<String> = known.into_iter().collect();
        let mut chosen = gold.choose(&known, is_exclusive, false);
        let labels = gold.labels(&chosen.articles).into_iter().map(str::to_owned);
        let topics: BTreeSet<String> = known.into_iter().chain(labels).collect();
        let topics: Vec<String> = topics.into_iter().collect();
        let articles = || {
            chosen
                .articles
                .iter()
                .filter_map(|&place| gold.articles.get(place))
        };
        let missing = articles()
            .filter(|article| !self.0.contains_key(&article.id))
            .count();
        if missing == chosen.articles.len() {
            return Err(EvaluateError::NoPredictions {
                id: articles()
                    .next()
                    .map(|article| article.id.clone())
                    .unwrap_or_default(),
                predicted: self.0.keys().next().cloned().unwrap_or_default(),
            });
        }
        let none = Prediction::default();
        let place = |name: &String| topics.binary_search(name).ok();
        let outcomes: Vec<Outcome> = articles()
            .map(|article| {
                let prediction = self.0.get(&article.id).unwrap_or(&none);
                let probability = |topic: &String| match prediction.probabilities.get(topic) {
                    Some(&probability) => probability,
                    None => f64::from(u8::from(prediction.topics.contains(topic))),
                };
                Outcome {
                    id: article.id.clone(),
                    truth: article.labels.iter().flatten().filter_map(place).collect(),
                    given: prediction.topics.iter().filter_map(place).collect(),
                    probabilities: topics.iter().map(probability).collect(),
                    group: None,
                }
            })
            .collect();
        if missing > 0 {
            chosen.notes.push(format!(
                "{missing} article(s) have no prediction and count as given no topic"
            ));
        }
        if self.0.values().any(|it| it.probabilities.is_empty()) {
            chosen.notes.push(
                "there are no probabilities: ece and brier are those of tags that are certain"
                    .to_owned(),
            );
        }
        let report = measure(&topics, is_exclusive, &outcomes)?;
        Ok(Report {
            notes: chosen.notes,
            ..report
        })
    }
}

type Row = (u64, String, Prediction);

fn json_rows(text: &str) -> Result<Vec<Row>, EvaluateError> {
    let filled = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    filled
        .map(|(text, line)| {
            json_row(text)
                .map(|(id, row)| (line, id, row))
                .map_err(|reason| EvaluateError::Prediction { line, reason })
        })
        .collect()
}

fn json_row(text: &str) -> Result<(String, Prediction), String> {
    let object: Value =
        serde_json::from_str(text).map_err(|_| "it is no JSON object".to_owned())?;
    let id = match object.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err("it has no \"id\", a string or number".to_owned()),
    };
    let topics = TOPICS.iter().find_map(|name| object.get(*name));
    let topics: Vec<&str> = match topics {
        Some(Value::Array(list)) => list
            .iter()
            .map(|it| it.as_str())
            .collect::<Option<_>>()
            .ok_or("its topics are no strings")?,
        Some(Value::String(topic)) => vec![topic.as_str()],
        Some(Value::Null) => Vec::new(),
        // A program that failed on an article says nothing of it.
        None if object.get("error").is_some() => Vec::new(),
        _ => return Err(format!("it has none of {}", TOPICS.join(", "))),
    };
    let mut prediction = Prediction {
        topics: label_set(topics).map_err(|error| error.to_string())?,
        ..Prediction::default()
    };
    if let Some(Value::Object(values)) = object.get("probabilities") {
        for (topic, value) in values {
            let value = value.as_f64().filter(|value| (0.0..=1.0).contains(value));
            let value = value
                .ok_or_else(|| format!("the probability of '{topic}' is no number from 0 to 1"))?;
            prediction.probabilities.insert(topic.clone(), value);
        }
    }
    Ok((id, prediction))
}

fn csv_rows(text: &str) -> Result<Vec<Row>, EvaluateError> {
    let failed = |line: u64, reason: String| EvaluateError::Prediction { line, reason };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| failed(1, error.to_string()))?
        .clone();
    let column = |name: &str| header.iter().position(|it| it.trim() == name);
    let id = column("id").ok_or_else(|| failed(1, "there is no column id".to_owned()))?;
    let topics = TOPICS.iter().find_map(|name| column(name));
    let topics = topics.ok_or_else(|| {
        failed(
            1,
            format!("there is none of the columns {}", TOPICS.join(", ")),
        )
    })?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            failed(
                error.position().map_or(0, csv::Position::line),
                error.to_string(),
            )
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = record.get(topics).unwrap_or_default();
        let names = cell
            .split(['+', '|'])
            .filter(|name| !name.trim().is_empty());
        let topics = label_set(names).map_err(|error| failed(line, error.to_string()))?;
        let prediction = Prediction {
            topics,
            ..Prediction::default()
        };
        rows.push((
            line,
            record.get(id).unwrap_or_default().to_owned(),
            prediction,
        ));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles() -> Vec<Document> {
        let article = |(number, labels): (usize, &&str)| Document {
            id: number.to_string(),
            text: format!("نص {number}"),
            labels: Some(
                labels
                    .split('+')
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned)
                    .collect(),
            ),
            ..Document::default()
        };
        ["a", "b", "a+b", "", "c"]
            .iter()
            .enumerate()
            .map(article)
            .collect()
    }

    #[test]
    fn json_and_csv_give_the_same_report() {
        let json = "{\"id\":\"0\",\"topics\":[\"a\"]}\n{\"id\":1,\"label\":\"a\"}\n{\"id\":\"2\",\"topics\":[\"a\",\"b\"]}\n{\"id\":\"3\",\"topics\":[]}\n";
        let csv = "id,topics\n0,a\n1,a\n2,a+b\n3,none\n";
        let json = Predictions::parse(json)
            .expect("JSONL")
            .measure(&articles())
            .expect("measured");
        let csv = Predictions::parse(csv)
            .expect("CSV")
            .measure(&articles())
            .expect("measured");
        assert_eq!(json, csv);
        // By hand: a has 2 right of 3 given, b 1 of 1 and misses 1, c is missed.
        assert_eq!(json.topics, ["a", "b", "c"]);
        assert_eq!(json.exact_match, Some(0.6));
        let recalls: Vec<_> = json.per_topic.iter().map(|it| it.scores.recall).collect();
        assert_eq!(recalls, [Some(1.0), Some(0.5), Some(0.0)]);
        assert!(
            json.notes
                .iter()
                .any(|note| note.contains("1 article(s) have no prediction")),
            "{:?}",
            json.notes
        );
        assert!(
            json.notes.iter().any(|note| note.contains("'c'")),
            "{:?}",
            json.notes
        );
    }

    #[test]
    fn what_cannot_be_used_is_said_with_its_line() {
        for (text, fragment) in [
            (
                "{\"id\":\"0\",\"topics\":[\"a\"]}\n{\"id\":\"0\",\"topics\":[]}\n",
                "line 2: the id '0' is there twice",
            ),
            ("{\"topics\":[]}\n", "line 1: it has no \"id\""),
            ("{\"id\":1}\n", "line 1: it has none of topics"),
            (
                "{\"id\":1,\"topics\":[],\"probabilities\":{\"a\":2}}\n",
                "no number from 0 to 1",
            ),
            ("text,label\nx,a\n", "no column id"),
        ] {
            let error = Predictions::parse(text).expect_err(text).to_string();
            assert!(error.contains(fragment), "{error}");
        }
        let other = Predictions::parse("id,topics\nx,a\n")
            .expect("CSV")
            .measure(&articles());
        let error = other.expect_err("other ids").to_string();
        assert!(error.contains("'x'") && error.contains("'0'"), "{error}");
    }
}
