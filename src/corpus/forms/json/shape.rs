//! How records lie in a stream, told by its first lines.

use super::LineItem;
use super::nan;
use super::values::{begins_pair, wrapper};
use crate::corpus::fields::FieldNames;
use crate::corpus::read::lines::{Line, Lines};
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// How records lie in a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One on each line.
    Lines,
    /// Each line is a text of its own, with any number of records.
    Texts,
    /// The stream is one text.
    Whole,
}

impl Shape {
    /// Told by the first line that holds something, and the one after it if that is not a whole value. Returns the lines read.
    pub fn of(lines: &mut Lines, names: &FieldNames) -> (Vec<LineItem>, Self) {
        let mut begun = Vec::new();
        let Some(first) = next_filled(lines, &mut begun) else {
            return (begun, Self::Lines);
        };
        let first = mended(bytes(&begun, first));
        let shape = match whole_value(&first) {
            Whole::Yes => {
                // Records and wrappers begin with ASCII whatever the encoding; what is not UTF-8 is told later.
                let text = String::from_utf8_lossy(first.trim_ascii());
                let is_list = text.starts_with('[') && !begins_pair(&text);
                match is_list || wrapper(&text, names).is_some() {
                    true => Self::Texts,
                    false => Self::Lines,
                }
            }
            Whole::Broken => Self::Lines,
            Whole::Begun => {
                let first = first.into_owned();
                let second = next_filled(lines, &mut begun);
                match second.map(|second| bytes(&begun, second)) {
                    // A line that is cut off does not make a text of the lines after it.
                    Some(second) if is_object(second) && !continues(&first, second) => Self::Lines,
                    _ => Self::Whole,
                }
            }
        };
        (begun, shape)
    }
}

/// Reads on to a line that holds something, and returns its place; `None` at the end or at an error.
fn next_filled(lines: &mut Lines, begun: &mut Vec<LineItem>) -> Option<usize> {
    loop {
        let line = lines.next()?;
        let is_end = line.is_err();
        let is_blank = line.as_ref().is_ok_and(Line::is_blank);
        begun.push(line);
        if is_end {
            return None;
        }
        if !is_blank {
            return Some(begun.len() - 1);
        }
    }
}

fn bytes(lines: &[LineItem], place: usize) -> &[u8] {
    match lines.get(place) {
        Some(Ok(line)) => &line.bytes,
        _ => &[],
    }
}

fn mended(line: &[u8]) -> Cow<'_, [u8]> {
    match whole_value(line) {
        Whole::Broken => nan::without_nan(line).map_or(Cow::Borrowed(line), Cow::Owned),
        _ => Cow::Borrowed(line),
    }
}

enum Whole {
    Yes,
    /// The beginning of a value.
    Begun,
    Broken,
}

fn whole_value(bytes: &[u8]) -> Whole {
    match serde_json::from_slice::<IgnoredAny>(bytes) {
        Ok(_) => Whole::Yes,
        Err(error) if error.is_eof() => Whole::Begun,
        Err(_) => Whole::Broken,
    }
}

fn is_object(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{") && matches!(whole_value(bytes), Whole::Yes)
}

/// Whether the second line goes on with the value that the first one begins.
fn continues(first: &[u8], second: &[u8]) -> bool {
    let both = [first, b"\n", second].concat();
    !matches!(whole_value(&both), Whole::Broken)
}
