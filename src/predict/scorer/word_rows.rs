//! A raw token goes in, the number of the row comes out that holds the weights of its word. What
//! was computed for a token is kept for the next time it comes, within limits.

use super::rows::Rows;
use super::word_list::WordList;
use crate::text::{FoldedWords, fold_token};
use crate::tokens::Key;
use crate::tokens::TokenBatch;
use crate::tokens::{MISSED, TokenTable};

/// Tokens kept by default. With some tens of topics they take some 50 MB.
const TOKENS: usize = 3 << 17;
/// Sums kept: with hundreds of topics a word has as many.
const SUMS: usize = 1 << 23;
/// Longer tokens and words are not kept, so that memory is bounded in bytes as well.
const KEPT_BYTES: usize = 128;
/// The largest absolute value in a row. A word of so few bytes has at most as many letters, so with
/// its marks at most 1 + 6 · 130 features, each of a 16-bit weight.
pub(crate) const LARGEST: i32 = 1 << (10 + 15);
/// Tokens kept of those that are more than three machine words long.
const LONG_TOKENS: usize = 1 << 15;

// A document may bring twice as many, each with its word, before there is room again.
const _: () = assert!(2 * TOKENS < TokenTable::MOST);

/// Rows that there is room for from the beginning. Memory that is not used yet costs nothing, and
/// rows that are moved to larger memory cost twice.
const ROOM: usize = 1 << 13;

/// The row of tokens without a word: all 0.
const EMPTY: u32 = 0;
/// What stands for a token whose words have not all a row.
pub(crate) const NO_ROW: u32 = MISSED;
/// Marks the number of a list of rows, for a token of several words.
const LIST: u32 = 1 << 31;

/// Rows of tokens seen before; one for each thread.
#[derive(Debug)]
pub(crate) struct WordRows {
    table: TokenTable,
    /// Sums of weights by column, then the number of features.
    rows: Rows,
    /// For each list the number of rows, then the rows.
    lists: Vec<u32>,
    /// Words whose rows are to be filled.
    fresh: WordList,
    /// The row of the first of them; the others follow.
    first_fresh: usize,
    folded: FoldedWords,
    /// Slots of the table for the batch at hand.
    slots: Vec<u32>,
    tokens: usize,
}

impl Default for WordRows {
    fn default() -> Self {
        Self::with_limit(TOKENS)
    }
}

impl WordRows {
    /// Keeps about `tokens` tokens, at least some and at most [`TOKENS`].
    pub(crate) fn with_limit(tokens: usize) -> Self {
        Self {
            table: TokenTable::default(),
            rows: Rows::default(),
            lists: Vec::new(),
            fresh: WordList::default(),
            first_fresh: 0,
            folded: FoldedWords::new(),
            slots: Vec::new(),
            tokens: tokens.clamp(16, TOKENS),
        }
    }

    /// To be called before all else: how many numbers a row has.
    pub(crate) fn set_columns(&mut self, columns: usize) {
        if self.rows.width() == 0 {
            self.rows = Rows::with_room(ROOM.min(SUMS / columns.max(1)), columns);
            self.rows.push();
        }
    }

    /// The rows, all filled after [`fill`](Self::fill).
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// For each token of a batch its number, if it was seen before and is found at once.
    pub(crate) fn find_most(&mut self, batch: &TokenBatch, numbers: &mut Vec<u32>) {
        self.table.get_most(batch.keys(), &mut self.slots, numbers);
    }

    /// The number of a token that is not found at once: of a row, of a list of rows, or
    /// [`NO_ROW`]. Rows may be empty until [`fill`](Self::fill) is called.
    pub(crate) fn find(&mut self, token: &str, key: &Key) -> u32 {
        match self.table.get(token, key) {
            Some(number) => number,
            None => self.add(token, key),
        }
    }

    /// The number that stands for a new token.
    fn add(&mut self, token: &str, key: &Key) -> u32 {
        if token.len() > KEPT_BYTES {
            return NO_ROW;
        }
        let mut folded = std::mem::take(&mut self.folded);
        fold_token(token, &mut folded);
        let mut words = folded.iter();
        let number = match (words.next(), words.next()) {
            (None, _) => EMPTY,
            (Some(word), None) if word == token => self.add_word(word, key),
            (Some(word), None) => self.word(word),
            _ => self.list(&folded),
        };
        drop(words);
        let is_word = folded.len() == 1 && folded.iter().next() == Some(token);
        self.folded = folded;
        if number != NO_ROW && !is_word && self.has_room() {
            self.table.insert(token, key, number);
        }
        number
    }

