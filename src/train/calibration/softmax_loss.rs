//! The loss that both softmax regressions minimise: the negative log-likelihood of one class per
//! document, plus an L2 penalty on the weights.
//!
//! The two differ in how weights and scores combine to one value per topic, which is a
//! [`Combination`]. Documents are handled in blocks of a fixed size, so that no sum depends on the
//! number of threads.

use crate::train::newton::Objective;
use ndarray::Array2;
use rayon::prelude::*;

/// Some documents in a row.
pub(super) struct Block {
    /// Document × input.
    pub(super) inputs: Array2<f64>,
    /// The topic of each document.
    pub(super) classes: Vec<usize>,
}

/// Probabilities, document × topic, block by block.
pub(super) type Probabilities = Vec<Array2<f64>>;

/// A linear function from the inputs of a document to one value for each topic.
pub(super) trait Combination: Sync {
    /// The values of some documents, document × topic.
    fn values(&self, inputs: &Array2<f64>, weights: &[f64]) -> Array2<f64>;

    /// The transposed function: each weight's sum of `values`, times what the weight multiplies.
    fn transposed(&self, inputs: &Array2<f64>, values: &Array2<f64>) -> Vec<f64>;

    /// The L2 penalty of the weight at this place.
    fn penalty(&self, place: usize) -> f64;

    /// The sum of the losses of the blocks and of half of each squared weight times its penalty.
    /// The order of the additions shows in the last bits, and each regression keeps its own, so
    /// that the same corpus keeps giving the same bytes.
    fn penalised(&self, weights: &[f64], losses: &[f64]) -> f64;

    /// Multiplies by the inverse of a matrix that is like the Hessian.
    fn preconditioner(
        &self,
        blocks: &[Block],
        probabilities: &Probabilities,
    ) -> impl Fn(&[f64]) -> Vec<f64>;
}

/// The loss of some documents.
pub(super) struct SoftmaxLoss<C> {
    pub(super) combination: C,
    pub(super) blocks: Vec<Block>,
}

impl<C: Combination> Objective for SoftmaxLoss<C> {
    type Point = Probabilities;

    fn evaluate(&self, weights: &[f64]) -> (Probabilities, f64) {
        let evaluate = |block: &Block| {
            let mut values = self.combination.values(&block.inputs, weights);
            let loss = softmax_rows(&mut values, &block.classes);
            (values, loss)
        };
        let blocks: Vec<(Array2<f64>, f64)> = self.blocks.par_iter().map(evaluate).collect();
        let (probabilities, losses): (Vec<_>, Vec<f64>) = blocks.into_iter().unzip();
        let loss = self.combination.penalised(weights, &losses);
        (probabilities, loss)
    }

    fn gradient(&self, probabilities: &Probabilities, weights: &[f64]) -> Vec<f64> {
        self.sum_transposed(probabilities, weights, |block, probabilities| {
            minus_truth(probabilities, &block.classes)
        })
    }

    fn hessian_vector_product(&self, probabilities: &Probabilities, vector: &[f64]) -> Vec<f64> {
        self.sum_transposed(probabilities, vector, |block, probabilities| {
            let values = self.combination.values(&block.inputs, vector);
            times_covariance(values, probabilities)
        })
    }

    fn preconditioner(&self, probabilities: &Probabilities) -> impl Fn(&[f64]) -> Vec<f64> {
        self.combination.preconditioner(&self.blocks, probabilities)
    }
}

impl<C: Combination> SoftmaxLoss<C> {
    /// The sum over all blocks of the transposed combination of what `values` makes of a block,
    /// plus the weights times their penalties.
    fn sum_transposed(
        &self,
        probabilities: &Probabilities,
        weights: &[f64],
        values: impl Fn(&Block, &Array2<f64>) -> Array2<f64> + Sync,
    ) -> Vec<f64> {
        let part = |(block, probabilities): (&Block, &Array2<f64>)| {
            let values = values(block, probabilities);
            self.combination.transposed(&block.inputs, &values)
        };
        let blocks = self.blocks.par_iter().zip(probabilities);
        let parts: Vec<Vec<f64>> = blocks.map(part).collect();
        let mut sums = vec![0.0; weights.len()];
        for part in parts {
            let pairs = sums.iter_mut().zip(part);
            pairs.for_each(|(sum, value)| *sum += value);
        }
        for (place, (sum, weight)) in sums.iter_mut().zip(weights).enumerate() {
            *sum += self.combination.penalty(place) * weight;
        }
        sums
    }
}

/// Replaces values, document × topic, by their softmax. Returns the negative log-likelihood of the
/// classes, which is finite for every finite input.
fn softmax_rows(values: &mut Array2<f64>, classes: &[usize]) -> f64 {
    let mut loss = 0.0;
    for (mut row, &class) in values.outer_iter_mut().zip(classes) {
        let largest = row.fold(f64::NEG_INFINITY, |largest, &value| largest.max(value));
        let own = row[class];
        row.mapv_inplace(|value| libm::exp(value - largest));
        let sum = row.sum();
        row /= sum;
        loss += largest + libm::log(sum) - own;
    }
    loss
}

/// Subtracts 1 from the probability of each document's class: the gradient of the negative
/// log-likelihood with respect to the values.
fn minus_truth(probabilities: &Array2<f64>, classes: &[usize]) -> Array2<f64> {
    let mut difference = probabilities.clone();
    for (mut row, &class) in difference.outer_iter_mut().zip(classes) {
        row[class] -= 1.0;
    }
    difference
}

/// Multiplies each row by `diag(p) − p·pᵀ`, the Hessian of the negative log-likelihood with
/// respect to the values of a document with probabilities `p`.
fn times_covariance(values: Array2<f64>, probabilities: &Array2<f64>) -> Array2<f64> {
    let mut product = values * probabilities;
    for (mut row, probabilities) in product.outer_iter_mut().zip(probabilities.outer_iter()) {
        let mean = row.sum();
        row.scaled_add(-mean, &probabilities);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_loss_is_finite_where_the_exponentials_overflow() {
        let mut values = array![[1500.0, 2300.0], [0.0, 0.0]];
        let loss = softmax_rows(&mut values, &[0, 1]);
        assert!((loss - (800.0 + 2f64.ln())).abs() < 1e-9, "{loss}");
        assert_eq!(values, array![[0.0, 1.0], [0.5, 0.5]]);
        assert_eq!(
            minus_truth(&values, &[0, 1]),
            array![[-1.0, 1.0], [0.5, -0.5]]
        );
    }

    #[test]
    fn the_covariance_is_the_written_matrix() {
        // p = (0.25, 0.75): diag(p) − p·pᵀ = 0.1875·[[1, −1], [−1, 1]].
        let product = times_covariance(array![[3.0, 1.0]], &array![[0.25, 0.75]]);
        assert_eq!(product, array![[0.375, -0.375]]);
    }
}
