//! A page as tables for a terminal.

use super::tables::{Table, tables};
use super::{Page, ReportFormat, visible};
use crate::evaluate::error::EvaluateError;
use comfy_table::{CellAlignment, ContentArrangement};

/// comfy-table's UTF8_HORIZONTAL_ONLY without the lines between rows.
const LINES: &str = "  ── ══      ──    ";

/// Tables in plain text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text;

impl ReportFormat for Text {
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError> {
        let mut out = format!("{}\n", visible(page.title));
        for table in tables(page) {
            out += &format!("\n{}\n", table.title);
            if !table.note.is_empty() {
                out += &format!("{}\n", table.note);
            }
            out += &format!("{}\n", drawn(table));
        }
        Ok(out)
    }
}

fn drawn(table: Table) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_preset(LINES)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(table.header)
        .add_rows(table.rows);
    for column in drawn.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    drawn.trim_fmt()
}