    fn list(&mut self, folded: &FoldedWords) -> u32 {
        if !self.has_room() {
            return NO_ROW;
        }
        let start = self.lists.len();
        self.lists.push(folded.len() as u32);
        for word in folded.iter() {
            let row = self.word(word);
            if row == NO_ROW {
                self.lists.truncate(start);
                return NO_ROW;
            }
            self.lists.push(row);
        }
        LIST | start as u32
    }

    /// The row of a folded word, or [`NO_ROW`].
    pub(crate) fn word(&mut self, word: &str) -> u32 {
        if word.len() > KEPT_BYTES {
            return NO_ROW;
        }
        let key = Key::of(word);
        match self.table.get(word, &key) {
            Some(row) => row,
            None => self.add_word(word, &key),
        }
    }

    fn add_word(&mut self, word: &str, key: &Key) -> u32 {
        if !self.has_room() {
            return NO_ROW;
        }
        let row = self.rows.push();
        if self.fresh.is_empty() {
            self.first_fresh = row;
        }
        self.fresh.push(word);
        self.table.insert(word, key, row as u32);
        row as u32
    }

    /// How many tokens are kept.
    #[cfg(test)]
    pub(crate) fn tokens(&self) -> usize {
        self.table.len()
    }

    /// How many rows are to be filled.
    pub(crate) fn unfilled(&self) -> usize {
        self.fresh.len()
    }

    /// Has the rows of new words filled: `compute` gets the words, the number of the first one's
    /// row, and the rows, in which theirs are 0.
    pub(crate) fn fill(&mut self, compute: impl FnOnce(&WordList, usize, &mut Rows)) {
        if !self.fresh.is_empty() {
            compute(&self.fresh, self.first_fresh, &mut self.rows);
            self.fresh.clear();
        }
    }

    /// Calls `visit` with each row that the number of a token stands for.
    #[inline]
    pub(crate) fn for_each_row(&self, number: u32, mut visit: impl FnMut(u32)) {
        if number & LIST == 0 {
            return visit(number);
        }
        let start = (number & !LIST) as usize;
        let length = self.lists[start] as usize;
        let rows = &self.lists[start + 1..][..length];
        rows.iter().copied().for_each(visit);
    }

    /// Whether one more token may be kept: one document, or one part of it between two calls of
    /// [`make_room`](Self::make_room), may take twice as many as are kept for long.
    fn has_room(&self) -> bool {
        self.table.len() < 2 * self.tokens && self.rows.values() < 2 * SUMS
    }

    /// Forgets tokens if there are too many: those that have not come again since the last time
    /// that was done. Numbers change, so nothing must be held that has one.
    ///
    /// A spelling may then be kept whose word is not, and another spelling of it gets a second
    /// row. Where rows are only added up that changes nothing.
    pub(crate) fn make_room(&mut self) {
        if self.fills(1) {
            let most = (self.tokens / 2).min(SUMS / 2 / (4 * self.rows.width()));
            self.forget(most);
        } else if self.fills(2) {
            self.table.mark();
        }
    }

    /// Forgets all tokens if there are too many: for counts of words, of which each must have one
    /// row.
    pub(crate) fn make_all_room(&mut self) {
        if self.fills(1) {
            self.forget(0);
        }
    }

    /// Whether it holds at least one part in `parts` of what it may.
    fn fills(&self, parts: usize) -> bool {
        self.table.len() >= self.tokens / parts
            || self.rows.values() >= SUMS.max(8 * self.rows.width()) / parts
            || self.table.long() >= LONG_TOKENS / parts
    }

    /// Keeps at most so many tokens.
    fn forget(&mut self, most: usize) {
        let mut kept = self.table.keep_used(most, |number| number & LIST == 0);
        self.lists.clear();
        // In the order of the rows, so that none is overwritten before it is moved.
        kept.sort_unstable_by_key(|row| **row);
        let (mut last, mut next) = (EMPTY, 0);
        for row in kept {
            if *row != last {
                last = *row;
                next += 1;
                self.rows.copy(last as usize, next);
            }
            *row = next as u32;
        }
        self.rows.truncate(next + 1);
    }
}
