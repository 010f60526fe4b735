//! Chosen articles as one JSON object a line, its keys in ascending order.

use super::{Chosen, rounded};
use crate::cli::output::kept;
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
    const OWN: [&str; 9] = [
        "bound",
        "id",
        "probability",
        "rival",
        "similarity",
        "title",
        "topic",
        "uncertainty",
        "value",
    ];
    kept::refuse_bom(chosen.bom)?;
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
        let mut object = serde_json::to_value(&line)?;
        kept::insert(&mut object, &OWN, &article.kept);
        text += &object.to_string();
        text.push('\n');
    }
    Ok(text)
}
