//! CSV and TSV: a header, then one article on each row.
//!
//! In CSV quoting is that of RFC 4180; in TSV a quote is a letter. Rows are cut out of the stream here, by quotation state alone,
//! so that they are parsed in parallel and each has its exact line and byte; the `csv` crate then reads the cells. Columns: `text` (required),
//! `title`, `id`, and `labels` (separated by `+` or `|`; an empty cell means "no topic") or `label` (one label, not split; an empty
//! cell says nothing). Column
//! names are compared without letter case. Other columns become fields. Blank lines are skipped. What separates cells of CSV is told
//! from the header, or from a line `sep=;` before it. A table without a header has the columns that the caller names.

mod dialect;
mod header;
mod quotes;
mod rows;
mod swallowed;

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::error::CorpusError;
use crate::corpus::fields::{FieldRole, usual_role};
use crate::corpus::labels::{LabelError, LabelsWanted, label_set};
use crate::corpus::notices::Notice;
use crate::corpus::read::lines::Line;
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::{LineRecords, Stream};
use crate::corpus::record_error::RecordError;
pub(crate) use dialect::Dialect;
use header::{Column, Header, Wanted};
use rows::Rows;
use std::collections::BTreeSet;
use std::sync::Arc;

/// CSV or TSV, by how cells are separated and quoted.
pub(crate) struct Delimited(pub Dialect);

impl Form for Delimited {
    fn endings(&self) -> &'static [&'static str] {
        match self.0.delimiter {
            b'\t' => &["tsv", "tab"],
            _ => &["csv"],
        }
    }

    fn begins(&self, head: &[u8]) -> bool {
        self.0.begins(&String::from_utf8_lossy(head))
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn records(&self, stream: Stream) -> Items {
        let origin = stream.origin.clone();
        match self.table(stream) {
            Ok((rows, header, records)) => records.records(rows, header),
            Err(None) => {
                let error = CorpusError::record(&origin, RecordError::NoHeader);
                Box::new(std::iter::once(Err(error)))
            }
            Err(Some(error)) => Box::new(std::iter::once(Err(error))),
        }
    }
}

impl Delimited {
    /// The rows below the header. The error is `None` if there is no line at all.
    fn table(&self, stream: Stream) -> Result<(Rows, Header, LineRecords), Option<CorpusError>> {
        let wanted = Wanted {
            labels: stream.wanted,
            fields: Arc::clone(&stream.fields),
            notices: stream.notices.clone(),
        };
        let (origin, limit) = (stream.origin.clone(), stream.max_bytes());
        let is_from_utf16 = stream.is_from_utf16();
        let (mut lines, records) = stream.into_lines_of_table();
        let is_filled =
            |line: &Result<Line, _>| line.as_ref().map_or(true, |line| !line.is_blank());
        let first = lines.find(is_filled).ok_or(None)??;
        let text = records.decode(first.clone())?;
        let is_known = |name: &str| {
            let of_caller =
                |role: &FieldRole| wanted.fields.of(*role).iter().any(|given| given == name);
            usual_role(name).is_some() || FieldRole::ALL.iter().any(of_caller)
        };
        let columns: Vec<&str> = wanted.fields.columns.iter().map(String::as_str).collect();
        let mut dialect = self.0.told(&text, &is_known, is_from_utf16);
        let names_separator = dialect::separator_line(&text).is_some();
        if !columns.is_empty() && !names_separator {
            dialect = self.0.told_by_count(&text, columns.len());
        }
        let file = origin.clone();
        let mut rows = Rows::new(lines, origin, dialect, limit, wanted.notices.clone());
        if !columns.is_empty() {
            let header = Header::of(&columns, dialect, &wanted, &file);
            let header = header.map_err(|error| CorpusError::record(&file, error))?;
            rows.expect(columns.len(), header.label_column());
            // The table may have a header all the same.
            let is_header = dialect
                .cells(&text)
                .is_ok_and(|cells| cells.iter().eq(columns));
            if !names_separator && !is_header {
                rows.read_again(first);
            }
            return Ok((rows, header, records));
        }
        if !names_separator {
            rows.read_again(first);
        }
        let row = rows.next().ok_or(None)??;
        let origin = records.origin_of(&row);
        let header = Header::parse(&records.decode(row)?, dialect, &wanted, &origin)
            .map_err(|error| CorpusError::record(&origin, error))?;
        rows.expect(header.columns.len(), header.label_column());
        Ok((rows, header, records))
    }
}

