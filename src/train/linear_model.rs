//! The linear model of a learning method, before its scores are calibrated.

use super::naive_bayes::fit::LinearWeights;
use crate::linear::{DecisionRule, LengthNorm, Link, Posterior, QuantisedWeights};
use rayon::prelude::*;

/// Columns of whole-number weights, one or more for each topic.
pub(crate) struct LinearModel {
    /// Feature × column.
    pub(crate) weights: QuantisedWeights,
    /// Added to the log-odds of each column.
    pub(crate) bias: Vec<f64>,
    /// What the sums of each column are divided by.
    pub(crate) length_norms: Vec<LengthNorm>,
}

impl LinearModel {
    /// A model whose weights are all 0.
    pub(crate) fn zero(features: usize, columns: usize, length_norm: LengthNorm) -> Self {
        Self {
            weights: QuantisedWeights {
                values: vec![0; features * columns],
                scales: vec![1.0; columns],
            },
            bias: vec![0.0; columns],
            length_norms: vec![length_norm; columns],
        }
    }

    /// Rounds real weights, one column for each topic.
    pub(crate) fn rounded(linear: &LinearWeights, length_norm: LengthNorm) -> Self {
        Self {
            weights: QuantisedWeights::new(linear),
            bias: linear.bias.clone(),
            length_norms: vec![length_norm; linear.bias.len()],
        }
    }

    /// Sets the columns from `first` on.
    pub(crate) fn set_columns(&mut self, first: usize, weights: &QuantisedWeights, bias: &[f64]) {
        let (width, added) = (self.bias.len(), bias.len());
        self.bias[first..first + added].copy_from_slice(bias);
        self.weights.scales[first..first + added].copy_from_slice(&weights.scales);
        self.weights
            .values
            .par_chunks_exact_mut(width)
            .zip(weights.values.par_chunks_exact(added))
            .with_min_len(4096)
            .for_each(|(row, values)| row[first..first + added].copy_from_slice(values));
    }

    /// The decision rule without calibration: a topic with log-odds over 0 is given or, in an
    /// exclusive model, the topic with the largest log-odds.
    pub(crate) fn uncalibrated_rule(&self, topics: usize, exclusive: bool) -> DecisionRule {
        let link = match exclusive {
            true => Link::Softmax,
            false => Link::Sigmoid,
        };
        DecisionRule {
            scales: self.weights.scales.clone(),
            bias: self.bias.clone(),
            length_norms: self.length_norms.clone(),
            posterior: Posterior::LogOdds(link),
            thresholds: vec![0.5; topics],
        }
    }
}
