//! The settings of an audit.

use crate::features::CountSettings;
use crate::features::near_duplicates::Threshold;
use crate::train::TrainOptions;

/// Labels are reported from this score on, the threshold of confident learning.
pub const DEFAULT_MIN_SCORE: f64 = 0.5;

/// How to examine a corpus.
///
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | `counting`, `train` | as in training | the models that look for label errors; one for each of `train.folds` | |
/// | `similarity` | 0.7 | share of common words from which articles are near-duplicates | 0.3..=1 |
/// | `min_score` | 0.5 | score from which a label is reported as doubtful | 0..=1 |
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AuditOptions {
    /// What the models see of an article.
    pub counting: CountSettings,
    /// How they learn.
    pub train: TrainOptions,
    /// Jaccard similarity of the sets of folded words.
    pub similarity: Threshold,
    /// Labels with a lower [score](super::label_errors::Suspect::score) are not reported.
    pub min_score: f64,
}

impl Default for AuditOptions {
    fn default() -> Self {
        Self {
            counting: CountSettings::default(),
            train: TrainOptions::default(),
            similarity: Threshold::default(),
            min_score: DEFAULT_MIN_SCORE,
        }
    }
}
