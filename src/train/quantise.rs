//! Rounds real weights to 16-bit whole numbers.

use super::naive_bayes::fit::LinearWeights;
use crate::linear::QuantisedWeights;
use crate::linear::weights::{quantised, steps};
use rayon::prelude::*;

/// Features handled by one task.
const CHUNK: usize = 4096;

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
