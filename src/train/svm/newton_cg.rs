//! A design matrix and labels go in, the weights of one linear support vector machine per topic
//! come out.
//!
//! L2-regularised squared hinge loss, minimised by a truncated Newton method: conjugate gradients
//! on the active articles, then a line search (Keerthi and DeCoste 2005; Lin, Weng, Keerthi 2008).
//! All topics go in step, so that one pass over the matrix serves them all. Sums over features
//! are taken in chunks of fixed size, so that no result depends on the number of threads.

use super::csr::LANES;
use super::design_matrix::{Buffers, Design};
use rayon::prelude::*;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Newton steps at most.
    pub steps: usize,
    /// Conjugate gradient iterations in a step at most.
    pub inner: usize,
    /// Stop when every topic's gradient is this share of the first one.
    pub tolerance: f64,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            steps: 20,
            inner: 12,
            tolerance: 0.003,
        }
    }
}

/// Feature × topic weights and a bias per topic, on the scale of the design matrix.
#[derive(Debug, Clone)]
pub struct Machines {
    /// Feature × topic.
    pub weights: Vec<f32>,
    /// Per topic.
    pub bias: Vec<f32>,
}

/// One value per topic.
type PerTopic = Vec<f64>;

/// Weights, then the biases as one more row.
type Stacked = Vec<f32>;

/// Machines that grow from one cost to the next: each fit begins where the last one ended.
pub struct Solver<'a> {
    problem: Problem<'a>,
    topics: usize,
    weights: Stacked,
    /// Document × column, under those weights.
    scores: Vec<f32>,
    /// Length of each column's gradient at no weights and cost 1.
    first: PerTopic,
}

impl<'a> Solver<'a> {
    /// Begins with no weights. `truth` is document × topic; `importance` has the share of C that
    /// each document's loss gets; features are multiplied by `ratios`, if there are any.
    pub fn new(
        design: &'a Design,
        truth: &[bool],
        topics: usize,
        importance: &'a [f64],
        ratios: Option<Vec<f32>>,
    ) -> Self {
        let width = width(topics);
        // A column that only fills the width has sign 0, so no loss, no gradient and no weights.
        let sign = |(truth, column)| match (column < topics, truth) {
            (false, _) => 0.0,
            (true, true) => 1.0,
            (true, false) => -1.0,
        };
        let signs = truth.chunks_exact(topics).flat_map(|row| {
            let padded = row.iter().copied().chain(std::iter::repeat(false));
            padded.zip(0..width).map(sign)
        });
        let mut problem = Problem {
            design,
            signs: signs.collect(),
            importance,
            cost: 1.0,
            width,
            ratios,
            buffers: Buffers::default(),
            scaled: Stacked::new(),
        };
        let weights = vec![0.0; (design.features() + 1) * width];
        let scores = vec![0.0; design.rows() * width];
        let gradient = problem.gradient(&weights, &scores);
        Self {
            first: roots(problem.dot(&gradient, &gradient)),
            problem,
            topics,
            weights,
            scores,
        }
    }

    /// Fits at a cost: C, the weight of a document's loss against the squared weights.
    pub fn fit(&mut self, cost: f64, effort: Effort) -> Machines {
        let width = self.problem.width;
        self.problem.cost = cost;
        for _ in 0..effort.steps {
            let gradient = self.problem.gradient(&self.weights, &self.scores);
            let norms = roots(self.problem.dot(&gradient, &gradient));
            let enough = |topic: usize| effort.tolerance * cost * self.first[topic];
            let live: Vec<bool> = (0..width)
                .map(|topic| norms[topic] > enough(topic))
                .collect();
            if !live.contains(&true) {
                break;
            }
            let (step, moved) = self
                .problem
                .direction(&gradient, &self.scores, live, effort.inner);
            let sizes =
                self.problem
                    .step_sizes(&self.weights, &self.scores, &gradient, &step, &moved);
            self.problem.advance(&mut self.weights, &step, &sizes);
            self.problem.advance(&mut self.scores, &moved, &sizes);
        }
        self.machines()
    }

    /// The weights without the columns that fill the width.
    fn machines(&self) -> Machines {
        let (width, topics) = (self.problem.width, self.topics);
        let narrow = |values: &[f32]| -> Vec<f32> {
            let rows = values.chunks_exact(width);
            rows.flat_map(|row| &row[..topics]).copied().collect()
        };
        let mut scaled = self.weights.clone();
        scale(&mut scaled, self.problem.ratios.as_ref());
        let (weights, bias) = scaled.split_at(scaled.len() - width);
        Machines {
            weights: narrow(weights),
            bias: narrow(bias),
        }
    }
}

