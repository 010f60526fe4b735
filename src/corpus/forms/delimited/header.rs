//! The header of a table: what each column means.

use super::cells;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::record_error::RecordError;

/// The columns of a CSV or TSV file.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    pub(super) delimiter: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Title,
    Id,
    Labels,
    Label,
    Field(String),
}

impl Header {
    /// Reads the header and checks that the columns needed are there, once.
    pub fn parse(row: &str, delimiter: u8, wanted: LabelsWanted) -> Result<Self, RecordError> {
        let names = cells(row, delimiter)?;
        let columns: Vec<Column> = names.iter().map(column).collect();
        let count = |wanted: &Column| columns.iter().filter(|column| *column == wanted).count();
        for (at, column) in columns.iter().enumerate() {
            if !matches!(column, Column::Field(_)) && count(column) > 1 {
                let column = names.get(at).unwrap_or_default().trim().to_owned();
                return Err(RecordError::RepeatedColumn { column });
            }
        }
        let missing = |missing| RecordError::MissingColumn {
            missing,
            delimiter: if delimiter == b'\t' { "tabs" } else { "commas" },
            found: names.iter().map(str::to_owned).collect(),
        };
        if count(&Column::Text) == 0 {
            return Err(missing("\"text\""));
        }
        match count(&Column::Labels) + count(&Column::Label) {
            0 if wanted == LabelsWanted::Required => Err(missing("\"labels\" or \"label\"")),
            2 => Err(RecordError::TwoLabelFields),
            _ => Ok(Self { columns, delimiter }),
        }
    }
}

fn column(name: &str) -> Column {
    match name.trim().to_ascii_lowercase().as_str() {
        "text" => Column::Text,
        "title" => Column::Title,
        "id" => Column::Id,
        "labels" => Column::Labels,
        "label" => Column::Label,
        _ => Column::Field(name.trim().to_owned()),
    }
}
