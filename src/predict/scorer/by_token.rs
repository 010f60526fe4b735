//! Scores where a word counts as often as it stands in the article: the rows of all tokens are
//! added up, each times the weight of its token.

use super::Scorer;
use super::cache::Contents;
use crate::features::{CountTransform, for_each_batch};
use crate::text::fold_token;
use crate::tokens::{NOT_FOUND, TokenBatch};

/// How many rows are found before they are filled or added: the more, the more places in memory the
/// processor waits for at once; so many stay in its cache.
const ROWS_AT_ONCE: usize = 512;

impl Scorer {
    /// Adds the rows of all tokens.
    pub(super) fn add_tokens(&self, title: &str, text: &str, contents: &mut Contents) {
        // Most articles end before a batch of theirs would do so.
        contents.rows.make_room();
        let settings = self.settings();
        let mut batch = std::mem::take(&mut contents.batch);
        for_each_batch(
            title,
            text,
            &settings.counting,
            &mut batch,
            |batch, text, weight| {
                self.add_batch(batch, text, weight, contents);
            },
        );
        contents.batch = batch;
        self.add_found(contents);
        contents.sums.scale(CountTransform::Linear.apply(1) as i64);
    }

    /// Finds the rows of a batch, which will be added together with those of later ones.
    #[inline]
    fn add_batch(&self, batch: &TokenBatch, text: &str, weight: u32, contents: &mut Contents) {
        if contents.found.rows.len() >= ROWS_AT_ONCE {
            self.add_found(contents);
            // Nothing holds the number of a row now.
            contents.rows.make_room();
        }
        self.find_rows(batch, text, contents);
        let found = &mut contents.found;
        found.runs.push((found.rows.len(), weight));
        for token in found.without_rows.drain(..) {
            fold_token(&token, &mut contents.folded);
            for word in contents.folded.iter() {
                self.add_word(word, u64::from(weight), &mut contents.sums);
            }
        }
    }

    /// Appends the rows of the words of a batch of a text to what was found, and its tokens of which
    /// not all words have rows.
    pub(super) fn find_rows(&self, batch: &TokenBatch, text: &str, contents: &mut Contents) {
        let (rows, found) = (&mut contents.rows, &mut contents.found);
        rows.get_batch(batch, &mut found.numbers);
        for (key, &number) in batch.keys().iter().zip(&found.numbers) {
            let token = || &text[key.start..key.end];
            let number = match number {
                NOT_FOUND => rows.get_or_add(token(), key),
                number => Some(number),
            };
            match number {
                Some(number) => rows.for_each_row(number, |row| found.rows.push(row)),
                None => found.without_rows.push(token().into()),
            }
        }
        if rows.unfilled() >= ROWS_AT_ONCE {
            self.filled_rows(rows, &mut contents.tables);
        }
    }

    /// Adds the rows that were found, and forgets their numbers.
    fn add_found(&self, contents: &mut Contents) {
        let rows = self.filled_rows(&mut contents.rows, &mut contents.tables);
        let found = &mut contents.found;
        let mut start = 0;
        for (end, weight) in found.runs.drain(..) {
            contents.sums.add(rows, &found.rows[start..end], weight);
            start = end;
        }
        found.rows.clear();
    }
}
