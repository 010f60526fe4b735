//! A page as one HTML file that loads nothing else.

use super::tables::{Table, tables};
use super::{Page, ReportFormat, visible};
use crate::evaluate::error::EvaluateError;
use quick_xml::escape::escape;

/// A document with its style inside and without scripts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n";

const STYLE: &str = "<style>\n\
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }\n\
    table { border-collapse: collapse; }\n\
    th, td { padding: .2rem .8rem; border-bottom: 1px solid #ccc; text-align: start; }\n\
    th + th, td { text-align: end; font-variant-numeric: tabular-nums; }\n\
    tbody th { font-weight: normal; }\n\
    .missed { color: #b00020; font-weight: bold; }\n\
    </style>\n";

impl ReportFormat for Html {
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError> {
        let title = visible(page.title);
        let title = escape(&title);
        let mut out =
            format!("{HEAD}<title>{title}</title>\n{STYLE}</head>\n<body>\n<h1>{title}</h1>\n");
        tables(page).iter().for_each(|table| out += &section(table));
        Ok(out + "</body>\n</html>\n")
    }
}

fn section(table: &Table) -> String {
    let mut out = format!("<h2>{}</h2>\n", table.title);
    if !table.note.is_empty() {
        out += &format!("<p>{}</p>\n", escape(&table.note));
    }
    let header: String = table
        .header
        .iter()
        .map(|cell| heading("col", cell))
        .collect();
    out += &format!("<table>\n<thead><tr>{header}</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out += "<tr>";
        for (index, cell) in row.iter().enumerate() {
            out += &if index == 0 {
                heading("row", cell)
            } else {
                data(cell)
            };
        }
        out += "</tr>\n";
    }
    out + "</tbody>\n</table>\n"
}

/// Names may be Arabic: the browser finds each cell's direction.
fn heading(scope: &str, cell: &str) -> String {
    format!("<th scope=\"{scope}\" dir=\"auto\">{}</th>", escape(cell))
}

fn data(cell: &str) -> String {
    let class = if cell == "missed" {
        " class=\"missed\""
    } else {
        ""
    };
    format!("<td{class}>{}</td>", escape(cell))
}
