//! A page as GitHub-flavoured Markdown, for a pull request or a committed record.

use super::tables::tables;
use super::{Page, ReportFormat, visible};
use crate::evaluate::error::EvaluateError;

/// Headings and pipe tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

impl ReportFormat for Markdown {
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError> {
        let mut out = format!("# {}\n", escape(&visible(page.title)));
        for table in tables(page) {
            out += &format!("\n## {}\n\n", table.title);
            if !table.note.is_empty() {
                out += &format!("{}\n\n", escape(&table.note));
            }
            out += &row(&table.header);
            out += &format!("|---|{}\n", "---:|".repeat(table.header.len() - 1));
            table.rows.iter().for_each(|cells| out += &row(cells));
        }
        Ok(out)
    }
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Keeps names from being read as Markdown or HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '#' | '&' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