struct Problem<'a> {
    design: &'a Design,
    /// Document × column: 1 for an article of the topic, -1 for another one.
    signs: Vec<f32>,
    /// Per document.
    importance: &'a [f64],
    /// C of a document of importance 1.
    cost: f64,
    /// Columns: the topics, filled up to whole lanes.
    width: usize,
    /// What the features of each column, and then the biases, are multiplied by.
    ratios: Option<Vec<f32>>,
    buffers: Buffers,
    /// Room for weights times ratios.
    scaled: Stacked,
}

/// Columns of the solver for so many topics.
pub(crate) fn width(topics: usize) -> usize {
    topics.next_multiple_of(LANES)
}

/// Multiplies by the ratios, if there are any.
fn scale(values: &mut [f32], ratios: Option<&Vec<f32>>) {
    if let Some(ratios) = ratios {
        values
            .par_iter_mut()
            .zip(ratios)
            .for_each(|(value, ratio)| *value *= ratio);
    }
}

impl Problem<'_> {
    /// C of the document that a place of the scores belongs to.
    fn cost(&self, place: usize) -> f64 {
        self.cost * self.importance[place / self.width]
    }

    /// Scores of the design matrix under stacked weights.
    fn scores(&mut self, stacked: &[f32]) -> Vec<f32> {
        self.scaled.clear();
        self.scaled.extend_from_slice(stacked);
        scale(&mut self.scaled, self.ratios.as_ref());
        let (weights, bias) = self.scaled.split_at(stacked.len() - self.width);
        let mut scores = self.design.times(weights, self.width, &mut self.buffers);
        for row in scores.chunks_exact_mut(self.width) {
            row.iter_mut()
                .zip(bias)
                .for_each(|(score, bias)| *score += bias);
        }
        scores
    }

    /// Residuals drawn back to stacked weights, in place of what `stacked` held.
    fn transposed(&mut self, residuals: &[f32], stacked: &mut Stacked) {
        let width = self.width;
        self.design
            .transposed_times(residuals, width, &mut self.buffers, stacked);
        let mut bias = vec![0f64; width];
        for row in residuals.chunks_exact(width) {
            bias.iter_mut()
                .zip(row)
                .for_each(|(sum, &value)| *sum += f64::from(value));
        }
        stacked.extend(bias.into_iter().map(|sum| sum as f32));
        scale(stacked, self.ratios.as_ref());
    }

    fn gradient(&mut self, weights: &[f32], scores: &[f32]) -> Stacked {
        let residual = |(place, &score): (usize, &f32)| {
            let sign = self.signs[place];
            let slack = 1.0 - sign * score;
            if slack > 0.0 {
                -2.0 * self.cost(place) as f32 * sign * slack
            } else {
                0.0
            }
        };
        let residuals: Vec<f32> = scores.iter().enumerate().map(residual).collect();
        let mut gradient = Stacked::new();
        self.transposed(&residuals, &mut gradient);
        gradient
            .par_iter_mut()
            .zip(weights)
            .for_each(|(gradient, weight)| *gradient += weight);
        gradient
    }

    /// Approximately solves `H·step = -gradient` for every live topic. Returns the step and
    /// the change of scores that it makes.
    fn direction(
        &mut self,
        gradient: &[f32],
        scores: &[f32],
        mut live: Vec<bool>,
        inner: usize,
    ) -> (Stacked, Vec<f32>) {
        let curvature = |(place, &score): (usize, &f32)| {
            if self.signs[place] * score < 1.0 {
                2.0 * self.cost(place) as f32
            } else {
                0.0
            }
        };
        let curvatures: Vec<f32> = scores.iter().enumerate().map(curvature).collect();
        let mut step: Stacked = vec![0.0; gradient.len()];
        let mut moved = vec![0f32; scores.len()];
        let mut residual: Stacked = gradient.par_iter().map(|value| -value).collect();
        let mut search = residual.clone();
        let mut square = self.dot(&residual, &residual);
        let start = square.clone();
        let mut product = Stacked::new();
        for _ in 0..inner {
            let shift = self.scores(&search);
            let weighted: Vec<f32> = shift.iter().zip(&curvatures).map(|(a, b)| a * b).collect();
            self.transposed(&weighted, &mut product);
            product
                .par_iter_mut()
                .zip(&search)
                .for_each(|(product, value)| *product += value);
            let bend = self.dot(&search, &product);
            let ahead = |topic: usize| {
                if live[topic] && bend[topic] > 0.0 {
                    square[topic] / bend[topic]
                } else {
                    0.0
                }
            };
            let sizes: PerTopic = (0..self.width).map(ahead).collect();
            self.advance(&mut step, &search, &sizes);
            self.advance(&mut moved, &shift, &sizes);
            let back: PerTopic = sizes.iter().map(|size| -size).collect();
            self.advance(&mut residual, &product, &back);
            let next = self.dot(&residual, &residual);
            for topic in 0..self.width {
                live[topic] &= next[topic] > 0.01 * start[topic];
            }
            if !live.contains(&true) {
                break;
            }
            let ratios: PerTopic = (0..self.width)
                .map(|topic| next[topic] / square[topic].max(f64::MIN_POSITIVE))
                .collect();
            let width = self.width;
            search
                .par_chunks_exact_mut(width)
                .zip(residual.par_chunks_exact(width))
                .for_each(|(search, residual)| {
                    for ((search, residual), ratio) in search.iter_mut().zip(residual).zip(&ratios)
                    {
                        *search = residual + *search * *ratio as f32;
                    }
                });
            square = next;
        }
        (step, moved)
    }

    /// For each topic the first of 1, 1/2, 1/4 … that lowers its loss enough; 0 if none does.
    fn step_sizes(
        &self,
        weights: &[f32],
        scores: &[f32],
        gradient: &[f32],
        step: &[f32],
        moved: &[f32],
    ) -> PerTopic {
        let along = self.dot(gradient, step);
        let (own, cross, squared) = (
            self.dot(weights, weights),
            self.dot(weights, step),
            self.dot(step, step),
        );
        let losses = |sizes: &[f64]| -> PerTopic {
            let hinge = self.hinge(scores, moved, sizes);
            (0..self.width)
                .map(|t| {
                    0.5 * (own[t] + 2.0 * sizes[t] * cross[t] + sizes[t] * sizes[t] * squared[t])
                        + hinge[t]
                })
                .collect()
        };
        let before = losses(&vec![0.0; self.width]);
        let mut sizes = vec![1.0; self.width];
        for _ in 0..12 {
            let after = losses(&sizes);
            let enough =
                |t: usize| after[t] <= before[t] + 1e-3 * sizes[t] * along[t] + 1e-6 * before[t];
            let failed: Vec<usize> = (0..self.width).filter(|&t| !enough(t)).collect();
            if failed.is_empty() {
                return sizes;
            }
            failed.into_iter().for_each(|t| sizes[t] *= 0.5);
        }
        let after = losses(&sizes);
        (0..self.width)
            .map(|t| if after[t] <= before[t] { sizes[t] } else { 0.0 })
            .collect()
    }

    /// Squared hinge loss of each topic at `scores + size · moved`.
    fn hinge(&self, scores: &[f32], moved: &[f32], sizes: &[f64]) -> PerTopic {
        let mut sums = vec![0f64; self.width];
        for (place, (score, moved)) in scores.iter().zip(moved).enumerate() {
            let topic = place % self.width;
            let score = f64::from(*score) + sizes[topic] * f64::from(*moved);
            let slack = (1.0 - f64::from(self.signs[place]) * score).max(0.0);
            sums[topic] += self.cost(place) * slack * slack;
        }
        sums
    }

    fn advance(&self, values: &mut [f32], step: &[f32], sizes: &[f64]) {
        let width = self.width;
        values
            .par_chunks_exact_mut(width)
            .zip(step.par_chunks_exact(width))
            .for_each(|(values, step)| {
                for ((value, step), size) in values.iter_mut().zip(step).zip(sizes) {
                    *value += step * *size as f32;
                }
            });
    }

    /// Inner products of each topic's columns.
    fn dot(&self, a: &[f32], b: &[f32]) -> PerTopic {
        let chunk = self.width * 4096;
        let parts: Vec<PerTopic> = a
            .par_chunks(chunk)
            .zip(b.par_chunks(chunk))
            .map(|(a, b)| {
                let mut sums = vec![0f64; self.width];
                for (a, b) in a.chunks_exact(self.width).zip(b.chunks_exact(self.width)) {
                    for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
                        *sum += f64::from(*a) * f64::from(*b);
                    }
                }
                sums
            })
            .collect();
        parts
            .into_iter()
            .fold(vec![0.0; self.width], |mut sums, part| {
                sums.iter_mut()
                    .zip(part)
                    .for_each(|(sum, value)| *sum += value);
                sums
            })
    }
}

fn roots(squares: PerTopic) -> PerTopic {
    squares.into_iter().map(f64::sqrt).collect()
}

#[cfg(test)]
mod tests;
