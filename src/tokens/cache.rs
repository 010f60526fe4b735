//! The word types that raw tokens fold to, remembered for each token, for counting a corpus.

use super::batch::TokenBatch;
use super::key::TokenKey;
use super::lists::NumberLists;
use super::table::{NOT_FOUND, TokenTable};
use crate::text::{FoldedWords, fold_token};
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// Word types, numbered in the order in which they were met.
pub(crate) type WordTypes = IndexSet<Box<str>, FxBuildHasher>;

/// Raw token → the word types it folds to. Emptied when it is full, so that memory is bounded by
/// the number of distinct words rather than of distinct raw tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenCache {
    /// The number of a word type, or of a list of them.
    table: TokenTable,
    lists: NumberLists,
    /// For each token of the batch at hand, what the table holds.
    numbers: Vec<u32>,
    /// Buffers for a new token.
    folded: FoldedWords,
    list: Vec<u32>,
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
        if self.table.len() + batch.keys().len() > TokenTable::CAPACITY {
            self.table = TokenTable::default();
            self.lists.clear();
        }
        self.table.get_batch(batch.keys(), &mut self.numbers);
        for (place, key) in batch.keys().iter().enumerate() {
            let number = match self.numbers[place] {
                NOT_FOUND => self.get_or_fold(&text[key.start..key.end], key, words),
                number => number,
            };
            self.lists.for_each(number, |word| visit(word, words));
        }
    }

    /// The table's value for a token that was missing when its batch was looked up; folds the token
    /// if it is new.
    fn get_or_fold(&mut self, token: &str, key: &TokenKey, words: &mut WordTypes) -> u32 {
        if let Some(number) = self.table.get(token, key) {
            return number;
        }
        fold_token(token, &mut self.folded);
        self.list.clear();
        let types = self.folded.iter().map(|word| intern(words, word));
        self.list.extend(types);
        let number = match self.list[..] {
            [word] => word,
            _ => self.lists.push(&self.list),
        };
        self.table.insert(token, key, number);
        number
    }
}

/// The number of a word type; an unseen type gets the next number.
pub(crate) fn intern(words: &mut WordTypes, word: &str) -> u32 {
    match words.get_index_of(word) {
        Some(id) => id as u32,
        None => words.insert_full(word.into()).0 as u32,
    }
}
