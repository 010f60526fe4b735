//! Joins lines to rows: a line break between double quotes does not end a row.

use crate::corpus::document::Origin;
use crate::corpus::error::CorpusError;
use crate::corpus::read::lines::{Line, Lines};
use crate::corpus::record_error::RecordError;

/// A row as bytes: one line, or several when a quoted cell holds line breaks.
type Row = Line;

/// The rows of a stream.
pub(super) struct Rows {
    lines: Lines,
    origin: Origin,
    delimiter: u8,
    limit: u64,
    ended: bool,
}

/// Where in a cell the scan is. The same states as in the `csv` crate, so that both see the same rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: the cell's end, or the first half of a doubled quote.
    QuoteInQuoted,
}

impl Rows {
    pub fn new(lines: Lines, origin: Origin, delimiter: u8, limit: u64) -> Self {
        Self {
            lines,
            origin,
            delimiter,
            limit,
            ended: false,
        }
    }

    /// The state at the end of a line, given the one at its beginning.
    fn advance(&self, mut state: State, line: &[u8]) -> State {
        for &byte in line {
            state = match (state, byte) {
                (State::CellStart, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Quoted, _) => State::Quoted,
                (State::QuoteInQuoted, b'"') => State::Quoted,
                (_, byte) if byte == self.delimiter => State::CellStart,
                _ => State::Plain,
            };
        }
        state
    }

    /// Joins further lines to a row whose quoted cell is open.
    fn complete(&mut self, mut row: Row, mut state: State) -> Result<Row, CorpusError> {
        let origin = self.origin.at_line(row.number);
        while state == State::Quoted {
            let Some(line) = self.lines.next() else {
                self.ended = true;
                return Err(CorpusError::record(&origin, RecordError::UnclosedQuote));
            };
            let line = line.inspect_err(|_| self.ended = true)?;
            row.bytes.extend_from_slice(row.ending);
            row.bytes.extend_from_slice(&line.bytes);
            row.ending = line.ending;
            if row.bytes.len() as u64 > self.limit {
                self.ended = true;
                let (what, limit) = ("the row (perhaps a double quote is not closed)", self.limit);
                return Err(CorpusError::TooLong {
                    origin,
                    what,
                    limit,
                });
            }
            state = self.advance(state, &line.bytes);
        }
        Ok(row)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, CorpusError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.lines.next()? {
                Ok(line) if line.is_blank() && !line.bytes.contains(&self.delimiter) => {}
                Ok(line) => {
                    let state = self.advance(State::CellStart, &line.bytes);
                    return Some(self.complete(line, state));
                }
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells;
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn rows(bytes: &[u8], delimiter: u8) -> Rows {
        let origin = Origin::of_file("f");
        let reader = Box::new(Cursor::new(bytes.to_vec()));
        Rows::new(
            Lines::new(reader, origin.clone(), 0, 1000),
            origin,
            delimiter,
            1000,
        )
    }

    /// The `csv` crate on the whole stream.
    fn oracle(text: &str, delimiter: u8) -> Vec<csv::StringRecord> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(text.as_bytes())
            .records()
            .collect::<Result<_, _>>()
            .expect("valid UTF-8 and flexible")
    }

    proptest! {
        /// The rows cut here, read one by one, are the rows that the `csv` crate finds in the whole.
        #[test]
        fn agrees_with_the_csv_crate(text in "[a\",\n ]{0,40}", tabs in any::<bool>()) {
            let delimiter = if tabs { b'\t' } else { b',' };
            let text = if tabs { text.replace(',', "\t") } else { text };
            let mut ours = Vec::new();
            let mut unclosed = false;
            for row in rows(text.as_bytes(), delimiter) {
                match row {
                    Ok(row) => {
                        let row = String::from_utf8(row.bytes).expect("ASCII");
                        ours.push(cells(&row, delimiter).expect("readable"));
                    }
                    Err(CorpusError::Record { source: RecordError::UnclosedQuote, .. }) => unclosed = true,
                    Err(error) => prop_assert!(false, "{error}"),
                }
            }
            // The crate takes a line of spaces for a row of one cell; we take it for a blank line.
            let blank = |row: &csv::StringRecord| row.len() == 1 && row.iter().all(|cell| cell.trim().is_empty());
            ours.retain(|row| !blank(row));
            let mut theirs = oracle(&text, delimiter);
            if unclosed {
                theirs.pop();
            }
            theirs.retain(|row| !blank(row));
            prop_assert_eq!(ours, theirs);
        }
    }
}
