//! Chosen articles for reading.

use super::Chosen;
use crate::cli::messages::harmless;
use crate::cli::output::kept;
use crate::suggest::Doubt;

pub fn table(chosen: &Chosen<'_>) -> anyhow::Result<String> {
    kept::refuse_in_table(chosen.keep, chosen.bom)?;
    let mut text = String::new();
    for ((_, article), rank) in chosen.articles().zip(1..) {
        let reason = reason(chosen, &article.doubt);
        let (id, title) = (&article.id, &article.title);
        text += &harmless(&format!("{rank:>4}  {reason:<44}  {id}  {title}"));
        text.push('\n');
    }
    Ok(text)
}

fn reason(chosen: &Chosen<'_>, doubt: &Doubt) -> String {
    let topic = chosen.topic(doubt.topic);
    let (probability, bound) = (doubt.probability * 100.0, doubt.bound * 100.0);
    match doubt.rival.map(|rival| chosen.topic(rival)) {
        Some(rival) => format!("{topic} {probability:.0}% or {rival} {bound:.0}%"),
        None => format!("{topic} {probability:.0}%, given from {bound:.0}%"),
    }
}
