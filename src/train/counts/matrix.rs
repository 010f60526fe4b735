//! The factorised matrix with what is derived from it once and shared by all folds: both factors by
//! their columns, document lengths, and the features that are whole words.

use super::class_counts::DOCUMENT_MASS;
use crate::features::{FactorisedMatrix, WORD_END, WORD_START, text_of};
use rayon::prelude::*;
use sprs::CsMatI;

/// A factorised matrix, prepared for learning.
pub struct TrainingMatrix {
    /// `D`, documents × word types, and `M`, word types × features.
    pub(crate) matrix: FactorisedMatrix,
    /// `M` by feature: features × word types.
    pub(crate) by_feature: CsMatI<u32, u32, usize>,
    /// `D` by word type.
    by_word: Entries,
    /// For each word type the feature that is the whole word, if there is one.
    whole: Vec<Option<u32>>,
    /// For each feature whether it is a whole word.
    are_whole: Vec<bool>,
    /// For each document its number of features in units of 1/1024, at least 1 unit. Its counts
    /// are divided by this.
    lengths: Vec<u64>,
}

/// The entries of a matrix by column, rows ascending within each.
struct Entries {
    starts: Vec<usize>,
    rows: Vec<u32>,
    counts: Vec<u32>,
}

impl TrainingMatrix {
    /// Derives what learning needs.
    pub(crate) fn new(matrix: FactorisedMatrix) -> Self {
        let ((by_feature, by_word), (lengths, whole)) = rayon::join(
            || {
                rayon::join(
                    || matrix.words.transpose_view().to_csr(),
                    || entries_by_word(&matrix),
                )
            },
            || (matrix.document_lengths(), whole_word_features(&matrix)),
        );
        let mut are_whole = vec![false; by_feature.rows()];
        for feature in whole.iter().flatten() {
            are_whole[*feature as usize] = true;
        }
        Self {
            matrix,
            by_feature,
            by_word,
            whole,
            are_whole,
            lengths: lengths.into_iter().map(|length| length.max(1)).collect(),
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

    /// The word types of a document, each with its share of 2³⁶ units.
    pub fn document(&self, row: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let range = self.matrix.documents.indptr().outer_inds_sz(row);
        let words = &self.matrix.documents.indices()[range.clone()];
        let counts = &self.matrix.documents.data()[range];
        words
            .iter()
            .zip(counts)
            .map(move |(&word, &count)| (word as usize, self.mass(row, count)))
    }

    /// The documents of a word type, ascending.
    pub(crate) fn documents_of(&self, word: usize) -> &[u32] {
        &self.by_word.rows[self.by_word.starts[word]..self.by_word.starts[word + 1]]
    }

    /// The documents of a word type, each with the share of its 2³⁶ units.
    pub(crate) fn masses_of(&self, word: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let range = self.by_word.starts[word]..self.by_word.starts[word + 1];
        let rows = &self.by_word.rows[range.clone()];
        let counts = &self.by_word.counts[range];
        rows.iter()
            .zip(counts)
            .map(|(&row, &count)| (row as usize, self.mass(row as usize, count)))
    }

    /// The share of a document's mass that a word with this count has.
    fn mass(&self, row: usize, count: u32) -> u64 {
        let (units, length) = (
            self.matrix.settings.transform.apply(count),
            self.lengths[row],
        );
        // Nearly every count is small enough for a division of 64 bits, which is several times as
        // fast as one of 128 bits.
        match units.checked_mul(DOCUMENT_MASS) {
            Some(product) => product / length,
            None => (u128::from(units) * u128::from(DOCUMENT_MASS) / u128::from(length)) as u64,
        }
    }

    /// The feature that is the whole word: a whole-word feature, or the n-gram with both boundary
    /// marks. `None` for a word that is shorter than the shortest n-gram.
    pub fn whole_word(&self, word: usize) -> Option<u32> {
        self.whole.get(word).copied().flatten()
    }

    /// Whether a feature is a whole word.
    pub(crate) fn is_whole_word(&self, feature: usize) -> bool {
        self.are_whole.get(feature).copied().unwrap_or(false)
    }
}

fn entries_by_word(matrix: &FactorisedMatrix) -> Entries {
    let documents = &matrix.documents;
    let mut starts = vec![0; matrix.words.rows() + 1];
    for &word in documents.indices() {
        starts[word as usize + 1] += 1;
    }
    for word in 1..starts.len() {
        starts[word] += starts[word - 1];
    }
    let mut next = starts.clone();
    let (mut rows, mut counts) = (vec![0; documents.nnz()], vec![0; documents.nnz()]);
    for row in 0..documents.rows() {
        let range = documents.indptr().outer_inds_sz(row);
        let entries = documents.indices()[range.clone()].iter();
        for (&word, &count) in entries.zip(&documents.data()[range]) {
            let end = &mut next[word as usize];
            (rows[*end], counts[*end]) = (row as u32, count);
            *end += 1;
        }
    }
    Entries {
        starts,
        rows,
        counts,
    }
}

fn whole_word_features(matrix: &FactorisedMatrix) -> Vec<Option<u32>> {
    let mut whole = vec![None; matrix.words.rows()];
    let ngrams = matrix.ngrams.len() as u32;
    for (&word, feature) in matrix.whole_words.iter().zip(ngrams..) {
        whole[word as usize] = Some(feature);
    }
    // A word that one n-gram covers has no whole-word feature.
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
