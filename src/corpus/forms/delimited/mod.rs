//! CSV and TSV: stream → header and rows as bytes; row → document.
//!
//! Quoting is that of RFC 4180, for tabs, too. Rows are cut out of the stream here, by quotation state alone, so that they are
//! parsed in parallel and each has its exact line and byte; the `csv` crate then reads the cells. Columns: `text` (required),
//! `title`, `id`, and `labels` (separated by `+` or `|`) or `label` (one label, not split); an empty cell means "no topic". Column
//! names are compared without letter case. Other columns become fields. Blank lines are skipped.

pub(crate) mod header;
pub(crate) mod rows;

pub(crate) use header::Header;

use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::labels::{cell_labels, single_label};
use crate::corpus::options::LabelsWanted;
use header::Column;

/// Parses one row.
pub(crate) fn parse(
    row: &str,
    header: &Header,
    id: String,
    origin: &Origin,
    wanted: LabelsWanted,
) -> Result<Document, CorpusError> {
    let cells = cells(row, header.delimiter, origin)?;
    if cells.len() != header.columns.len() {
        return Err(CorpusError::RowLength {
            origin: origin.clone(),
            expected: header.columns.len(),
            found: cells.len(),
        });
    }
    let mut document = Document {
        id,
        ..Document::default()
    };
    for (column, cell) in header.columns.iter().zip(&cells) {
        let labels = match column {
            Column::Labels => cell_labels(cell),
            Column::Label => single_label(cell),
            Column::Text => {
                document.text = cell.to_owned();
                continue;
            }
            Column::Title => {
                document.title = cell.to_owned();
                continue;
            }
            Column::Id if !cell.trim().is_empty() => {
                document.id = cell.to_owned();
                continue;
            }
            Column::Field(name) if !cell.is_empty() => {
                let entry = document.fields.entry(name.clone());
                entry.or_insert_with(|| cell.to_owned());
                continue;
            }
            Column::Id | Column::Field(_) => continue,
        };
        document.labels = match labels {
            Ok(labels) => Some(labels),
            Err(source) if wanted == LabelsWanted::Required => {
                let origin = origin.clone();
                return Err(CorpusError::InvalidLabel { origin, source });
            }
            Err(_) => None,
        };
    }
    Ok(document)
}

/// The cells of one row, unquoted.
fn cells(row: &str, delimiter: u8, origin: &Origin) -> Result<csv::StringRecord, CorpusError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(row.len().clamp(1, 64 * 1024))
        .from_reader(row.as_bytes());
    let mut cells = csv::StringRecord::new();
    let read = reader.read_record(&mut cells);
    read.map_err(|source| CorpusError::Row {
        origin: origin.clone(),
        source,
    })?;
    Ok(cells)
}
