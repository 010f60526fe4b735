//! An article → its paragraphs: the title, and the lines of the text that hold something.

use super::ParagraphSums;
use super::occurrences::Occurrence;
use std::ops::Range;

/// A part of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// Bytes of a part of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The part.
    pub part: Part,
    /// From the first to after the last byte; at character boundaries.
    pub bytes: Range<usize>,
}

impl Place {
    /// The characters at the place.
    pub fn of<'a>(&self, title: &'a str, text: &'a str) -> &'a str {
        let part = match self.part {
            Part::Title => title,
            Part::Text => text,
        };
        part.get(self.bytes.clone()).unwrap_or_default()
    }

    /// From the start of `before`, unless that is in another part, to the end of this place.
    pub(crate) fn joined_to(&self, before: &Self) -> Self {
        let start = match before.part == self.part {
            true => before.bytes.start,
            false => self.bytes.start,
        };
        Self {
            part: self.part,
            bytes: start..self.bytes.end,
        }
    }
}

/// The paragraphs in order.
pub(crate) fn paragraphs(title: &str, text: &str) -> Vec<Place> {
    let title = trimmed(Part::Title, title, 0);
    let mut start = 0;
    let lines = text.split(['\n', '\r']).filter_map(|line| {
        let place = trimmed(Part::Text, line, start);
        start += line.len() + 1;
        place
    });
    title.into_iter().chain(lines).collect()
}

/// The place of what is left when white space at both ends is taken away, if anything is.
fn trimmed(part: Part, line: &str, offset: usize) -> Option<Place> {
    let kept = line.trim();
    let start = offset + line.len() - line.trim_start().len();
    let bytes = start..start + kept.len();
    (!kept.is_empty()).then_some(Place { part, bytes })
}

/// The paragraph that holds an occurrence.
pub(crate) fn containing<'a>(
    paragraphs: &'a mut [ParagraphSums],
    occurrence: &Occurrence,
) -> Option<&'a mut ParagraphSums> {
    let place = (occurrence.place.part, occurrence.anchor);
    let after = paragraphs
        .partition_point(|paragraph| (paragraph.place.part, paragraph.place.bytes.start) <= place);
    paragraphs.get_mut(after.checked_sub(1)?)
}
