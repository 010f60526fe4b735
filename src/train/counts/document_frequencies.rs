//! Counts how many documents contain each feature, fold by fold, so that a model without one fold
//! needs one subtraction.
//!
//! A feature occurs in the documents of its words, so their lists are united, feature by feature.
//! The marks of one feature, a number for each document, fit into the cache. The marks of one
//! document, a number for each feature, would not.

use super::matrix::TrainingMatrix;
use rayon::prelude::*;

/// Features handled by one task.
const CHUNK: usize = 512;

impl TrainingMatrix {
    /// For each feature the number of the given documents that contain it.
    pub fn document_frequencies(&self, rows: &[usize]) -> Vec<u32> {
        let mut frequencies = self.frequencies_by_fold(&[rows], u32::MAX);
        frequencies.pop().unwrap_or_default()
    }

    /// The number of documents of each fold that contain each feature: fold × feature. No document
    /// is in two folds.
    ///
    /// Only numbers under `exact` are exact: a feature is counted no further once it has that many
    /// documents in every fold. Frequent features would take nearly all of the time.
    pub(crate) fn frequencies_by_fold(&self, folds: &[&[usize]], exact: u32) -> Vec<Vec<u32>> {
        let (features, width) = (self.features(), folds.len());
        let fold_of = fold_of(folds, self.documents());
        // Feature × fold. One more column is for documents outside of all folds.
        let mut counts = vec![0u32; features * (width + 1)];
        counts
            .par_chunks_mut(CHUNK * (width + 1))
            .enumerate()
            .with_max_len(16)
            .for_each_init(
                || vec![u32::MAX; self.documents()],
                |last_seen, (chunk, counts)| {
                    for (index, counts) in counts.chunks_exact_mut(width + 1).enumerate() {
                        let feature = chunk * CHUNK + index;
                        self.unite(feature, &fold_of, last_seen, counts, exact);
                    }
                },
            );
        let fold = |fold: usize| counts.iter().skip(fold).step_by(width + 1).copied();
        let folds = (0..width).into_par_iter();
        folds.map(|number| fold(number).collect()).collect()
    }

    /// Counts the documents of a feature's words by their fold. `last_seen` has for each document
    /// the last feature that was counted for it.
    fn unite(
        &self,
        feature: usize,
        fold_of: &[u8],
        last_seen: &mut [u32],
        counts: &mut [u32],
        exact: u32,
    ) {
        let Some(words) = self.by_feature.outer_view(feature) else {
            return;
        };
        if let [word] = words.indices() {
            for &document in self.documents_of(*word as usize) {
                counts[usize::from(fold_of[document as usize])] += 1;
            }
            return;
        }
        for &word in words.indices() {
            for &document in self.documents_of(word as usize) {
                let seen = &mut last_seen[document as usize];
                // No branch, since the processor would mispredict every second one.
                let new = u32::from(*seen != feature as u32);
                *seen = feature as u32;
                counts[usize::from(fold_of[document as usize])] += new;
            }
            let folds = &counts[..counts.len() - 1];
            if folds.iter().all(|&count| count >= exact) {
                return;
            }
        }
    }
}

/// The fold of each document, or the number of folds for a document outside of all. A byte holds
/// it, since there are at most [`MAX_FOLDS`](crate::train::folds::assign::MAX_FOLDS) folds.
fn fold_of(folds: &[&[usize]], documents: usize) -> Vec<u8> {
    let mut fold_of = vec![folds.len() as u8; documents];
    for (fold, rows) in folds.iter().enumerate() {
        for &row in *rows {
            fold_of[row] = fold as u8;
        }
    }
    fold_of
}

#[cfg(test)]
mod tests {
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
    use crate::train::counts::matrix::TrainingMatrix;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// By the definition: a set of documents for each feature.
        #[test]
        fn equals_sets_of_documents(
            texts in prop::collection::vec("[ابتحد]{1,3}( [ابتحد]{1,7}){0,6}", 1..12),
            folds in prop::collection::vec(0usize..3, 12),
            exact_below in 0u32..5,
        ) {
            let mut counts = CorpusCounts::default();
            for (id, text) in texts.iter().enumerate() {
                let (id, text) = (id.to_string(), text.clone());
                counts.add_or_none(&Document { id, text, ..Document::default() });
            }
            let corpus = counts.finish();
            let data = TrainingMatrix::new(FactorisedMatrix::build(&corpus, &FeatureSettings::default()));
            let rows = |fold| (0..data.documents()).filter(|&row| folds[row] == fold).collect::<Vec<_>>();
            let (first, second) = (rows(0), rows(1));
            let found = data.frequencies_by_fold(&[&first, &second], u32::MAX);
            let capped = data.frequencies_by_fold(&[&first, &second], exact_below);
            for ((rows, found), capped) in [first, second].iter().zip(found).zip(capped) {
                let mut documents = vec![BTreeSet::new(); data.features()];
                for &row in rows {
                    for (word, _) in data.document(row) {
                        for &feature in data.matrix.words.outer_view(word).unwrap().indices() {
                            documents[feature as usize].insert(row);
                        }
                    }
                }
                let expected: Vec<u32> = documents.iter().map(|set| set.len() as u32).collect();
                for (&capped, &exact) in capped.iter().zip(&expected) {
                    prop_assert_eq!(capped.min(exact_below), exact.min(exact_below));
                }
                prop_assert_eq!(found, expected);
            }
        }
    }
}
