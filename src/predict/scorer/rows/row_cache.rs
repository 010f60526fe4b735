//! The rows of tokens seen before, within limits: most tokens of an article need no more than one
//! look-up.

use super::row_limits::{INITIAL_ROWS, MAX_BYTES, MAX_VALUES};
use super::{WeightRows, WordList};
use crate::text::{FoldedWords, fold_token};
use crate::tokens::{NumberLists, TokenBatch, TokenKey, TokenTable};

/// The row of tokens without a word: all 0.
pub(super) const ZERO_ROW: u32 = 0;

/// Rows of tokens seen before. Each thread has its own.
///
/// A new word gets the number of a row at once, but its row is filled together with those of other
/// words. So rows can only be read through [`filled_rows`](Self::filled_rows).
#[derive(Debug)]
pub(in crate::predict::scorer) struct RowCache {
    /// Tokens and words → the number of a row, or of a list of rows.
    pub(super) table: TokenTable,
    pub(super) lists: NumberLists,
    pub(super) rows: WeightRows,
    /// Words whose rows are still all 0: the last rows, in this order.
    pub(super) unfilled: WordList,
    /// How many tokens are kept.
    pub(super) limit: usize,
    /// Buffers for a new token.
    folded: FoldedWords,
    list: Vec<u32>,
}

impl RowCache {
    /// Keeps about `limit` tokens, of rows with at least `columns` columns.
    pub(in crate::predict::scorer) fn new(limit: usize, columns: usize) -> Self {
        let mut rows = WeightRows::new(columns, INITIAL_ROWS.min(MAX_VALUES / columns.max(1)));
        rows.push();
        Self {
            table: TokenTable::default(),
            lists: NumberLists::default(),
            rows,
            unfilled: WordList::default(),
            limit,
            folded: FoldedWords::new(),
            list: Vec::new(),
        }
    }

    /// Replaces `numbers` by the numbers of a batch of tokens, as [`get_or_add`](Self::get_or_add)
    /// gives them, or [`NOT_FOUND`](crate::tokens::NOT_FOUND) for new tokens and a few others.
    pub(in crate::predict::scorer) fn get_batch(
        &mut self,
        batch: &TokenBatch,
        numbers: &mut Vec<u32>,
    ) {
        self.table.get_batch(batch.keys(), numbers);
    }

    /// The number of a token, which stands for one row or for several; `None` if not all of its
    /// words are kept.
    pub(in crate::predict::scorer) fn get_or_add(
        &mut self,
        token: &str,
        key: &TokenKey,
    ) -> Option<u32> {
        match self.table.get(token, key) {
            Some(number) => Some(number),
            None => self.add(token, key),
        }
    }

    /// Calls `visit` with each row that the number of a token stands for.
    #[inline]
    pub(in crate::predict::scorer) fn for_each_row(&self, number: u32, visit: impl FnMut(u32)) {
        self.lists.for_each(number, visit);
    }

    /// The row of a folded word, a new one if need be; `None` if it is not kept.
    pub(in crate::predict::scorer) fn row_of(&mut self, word: &str) -> Option<u32> {
        if word.len() > MAX_BYTES {
            return None;
        }
        let key = TokenKey::of(word);
        match self.table.get(word, &key) {
            Some(row) => Some(row),
            None => self.add_word(word, &key),
        }
    }

    /// How many rows are still to be filled.
    pub(in crate::predict::scorer) fn unfilled(&self) -> usize {
        self.unfilled.len()
    }

    /// The rows, all of them filled. If there are new words, `fill` gets them, the number of the
    /// first one's row, and the rows.
    pub(in crate::predict::scorer) fn filled_rows(
        &mut self,
        fill: impl FnOnce(&WordList, usize, &mut WeightRows),
    ) -> &WeightRows {
        if !self.unfilled.is_empty() {
            let first = self.rows.len() - self.unfilled.len();
            fill(&self.unfilled, first, &mut self.rows);
            self.unfilled.clear();
        }
        &self.rows
    }

    fn add(&mut self, token: &str, key: &TokenKey) -> Option<u32> {
        if token.len() > MAX_BYTES {
            return None;
        }
        let mut folded = std::mem::take(&mut self.folded);
        fold_token(token, &mut folded);
        let mut words = folded.iter();
        let number = match (words.next(), words.next()) {
            (None, _) => Some(ZERO_ROW),
            // The token is a folded word, and is kept as such.
            (Some(word), None) if word == token => {
                let row = self.add_word(word, key);
                drop(words);
                self.folded = folded;
                return row;
            }
            (Some(word), None) => self.row_of(word),
            _ => self.list_of(&folded),
        };
        drop(words);
        self.folded = folded;
        if let Some(number) = number
            && self.has_room()
        {
            self.table.insert(token, key, number);
        }
        number
    }

    /// The number of the list of several words' rows.
    fn list_of(&mut self, words: &FoldedWords) -> Option<u32> {
        if !self.has_room() {
            return None;
        }
        let mut list = std::mem::take(&mut self.list);
        list.clear();
        let rows = words.iter().map_while(|word| self.row_of(word));
        list.extend(rows);
        let number = (list.len() == words.len()).then(|| self.lists.push(&list));
        self.list = list;
        number
    }

    fn add_word(&mut self, word: &str, key: &TokenKey) -> Option<u32> {
        if !self.has_room() {
            return None;
        }
        let row = self.rows.push() as u32;
        self.unfilled.push(word);
        self.table.insert(word, key, row);
        Some(row)
    }
}
