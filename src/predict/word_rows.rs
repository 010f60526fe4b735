//! A document goes in, how often each of its words counts comes out; words are numbered once for
//! many documents, and what was computed for a word is kept beside its number.
//!
//! For models in which a word's weight is no multiple of its count, so that the occurrences of a
//! word have to be brought together before they are scored.

use crate::features::{FeatureSettings, TokenCache, WordTypes, WordWeights};

/// Tokens kept before the cache is emptied.
const CACHE_TOKENS: usize = 1 << 18;
/// Sums kept before it is emptied.
const CACHE_SUMS: usize = 1 << 22;
/// Bytes of long tokens kept before it is emptied; a hostile file may be one single token.
const CACHE_LONG_BYTES: usize = 1 << 22;
/// From how many bytes on a token is a long one.
const LONG: usize = 128;

/// The words seen before; one for each thread. It is emptied between documents only, since
/// numbers must hold for the whole of a document.
#[derive(Default)]
pub(super) struct WordRows {
    tokens: TokenCache,
    words: WordTypes,
    /// Word × (columns + 1).
    rows: Vec<i64>,
    /// Count of each word in the document at hand; all 0 between documents.
    counts: Vec<u32>,
    /// Words of the document at hand.
    touched: Vec<u32>,
    long_bytes: usize,
}

impl WordRows {
    /// Calls `add` with the count and the row of each distinct word of a document. `compute`
    /// fills the row, of `width` numbers that are 0, of a word that is new.
    pub(super) fn for_each(
        &mut self,
        (title, text): (&str, &str),
        settings: &FeatureSettings,
        width: usize,
        mut compute: impl FnMut(&str, &mut [i64]),
        mut add: impl FnMut(u32, &[i64]),
    ) {
        if self.is_full() {
            *self = Self::default();
        }
        self.count(title, text, settings);
        for new in self.rows.len() / width..self.words.len() {
            let start = self.rows.len();
            self.rows.resize(start + width, 0);
            if let Some(word) = self.words.get_index(new) {
                compute(word, &mut self.rows[start..]);
            }
        }
        for word in self.touched.drain(..) {
            let word = word as usize;
            let count = std::mem::take(&mut self.counts[word]);
            add(count, &self.rows[word * width..(word + 1) * width]);
        }
    }

    fn is_full(&self) -> bool {
        self.tokens.len() >= CACHE_TOKENS
            || self.rows.len() >= CACHE_SUMS
            || self.long_bytes >= CACHE_LONG_BYTES
    }

    fn count(&mut self, title: &str, text: &str, settings: &FeatureSettings) {
        for (token, weight) in WordWeights::new(title, text, settings) {
            if token.len() > LONG {
                self.long_bytes += token.len();
            }
            for place in self.tokens.lookup(token, &mut self.words) {
                let word = self.tokens.word(place);
                if self.counts.len() <= word as usize {
                    self.counts.resize(word as usize + 1, 0);
                }
                let count = &mut self.counts[word as usize];
                if *count == 0 {
                    self.touched.push(word);
                }
                *count = count.saturating_add(weight);
            }
        }
    }
}
