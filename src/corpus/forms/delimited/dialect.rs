//! [`Dialect`]: how the cells of a row are separated and quoted; and the cells of one row.

use crate::corpus::record_error::RecordError;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What separates cells.
    pub delimiter: u8,
    /// Whether a double quote at the beginning of a cell quotes the cell, as in RFC 4180; otherwise it is a letter.
    pub quotes: bool,
}

impl Dialect {
    /// Comma-separated values.
    pub const CSV: Self = Self {
        delimiter: b',',
        quotes: true,
    };

    /// Tab-separated values. Most programs that write them write cells as they are.
    pub const TSV: Self = Self {
        delimiter: b'\t',
        quotes: false,
    };

    /// What separates cells, in words.
    pub fn separator(self) -> &'static str {
        match self.delimiter {
            b'\t' => "tabs",
            _ => "commas",
        }
    }

    /// What to do with a separator or a line break that belongs to a cell.
    pub fn remedy(self) -> &'static str {
        match self.quotes {
            true => "put cells that hold the separator or a line break into double quotes",
            false => {
                "a tab or a line break cannot stand in a cell, and quotes are letters: write spaces, or write CSV"
            }
        }
    }

    /// The cells of one row, unquoted.
    pub fn cells(self, row: &str) -> Result<csv::StringRecord, RecordError> {
        if !self.quotes {
            return Ok(row.split(char::from(self.delimiter)).collect());
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(self.delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(row.len().clamp(1, 64 * 1024))
            .from_reader(row.as_bytes());
        let mut cells = csv::StringRecord::new();
        let read = reader.read_record(&mut cells);
        read.map_err(|error| RecordError::Row {
            cause: error.to_string(),
        })?;
        Ok(cells)
    }
}
