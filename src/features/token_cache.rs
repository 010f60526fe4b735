//! Raw tokens go in, the word types that they fold to come out, from a cache.

use crate::text::{FoldedWords, fold_token};
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// Word types by the order in which they were met.
pub(crate) type WordTypes = IndexSet<Box<str>, FxBuildHasher>;

/// Entries kept before the cache is emptied, so that memory stays bounded by the number of
/// distinct words rather than of distinct raw tokens.
const CACHE_LIMIT: usize = 1 << 20;

/// Raw token → the word types it folds to, as a range of `flat`.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenCache {
    ranges: FxHashMap<Box<str>, (u32, u32)>,
    flat: Vec<u32>,
    folded: FoldedWords,
}

impl TokenCache {
    /// Where the word types of a raw token stand; [`word`](Self::word) reads them, until the next
    /// call of this function.
    pub(crate) fn lookup(&mut self, token: &str, words: &mut WordTypes) -> std::ops::Range<u32> {
        if let Some(&(start, end)) = self.ranges.get(token) {
            return start..end;
        }
        if self.ranges.len() >= CACHE_LIMIT {
            self.ranges.clear();
            self.flat.clear();
        }
        let start = self.flat.len() as u32;
        fold_token(token, &mut self.folded);
        for word in self.folded.iter() {
            self.flat.push(intern(words, word));
        }
        let end = self.flat.len() as u32;
        self.ranges.insert(token.into(), (start, end));
        start..end
    }

    /// The word type at a place that [`lookup`](Self::lookup) gave.
    pub(crate) fn word(&self, place: u32) -> u32 {
        self.flat[place as usize]
    }
}

/// The number of a word type, a new one if need be.
pub(crate) fn intern(words: &mut WordTypes, word: &str) -> u32 {
    match words.get_index_of(word) {
        Some(id) => id as u32,
        None => words.insert_full(word.into()).0 as u32,
    }
}
