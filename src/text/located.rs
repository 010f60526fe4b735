//! Folded words that know their place in the original text, so that an explanation can point to it.

use super::fold::{Sink, fold_into};
use std::ops::Range;

/// A folded word and its place in the original text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocatedWord {
    /// The folded word.
    pub text: String,
    /// For each character of `text`, the bytes of the original it came from: the letter and what was deleted after it
    /// within the word (diacritics, tatweel). All characters of a ligature share the ligature's bytes, and so do the
    /// words of a phrase in one character (ﷺ).
    pub chars: Vec<Range<usize>>,
}

impl LocatedWord {
    /// Bytes of the original text, from the word's first character to its last; empty for an empty word.
    pub fn span(&self) -> Range<usize> {
        let start = self.chars.first().map_or(0, |range| range.start);
        let end = self.chars.last().map_or(start, |range| range.end);
        start..end
    }
}

/// The words of [`fold`](super::fold), each with its place in `text`.
pub fn fold_located(text: &str) -> Vec<LocatedWord> {
    let mut sink = LocatedWords::default();
    fold_into(text, &mut sink);
    sink.finished
}

#[derive(Default)]
struct LocatedWords {
    finished: Vec<LocatedWord>,
    current: LocatedWord,
}

impl Sink for LocatedWords {
    fn append(&mut self, letter: char, source: Range<usize>) {
        self.current.text.push(letter);
        self.current.chars.push(source);
    }

    fn amend(&mut self, letter: char) {
        self.current.text.pop();
        self.current.text.push(letter);
    }

    fn deleted(&mut self, end: usize) {
        if let Some(last) = self.current.chars.last_mut() {
            last.end = end;
        }
    }

    fn separate(&mut self) {
        if !self.current.text.is_empty() {
            self.finished.push(std::mem::take(&mut self.current));
        }
    }
}
