//! The weights of a word's features: by the tables, or searched for in the model as long as there
//! are too few words to derive tables for.

use super::Scorer;
use super::rows::{RowCache, RowSums, WeightRows};
use super::tables::{Buffers, FeatureTables};
use crate::features::Vocabulary;
use std::sync::atomic::Ordering;

/// To search for a word in the model costs as much as to derive the tables for so many features. So
/// a single article is not kept waiting for tables that it does not need.
const FEATURES_PER_SEARCH: usize = 512;

impl Scorer {
    /// The rows of a cache, after those of new words were filled.
    pub(super) fn filled_rows<'c>(
        &self,
        cache: &'c mut RowCache,
        buffers: &mut Buffers,
    ) -> &'c WeightRows {
        cache.filled_rows(|words, first, rows| match self.tables(words.len()) {
            Some(tables) => {
                let search = |word: &str, row: &mut [i32]| self.search_row(word, row);
                tables.fill(words, first, rows, &self.model, buffers, search);
            }
            None => {
                for (word, number) in words.iter().zip(first..) {
                    self.search_row(word, rows.row_mut(number));
                }
            }
        })
    }

    /// Fills the row of a word, which is all 0, by the definition: its weights, then how many
    /// features it has.
    fn search_row(&self, word: &str, row: &mut [i32]) {
        let (vocabulary, settings) = (&self.model.vocabulary, self.settings());
        vocabulary.for_each_feature(word, settings, |feature| {
            let weights = self.model.weights.row(feature);
            for (sum, &weight) in row.iter_mut().zip(weights) {
                *sum += i32::from(weight);
            }
        });
        row[self.model.weights.columns()] = Vocabulary::features_of(word, settings) as i32;
    }

    /// Adds all features of a word or a pair that has no row, `units` times.
    #[cold]
    pub(super) fn add_word(&self, word: &str, units: u64, sums: &mut RowSums) {
        let (model, settings, units) = (&*self.model, self.settings(), units as i64);
        let length = Vocabulary::features_of(word, settings);
        sums.add_to(model.weights.columns(), length as i64 * units);
        let mut add = |column, value: i32| sums.add_to(column, i64::from(value) * units);
        // A long word takes as much time as several.
        let covered = self
            .tables(1 + word.len() / 16)
            .is_some_and(|tables| tables.for_each_weight(word, model, &mut add));
        if !covered {
            let vocabulary = &model.vocabulary;
            vocabulary.for_each_feature(word, settings, |feature| {
                let weights = model.weights.row(feature).iter().enumerate();
                weights.for_each(|(column, &weight)| add(column, weight.into()));
            });
        }
    }

    /// The tables, given that so many more words are to be looked up; `None` if all words so far are
    /// too few for tables.
    fn tables(&self, words: usize) -> Option<&FeatureTables> {
        if let Some(tables) = self.tables.get() {
            return Some(tables);
        }
        let searched = self.searched.fetch_add(words, Ordering::Relaxed) + words;
        (searched > self.model.vocabulary.len() / FEATURES_PER_SEARCH)
            .then(|| self.tables.get_or_init(|| FeatureTables::new(&self.model)))
    }
}
