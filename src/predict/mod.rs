//! A model and a document go in, tags come out.
//!
//! [`mod@reference`] is the definition of a score, written to be read; [`Scorer`] is the fast way
//! to the same numbers; [`Decider`] puts other thresholds in place of the model's; [`explain()`]
//! says which words a score comes from.

pub(crate) mod decide;
pub(crate) mod explain;
pub mod reference;
pub(crate) mod scorer;

pub use decide::{Decider, ThresholdError, ThresholdOverride, check_topics};
pub use explain::{Explanation, ParagraphSums, Part, Place, TopicView, WordSums, explain};
pub use scorer::{ScoreCache, Scorer};

/// What a model says of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Tags {
    /// The probability of each topic, in the model's order.
    pub probabilities: Vec<f64>,
    /// The topics given, in the model's order; empty for none.
    pub topics: Vec<usize>,
}

/// Exact score sums of one document, before any floating-point number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// Per column: weights times transformed counts.
    pub columns: Vec<i64>,
    /// Features of the document by multiplicity, known to the model or not, in 1/1024.
    pub length: u64,
}
