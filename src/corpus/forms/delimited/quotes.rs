//! Follows quotation through the lines of a row: whether the row is complete, and what contradicts RFC 4180.

/// Where in a cell the scan is. The same states as in the `csv` crate, so that both see the same rows; the last one is an
/// error here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// After a quote in a quoted cell: the cell's end, or the first half of a doubled quote.
    QuoteInQuoted,
    /// After white space that follows a closing quote.
    SpaceAfterQuoted,
}

/// The scan of one row.
#[derive(Debug)]
pub(super) struct Quotes {
    delimiter: u8,
    state: State,
    /// How many cells there are up to here.
    cells: usize,
    /// The line of the last quote that opened a cell.
    opened: u64,
    /// The line of the first quote that was open at the end of a line.
    first_open: Option<u64>,
    /// Whether a quote in a quoted cell is written twice.
    has_doubled: bool,
}

/// Text follows a closing quote, which would be lost or swallow rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TextAfterQuote;

impl Quotes {
    /// At the beginning of a row.
    pub fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::CellStart,
            cells: 1,
            opened: 0,
            first_open: None,
            has_doubled: false,
        }
    }

    /// Goes through one line, without its line break.
    pub fn read(&mut self, line: &[u8], number: u64) -> Result<(), TextAfterQuote> {
        // Most lines in a quoted cell hold no quote.
        if self.state == State::Quoted && memchr::memchr(b'"', line).is_none() {
            return Ok(());
        }
        for &byte in line {
            self.state = match (self.state, byte) {
                (State::CellStart, b'"') => {
                    self.opened = number;
                    State::Quoted
                }
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Quoted, _) => State::Quoted,
                (State::QuoteInQuoted, b'"') => {
                    self.has_doubled = true;
                    State::Quoted
                }
                (_, byte) if byte == self.delimiter => {
                    self.cells += 1;
                    State::CellStart
                }
                (State::QuoteInQuoted | State::SpaceAfterQuoted, b' ' | b'\t' | b'\r') => {
                    State::SpaceAfterQuoted
                }
                (State::QuoteInQuoted | State::SpaceAfterQuoted, _) => return Err(TextAfterQuote),
                _ => State::Plain,
            };
        }
        if self.is_open() && self.first_open.is_none() {
            self.first_open = Some(self.opened);
        }
        Ok(())
    }

    /// Whether the row goes on in the next line.
    pub fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// The line of the last quote that opened a cell.
    pub fn opened(&self) -> u64 {
        self.opened
    }

    /// The line of the first quote that joined two lines.
    pub fn first_open(&self) -> Option<u64> {
        self.first_open
    }

    /// Whether a quote in a quoted cell is written twice.
    pub fn has_doubled(&self) -> bool {
        self.has_doubled
    }

    /// How many cells the row has.
    pub fn cells(&self) -> usize {
        self.cells
    }
}