/// Parses the rows under this header.
impl RecordParser for Header {
    fn parse(&self, row: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        let cells = self.dialect.cells(row)?;
        if cells.len() != self.columns.len() {
            return Err(RecordError::RowLength {
                expected: self.columns.len(),
                found: cells.len(),
                remedy: self.dialect.remedy(),
            });
        }
        let mut document = Document::default();
        let (mut text, mut title, mut id) = (Vec::new(), Vec::new(), Vec::new());
        let (mut labels, mut one_hot) = (Vec::new(), Vec::new());
        for (column, cell) in self.columns.iter().zip(&cells) {
            match column {
                Column::Labels | Column::Label => labels.push((column, cell)),
                Column::Text(nth) => text.push((*nth, cell)),
                Column::Title(nth) => title.push((*nth, cell)),
                Column::Id(nth) if !cell.trim().is_empty() => id.push((*nth, cell)),
                Column::OneHot(name) => one_hot.push((name, cell)),
                Column::Field(name) if !cell.is_empty() => {
                    let entry = document.fields.entry(name.clone());
                    entry.or_insert_with(|| cell.to_owned());
                }
                Column::Id(_) | Column::Field(_) => {}
            }
        }
        document.labels = match one_hot.as_slice() {
            [] => self.labels(&labels, context)?,
            cells => labels_of_one_hot(cells, context)?,
        };
        document.text = joined(text, "\n");
        document.title = joined(title, "\n");
        document.id = match id.is_empty() {
            true => context.id(),
            false => joined(id, "/"),
        };
        Ok(document)
    }
}

impl Header {
    fn labels(
        &self,
        cells: &[(&Column, &str)],
        context: &Context<'_>,
    ) -> Result<Option<BTreeSet<String>>, LabelError> {
        let labels = context.labels(|reader| {
            cells.iter().try_for_each(|(column, cell)| match column {
                Column::Labels => reader.cell(cell),
                // The caller says that cells hold several labels.
                _ if context.has_separator() => reader.cell(cell),
                _ => reader.text(class_number(cell)),
            })
        })?;
        if labels.is_none() && self.chosen && !cells.is_empty() {
            if context.wanted == LabelsWanted::Required {
                context.note(Notice::NoChoice);
            }
            return Ok(Some(BTreeSet::new()));
        }
        Ok(labels)
    }
}

/// The labels whose cells are 1. A row in which all are empty is not labelled.
fn labels_of_one_hot(
    cells: &[(&String, &str)],
    context: &Context<'_>,
) -> Result<Option<BTreeSet<String>>, RecordError> {
    if cells.iter().all(|(_, cell)| cell.trim().is_empty()) {
        let no_topic = "0 in each of these columns";
        return match context.wanted {
            LabelsWanted::Required => Err(RecordError::MissingLabels { no_topic }),
            LabelsWanted::Optional => Ok(None),
        };
    }
    let mut names = Vec::new();
    for (name, cell) in cells {
        match cell.trim().to_ascii_lowercase().as_str() {
            "1" | "1.0" | "true" => names.push(name.as_str()),
            "0" | "0.0" | "false" | "" => {}
            _ => {
                return Err(RecordError::NotOneHot {
                    column: (*name).clone(),
                    found: (*cell).to_owned(),
                });
            }
        }
    }
    Ok(Some(label_set(names)?))
}

/// The number of a class without the decimals that programs add where some cells are empty: `3` for `3.0`.
fn class_number(cell: &str) -> &str {
    match cell.trim().strip_suffix(".0") {
        Some(number) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            number
        }
        _ => cell,
    }
}

/// Cells in the order of their numbers, without the empty ones.
fn joined(mut cells: Vec<(usize, &str)>, between: &str) -> String {
    cells.sort_by_key(|(nth, _)| *nth);
    let filled = cells.into_iter().filter(|(_, cell)| !cell.is_empty());
    let cells: Vec<&str> = filled.map(|(_, cell)| cell).collect();
    cells.join(between)
}
