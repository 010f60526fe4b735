//! Articles as a table: `id`, `title`, `text`, `labels`, then a column for each field that some article has.

use super::{Document, Losses, NONE};
use std::collections::BTreeSet;

/// What stands in the cell of labels where an article has none that anybody gave.
const UNLABELLED: &str = "null";

const OWN: [&str; 4] = ["id", "title", "text", "labels"];

fn columns(articles: &[Document]) -> BTreeSet<&String> {
    articles
        .iter()
        .flat_map(|article| article.fields.keys())
        .collect()
}

fn row<'a>(article: &'a Document, columns: &'a BTreeSet<&String>) -> Vec<String> {
    let fields = columns
        .iter()
        .map(|column| article.fields.get(*column).cloned().unwrap_or_default());
    let own = [
        article.id.clone(),
        article.title.clone(),
        article.text.clone(),
        labels(article),
    ];
    own.into_iter().chain(fields).collect()
}

fn labels(article: &Document) -> String {
    let Some(labels) = &article.labels else {
        return UNLABELLED.to_owned();
    };
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    labels_cell(&labels)
}

/// A cell of labels, from which the same labels are read: `none`, `a+b`, or a JSON list where a label holds a sign that would split it.
pub(crate) fn labels_cell(labels: &[&str]) -> String {
    let splits = |label: &&str| label.contains(['+', '|']) || label.starts_with(['[', '{']);
    match labels {
        [] => NONE.to_owned(),
        labels if labels.iter().any(splits) => serde_json::Value::from(labels).to_string(),
        labels => labels.join("+"),
    }
}

/// Comma-separated, by RFC 4180. Nothing is lost.
pub(super) fn csv(articles: &[Document]) -> (String, Losses) {
    let columns = columns(articles);
    let names = OWN
        .iter()
        .map(|&name| name.to_owned())
        .chain(columns.iter().map(|&name| name.clone()));
    let rows = articles.iter().map(|article| row(article, &columns));
    let text = std::iter::once(names.collect())
        .chain(rows)
        .map(|cells: Vec<String>| line(&cells));
    (text.collect(), Losses::default())
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

/// A cell in quotes where it needs them. A space at either end might be cut off by another program.
fn quoted(cell: &str) -> String {
    let needs = cell.contains([',', '"', '\n', '\r']) || cell.trim() != cell;
    match needs {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// Tab-separated. Quotes are letters there, so that tabs and line breaks have no place.
pub(super) fn tsv(articles: &[Document]) -> (String, Losses) {
    let columns = columns(articles);
    let mut losses = Losses::default();
    let names = OWN
        .iter()
        .map(|&name| name.to_owned())
        .chain(columns.iter().map(|&name| flat(name)));
    let mut text = names.collect::<Vec<_>>().join("\t") + "\n";
    for article in articles {
        let cells = row(article, &columns);
        losses.count(
            "line breaks and tabs",
            cells.iter().any(|cell| flat(cell) != *cell),
        );
        let cells: Vec<String> = cells.iter().map(|cell| flat(cell)).collect();
        text += &(cells.join("\t") + "\n");
    }
    (text, losses)
}

/// On one line, and without tabs.
pub(super) fn flat(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ")
}
