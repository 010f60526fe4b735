//! Joins lines to rows: a line break between double quotes does not end a row.
//!
//! A stray quote costs its own row, not those below it: where quotation contradicts RFC 4180, the fault is reported for the line
//! where the quote opens, and the lines after that one are read again.

use super::dialect::Dialect;
use super::quotes::Quotes;
use super::swallowed::{Look, Table};
use crate::corpus::document::Origin;
use crate::corpus::error::CorpusError;
use crate::corpus::notices::{Notice, Notices};
use crate::corpus::read::lines::{Line, Lines};
use crate::corpus::record_error::RecordError;
use std::collections::VecDeque;

/// A row as bytes: one line, or several when a quoted cell holds line breaks.
type Row = Line;

/// The rows of a stream.
pub(super) struct Rows {
    lines: Lines,
    /// Lines to read again before the others.
    again: VecDeque<Line>,
    origin: Origin,
    dialect: Dialect,
    limit: u64,
    ended: bool,
    /// Known once the header is read.
    table: Option<Table>,
    notices: Notices,
}

impl Rows {
    pub fn new(
        lines: Lines,
        origin: Origin,
        dialect: Dialect,
        limit: u64,
        notices: Notices,
    ) -> Self {
        Self {
            lines,
            again: VecDeque::new(),
            origin,
            dialect,
            limit,
            ended: false,
            table: None,
            notices,
        }
    }

    /// Reads a line before all others.
    pub fn read_again(&mut self, line: Line) {
        self.again.push_front(line);
    }

    /// Says how many columns there are, and which one holds the labels.
    pub fn expect(&mut self, columns: usize, label: Option<usize>) {
        self.table = Some(Table::new(self.dialect.delimiter, columns, label));
    }

    fn next_line(&mut self) -> Option<Result<Line, CorpusError>> {
        let again = self.again.pop_front().map(Ok);
        again.or_else(|| self.lines.next())
    }

    /// The row that begins with this line, which holds a quote.
    fn complete(&mut self, first: Line) -> Result<Row, CorpusError> {
        let origin = self.origin.at_line(first.number);
        let mut quotes = Quotes::new(self.dialect.delimiter);
        let mut length = 0;
        let mut lines: Vec<Line> = Vec::new();
        let mut line = first;
        loop {
            let number = line.number;
            length += (line.bytes.len() + line.ending.len()) as u64;
            let read = quotes.read(&line.bytes, number);
            lines.push(line);
            if length.saturating_sub(2) > self.limit && lines.len() > 1 {
                self.ended = true;
                let (what, limit) = ("the row (perhaps a double quote is not closed)", self.limit);
                return Err(CorpusError::TooLong {
                    origin,
                    what,
                    limit,
                });
            }
            if read.is_err() {
                let fault = RecordError::TextAfterQuote { line: number };
                return Err(self.give_back(lines, quotes.opened(), fault));
            }
            if !quotes.is_open() {
                return self.judge(lines, &quotes);
            }
            line = match self.next_line() {
                Some(line) => line.inspect_err(|_| self.ended = true)?,
                None => {
                    let fault = RecordError::UnclosedQuote;
                    return Err(self.give_back(lines, quotes.opened(), fault));
                }
            };
        }
    }

    /// A row whose quotation is right may still be several rows.
    fn judge(&mut self, lines: Vec<Line>, quotes: &Quotes) -> Result<Row, CorpusError> {
        if let (Some(table), Some(opened)) = (&self.table, quotes.first_open()) {
            match table.judge(&lines, quotes) {
                Look::Text => {}
                Look::Doubtful => {
                    let origin = self.origin.at_line(opened);
                    self.notices.note(Notice::RowsInCell, &origin);
                }
                Look::Rows => {
                    let last = lines.last().map_or(opened, |line| line.number);
                    let fault = RecordError::SwallowedRows { last };
                    return Err(self.give_back(lines, opened, fault));
                }
            }
        }
        Ok(join(lines))
    }

