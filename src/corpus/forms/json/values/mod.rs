//! Cuts a JSON text into its records: the objects of lists, of lists in a wrapper such as `{"data": […]}`, and objects that
//! follow each other.

mod wrapper;

use super::nan::without_nan;
use super::parser::broken;
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::exports::Classes;
use crate::corpus::record_error::RecordError;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use std::ops::Range;
use std::sync::Arc;
use wrapper::Wrapper;
pub(super) use wrapper::wrapper;

/// A record within the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub range: Range<usize>,
    /// The line of the text where it begins, from 1, and which of the records that begin there it is, from 1.
    pub line: u64,
    pub nth: u64,
}

/// A fault that ends the text, and the line where it is.
pub(super) type Fault = (u64, RecordError);

/// The records of a text, in order. After a fault there are none.
pub(super) struct Values {
    text: String,
    names: Arc<FieldNames>,
    /// Names of classes that the text gives for the records that come next.
    pub classes: Arc<Classes>,
    at: usize,
    list: Option<List>,
    ended: bool,
    place: Place,
}

/// A list whose items are records.
#[derive(Debug, Clone, Copy)]
struct List {
    /// Where the text goes on after it; `None`: after its bracket.
    after: Option<usize>,
    /// Whether an item was read, so that a comma must follow.
    begun: bool,
}

/// Counts lines.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    counted: usize,
    breaks: u64,
    last: u64,
    nth: u64,
}

impl Values {
    pub fn new(text: String, names: Arc<FieldNames>, classes: Arc<Classes>) -> Self {
        Self {
            text,
            names,
            classes,
            at: 0,
            list: None,
            ended: false,
            place: Place::default(),
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) -> Result<Option<Range<usize>>, Fault> {
        loop {
            self.skip_space();
            let Some(byte) = self.peek() else {
                return match self.list {
                    Some(_) => Err(self.unexpected("the list is not closed")),
                    None => Ok(None),
                };
            };
            match (&mut self.list, byte) {
                (Some(list), b']') => {
                    self.at = list.after.unwrap_or(self.at + 1);
                    self.list = None;
                }
                (Some(list), b',') if list.begun => {
                    list.begun = false;
                    self.at += 1;
                    self.skip_space();
                    if self.peek() == Some(b']') {
                        return Err(self.unexpected("trailing comma"));
                    }
                }
                (Some(list), _) if list.begun => {
                    return Err(self.unexpected("expected `,` or `]`"));
                }
                (Some(list), _) => {
                    list.begun = true;
                    return self.cut().map(Some);
                }
                (None, b'[') if !begins_pair(&self.text[self.at..]) => {
                    self.at += 1;
                    self.list = Some(List {
                        after: None,
                        begun: false,
                    });
                }
                (None, _) => {
                    let range = self.cut()?;
                    match wrapper(&self.text[range.clone()], &self.names) {
                        Some(wrapper) => self.enter(range, wrapper),
                        None => return Ok(Some(range)),
                    }
                }
            }
        }
    }

    fn enter(&mut self, range: Range<usize>, wrapper: Wrapper) {
        if let Some(classes) = wrapper.classes {
            self.classes = Arc::new(classes);
        }
        self.at = range.start + wrapper.list + 1;
        self.list = Some(List {
            after: Some(range.end),
            begun: false,
        });
    }

    /// The value that begins here.
    fn cut(&mut self) -> Result<Range<usize>, Fault> {
        let start = self.at;
        match value_end(&self.text[start..]) {
            Ok(length) => {
                self.at = start + length;
                Ok(start..self.at)
            }
            Err(_) if self.mend(start) => self.cut(),
            Err(error) => {
                let (line, column) = self.locate(start);
                // The parser counts from where the value begins.
                let (line, column) = match error.line() {
                    0 | 1 => (line, column - 1 + error.column().max(1)),
                    more => (line + more as u64 - 1, error.column()),
                };
                Err((line, broken(&error, column)))
            }
        }
    }

    /// Writes null for numbers that are no JSON from here on; once, since then there are none.
    fn mend(&mut self, start: usize) -> bool {
        let rest = self.text.get(start..).unwrap_or_default();
        let mended = without_nan(rest.as_bytes()).and_then(|it| String::from_utf8(it).ok());
        if let Some(mended) = &mended {
            self.text.replace_range(start.., mended);
        }
        mended.is_some()
    }

    fn unexpected(&self, cause: &str) -> Fault {
        let (line, column) = self.locate(self.at);
        let cause = cause.to_owned();
        (line, RecordError::Json { column, cause })
    }

    /// The line and the byte in it, both from 1.
    fn locate(&self, at: usize) -> (u64, usize) {
        let before = &self.text.as_bytes()[..at];
        let breaks = memchr::memchr_iter(b'\n', before).count() as u64;
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        (breaks + 1, at - line_start + 1)
    }
}

impl Iterator for Values {
    type Item = Result<Cut, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.step() {
            Ok(Some(range)) => {
                let (line, nth) = self.place.of(&self.text, range.start);
                Some(Ok(Cut { range, line, nth }))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(fault) => {
                self.ended = true;
                Some(Err(fault))
            }
        }
    }
}

impl Place {
    fn of(&mut self, text: &str, at: usize) -> (u64, u64) {
        let between = text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.breaks += memchr::memchr_iter(b'\n', between).count() as u64;
        self.counted = at;
        let line = self.breaks + 1;
        self.nth = if line == self.last { self.nth + 1 } else { 1 };
        self.last = line;
        (line, self.nth)
    }
}

/// The length of the value that the text begins with.
pub(super) fn value_end(text: &str) -> Result<usize, serde_json::Error> {
    let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Err(error)) => Err(error),
        _ => Ok(values.byte_offset()),
    }
}

/// Whether a list begins with a string, as the list of a text and its annotations does. A list of records does not.
pub(super) fn begins_pair(text: &str) -> bool {
    let inside = text.strip_prefix('[');
    inside.is_some_and(|inside| inside.trim_ascii_start().starts_with('"'))
}

#[cfg(test)]
mod tests;
