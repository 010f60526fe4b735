//! Deals documents out to folds: each fold gets its share of every label set, and near-duplicates
//! go to the same fold.
//!
//! Within a label set, documents go to the folds in turn. They come sorted by digest, which is as
//! good as shuffled, so that folds do not depend on the order in which articles were read.

use crate::features::CountedCorpus;
use crate::features::near_duplicates::{Signature, group, signature};
use crate::parallel::StopFlag;
use crate::train::error::TrainError;
use rayon::prelude::*;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The most folds that can be asked for.
pub const MAX_FOLDS: usize = 100;

/// The near-duplicate group of each document: a number that reprints of one article share. Without
/// meaning once `stop` is set.
pub fn near_duplicate_groups(corpus: &CountedCorpus, stop: &StopFlag) -> Vec<u32> {
    let signatures = signatures(corpus);
    if stop.is_set() {
        return Vec::new();
    }
    group(&signatures)
}

/// The signature of each document's set of words.
pub(crate) fn signatures(corpus: &CountedCorpus) -> Vec<Signature> {
    let hashes: Vec<u64> = corpus
        .words
        .par_iter()
        .map(|word| xxh3_64(word.as_bytes()))
        .collect();
    corpus
        .documents
        .par_iter()
        .map(|document| {
            let words = document.words.iter();
            let hashes: Vec<u64> = words
                .filter_map(|&(word, _)| hashes.get(word as usize).copied())
                .collect();
            signature(&hashes)
        })
        .collect()
}

/// Deals the given rows out to `folds` folds. Returns the fold of each row, in the order of `rows`.
///
/// # Errors
/// [`TrainError::Folds`] unless `2 <= folds <=` [`MAX_FOLDS`] and there are as many rows.
pub fn assign_folds(
    corpus: &CountedCorpus,
    groups: &[u32],
    rows: &[usize],
    folds: usize,
) -> Result<Vec<usize>, TrainError> {
    let limit = MAX_FOLDS.min(rows.len());
    if folds < 2 || folds > limit {
        return Err(TrainError::Folds {
            given: folds,
            limit,
        });
    }
    // Group → indices in `rows`. The stratum of a group is the label set of its first member.
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, &row) in rows.iter().enumerate() {
        members.entry(groups[row]).or_default().push(index);
    }
    let mut strata: BTreeMap<Vec<&str>, Vec<&[usize]>> = BTreeMap::new();
    let mut by_first: Vec<&Vec<usize>> = members.values().collect();
    by_first.sort_unstable_by_key(|indices| indices[0]);
    for indices in by_first {
        let labels = &corpus.documents[rows[indices[0]]].labels;
        let stratum = labels.iter().map(String::as_str).collect();
        strata.entry(stratum).or_default().push(indices);
    }
    let mut assigned = vec![0; rows.len()];
    for (turn, indices) in strata.into_values().flatten().enumerate() {
        for &index in indices {
            assigned[index] = turn % folds;
        }
    }
    Ok(assigned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::CountedDocument;

    fn corpus(labels: &[&[&str]]) -> CountedCorpus {
        let documents = labels
            .iter()
            .enumerate()
            .map(|(number, labels)| CountedDocument {
                id: number.to_string(),
                digest: number as u128,
                labels: labels.iter().map(|label| (*label).to_owned()).collect(),
                ..CountedDocument::default()
            })
            .collect();
        CountedCorpus {
            settings: Default::default(),
            words: Vec::new(),
            documents,
            left_out: Default::default(),
            choice: None,
            repeats: Default::default(),
            field_names: Default::default(),
        }
    }

    #[test]
    fn every_fold_gets_its_share_of_every_stratum() {
        let labels: Vec<&[&str]> = (0..30).map(|n| [&["a"][..], &["b"], &[]][n % 3]).collect();
        let corpus = corpus(&labels);
        let groups: Vec<u32> = (0..30).collect();
        let rows: Vec<usize> = (0..30).collect();
        let folds = assign_folds(&corpus, &groups, &rows, 5).unwrap();
        for fold in 0..5 {
            for kind in 0..3 {
                let count = (0..30)
                    .filter(|&n| folds[n] == fold && n % 3 == kind)
                    .count();
                assert_eq!(count, 2, "fold {fold}, stratum {kind}");
            }
        }
    }

    #[test]
    fn near_duplicates_share_a_fold() {
        let corpus = corpus(&[&["a"], &["a"], &["b"], &["a"], &["b"], &[]]);
        let groups = [0, 1, 2, 0, 1, 5];
        let folds = assign_folds(&corpus, &groups, &[0, 1, 2, 3, 4, 5], 3).unwrap();
        assert_eq!(folds[0], folds[3]);
        assert_eq!(folds[1], folds[4]);
    }

    #[test]
    fn more_folds_than_documents_are_refused() {
        let corpus = corpus(&[&["a"], &["b"]]);
        let error = assign_folds(&corpus, &[0, 1], &[0, 1], 3).unwrap_err();
        assert_eq!(error, TrainError::Folds { given: 3, limit: 2 });
    }
}
