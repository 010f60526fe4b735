//! Real weights go in, 16-bit whole weights come out: small on disk, and exact in every sum, so
//! that each way of adding them up gives the same score.

use super::{LinearWeights, TrainingMatrix};
use rayon::prelude::*;
use std::ops::AddAssign;

/// 16-bit weights, feature × column, with one scale for each column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuantisedWeights {
    /// Feature-major: the weights of feature `f` are `values[f * columns..][..columns]`.
    pub values: Vec<i16>,
    /// What one unit of each column stands for, in the unit of the score.
    pub scales: Vec<f64>,
}

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

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.scales.len()
    }

    /// The weights of one feature, one per column.
    pub fn row(&self, feature: usize) -> &[i16] {
        let columns = self.columns();
        self.values
            .get(feature * columns..(feature + 1) * columns)
            .unwrap_or(&[])
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
    pub(super) fn add_word<S: Sum>(&self, data: &TrainingMatrix, word: usize, sums: &mut [S]) {
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
pub(super) trait Sum:
    Copy + Default + Send + Sync + AddAssign + From<i16> + Into<i64>
{
}

impl<S: Copy + Default + Send + Sync + AddAssign + From<i16> + Into<i64>> Sum for S {}

/// Makes `rows` word type × column, each row what `fill` makes of what was there: zeros where nothing was.
pub(super) fn fill_word_rows<S: Sum>(
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

/// What one unit of each column stands for, if no weight of it exceeds the given one.
pub(super) fn steps(largest: &[f64]) -> Vec<f64> {
    let step = |&largest: &f64| match largest > 0.0 {
        true => largest / f64::from(i16::MAX),
        false => 1.0,
    };
    largest.iter().map(step).collect()
}

/// Weights in steps, each rounded to the nearest.
pub(super) fn quantised(row: &[f64], steps: &[f64]) -> impl Iterator<Item = i16> {
    row.iter()
        .zip(steps)
        .map(|(weight, step)| nearest(weight / step))
}

/// The nearest whole number, halves away from zero. [`f64::round`] is a call into the mathematical
/// library where the processor may be any of its family.
fn nearest(value: f64) -> i16 {
    (value + 0.5f64.copysign(value)) as i16
}
