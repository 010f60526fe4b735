//! A linear support vector machine per topic: the primal L2-regularised squared hinge loss,
//! minimised by Newton's method with conjugate gradients and a line search.
//!
//! - The Newton step on the active set is that of Keerthi and DeCoste (2005).
//! - Conjugate gradients that stop early, at a residual of a tenth of the gradient, are those of
//!   Lin, Weng and Keerthi (2008), without their trust region and without a preconditioner.
//! - The backtracking line search, which follows the scores and so needs no pass over the features,
//!   is that of Galli and Lin (2021).
//! - Starting each cost C from the weights of the cost below is after Chu, Ho, Tsai, Lin and Lin
//!   (2015).
//!
//! The loop is like the one of [`crate::train::newton`], but all topics go in step, so that one
//! pass over the matrix serves them all: each topic has a step length, a residual and an end of
//! its own. Weights are `f32` and updated in place, since they take hundreds of megabytes. With
//! these, no line of a common loop would be the same for both.

use super::columns::{PerTopic, add_scaled, dot, norms, scale_and_add};
use super::design_matrix::Design;
use super::squared_hinge::{Scores, SquaredHinge, Weights, scale};
use crate::parallel::StopFlag;
use crate::train::newton::Stopping;
use rayon::prelude::*;

/// Good enough for scores that are calibrated afterwards.
pub(super) const STOPPING: Stopping = Stopping {
    newton_steps: 20,
    cg_iterations: 12,
    gradient_share: 0.003,
};

/// Conjugate gradients stop for a topic when the squared norm of its residual is this share of the
/// gradient's.
const RESIDUAL_SHARE: f64 = 0.01;
/// The line search wants this share of the decrease that the slope promises (Armijo's rule).
const SUFFICIENT_DECREASE: f64 = 1e-3;
/// A loss that is higher by this share counts as equal: scores are rounded to `f32`.
const ROUNDING: f64 = 1e-6;
/// Times that the line search halves a step at most.
const HALVINGS: usize = 12;

/// Weights of linear support vector machines, on the scale of the design matrix.
#[derive(Debug, Clone)]
pub(super) struct SvmWeights {
    /// `w`, feature × topic.
    pub(super) weights: Vec<f32>,
    /// Per topic.
    pub(super) bias: Vec<f32>,
}

/// Weights that go from one cost to the next: each fit begins where the last one ended.
pub(super) struct Solver<'a> {
    problem: SquaredHinge<'a>,
    topics: usize,
    weights: Weights,
    /// Under those weights.
    scores: Scores,
    /// Norm of each column's gradient at no weights and cost 1.
    first_norms: PerTopic,
}

impl<'a> Solver<'a> {
    /// Begins with no weights; the arguments are those of [`SquaredHinge::new`].
    pub(super) fn new(
        design: &'a Design,
        truth: &[bool],
        topics: usize,
        importance: &'a [f64],
        ratios: Option<Vec<f32>>,
    ) -> Self {
        let mut problem = SquaredHinge::new(design, truth, topics, importance, ratios);
        let width = problem.width;
        let weights = vec![0.0; (design.features() + 1) * width];
        let scores = vec![0.0; design.rows() * width];
        let gradient = problem.gradient(&weights, &scores);
        Self {
            first_norms: norms(&gradient, width),
            problem,
            topics,
            weights,
            scores,
        }
    }

    /// Fits at a cost: C, the weight of a document's loss against the squared weights. The
    /// gradient that is small enough is a share of the one at no weights and the same cost. Ends early,
    /// with weights that are of no use, once `stop` is set.
    pub(super) fn fit(&mut self, cost: f64, stopping: Stopping, stop: &StopFlag) -> SvmWeights {
        let width = self.problem.width;
        self.problem.cost = cost;
        for _ in 0..stopping.newton_steps {
            let gradient = self.problem.gradient(&self.weights, &self.scores);
            let norms = norms(&gradient, width);
            let enough = |topic: usize| stopping.gradient_share * cost * self.first_norms[topic];
            let unsolved: Vec<bool> = (0..width)
                .map(|topic| norms[topic] > enough(topic))
                .collect();
            if !unsolved.contains(&true) || stop.is_set() {
                break;
            }
            let (step, score_change) =
                self.conjugate_gradients(&gradient, unsolved, stopping.cg_iterations, stop);
            let lengths = self.line_search(&gradient, &step, &score_change);
            add_scaled(&mut self.weights, &step, &lengths);
            add_scaled(&mut self.scores, &score_change, &lengths);
        }
        self.svm_weights()
    }

