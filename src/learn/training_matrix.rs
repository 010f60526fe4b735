//! A factorised matrix goes in, with it come out what is derived from it once and shared by all
//! folds: normalised counts, and both factors by their columns.

use super::class_counts::DOCUMENT_MASS;
use crate::features::{FactorisedMatrix, WORD_END, WORD_START, text_of};
use rayon::prelude::*;
use sprs::CsMatI;

/// What learning needs of a training matrix.
pub struct TrainingMatrix {
    /// `D` and `M`.
    pub matrix: FactorisedMatrix,
    /// `M` by feature: features × word types.
    pub by_feature: CsMatI<u32, u32, usize>,
    /// `D` by word type: in which documents each stands.
    pub(super) by_word: Lists,
    /// For each word type the feature that is the whole word, if it has one.
    whole: Vec<Option<u32>>,
    /// For each entry of `D`, the count of the word divided by the document's length, as a
    /// share of [`DOCUMENT_MASS`].
    masses: Vec<u64>,
}

/// Lists of ascending numbers, one after the other.
pub(super) struct Lists {
    starts: Vec<usize>,
    items: Vec<u32>,
}

impl Lists {
    /// One of the lists.
    pub(super) fn get(&self, list: usize) -> &[u32] {
        &self.items[self.starts[list]..self.starts[list + 1]]
    }
}

impl TrainingMatrix {
    /// Transposes `D` and `M`, and normalises `D`.
    pub fn new(matrix: FactorisedMatrix) -> Self {
        let ((by_feature, by_word), (masses, whole)) = rayon::join(
            || {
                rayon::join(
                    || matrix.words.transpose_view().to_csr(),
                    || documents_by_word(&matrix),
                )
            },
            || (document_masses(&matrix), whole_word_features(&matrix)),
        );
        Self {
            matrix,
            by_feature,
            by_word,
            whole,
            masses,
        }
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.matrix.documents.rows()
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.by_feature.rows()
    }

    /// The word types of a document, each with its share of [`DOCUMENT_MASS`].
    pub fn document(&self, row: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let range = self.matrix.documents.indptr().outer_inds_sz(row);
        let words = &self.matrix.documents.indices()[range.clone()];
        words
            .iter()
            .map(|&word| word as usize)
            .zip(self.masses[range].iter().copied())
    }

    /// The feature that is a whole word type: one of its own, or the n-gram with both boundary
    /// marks. None for a word that is shorter than the shortest n-gram.
    pub fn whole_word(&self, word: usize) -> Option<u32> {
        self.whole.get(word).copied().flatten()
    }

    /// For each feature whether it is a whole word.
    pub(super) fn are_whole_words(&self) -> Vec<bool> {
        let mut whole = vec![false; self.features()];
        for feature in self.whole.iter().flatten() {
            whole[*feature as usize] = true;
        }
        whole
    }

    /// Mass of each of some features in each class, from the masses of word types: feature ×
    /// class, as `masses` is word type × class.
    pub fn feature_masses(&self, masses: &[u64], width: usize, features: &[u32]) -> Vec<u64> {
        let mut sums = vec![0u64; features.len() * width];
        let add = |(sums, &feature): (&mut [u64], &u32)| {
            let Some(words) = self.by_feature.outer_view(feature as usize) else {
                return;
            };
            for (word, &times) in words.iter() {
                let masses = &masses[word * width..(word + 1) * width];
                for (sum, mass) in sums.iter_mut().zip(masses) {
                    *sum += mass * u64::from(times);
                }
            }
        };
        sums.par_chunks_exact_mut(width.max(1))
            .zip(features)
            .with_min_len(1024)
            .for_each(add);
        sums
    }
}

/// The share of [`DOCUMENT_MASS`] of each entry of `D`.
fn document_masses(matrix: &FactorisedMatrix) -> Vec<u64> {
    let transform = matrix.settings.transform;
    let lengths = matrix.document_lengths();
    let counts = matrix.documents.data();
    let mut masses = vec![0u64; counts.len()];
    let mut rest = masses.as_mut_slice();
    let mut rows = Vec::with_capacity(lengths.len());
    for (row, length) in lengths.into_iter().enumerate() {
        let range = matrix.documents.indptr().outer_inds_sz(row);
        let (own, others) = std::mem::take(&mut rest).split_at_mut(range.len());
        rest = others;
        rows.push((own, &counts[range], length.max(1)));
    }
    rows.into_par_iter().for_each(|(masses, counts, length)| {
        for (mass, &count) in masses.iter_mut().zip(counts) {
            *mass = share(transform.apply(count), length);
        }
    });
    masses
}

/// `units / length` of [`DOCUMENT_MASS`], rounded down.
fn share(units: u64, length: u64) -> u64 {
    // A division of 64 bits is several times as fast, and nearly every count is small.
    match units.checked_mul(DOCUMENT_MASS) {
        Some(product) => product / length,
        None => (u128::from(units) * u128::from(DOCUMENT_MASS) / u128::from(length)) as u64,
    }
}

fn documents_by_word(matrix: &FactorisedMatrix) -> Lists {
    let words = matrix.documents.indices();
    let mut starts = vec![0; matrix.words.rows() + 1];
    for &word in words {
        starts[word as usize + 1] += 1;
    }
    for word in 1..starts.len() {
        starts[word] += starts[word - 1];
    }
    let mut next = starts.clone();
    let mut items = vec![0; words.len()];
    for row in 0..matrix.documents.rows() {
        for &word in &words[matrix.documents.indptr().outer_inds_sz(row)] {
            let place = &mut next[word as usize];
            items[*place] = row as u32;
            *place += 1;
        }
    }
    Lists { starts, items }
}

fn whole_word_features(matrix: &FactorisedMatrix) -> Vec<Option<u32>> {
    let mut whole = vec![None; matrix.words.rows()];
    let ngrams = matrix.ngrams.len() as u32;
    for (&word, feature) in matrix.whole_words.iter().zip(ngrams..) {
        whole[word as usize] = Some(feature);
    }
    // A word that is covered by one n-gram has no feature of its own.
    whole
        .par_iter_mut()
        .zip(0..matrix.words.rows())
        .filter(|(whole, _)| whole.is_none())
        .for_each(|(whole, word)| {
            let features = matrix.words.outer_view(word);
            let features = features.iter().flat_map(|row| row.indices());
            *whole = features
                .copied()
                .find(|&feature| is_marked(matrix, feature));
        });
    whole
}

/// Whether an n-gram has both boundary marks.
fn is_marked(matrix: &FactorisedMatrix, feature: u32) -> bool {
    let Some(&key) = matrix.ngrams.get(feature as usize) else {
        return false;
    };
    let text = text_of(key);
    text.starts_with(WORD_START) && text.ends_with(WORD_END)
}
