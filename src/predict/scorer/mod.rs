//! The fast way to an article's score: one look-up per token.
//!
//! A raw token always folds to the same words with the same features, so the sums of their weights
//! are kept in a bounded cache, one row for each word. Weights and sums are whole numbers, so adding
//! row by row gives exactly what [`reference`](super::reference) gives feature by feature.
//!
//! ```text
//! title, text ── batches of tokens ── rows of their words ── sums by column ── tags
//!                tokens::TokenBatch   rows::RowCache         rows::RowSums     DecisionRule
//! ```
//!
//! A word that is new to the cache gets its row from [`tables`], which are derived from the model.

mod by_count;
mod by_token;
mod cache;
mod rows;
mod tables;
mod word_counts;
mod word_weights;

#[cfg(test)]
mod tests;

pub use cache::ScoreCache;

use super::{Decider, Sums, Tags};
use crate::features::{CountTransform, FeatureSettings};
use crate::model::Model;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use tables::FeatureTables;

/// Scores articles by a model; shared by all threads.
pub struct Scorer {
    model: Arc<Model>,
    decider: Decider,
    /// Tells the caches of this scorer from those of others.
    id: u64,
    /// Derived once there are enough words to make up for it.
    tables: OnceLock<FeatureTables>,
    /// How many words were looked up in the model itself so far.
    searched: AtomicUsize,
}

impl Scorer {
    /// A scorer that gives topics by the model's thresholds.
    pub fn new(model: Arc<Model>) -> Self {
        let decider = Decider::new(&model.metadata.rule);
        Self::with_decider(model, decider)
    }

    /// A scorer that gives topics by other thresholds.
    pub fn with_decider(model: Arc<Model>, decider: Decider) -> Self {
        static NEXT_ID: AtomicU64 = AtomicU64::new(0);
        Self {
            model,
            decider,
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            tables: OnceLock::new(),
            searched: AtomicUsize::new(0),
        }
    }

    /// The model that the scorer scores by.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// What decides on the topics.
    pub fn decider(&self) -> &Decider {
        &self.decider
    }

    /// Tags one article.
    pub fn tag(&self, title: &str, text: &str, cache: &mut ScoreCache) -> Tags {
        let sums = self.sums(title, text, cache);
        let rule = &self.model.metadata.rule;
        let probabilities = rule.probabilities(&sums.columns, sums.length);
        let topics = self.decider.topics(&probabilities);
        Tags::new(&sums, probabilities, topics)
    }

    /// Exact score sums of one article.
    pub fn sums(&self, title: &str, text: &str, cache: &mut ScoreCache) -> Sums {
        let settings = self.settings();
        let contents = cache.contents(self);
        contents.sums.reset(self.row_columns());
        match (settings.counting.word_pairs, settings.transform) {
            (false, CountTransform::Linear) => self.add_tokens(title, text, contents),
            (false, CountTransform::Logarithmic) => {
                self.count_tokens(title, text, contents);
                self.add_counts(contents);
            }
            (true, _) => {
                self.count_words_and_pairs(title, text, contents);
                self.add_counts(contents);
            }
        }
        contents.sums.finish(self.row_columns())
    }

    fn settings(&self) -> &FeatureSettings {
        &self.model.metadata.features
    }

    /// Columns of a word's row: those of the model's weights, and the number of features.
    fn row_columns(&self) -> usize {
        self.model.weights.columns() + 1
    }
}
