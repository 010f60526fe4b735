//! Raw tokens go in, the word types that they fold to come out, from a cache.

use super::batch::TokenBatch;
use super::key::Key;
use super::table::{MISSED, TokenTable};
use crate::text::{FoldedWords, fold_token};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// Word types by the order in which they were met.
pub(crate) type WordTypes = IndexSet<Box<str>, FxBuildHasher>;

/// Marks the number of a list of word types, for a token that has not exactly one.
const LIST: u32 = 1 << 31;

/// Raw token → the word types it folds to. Emptied when it is full, so that memory is bounded by
/// the number of distinct words rather than of distinct raw tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenCache {
    /// A word type, or a list of them.
    table: TokenTable,
    /// For each list the number of word types, then those.
    lists: Vec<u32>,
    /// Slots of the table for the batch at hand.
    slots: Vec<u32>,
    /// For each of its tokens, what the table holds.
    numbers: Vec<u32>,
    folded: FoldedWords,
}

impl TokenCache {
    /// Calls `visit` with the word types of each token of a batch, in their order; `text` is what
    /// the tokens were read from.
    pub(crate) fn for_each(
        &mut self,
        batch: &TokenBatch,
        text: &str,
        words: &mut WordTypes,
        mut visit: impl FnMut(u32, &mut WordTypes),
    ) {
        if self.table.len() + batch.keys().len() > TokenTable::MOST {
            self.table = TokenTable::default();
            self.lists.clear();
        }
        self.table
            .get_most(batch.keys(), &mut self.slots, &mut self.numbers);
        for (place, key) in batch.keys().iter().enumerate() {
            let number = match self.numbers[place] {
                MISSED => self.find(&text[key.start..key.end], key, words),
                number => number,
            };
            if number & LIST == 0 {
                visit(number, words);
                continue;
            }
            let start = (number & !LIST) as usize;
            let list = &self.lists[start + 1..][..self.lists[start] as usize];
            list.iter().for_each(|&word| visit(word, words));
        }
    }

    /// What stands for a token that was not found at once.
    fn find(&mut self, token: &str, key: &Key, words: &mut WordTypes) -> u32 {
        if let Some(number) = self.table.get(token, key) {
            return number;
        }
        fold_token(token, &mut self.folded);
        let mut folded = self.folded.iter();
        let number = match (folded.next(), folded.next()) {
            (Some(word), None) => intern(words, word),
            _ => {
                let start = self.lists.len() as u32;
                self.lists.push(self.folded.len() as u32);
                for word in self.folded.iter() {
                    self.lists.push(intern(words, word));
                }
                LIST | start
            }
        };
        self.table.insert(token, key, number);
        number
    }
}

/// The number of a word type, a new one if need be.
pub(crate) fn intern(words: &mut WordTypes, word: &str) -> u32 {
    match words.get_index_of(word) {
        Some(id) => id as u32,
        None => words.insert_full(word.into()).0 as u32,
    }
}
