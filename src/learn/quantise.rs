//! Real weights go in, 16-bit whole weights come out: small on disk, and exact in every sum, so
//! that each way of adding them up gives the same score.

use super::{LinearWeights, TrainingMatrix};
use rayon::prelude::*;

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
        let mut largest = vec![0f64; columns];
        for row in weights.weights.chunks_exact(columns.max(1)) {
            for (largest, weight) in largest.iter_mut().zip(row) {
                *largest = largest.max(weight.abs());
            }
        }
        let scales: Vec<f64> = largest
            .into_iter()
            .map(|largest| {
                if largest > 0.0 {
                    largest / f64::from(i16::MAX)
                } else {
                    1.0
                }
            })
            .collect();
        let values = weights
            .weights
            .par_chunks_exact(columns.max(1))
            .flat_map_iter(|row| {
                let scales = &scales;
                row.iter()
                    .zip(scales)
                    .map(|(weight, scale)| (weight / scale).round() as i16)
            })
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
        let columns = self.columns();
        let mut rows = vec![0i64; data.matrix.words.rows() * columns];
        rows.par_chunks_mut(columns.max(1))
            .enumerate()
            .for_each(|(word, sums)| {
                let Some(features) = data.matrix.words.outer_view(word) else {
                    return;
                };
                for (feature, &times) in features.iter() {
                    for (sum, &weight) in sums.iter_mut().zip(self.row(feature)) {
                        *sum += i64::from(weight) * i64::from(times);
                    }
                }
            });
        rows
    }
}
