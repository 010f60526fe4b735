//! Chosen articles go in, lines of a table, JSONL or CSV come out: each with the reason.

use crate::cli::messages::harmless;
use crate::model::Model;
use crate::suggest::{Choice, Doubt};
use clap::ValueEnum;
use serde_json::json;

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
}

/// An article of the pool.
pub struct Pooled {
    /// As read.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Why it may be worth a label.
    pub doubt: Doubt,
}

/// Four digits are more than a calibration can promise.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// The chosen articles in the order of choice.
pub fn render(
    format: Format,
    model: &Model,
    pool: &[Pooled],
    choices: &[Choice],
) -> anyhow::Result<String> {
    let topic = |topic: usize| &*model.metadata.topics[topic].id;
    let chosen = choices.iter().map(|choice| (choice, &pool[choice.index]));
    let mut text = String::new();
    match format {
        Format::Table => {
            for (place, (_, article)) in chosen.enumerate() {
                let reason = reason(&article.doubt, topic);
                let line = format!("{:>4}  {reason:<44}  {}", place + 1, article.id);
                text += &harmless(&format!("{line}  {}", article.title));
                text.push('\n');
            }
        }
        Format::Jsonl => {
            for (choice, article) in chosen {
                let doubt = &article.doubt;
                let line = json!({
                    "id": article.id,
                    "title": article.title,
                    "topic": topic(doubt.topic),
                    "probability": rounded(doubt.probability),
                    "rival": doubt.rival.map(topic),
                    "bound": rounded(doubt.bound),
                    "uncertainty": rounded(doubt.uncertainty),
                    "similarity": rounded(choice.similarity),
                    "value": rounded(choice.value),
                });
                text += &format!("{line}\n");
            }
        }
        Format::Csv => text = csv(chosen, topic)?,
    }
    Ok(text)
}

fn csv<'a>(
    chosen: impl Iterator<Item = (&'a Choice, &'a Pooled)>,
    topic: impl Fn(usize) -> &'a str,
) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "id",
        "topic",
        "probability",
        "rival",
        "bound",
        "uncertainty",
        "similarity",
        "value",
        "title",
    ];
    writer.write_record(header)?;
    for (choice, article) in chosen {
        let doubt = &article.doubt;
        let number = |value: f64| rounded(value).to_string();
        writer.write_record([
            &*article.id,
            topic(doubt.topic),
            &number(doubt.probability),
            doubt.rival.map_or("", &topic),
            &number(doubt.bound),
            &number(doubt.uncertainty),
            &number(choice.similarity),
            &number(choice.value),
            &article.title,
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes)?)
}

fn reason<'a>(doubt: &Doubt, topic: impl Fn(usize) -> &'a str) -> String {
    let name = topic(doubt.topic);
    let (probability, bound) = (doubt.probability * 100.0, doubt.bound * 100.0);
    match doubt.rival.map(topic) {
        Some(rival) => format!("{name} {probability:.0}% or {rival} {bound:.0}%"),
        None => format!("{name} {probability:.0}%, given from {bound:.0}%"),
    }
}
