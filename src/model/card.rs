//! What a reader wants to know of a fitted model: the features with the largest weights.

use super::Model;
use std::cmp::Reverse;
use std::ops::Range;

/// The features with the largest weights for one topic, the largest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrongestFeatures {
    /// Whole words, and pairs of words.
    pub words: Vec<String>,
    /// N-grams, with the marks of word boundaries.
    pub ngrams: Vec<String>,
}

impl Model {
    /// Up to `count` words and up to `count` n-grams with the largest weights in a column. Of
    /// equal weights, the earlier feature comes first.
    pub fn strongest_features(&self, column: usize, count: usize) -> StrongestFeatures {
        let ngrams = self.vocabulary.ngrams.len();
        let strongest = |range: Range<usize>| -> Vec<String> {
            let mut features: Vec<usize> = range.collect();
            features.sort_by_key(|&feature| (Reverse(self.weight(feature, column)), feature));
            let texts = features.into_iter().take(count);
            texts
                .filter_map(|feature| self.vocabulary.text(feature))
                .collect()
        };
        StrongestFeatures {
            words: strongest(ngrams..self.vocabulary.len()),
            ngrams: strongest(0..ngrams),
        }
    }

    fn weight(&self, feature: usize, column: usize) -> i64 {
        let weight = self.weights.row(feature).get(column);
        weight.copied().map_or(0, i64::from)
    }
}
