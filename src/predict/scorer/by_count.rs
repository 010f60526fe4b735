//! Scores where words have to be counted first: because a repeated word counts less each time, or
//! because pairs of words are features, which no token alone has.

use super::Scorer;
use super::cache::Contents;
use super::rows::RowCache;
use super::word_counts::WordCounts;
use crate::features::{for_each_batch, for_each_word};
use crate::text::fold_token;

impl Scorer {
    /// Counts the words of all tokens.
    pub(super) fn count_tokens(&self, title: &str, text: &str, contents: &mut Contents) {
        contents.rows.empty_if_full();
        let settings = self.settings();
        let mut batch = std::mem::take(&mut contents.batch);
        for_each_batch(
            title,
            text,
            &settings.counting,
            &mut batch,
            |batch, text, weight| {
                self.find_rows(batch, text, contents);
                for row in contents.found.rows.drain(..) {
                    contents.counts.add(row, weight);
                }
                for token in contents.found.without_rows.drain(..) {
                    fold_token(&token, &mut contents.folded);
                    for word in contents.folded.iter() {
                        count_word(word, weight, &mut contents.rows, &mut contents.counts);
                    }
                }
            },
        );
        contents.batch = batch;
    }

    /// Counts all words and pairs of neighbouring words.
    pub(super) fn count_words_and_pairs(&self, title: &str, text: &str, contents: &mut Contents) {
        contents.rows.empty_if_full();
        for_each_word(title, text, &self.settings().counting, |word, weight| {
            if word.contains(' ') {
                contents.counts.add_without_row(word, weight);
            } else {
                count_word(word, weight, &mut contents.rows, &mut contents.counts);
            }
        });
    }

    /// Adds the words that were counted, and forgets the counts.
    pub(super) fn add_counts(&self, contents: &mut Contents) {
        let rows = self.filled_rows(&mut contents.rows, &mut contents.tables);
        contents.counts.drain_rows(rows, &mut contents.sums);
        for (word, units) in contents.counts.take_without_row() {
            self.add_word(&word, units, &mut contents.sums);
        }
    }
}

fn count_word(word: &str, weight: u32, rows: &mut RowCache, counts: &mut WordCounts) {
    match rows.row_of(word) {
        Some(row) => counts.add(row, weight),
        None => counts.add_without_row(word, weight),
    }
}
