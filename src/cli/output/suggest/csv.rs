//! Chosen articles as CSV with a header.

use super::{Chosen, rounded};

const COLUMNS: [&str; 9] = [
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

pub fn csv(chosen: &Chosen<'_>) -> anyhow::Result<String> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (choice, article) in chosen.articles() {
        let doubt = &article.doubt;
        let number = |value: f64| rounded(value).to_string();
        writer.write_record([
            &*article.id,
            chosen.topic(doubt.topic),
            &number(doubt.probability),
            doubt.rival.map_or("", |rival| chosen.topic(rival)),
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