    /// The fault of the line where a quote opens; the lines after it are read again.
    fn give_back(&mut self, lines: Vec<Line>, opened: u64, fault: RecordError) -> CorpusError {
        let later = lines.into_iter().filter(|line| line.number > opened);
        for line in later.rev() {
            self.again.push_front(line);
        }
        CorpusError::record(&self.origin.at_line(opened), fault)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, CorpusError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.next_line()? {
                Ok(line) if line.is_blank() && !line.bytes.contains(&self.dialect.delimiter) => {}
                Ok(line) if self.dialect.quotes && line.bytes.contains(&b'"') => {
                    return Some(self.complete(line));
                }
                Ok(line) => {
                    if let Some(table) = &mut self.table {
                        table.see(&line.bytes);
                    }
                    return Some(Ok(line));
                }
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// One row of several lines.
fn join(lines: Vec<Line>) -> Row {
    let mut lines = lines.into_iter();
    let mut row = lines.next().unwrap_or_default();
    for line in lines {
        row.bytes.extend_from_slice(row.ending);
        row.bytes.extend_from_slice(&line.bytes);
        row.ending = line.ending;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn rows(bytes: &[u8]) -> Rows {
        let origin = Origin::of_file("f");
        let reader = Box::new(Cursor::new(bytes.to_vec()));
        let lines = Lines::new(reader, origin.clone(), 0, 1000);
        Rows::new(lines, origin, Dialect::CSV, 1000, Notices::default())
    }

    /// The `csv` crate on the whole stream.
    fn oracle(text: &str) -> Vec<csv::StringRecord> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(text.as_bytes())
            .records()
            .collect::<Result<_, _>>()
            .expect("valid UTF-8 and flexible")
    }

    /// The cells of each row, or the line and the fault.
    fn read(text: &str) -> Vec<Result<csv::StringRecord, (u64, RecordError)>> {
        let cells = |row: Row| Dialect::CSV.cells(&String::from_utf8(row.bytes).expect("UTF-8"));
        rows(text.as_bytes())
            .map(|row| match row {
                Ok(row) => Ok(cells(row).expect("readable")),
                Err(CorpusError::Record { origin, source }) => {
                    Err((origin.line().expect("a line"), source))
                }
                Err(error) => panic!("{error}"),
            })
            .collect()
    }

    fn is_blank(row: &csv::StringRecord) -> bool {
        row.len() == 1 && row.iter().all(|cell| cell.trim().is_empty())
    }

    proptest! {
        /// The rows cut here, read one by one, are the rows that the `csv` crate finds in the whole, if no quote is astray.
        #[test]
        fn agrees_with_the_csv_crate(text in "([a ]{0,2}|\"(a|,|\n| |\"\"){0,4}\"|a\"a?)([,\n]([a ]{0,2}|\"(a|,|\n| |\"\"){0,4}\"|a\"a?)){0,8}") {
            let ours: Result<Vec<_>, _> = read(&text).into_iter().collect();
            let mut ours = ours.expect("no quote is astray");
            // The crate takes a line of spaces for a row of one cell; we take it for a blank line.
            ours.retain(|row| !is_blank(row));
            let mut theirs = oracle(&text);
            theirs.retain(|row| !is_blank(row));
            prop_assert_eq!(ours, theirs);
        }

        /// Whatever is quoted: each line that is not blank is in a row or has a fault of its own, and without a fault the rows
        /// are those of the `csv` crate.
        #[test]
        fn no_line_is_lost(text in "[a\",\n ]{0,40}") {
            let mut next = 1;
            let mut faults = 0;
            let blank = |line: &str| line.trim().is_empty() && !line.contains(',');
            let lines: Vec<&str> = text.split('\n').collect();
            for row in rows(text.as_bytes()) {
                let (first, count) = match row {
                    Ok(row) => (row.number, row.bytes.iter().filter(|&&byte| byte == b'\n').count() as u64),
                    Err(error) => {
                        faults += 1;
                        // A fault stands for its row up to the line where the quote opens.
                        let line = error.origin().and_then(Origin::line).expect("a line");
                        (next.min(line), line - next.min(line))
                    }
                };
                let skipped = lines.get(next as usize - 1..first as usize - 1).expect("in order");
                prop_assert!(skipped.iter().all(|line| blank(line)), "{:?}", skipped);
                next = first + count + 1;
            }
            prop_assert!(lines.iter().skip(next as usize - 1).all(|line| blank(line)));
            if faults == 0 {
                let ours: Vec<_> = read(&text).into_iter().map(|row| row.expect("no fault")).filter(|row| !is_blank(row)).collect();
                let mut theirs = oracle(&text);
                theirs.retain(|row| !is_blank(row));
                prop_assert_eq!(ours, theirs);
            }
        }
    }

    /// `"` with a line number stands for a fault, other rows for themselves.
    fn outline(text: &str, table: Option<(usize, Option<usize>)>) -> Vec<String> {
        let mut rows = rows(text.as_bytes());
        if let Some((columns, label)) = table {
            rows.expect(columns, label);
        }
        rows.map(|row| match row {
            Ok(row) => String::from_utf8(row.bytes).expect("UTF-8"),
            Err(error) => error.to_string().chars().take(40).collect(),
        })
        .collect()
    }

    #[test]
    fn a_stray_quote_costs_one_row() {
        let after = "f:2: a double quote opens a cell here, an";
        let unclosed = "f:2: a double quote opens a cell here th";
        let after = &after[..40];
        for (text, expected) in [
            ("a,x\n\"b\" c,x\nd,y", ["a,x", after, "d,y"].as_slice()),
            (
                "a,x\n\"b,x\nc,y\n\"d\" e,x\nf,y",
                &["a,x", after, "c,y", "f:4", "f,y"],
            ),
            (
                "a,x\n\"b,x\nc \"d\",y\ne,x",
                &["a,x", after, "c \"d\",y", "e,x"],
            ),
            ("a,x\n\"b,x\nc,y", &["a,x", unclosed, "c,y"]),
            ("\"a\nb\",\"c\nd,x", &["f:2", "d,x"]),
            ("\"a\" ,x", &["\"a\" ,x"]),
        ] {
            let found = outline(text, None);
            assert_eq!(found.len(), expected.len(), "{text:?}: {found:?}");
            for (found, expected) in found.iter().zip(expected) {
                assert!(found.starts_with(expected), "{text:?}: {found:?}");
            }
        }
    }

    #[test]
    fn rows_that_a_quote_joins_by_accident() {
        let text = "a,x\nb,y\n\"c,x\nd,y\ne 12\",x\nf,y";
        let found = outline(text, Some((2, Some(1))));
        assert!(found[2].starts_with("f:3: a double quote"), "{found:?}");
        assert_eq!(found[3..], ["d,y", "e 12\",x", "f,y"]);
        // Labels in front.
        let text = "x,a\ny,b\nx,\"c\ny,d\nx,e 12\"\ny,f";
        let found = outline(text, Some((2, Some(0))));
        assert!(found[2].starts_with("f:3: "), "{found:?}");
        assert_eq!(found[3..], ["y,d", "x,e 12\"", "y,f"]);
        // A wrong number of cells.
        let text = "a,x,1\n\"b,x,2\nc,y,3\nd,\"x,4";
        let found = outline(text, Some((3, Some(1))));
        assert!(found[1].starts_with("f:2: "), "{found:?}");
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn text_of_several_lines_is_left_alone() {
        for text in [
            "\"one, two\nthree, four\",x",
            "\"one\n\ntwo, three\nfour\",x",
            "\"one\ntwo\",x,y",
        ] {
            assert_eq!(outline(text, Some((2, Some(1)))), [text]);
        }
        let mut rows = rows(b"\"a,b\nc,d\ne,f\ng 12\",x");
        rows.expect(2, Some(1));
        assert_eq!(rows.by_ref().filter(Result::is_ok).count(), 1);
        let warnings = rows.notices.warnings();
        assert!(warnings[0].to_string().contains("f:1"), "{warnings:?}");
    }
}
