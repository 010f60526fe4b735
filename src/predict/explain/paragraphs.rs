//! Splits an article into paragraphs: the title, and the lines of the text that are not blank.

use super::ParagraphSums;
use super::occurrences::Occurrence;
use std::ops::Range;

/// Title or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArticlePart {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// A range of bytes in the title or the text of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which of the two the bytes are of.
    pub part: ArticlePart,
    /// The range; both ends are boundaries of characters.
    pub bytes: Range<usize>,
}

impl Place {
    /// What stands at the place.
    pub fn of<'a>(&self, title: &'a str, text: &'a str) -> &'a str {
        let part = match self.part {
            ArticlePart::Title => title,
            ArticlePart::Text => text,
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

/// The places of the paragraphs, in order.
pub(crate) fn paragraphs(title: &str, text: &str) -> Vec<Place> {
    let title = trimmed(ArticlePart::Title, title, 0);
    let mut start = 0;
    let lines = text.split(['\n', '\r']).filter_map(|line| {
        let place = trimmed(ArticlePart::Text, line, start);
        start += line.len() + 1;
        place
    });
    title.into_iter().chain(lines).collect()
}

/// The place of a line that begins at `offset`, without white space at both ends; `None` if nothing else is in it.
fn trimmed(part: ArticlePart, line: &str, offset: usize) -> Option<Place> {
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