    /// Solves `H·step = -gradient` roughly for every topic that is still unsolved. Returns the
    /// step, and how it changes the scores.
    fn conjugate_gradients(
        &mut self,
        gradient: &[f32],
        mut unsolved: Vec<bool>,
        iterations: usize,
        stop: &StopFlag,
    ) -> (Weights, Scores) {
        let width = self.problem.width;
        let curvatures = self.problem.curvatures(&self.scores);
        let mut step: Weights = vec![0.0; gradient.len()];
        let mut score_change = vec![0f32; self.scores.len()];
        let mut residual: Weights = gradient.par_iter().map(|value| -value).collect();
        let mut direction = residual.clone();
        let mut square = dot(&residual, &residual, width);
        let first_square = square.clone();
        let mut product = Weights::new();
        for _ in 0..iterations {
            let change = self
                .problem
                .hessian_vector_product(&curvatures, &direction, &mut product);
            let curvature = dot(&direction, &product, width);
            let length = |topic: usize| {
                if unsolved[topic] && curvature[topic] > 0.0 {
                    square[topic] / curvature[topic]
                } else {
                    0.0
                }
            };
            let lengths: PerTopic = (0..width).map(length).collect();
            add_scaled(&mut step, &direction, &lengths);
            add_scaled(&mut score_change, &change, &lengths);
            let back: PerTopic = lengths.iter().map(|length| -length).collect();
            add_scaled(&mut residual, &product, &back);
            let next = dot(&residual, &residual, width);
            for topic in 0..width {
                unsolved[topic] &= next[topic] > RESIDUAL_SHARE * first_square[topic];
            }
            if !unsolved.contains(&true) || stop.is_set() {
                break;
            }
            let ratios: PerTopic = (0..width)
                .map(|topic| next[topic] / square[topic].max(f64::MIN_POSITIVE))
                .collect();
            scale_and_add(&mut direction, &residual, &ratios);
            square = next;
        }
        (step, score_change)
    }

    /// For each topic the first of 1, 1/2, 1/4 … that lowers its loss enough; 0 if none does.
    fn line_search(&self, gradient: &[f32], step: &[f32], score_change: &[f32]) -> PerTopic {
        let width = self.problem.width;
        let slopes = dot(gradient, step, width);
        let losses = self
            .problem
            .losses_along((&self.weights, &self.scores), (step, score_change));
        let before = losses(&vec![0.0; width]);
        let mut lengths = vec![1.0; width];
        for _ in 0..HALVINGS {
            let after = losses(&lengths);
            let is_enough = |t: usize| {
                after[t]
                    <= before[t]
                        + SUFFICIENT_DECREASE * lengths[t] * slopes[t]
                        + ROUNDING * before[t]
            };
            let failed: Vec<usize> = (0..width).filter(|&t| !is_enough(t)).collect();
            if failed.is_empty() {
                return lengths;
            }
            failed.into_iter().for_each(|t| lengths[t] *= 0.5);
        }
        let after = losses(&lengths);
        (0..width)
            .map(|t| {
                if after[t] <= before[t] {
                    lengths[t]
                } else {
                    0.0
                }
            })
            .collect()
    }

    /// The weights without the padding columns.
    fn svm_weights(&self) -> SvmWeights {
        let (width, topics) = (self.problem.width, self.topics);
        let narrow = |values: &[f32]| -> Vec<f32> {
            let rows = values.chunks_exact(width);
            rows.flat_map(|row| &row[..topics]).copied().collect()
        };
        let mut scaled = self.weights.clone();
        scale(&mut scaled, self.problem.ratios.as_ref());
        let (weights, bias) = scaled.split_at(scaled.len() - width);
        SvmWeights {
            weights: narrow(weights),
            bias: narrow(bias),
        }
    }
}

#[cfg(test)]
mod tests;
