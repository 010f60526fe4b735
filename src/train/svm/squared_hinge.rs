//! What the solver minimises: for each topic `½‖w‖² + Σᵢ Cᵢ·max(0, 1 − yᵢ·(w·xᵢ))²`, with the bias
//! as one more weight (as liblinear's `-B 1`), its gradient and the products with its generalised
//! Hessian `I + 2·Xᵀ·D·X`, where `Dᵢᵢ` is `Cᵢ` in the active set and 0 outside of it (Keerthi and
//! DeCoste 2005; liblinear's `l2r_l2_svc_fun`).
//!
//! An article is in a topic's active set while its margin `yᵢ·(w·xᵢ)` is below 1.

use super::columns::{PerTopic, dot};
use super::design_matrix::{Buffers, Design};
use super::sparse_rows::LANES;
use rayon::prelude::*;

/// Weights, feature × column, then the biases as one more row.
pub(super) type Weights = Vec<f32>;

/// Scores `X·w`, document × column.
pub(super) type Scores = Vec<f32>;

/// The losses of all topics on some documents.
pub(super) struct SquaredHinge<'a> {
    design: &'a Design,
    /// `y`, document × column: 1 for an article of the topic, -1 for another one, and 0 in a
    /// column that only fills the width: its loss is constant, so its weights stay 0.
    signs: Vec<f32>,
    /// Per document.
    importance: &'a [f64],
    /// C of a document of importance 1.
    pub(super) cost: f64,
    /// Columns: the topics, filled up to whole lanes.
    pub(super) width: usize,
    /// What the features of each column, and then the biases, are multiplied by.
    pub(super) ratios: Option<Vec<f32>>,
    buffers: Buffers,
    /// Room for weights times ratios.
    scaled: Weights,
}

/// Columns of the solver for so many topics.
pub(super) fn width(topics: usize) -> usize {
    topics.next_multiple_of(LANES)
}

/// Multiplies by the ratios, if there are any.
pub(super) fn scale(values: &mut [f32], ratios: Option<&Vec<f32>>) {
    if let Some(ratios) = ratios {
        let pairs = values.par_iter_mut().zip(ratios);
        pairs.for_each(|(value, ratio)| *value *= ratio);
    }
}

impl<'a> SquaredHinge<'a> {
    /// The losses at cost 1. `truth` is document × topic; `importance` has the share of C that
    /// each document's loss gets; features are multiplied by `ratios`, if there are any.
    pub(super) fn new(
        design: &'a Design,
        truth: &[bool],
        topics: usize,
        importance: &'a [f64],
        ratios: Option<Vec<f32>>,
    ) -> Self {
        let width = width(topics);
        let sign = |(truth, column)| match (column < topics, truth) {
            (false, _) => 0.0,
            (true, true) => 1.0,
            (true, false) => -1.0,
        };
        let signs = truth.chunks_exact(topics).flat_map(|row| {
            let padded = row.iter().copied().chain(std::iter::repeat(false));
            padded.zip(0..width).map(sign)
        });
        Self {
            design,
            signs: signs.collect(),
            importance,
            cost: 1.0,
            width,
            ratios,
            buffers: Buffers::default(),
            scaled: Weights::new(),
        }
    }

    /// `Cᵢ` of the document that a place of the scores belongs to.
    fn cost(&self, place: usize) -> f64 {
        self.cost * self.importance[place / self.width]
    }

    /// `X·w`, the bias included.
    pub(super) fn scores(&mut self, weights: &[f32]) -> Scores {
        self.scaled.clear();
        self.scaled.extend_from_slice(weights);
        scale(&mut self.scaled, self.ratios.as_ref());
        let (weights, bias) = self.scaled.split_at(weights.len() - self.width);
        let mut scores = self.design.times(weights, self.width, &mut self.buffers);
        for row in scores.chunks_exact_mut(self.width) {
            let pairs = row.iter_mut().zip(bias);
            pairs.for_each(|(score, bias)| *score += bias);
        }
        scores
    }

