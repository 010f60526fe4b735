//! Weights over the features of a training matrix → whole-number weights, and their sums by word.

use super::counts::matrix::TrainingMatrix;
use super::naive_bayes::fit::LinearWeights;
use crate::linear::QuantisedWeights;
use crate::linear::weights::{quantised, steps};
use rayon::prelude::*;
use std::ops::AddAssign;

impl QuantisedWeights {
    /// Rounds weights to steps of the largest of their column / 32767.
    pub fn new(weights: &LinearWeights) -> Self {
        let columns = weights.bias.len();
        let scales = scales(&weights.weights, columns);
        let values = weights
            .weights
            .par_chunks_exact(columns.max(1))
            .flat_map_iter(|row| quantised(row, &scales))
            .collect();
        Self { values, scales }
    }

    /// The sum of the weights of each word type's features: word type × column.
    pub fn word_rows(&self, data: &TrainingMatrix) -> Vec<i64> {
        let mut rows = Vec::new();
        fill_word_rows(data, self.columns(), &mut rows, |word, sums| {
            self.add_word(data, word, sums);
        });
        rows
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

/// Features handled by one task.
const CHUNK: usize = 4096;

/// A number that weights are added up in.
pub(crate) trait Sum:
    Copy + Default + Send + Sync + AddAssign + From<i16> + Into<i64>
{
}

impl<S: Copy + Default + Send + Sync + AddAssign + From<i16> + Into<i64>> Sum for S {}

/// Makes `rows` word type × column, each row what `fill` makes of what was there: zeros where nothing was.
pub(crate) fn fill_word_rows<S: Sum>(
    data: &TrainingMatrix,
    columns: usize,
    rows: &mut Vec<S>,
    fill: impl Fn(usize, &mut [S]) + Sync,
) {
    rows.resize(data.matrix.words.rows() * columns, S::default());
    rows.par_chunks_mut(columns.max(1))
        .enumerate()
        .with_min_len(256)
        .for_each(|(word, sums)| fill(word, sums));
}

/// What one unit of each column stands for.
fn scales(weights: &[f64], columns: usize) -> Vec<f64> {
    let largest = |mut largest: Vec<f64>, row: &[f64]| {
        for (largest, weight) in largest.iter_mut().zip(row) {
            *largest = largest.max(weight.abs());
        }
        largest
    };
    let none = || vec![0f64; columns];
    let largest = weights
        .par_chunks_exact(columns.max(1))
        .with_min_len(CHUNK)
        .fold(none, largest)
        .reduce(none, |left, right| largest(left, &right));
    steps(&largest)
}
