//! A raw token goes in, the number of the row comes out that holds the weights of its words. What
//! was computed for a token is kept for the next time it comes, within limits.

use super::rows::{LARGEST, Rows};
use super::token_table::{ShortToken, TokenTable};
use crate::text::{FoldedWords, fold_token};

/// Tokens kept by default. With some tens of topics they take some 50 MB.
const TOKENS: usize = 3 << 17;
/// Sums kept: with hundreds of topics a word has as many.
const SUMS: usize = 1 << 23;
/// Longer tokens and words are not kept, so that memory is bounded in bytes as well. Such a short
/// token folds to fewer than 2¹⁰ letters, so it has fewer than 2¹³ features of 16-bit weights, and
/// their sum fits in 32 bits.
const KEPT_BYTES: usize = 128;
/// Tokens kept of those that are more than three machine words long.
const LONG_TOKENS: usize = 1 << 15;

/// The row of tokens without a word: all 0.
const EMPTY: u32 = 0;
/// What stands for a token whose words have no row.
pub(super) const NO_ROW: u32 = u32::MAX;
/// Marks the number of a list of rows.
const LIST: u32 = 1 << 31;

/// How a token of several words is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeveralWords {
    /// By one row, the sum of theirs.
    Sum,
    /// By the list of their rows.
    List,
}

/// Rows of tokens seen before; one for each thread.
#[derive(Debug)]
pub(super) struct WordRows {
    table: TokenTable,
    /// Sums of weights by column, then the number of features.
    rows: Rows,
    /// For each list the number of rows, then the rows.
    lists: Vec<u32>,
    folded: FoldedWords,
    /// The largest absolute value in a row; at most [`LARGEST`].
    peak: i32,
    tokens: usize,
}

impl Default for WordRows {
    fn default() -> Self {
        Self::with_limit(TOKENS)
    }
}

impl WordRows {
    /// Keeps about `tokens` tokens, at least some and at most [`TOKENS`].
    pub(super) fn with_limit(tokens: usize) -> Self {
        Self {
            table: TokenTable::default(),
            rows: Rows::default(),
            lists: Vec::new(),
            folded: FoldedWords::new(),
            peak: 1,
            tokens: tokens.clamp(16, TOKENS),
        }
    }

    /// To be called before all else: how many numbers a row has.
    pub(super) fn set_columns(&mut self, columns: usize) {
        if self.rows.width() == 0 {
            self.rows = Rows::new(1, columns);
        }
    }

    pub(super) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The largest absolute value in a row.
    pub(super) fn peak(&self) -> i32 {
        self.peak
    }

    /// The row of a short token that was seen before.
    #[inline]
    pub(super) fn known(&mut self, token: &ShortToken, hash: u64) -> Option<u32> {
        self.table.get(token, hash)
    }

    /// The row of any token, the list of its rows, or [`NO_ROW`]. `compute` fills the row, which
    /// is all 0, of a word.
    pub(super) fn token(
        &mut self,
        token: &str,
        several: SeveralWords,
        compute: &mut impl FnMut(&str, &mut [i32]),
    ) -> u32 {
        if token.len() > KEPT_BYTES {
            return NO_ROW;
        }
        if let Some(row) = self.table.get_text(token) {
            return row;
        }
        let mut folded = std::mem::take(&mut self.folded);
        fold_token(token, &mut folded);
        let row = self.row_of_words(&folded, several, compute);
        // A word that folds to itself is there by now.
        let is_word = folded.len() == 1 && folded.iter().next() == Some(token);
        self.folded = folded;
        if row != NO_ROW && !is_word && self.has_room() {
            self.table.insert(token, row);
        }
        row
    }

    fn row_of_words(
        &mut self,
        folded: &FoldedWords,
        several: SeveralWords,
        compute: &mut impl FnMut(&str, &mut [i32]),
    ) -> u32 {
        if folded.len() <= 1 {
            let mut words = folded.iter();
            return words.next().map_or(EMPTY, |word| self.word(word, compute));
        }
        let start = self.lists.len();
        self.lists.push(folded.len() as u32);
        for word in folded.iter() {
            let row = self.word(word, compute);
            if row == NO_ROW {
                self.lists.truncate(start);
                return NO_ROW;
            }
            self.lists.push(row);
        }
        match several {
            SeveralWords::List => LIST | start as u32,
            SeveralWords::Sum => {
                let sum = self.sum_of_rows(start + 1);
                self.lists.truncate(start);
                sum
            }
        }
    }

    /// A new row, the sum of the rows in `lists` from `start` on.
    fn sum_of_rows(&mut self, start: usize) -> u32 {
        let sum = self.rows.push();
        for &row in &self.lists[start..] {
            let (row, sum) = self.rows.pair_mut(row as usize, sum);
            for (sum, value) in sum.iter_mut().zip(row) {
                *sum += *value;
            }
        }
        self.checked(sum)
    }

    /// The row of a folded word, or [`NO_ROW`].
    pub(super) fn word(&mut self, word: &str, compute: &mut impl FnMut(&str, &mut [i32])) -> u32 {
        if word.len() > KEPT_BYTES {
            return NO_ROW;
        }
        if let Some(row) = self.table.get_text(word) {
            return row;
        }
        if !self.has_room() {
            return NO_ROW;
        }
        let row = self.rows.push();
        compute(word, self.rows.row_mut(row));
        let row = self.checked(row);
        if row != NO_ROW {
            self.table.insert(word, row);
        }
        row
    }

    /// Keeps the newest row only if its numbers are small enough to be added up.
    fn checked(&mut self, row: usize) -> u32 {
        let largest = self.rows.row(row).iter().map(|value| value.unsigned_abs());
        let largest = largest.max().unwrap_or(0);
        if largest > LARGEST as u32 {
            self.rows.truncate(row);
            return NO_ROW;
        }
        self.peak = self.peak.max(largest as i32);
        row as u32
    }

    /// Calls `visit` with each row that the number of a token stands for.
    #[inline]
    pub(super) fn for_each_row(lists: &[u32], token: u32, mut visit: impl FnMut(u32)) {
        if token & LIST == 0 {
            return visit(token);
        }
        let start = (token & !LIST) as usize;
        let length = lists[start] as usize;
        lists[start + 1..][..length].iter().copied().for_each(visit);
    }

    /// The lists that [`for_each_row`](Self::for_each_row) reads.
    pub(super) fn lists(&self) -> &[u32] {
        &self.lists
    }

    /// Whether one more token may be kept: one document, or one part of it between two calls of
    /// [`make_room`](Self::make_room), may take twice as many as are kept for long.
    fn has_room(&self) -> bool {
        self.table.len() < 2 * self.tokens
    }

    /// Forgets tokens if there are too many: those that have not come again since the last time
    /// that was done. Numbers of rows change, so nothing must be held that has one.
    pub(super) fn make_room(&mut self) {
        let full = self.table.len() >= self.tokens
            || self.rows.values() >= SUMS.max(2 * self.rows.width() * 4)
            || self.table.long() >= LONG_TOKENS;
        if full {
            self.forget();
        }
    }

    fn forget(&mut self) {
        let most = self.tokens / 2;
        let most = most.min(SUMS / 2 / (self.rows.width() * 4));
        let mut kept = self.table.keep_used(most, |row| row & LIST == 0);
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