    /// Makes `weights` the product `Xᵀ·r`, the bias included, for one number of each score.
    fn transposed_times(&mut self, residuals: &[f32], weights: &mut Weights) {
        let width = self.width;
        self.design
            .transposed_times(residuals, width, &mut self.buffers, weights);
        let mut bias = vec![0f64; width];
        for row in residuals.chunks_exact(width) {
            let pairs = bias.iter_mut().zip(row);
            pairs.for_each(|(sum, &value)| *sum += f64::from(value));
        }
        weights.extend(bias.into_iter().map(|sum| sum as f32));
        scale(weights, self.ratios.as_ref());
    }

    /// `w − 2·Xᵀ·D·(y − X·w)` over the active set.
    pub(super) fn gradient(&mut self, weights: &[f32], scores: &[f32]) -> Weights {
        let slope = |(place, &score): (usize, &f32)| {
            let sign = self.signs[place];
            let slack = 1.0 - sign * score;
            if slack > 0.0 {
                -2.0 * self.cost(place) as f32 * sign * slack
            } else {
                0.0
            }
        };
        let slopes: Vec<f32> = scores.iter().enumerate().map(slope).collect();
        let mut gradient = Weights::new();
        self.transposed_times(&slopes, &mut gradient);
        let pairs = gradient.par_iter_mut().zip(weights);
        pairs.for_each(|(gradient, weight)| *gradient += weight);
        gradient
    }

    /// The diagonal of `2·D` for each topic: `2·Cᵢ` in its active set, else 0.
    pub(super) fn curvatures(&self, scores: &[f32]) -> Scores {
        let curvature = |(place, &score): (usize, &f32)| {
            if self.signs[place] * score < 1.0 {
                2.0 * self.cost(place) as f32
            } else {
                0.0
            }
        };
        scores.iter().enumerate().map(curvature).collect()
    }

    /// Makes `product` the Hessian times a direction. Returns `X·direction`: the scores change by
    /// as much as the weights go along the direction.
    pub(super) fn hessian_vector_product(
        &mut self,
        curvatures: &[f32],
        direction: &[f32],
        product: &mut Weights,
    ) -> Scores {
        let change = self.scores(direction);
        let weighted: Vec<f32> = change.iter().zip(curvatures).map(|(a, b)| a * b).collect();
        self.transposed_times(&weighted, product);
        let pairs = product.par_iter_mut().zip(direction);
        pairs.for_each(|(product, value)| *product += value);
        change
    }

    /// The loss of each topic at `w + length·step`, where the scores are
    /// `scores + length·score_change`, as a function of the lengths. It costs a pass over the
    /// scores and none over the features (Galli and Lin 2021; liblinear's `linesearch_and_update`).
    pub(super) fn losses_along<'s>(
        &'s self,
        (weights, scores): (&[f32], &'s [f32]),
        (step, score_change): (&[f32], &'s [f32]),
    ) -> impl Fn(&[f64]) -> PerTopic + 's {
        let width = self.width;
        let own = dot(weights, weights, width);
        let cross = dot(weights, step, width);
        let squared = dot(step, step, width);
        move |lengths| {
            let hinge = self.hinge(scores, score_change, lengths);
            let loss = |t: usize| {
                let length = lengths[t];
                0.5 * (own[t] + 2.0 * length * cross[t] + length * length * squared[t]) + hinge[t]
            };
            (0..width).map(loss).collect()
        }
    }

    /// The squared hinge loss of each topic at `scores + length·score_change`.
    fn hinge(&self, scores: &[f32], score_change: &[f32], lengths: &[f64]) -> PerTopic {
        let mut sums = vec![0f64; self.width];
        for (place, (score, change)) in scores.iter().zip(score_change).enumerate() {
            let topic = place % self.width;
            let score = f64::from(*score) + lengths[topic] * f64::from(*change);
            let slack = (1.0 - f64::from(self.signs[place]) * score).max(0.0);
            sums[topic] += self.cost(place) * slack * slack;
        }
        sums
    }
}
