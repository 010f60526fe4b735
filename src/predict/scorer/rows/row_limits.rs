//! How much a cache of rows keeps, and what it forgets when it is full.

use super::row_cache::{RowCache, ZERO_ROW};
use crate::tokens::{NumberLists, TokenTable};

/// Tokens kept at most. With some tens of topics they take some 50 MB.
pub(in crate::predict::scorer) const MAX_TOKENS: usize = 3 << 17;
/// Numbers kept in all rows: with hundreds of topics a row has hundreds.
pub(super) const MAX_VALUES: usize = 1 << 23;
/// Longer tokens and words are not kept, so that memory is bounded in bytes as well.
pub(super) const MAX_BYTES: usize = 128;
/// Tokens kept of those that are longer than three machine words.
const MAX_LONG_TOKENS: usize = 1 << 15;
/// Rows that there is room for from the beginning. Memory that is not used yet costs nothing, and
/// rows that are moved to larger memory cost twice.
pub(super) const INITIAL_ROWS: usize = 1 << 13;

/// The largest absolute value in a row. A word of at most [`MAX_BYTES`] bytes has as many letters,
/// so with its marks at most 1 + 6 · 130 features, each of a 16-bit weight.
pub(super) const MAX_VALUE: i32 = 1 << (10 + 15);

// An article may bring twice as many tokens, each with its word, before there is room again.
const _: () = assert!(2 * MAX_TOKENS < TokenTable::CAPACITY);

impl RowCache {
    /// Whether one more token may be kept. Between two calls of [`make_room`](Self::make_room) the
    /// cache may hold twice as many as it keeps.
    pub(super) fn has_room(&self) -> bool {
        self.table.len() < 2 * self.limit && self.rows.values() < 2 * MAX_VALUES
    }

    /// Forgets tokens if there are too many: those that were not found again since the cache was
    /// half full. All rows must be filled. Rows get other numbers, so no number from before may be
    /// used after it.
    ///
    /// A spelling may stay whose word is forgotten. Another spelling of the word then gets a second
    /// row, which changes nothing where rows are only added up.
    pub(in crate::predict::scorer) fn make_room(&mut self) {
        if self.has_reached(1) {
            let most = (self.limit / 2).min(MAX_VALUES / 2 / self.rows.columns());
            self.forget(most);
        } else if self.has_reached(2) {
            self.table.mark_found();
        }
    }

    /// Forgets all tokens if there are too many. For counts of words, of which each must have one
    /// row only. The conditions of [`make_room`](Self::make_room) hold.
    pub(in crate::predict::scorer) fn empty_if_full(&mut self) {
        if self.has_reached(1) {
            self.forget(0);
        }
    }

    /// Whether the cache holds at least one `fraction`-th of what it may.
    fn has_reached(&self, fraction: usize) -> bool {
        self.table.len() >= self.limit / fraction
            || self.rows.values() >= MAX_VALUES.max(2 * self.rows.columns()) / fraction
            || self.table.long_tokens() >= MAX_LONG_TOKENS / fraction
    }

    /// Keeps at most so many tokens.
    fn forget(&mut self, most: usize) {
        debug_assert!(self.unfilled.is_empty(), "a row to be filled would move");
        let keep = |number| !NumberLists::is_list(number);
        let mut kept = self.table.keep_used(most, keep);
        self.lists.clear();
        // In the order of the rows, so that none is overwritten before it is moved.
        kept.sort_unstable_by_key(|row| **row);
        let (mut last, mut next) = (ZERO_ROW, 0);
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

    /// How many tokens are kept.
    #[cfg(test)]
    pub(in crate::predict::scorer) fn tokens(&self) -> usize {
        self.table.len()
    }
}
