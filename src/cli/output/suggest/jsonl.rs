//! Chosen articles as one JSON object a line, its keys in ascending order.

use super::{Chosen, rounded};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    bound: f64,
    id: &'a str,
    probability: f64,
    rival: Option<&'a str>,
    similarity: f64,
    title: &'a str,
    topic: &'a str,
    uncertainty: f64,
    value: f64,
}

pub fn jsonl(chosen: &Chosen<'_>) -> anyhow::Result<String> {
    let mut text = String::new();
    for (choice, article) in chosen.articles() {
        let doubt = &article.doubt;
        let line = Line {
            bound: rounded(doubt.bound),
            id: &article.id,
            probability: rounded(doubt.probability),
            rival: doubt.rival.map(|rival| chosen.topic(rival)),
            similarity: rounded(choice.similarity),
            title: &article.title,
            topic: chosen.topic(doubt.topic),
            uncertainty: rounded(doubt.uncertainty),
            value: rounded(choice.value),
        };
        text += &serde_json::to_string(&line)?;
        text.push('\n');
    }
    Ok(text)
}
