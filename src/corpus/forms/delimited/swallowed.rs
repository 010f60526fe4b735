//! Tells a quoted text of several lines from rows that a stray quote has joined.
//!
//! A quote that opens a cell by mistake may be closed by another mistake far below. The row between them can even have the right
//! number of cells. What gives it away is that its lines are rows, each with a label that other rows have too.

use super::quotes::Quotes;
use crate::corpus::read::lines::Line;
use std::collections::HashSet;

/// How many labels are remembered.
const MOST_LABELS: usize = 10_000;

/// What is known of a table's rows.
#[derive(Debug)]
pub(super) struct Table {
    delimiter: u8,
    columns: usize,
    label: Option<usize>,
    /// Labels of rows without quotes. Only looked up: its order does not reach any output.
    labels: HashSet<Box<[u8]>>,
}

/// What the lines that one row is made of look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A quoted text of several lines.
    Text,
    /// Perhaps several rows.
    Doubtful,
    /// Several rows.
    Rows,
}

impl Table {
    /// `label` is the column with the labels.
    pub fn new(delimiter: u8, columns: usize, label: Option<usize>) -> Self {
        Self {
            delimiter,
            columns,
            label,
            labels: HashSet::new(),
        }
    }

    /// Remembers the label of a row that is one line without quotes.
    pub fn see(&mut self, row: &[u8]) {
        if self.labels.len() < MOST_LABELS
            && let Some(label) = self.label_of(row)
            && !self.labels.contains(label)
        {
            self.labels.insert(label.into());
        }
    }

    /// Judges the lines of a row.
    pub fn judge(&self, lines: &[Line], quotes: &Quotes) -> Look {
        if self.columns < 2 {
            return Look::Text;
        }
        let is_row = |line: &&Line| self.count(&line.bytes) == self.columns;
        if quotes.cells() != self.columns {
            let hides_rows = lines.iter().skip(1).any(|line| is_row(&line));
            return if hides_rows { Look::Rows } else { Look::Text };
        }
        let filled: Vec<&Line> = lines.iter().filter(|line| !line.is_blank()).collect();
        // Who writes a quote in a cell twice does not leave one astray.
        if quotes.has_doubled() || !filled.iter().all(is_row) {
            return Look::Text;
        }
        let labels = filled.iter().filter_map(|line| self.label_of(&line.bytes));
        // A row that is as it should be has one label.
        match labels.filter(|label| self.labels.contains(*label)).count() {
            2.. => Look::Rows,
            _ if filled.len() > 3 => Look::Doubtful,
            _ => Look::Text,
        }
    }

    fn count(&self, line: &[u8]) -> usize {
        1 + memchr::memchr_iter(self.delimiter, line).count()
    }

    fn label_of<'l>(&self, line: &'l [u8]) -> Option<&'l [u8]> {
        let mut cells = line.split(|&byte| byte == self.delimiter);
        let label = cells.nth(self.label?)?.trim_ascii();
        (!label.is_empty() && label.len() <= crate::corpus::MAX_LABEL_BYTES).then_some(label)
    }
}
