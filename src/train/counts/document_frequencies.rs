//! Rows in parts go in; in how many documents of each part each feature occurs comes out.
//!
//! A feature stands in the documents of its words, so the lists of those are united, feature by
//! feature. One feature's marks fit into the nearest cache, where the marks of all features for
//! one document do not.

use super::matrix::TrainingMatrix;
use rayon::prelude::*;

/// Features handled by one task.
const CHUNK: usize = 512;

impl TrainingMatrix {
    /// In how many of the given documents each feature occurs.
    pub fn document_frequencies(&self, rows: &[usize]) -> Vec<u32> {
        let mut frequencies = self.frequencies_by_part(&[rows], u32::MAX);
        frequencies.pop().unwrap_or_default()
    }

    /// In how many of the documents of each part each feature occurs: part × feature. No document
    /// is in two parts.
    ///
    /// A feature that has `enough` documents in every part is not counted to the end: only numbers
    /// under `enough` are exact then. Frequent features take nearly all of the time.
    pub(crate) fn frequencies_by_part(&self, parts: &[&[usize]], enough: u32) -> Vec<Vec<u32>> {
        let (features, width) = (self.features(), parts.len());
        let part_of = part_of(parts, self.documents());
        // By feature first, and one more for documents that are in no part.
        let mut counts = vec![0u32; features * (width + 1)];
        counts
            .par_chunks_mut(CHUNK * (width + 1))
            .enumerate()
            .with_max_len(16)
            .for_each_init(
                || vec![u32::MAX; self.documents()],
                |last_seen, (chunk, counts)| {
                    for (place, counts) in counts.chunks_exact_mut(width + 1).enumerate() {
                        let feature = chunk * CHUNK + place;
                        self.unite(feature, &part_of, last_seen, counts, enough);
                    }
                },
            );
        let part = |part: usize| counts.iter().skip(part).step_by(width + 1).copied();
        let parts = (0..width).into_par_iter();
        parts.map(|number| part(number).collect()).collect()
    }

    /// Counts the documents of a feature's words by their part.
    fn unite(
        &self,
        feature: usize,
        part_of: &[u8],
        last_seen: &mut [u32],
        counts: &mut [u32],
        enough: u32,
    ) {
        let Some(words) = self.by_feature.outer_view(feature) else {
            return;
        };
        if let [word] = words.indices() {
            for &document in self.documents_of(*word as usize) {
                counts[usize::from(part_of[document as usize])] += 1;
            }
            return;
        }
        for &word in words.indices() {
            for &document in self.documents_of(word as usize) {
                let seen = &mut last_seen[document as usize];
                // Without a branch, which would go wrong half of the time.
                let new = u32::from(*seen != feature as u32);
                *seen = feature as u32;
                counts[usize::from(part_of[document as usize])] += new;
            }
            let parts = &counts[..counts.len() - 1];
            if parts.iter().all(|&count| count >= enough) {
                return;
            }
        }
    }
}

/// The part of each document, or the number of parts for none. At most
/// [`MAX_FOLDS`](crate::train::folds::assign::MAX_FOLDS) parts are ever made, so a byte holds it.
fn part_of(parts: &[&[usize]], documents: usize) -> Vec<u8> {
    let mut part_of = vec![parts.len() as u8; documents];
    for (part, rows) in parts.iter().enumerate() {
        for &row in *rows {
            part_of[row] = part as u8;
        }
    }
    part_of
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
            parts in prop::collection::vec(0usize..3, 12),
            enough in 0u32..5,
        ) {
            let mut counts = CorpusCounts::default();
            for (id, text) in texts.iter().enumerate() {
                let (id, text) = (id.to_string(), text.clone());
                counts.add(&Document { id, text, ..Document::default() });
            }
            let corpus = counts.finish();
            let data = TrainingMatrix::new(FactorisedMatrix::build(&corpus, &FeatureSettings::default()));
            let rows = |part| (0..data.documents()).filter(|&row| parts[row] == part).collect::<Vec<_>>();
            let (first, second) = (rows(0), rows(1));
            let found = data.frequencies_by_part(&[&first, &second], u32::MAX);
            let hurried = data.frequencies_by_part(&[&first, &second], enough);
            for ((rows, found), hurried) in [first, second].iter().zip(found).zip(hurried) {
                let mut documents = vec![BTreeSet::new(); data.features()];
                for &row in rows {
                    for (word, _) in data.document(row) {
                        for &feature in data.matrix.words.outer_view(word).unwrap().indices() {
                            documents[feature as usize].insert(row);
                        }
                    }
                }
                let expected: Vec<u32> = documents.iter().map(|set| set.len() as u32).collect();
                for (&hurried, &exact) in hurried.iter().zip(&expected) {
                    prop_assert_eq!(hurried.min(enough), exact.min(enough));
                }
                prop_assert_eq!(found, expected);
            }
        }
    }
}
