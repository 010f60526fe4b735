//! Tags articles by a model.
//!
//! [`Scorer`] computes an article's score, which the model's decision rule turns into probabilities
//! and topics. [`mod@reference`] defines the same score in a few plain loops. [`Decider`] gives topics
//! by other thresholds than the model's, and [`explain()`] says which words a score comes from.

mod decide;
mod explain;
#[cfg(test)]
pub(crate) mod reference;
mod scorer;
pub(crate) mod tags;

pub use decide::{Decider, ThresholdError, ThresholdOverride, check_topics};
pub use explain::summary::WordContribution;
pub use explain::{
    ArticlePart, Explanation, ParagraphSums, Place, TopicExplanation, WordSums, explain,
};
pub use scorer::{ScoreCache, Scorer};

/// What a model gives one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Tags {
    /// The probability of each topic, in the model's order.
    pub probabilities: Vec<f64>,
    /// The topics given, as places in the model, ascending.
    pub topics: Vec<usize>,
}

impl Tags {
    /// Puts the probabilities of an article beside the topics that they give. An article without a word gets none: its
    /// probabilities are those of any article.
    pub(crate) fn new(sums: &Sums, probabilities: Vec<f64>, topics: Vec<usize>) -> Self {
        let topics = match sums.has_words() {
            true => topics,
            false => Vec::new(),
        };
        Self {
            probabilities,
            topics,
        }
    }
}

/// Exact score sums of one article, before any floating-point number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// For each column of the model's weights the sum over all features of the article: weight times
    /// transformed count, in 1/1024.
    pub columns: Vec<i64>,
    /// How many features the article has, repeats and features that are unknown to the model counted:
    /// the sum of their transformed counts, in 1/1024.
    pub length: u64,
}

impl Sums {
    /// Whether the article has a word, known to the model or not.
    pub fn has_words(&self) -> bool {
        self.length > 0
    }
}
