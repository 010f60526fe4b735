//! Chosen articles as CSV with a header.

use super::{Chosen, rounded};
use crate::cli::output::kept::{self, BOM};

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
    let start = if chosen.bom { BOM } else { "" };
    let mut writer = ::csv::Writer::from_writer(start.as_bytes().to_vec());
    let rows = chosen
        .articles()
        .map(|(_, article)| article.kept.as_slice());
    let columns = kept::columns(chosen.keep, rows);
    let names = columns.iter().map(|name| kept::output_name(name, &COLUMNS));
    writer.write_record(COLUMNS.map(str::to_owned).into_iter().chain(names))?;
    for (choice, article) in chosen.articles() {
        let doubt = &article.doubt;
        let number = |value: f64| rounded(value).to_string();
        let rival = doubt.rival.map_or("", |rival| chosen.topic(rival));
        let own = [
            article.id.clone(),
            chosen.topic(doubt.topic).to_owned(),
            number(doubt.probability),
            rival.to_owned(),
            number(doubt.bound),
            number(doubt.uncertainty),
            number(choice.similarity),
            number(choice.value),
            article.title.clone(),
        ];
        let kept = kept::cells(&columns, &article.kept);
        writer.write_record(own.into_iter().chain(kept))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes)?)
}
