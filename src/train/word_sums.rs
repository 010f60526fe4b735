//! Sums of whole-number weights: of the features of each word type first, then of the words of each
//! document. A word's features are looked up once, however many documents it is in.

use super::counts::matrix::TrainingMatrix;
use super::training_set::TrainingSet;
use crate::features::FactorisedMatrix;
use crate::linear::QuantisedWeights;
use rayon::prelude::*;
use std::ops::AddAssign;

/// A number that 16-bit weights are summed in.
pub(crate) trait Sum:
    Copy + Default + Send + Sync + AddAssign + From<i16> + Into<i64>
{
}

impl<S: Copy + Default + Send + Sync + AddAssign + From<i16> + Into<i64>> Sum for S {}

impl QuantisedWeights {
    /// The sum of the weights of each word type's features: word type × column.
    pub fn word_rows(&self, data: &TrainingMatrix) -> Vec<i64> {
        let mut sums = Vec::new();
        fill_word_sums(data, self.columns(), &mut sums, |word, sums| {
            self.add_word(data, word, sums);
        });
        sums
    }

    /// Adds the weights of a word type's features.
    pub(crate) fn add_word<S: Sum>(&self, data: &TrainingMatrix, word: usize, sums: &mut [S]) {
        let Some(features) = data.matrix.words.outer_view(word) else {
            return;
        };
        for (feature, &times) in features.iter() {
            for _ in 0..times {
                for (sum, &weight) in sums.iter_mut().zip(self.row(feature)) {
                    *sum += S::from(weight);
                }
            }
        }
    }
}

impl TrainingSet<'_> {
    /// For each of the given documents, which are rows of the corpus, the sum of its weights by
    /// column, and its length in units of 1/1024 features.
    pub fn sums(&self, weights: &QuantisedWeights, rows: &[usize]) -> Vec<(Vec<i64>, u64)> {
        let word_sums = weights.word_rows(&self.data);
        document_sums(&self.data, rows, weights.columns(), &word_sums)
    }
}

/// Fills `sums`, word type × column, where `fill` sets or adds to the row of a word type. Rows that
/// `sums` has from before stay for `fill` to overwrite; new ones are 0.
pub(crate) fn fill_word_sums<S: Sum>(
    data: &TrainingMatrix,
    columns: usize,
    sums: &mut Vec<S>,
    fill: impl Fn(usize, &mut [S]) + Sync,
) {
    sums.resize(data.matrix.words.rows() * columns, S::default());
    sums.par_chunks_mut(columns.max(1))
        .enumerate()
        .with_min_len(256)
        .for_each(|(word, sums)| fill(word, sums));
}

/// For each of the given documents the sum by column over its words, each as often as it counts,
/// and the document's length in units of 1/1024 features.
pub(crate) fn document_sums<S: Sum>(
    data: &TrainingMatrix,
    rows: &[usize],
    columns: usize,
    word_sums: &[S],
) -> Vec<(Vec<i64>, u64)> {
    let arch = pulp::Arch::new();
    let matrix = &data.matrix;
    rows.par_iter()
        .map(|&row| {
            arch.dispatch(DocumentSum {
                matrix,
                row,
                columns,
                word_sums,
            })
        })
        .collect()
}

/// The sum over one document: its columns vectorise.
struct DocumentSum<'a, S> {
    matrix: &'a FactorisedMatrix,
    row: usize,
    columns: usize,
    word_sums: &'a [S],
}

impl<S: Sum> pulp::WithSimd for DocumentSum<'_, S> {
    type Output = (Vec<i64>, u64);

    // `pulp` compiles this for the processor's widest registers, but only where it is inlined into
    // its caller.
    #[inline(always)]
    fn with_simd<R: pulp::Simd>(self, _registers: R) -> Self::Output {
        let Self {
            matrix,
            row,
            columns,
            word_sums,
        } = self;
        let (mut sums, mut length) = (vec![0i64; columns], 0);
        let range = matrix.documents.indptr().outer_inds_sz(row);
        let counts = matrix.documents.data()[range.clone()].iter();
        for (&word, &count) in matrix.documents.indices()[range].iter().zip(counts) {
            let (word, units) = (word as usize, matrix.settings.transform.apply(count));
            length += units * u64::from(matrix.word_lengths[word]);
            let word = &word_sums[word * columns..(word + 1) * columns];
            for (sum, &weight) in sums.iter_mut().zip(word) {
                *sum += weight.into() * units as i64;
            }
        }
        (sums, length)
    }
}
