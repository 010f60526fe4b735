//! Documents go in, a fold for each comes out: stratified by label set, near-duplicates together.
//!
//! Folds depend on the documents alone, not on their order: documents come sorted by digest,
//! which is as good as shuffled, and are dealt out in turn within each stratum.

use crate::features::CountedCorpus;
use crate::features::near_duplicates::Signature;
use crate::features::near_duplicates::group;
use crate::features::near_duplicates::signature;
use crate::train::error::LearnError;
use rayon::prelude::*;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The most folds that can be asked for.
pub const MAX_FOLDS: usize = 100;

/// Near-duplicate groups of a corpus: a number per document, equal for reprints of one article.
pub fn near_duplicate_groups(corpus: &CountedCorpus) -> Vec<u32> {
    group(&signatures(corpus))
}

/// A signature of each document's set of words.
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

/// Deals the given rows out to `folds` folds. Returns a fold for each of `rows`, in their order.
///
/// # Errors
/// [`LearnError::Folds`] unless `2 <= folds <=` [`MAX_FOLDS`] and there are as many rows.
pub fn assign_folds(
    corpus: &CountedCorpus,
    groups: &[u32],
    rows: &[usize],
    folds: usize,
) -> Result<Vec<usize>, LearnError> {
    let limit = MAX_FOLDS.min(rows.len());
    if folds < 2 || folds > limit {
        return Err(LearnError::Folds {
            given: folds,
            limit,
        });
    }
    // Group → its places in `rows`; the stratum of a group is the label set of its first member.
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, &row) in rows.iter().enumerate() {
        members.entry(groups[row]).or_default().push(place);
    }
    let mut strata: BTreeMap<Vec<&str>, Vec<&[usize]>> = BTreeMap::new();
    let mut by_first: Vec<&Vec<usize>> = members.values().collect();
    by_first.sort_unstable_by_key(|places| places[0]);
    for places in by_first {
        let labels = &corpus.documents[rows[places[0]]].labels;
        let stratum = labels.iter().map(String::as_str).collect();
        strata.entry(stratum).or_default().push(places);
    }
    let mut assigned = vec![0; rows.len()];
    for (turn, places) in strata.into_values().flatten().enumerate() {
        for &place in places {
            assigned[place] = turn % folds;
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
            words: Vec::new(),
            documents,
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
        assert_eq!(error, LearnError::Folds { given: 3, limit: 2 });
    }
}
