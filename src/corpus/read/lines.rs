//! Cuts a stream into lines: bytes of bounded length, with line number and offset.

use crate::corpus::document::Origin;
use crate::corpus::error::CorpusError;
use std::io::{self, BufRead, Read};

/// A line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub number: u64,
    /// Offset of its first byte in the file.
    pub start: u64,
    /// Without the line break.
    pub bytes: Vec<u8>,
    /// The line break: LF, CR LF, CR, or nothing at the end of the file.
    pub ending: &'static [u8],
}

impl Line {
    pub fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }
}

/// Reads lines that end in LF or CR LF, or all in CR. A line over the limit is an error and is skipped; an error of the stream ends it.
pub(crate) struct Lines {
    reader: Box<dyn BufRead + Send>,
    origin: Origin,
    limit: u64,
    number: u64,
    offset: u64,
    ended: bool,
    /// The last byte of a line break.
    line_end: u8,
}

impl Lines {
    pub fn new(reader: Box<dyn BufRead + Send>, origin: Origin, start: u64, limit: u64) -> Self {
        Self {
            reader,
            origin,
            limit,
            number: 0,
            offset: start,
            ended: false,
            line_end: b'\n',
        }
    }

    /// Lines that end in CR alone.
    pub fn ending_in_cr(self) -> Self {
        Self {
            line_end: b'\r',
            ..self
        }
    }

    fn read(&mut self) -> io::Result<Option<Result<Line, CorpusError>>> {
        let (number, start) = (self.number + 1, self.offset);
        let mut bytes = Vec::new();
        // Two more than the limit: the line break may be CR LF.
        let most = self.limit.saturating_add(2);
        (&mut self.reader)
            .take(most)
            .read_until(self.line_end, &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number = number;
        self.offset += bytes.len() as u64;
        let ending = strip_ending(&mut bytes, self.line_end);
        if bytes.len() as u64 > self.limit {
            drop(bytes);
            if ending.is_empty() {
                self.offset += skip_line(&mut self.reader, self.line_end)?;
            }
            let origin = self.origin.at_line(number);
            let (what, limit) = ("the line", self.limit);
            return Ok(Some(Err(CorpusError::TooLong {
                origin,
                what,
                limit,
            })));
        }
        Ok(Some(Ok(Line {
            number,
            start,
            bytes,
            ending,
        })))
    }
}

impl Iterator for Lines {
    type Item = Result<Line, CorpusError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.read() {
            Ok(Some(line)) => Some(line),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                let origin = self.origin.at_line(self.number + 1);
                Some(Err(CorpusError::from_io(&origin, error)))
            }
        }
    }
}

fn strip_ending(bytes: &mut Vec<u8>, line_end: u8) -> &'static [u8] {
    let ending: &[u8] = match bytes.as_slice() {
        [.., b'\r'] if line_end == b'\r' => b"\r",
        _ if line_end == b'\r' => b"",
        [.., b'\r', b'\n'] => b"\r\n",
        [.., b'\n'] => b"\n",
        _ => b"",
    };
    bytes.truncate(bytes.len() - ending.len());
    ending
}

/// Skips bytes up to and including the next line end; returns their number.
fn skip_line(reader: &mut impl BufRead, line_end: u8) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = buffer.iter().position(|&byte| byte == line_end);
        let length = end.map_or(buffer.len(), |at| at + 1);
        reader.consume(length);
        skipped += length as u64;
        if end.is_some() || length == 0 {
            return Ok(skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(bytes: &'static [u8], limit: u64) -> Vec<Result<(u64, u64, String), String>> {
        let reader = Box::new(Cursor::new(bytes));
        Lines::new(reader, Origin::of_file("f"), 3, limit)
            .map(|line| match line {
                Ok(line) => Ok((
                    line.number,
                    line.start,
                    String::from_utf8(line.bytes).expect("ASCII"),
                )),
                Err(error) => Err(error.to_string()),
            })
            .collect()
    }

    #[test]
    fn both_line_breaks_and_a_last_line_without() {
        let ok = |number, start, text: &str| Ok((number, start, text.to_owned()));
        assert_eq!(
            lines(b"a\r\n\nbc\nd", 10),
            [ok(1, 3, "a"), ok(2, 6, ""), ok(3, 7, "bc"), ok(4, 10, "d")]
        );
        assert_eq!(lines(b"", 10), []);
    }

    #[test]
    fn a_long_line_is_skipped_and_the_next_is_read() {
        let read = lines(b"abcdefgh\nabcd\r\nabcde\nx", 4);
        let error = |line: u64| {
            Err(format!(
                "f:{line}: the line is longer than the limit of 4 bytes: split it or raise the limit"
            ))
        };
        assert_eq!(
            read,
            [
                error(1),
                Ok((2, 12, "abcd".to_owned())),
                error(3),
                Ok((4, 24, "x".to_owned()))
            ]
        );
    }
}
