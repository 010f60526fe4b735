//! [`FoldedWords`]: the folded words of one raw token, in buffers that are used again for the next token.

use super::fold::Sink;
use std::ops::Range;

/// Folded words of one raw token, filled by [`fold_token`](super::fold::fold_token).
#[derive(Clone, Debug, Default)]
pub struct FoldedWords {
    /// All words, one after the other.
    text: String,
    /// Byte in `text` where each finished word ends.
    ends: Vec<usize>,
}

impl FoldedWords {
    /// Empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The words, in the order of the token.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = &self.text[start..end];
            start = end;
            word
        })
    }

    /// Adds a word that is folded already.
    pub(crate) fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.separate();
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the token has no word.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Forgets the words and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

impl Sink for FoldedWords {
    #[inline]
    fn append(&mut self, letter: char, _source: Range<usize>) {
        self.text.push(letter);
    }

    fn amend(&mut self, letter: char) {
        self.text.pop();
        self.text.push(letter);
    }

    fn deleted(&mut self, _end: usize) {}

    fn separate(&mut self) {
        if self.text.len() > self.ends.last().copied().unwrap_or(0) {
            self.ends.push(self.text.len());
        }
    }
}
