//! Scores and labels of many topics go in, a calibration that reads each topic from its own scores
//! comes out.
//!
//! With topics that exclude each other, all share one coefficient for the scores of each model, as
//! in temperature scaling (Guo, Pleiss, Sun, Weinberger 2017), and each has an intercept: hundreds
//! of topics have few articles each.

use super::newton;
use super::sigmoid::{fit_topic, push, rounded, standardise};
use crate::linear::{Calibration, Link};
use crate::train::error::LearnError;
use ndarray::{Array2, ArrayView2, Axis};
use rayon::prelude::*;

/// L2 penalty on a topic's intercept.
const PENALTY: f64 = 1.0;
/// L2 penalty on the coefficients, for a minimum where the scores say nothing.
const SLIGHT: f64 = 1e-3;
/// Documents × topics that are looked at; of more documents, every n-th.
const CELLS: usize = 1 << 22;
/// Newton steps at most.
const STEPS: usize = 30;
/// Conjugate gradient iterations in a step at most.
const INNER: usize = 60;
/// Stop when the gradient's norm is this share of the first one.
const TOLERANCE: f64 = 1e-5;
/// Solve for a step until the residual's norm is this share of the first one.
const STEP_TOLERANCE: f64 = 0.1;
/// Documents handled by one task. A fixed number, so that sums do not depend on threads.
const BLOCK: usize = 64;

impl Calibration {
    /// [`fit_sigmoid`](Self::fit_sigmoid) that reads each topic from its own scores.
    ///
    /// # Errors
    /// [`LearnError::Calibration`] if the solver fails.
    pub fn fit_own_sigmoid(
        scores: ArrayView2<f64>,
        topics: &[Vec<bool>],
    ) -> Result<Self, LearnError> {
        let fit = |(topic, flags): (usize, &Vec<bool>)| {
            let own: Vec<usize> = (topic..scores.ncols()).step_by(topics.len()).collect();
            let (standard, centre, spread) = standardise(scores.select(Axis(1), &own).view());
            let (row, intercept) = fit_topic(&standard, flags)?;
            let (mut coefficients, mut intercepts) = (Vec::new(), Vec::new());
            let scale = (&*centre, &*spread);
            push(&mut coefficients, &mut intercepts, &row, intercept, scale);
            Ok((coefficients, intercepts))
        };
        let fitted: Result<Vec<_>, LearnError> = topics.par_iter().enumerate().map(fit).collect();
        let mut coefficients = vec![0.0; scores.ncols()];
        let mut intercepts = Vec::new();
        for (topic, (own, intercept)) in fitted?.into_iter().enumerate() {
            let columns = (topic..scores.ncols()).step_by(topics.len());
            columns
                .zip(own)
                .for_each(|(column, value)| coefficients[column] = value);
            intercepts.extend(intercept);
        }
        Ok(Self {
            link: Link::Sigmoid,
            coefficients,
            intercepts,
        })
    }

    /// [`fit_softmax`](Self::fit_softmax) with one coefficient for the scores of each model and an
    /// intercept for each topic.
    pub fn fit_own_softmax(scores: ArrayView2<f64>, classes: &[usize], topics: usize) -> Self {
        let rows = sample(classes, topics);
        let squares: f64 = scores.iter().map(|score| score * score).sum();
        let spread = (squares / scores.len().max(1) as f64).sqrt();
        let spread = if spread > 0.0 { spread } else { 1.0 };
        let block = |rows: &[usize]| Block {
            scores: scores.select(Axis(0), rows) / spread,
            classes: rows.iter().map(|&row| classes[row]).collect(),
        };
        let problem = Problem {
            blocks: rows.chunks(BLOCK).map(block).collect(),
            models: scores.ncols() / topics,
            topics,
        };
        let weights = problem.solve();
        let (shared, intercepts) = weights.split_at(problem.models);
        let repeated = shared.iter().map(|value| rounded(value / spread));
        Self {
            link: Link::Softmax,
            coefficients: repeated
                .flat_map(|value| std::iter::repeat_n(value, topics))
                .collect(),
            intercepts: intercepts.iter().copied().map(rounded).collect(),
        }
    }
}

/// Documents to look at: of each class every n-th, the first one always.
fn sample(classes: &[usize], topics: usize) -> Vec<usize> {
    let step = (classes.len() * topics).div_ceil(CELLS).max(1);
    let mut seen = vec![0usize; topics];
    let mut is_next = |class: usize| {
        let turn = seen[class];
        seen[class] += 1;
        turn.is_multiple_of(step)
    };
    let rows = classes.iter().enumerate();
    rows.filter(|(_, class)| is_next(**class))
        .map(|(row, _)| row)
        .collect()
}

struct Block {
    /// Document × (model × topic).
    scores: Array2<f64>,
    classes: Vec<usize>,
}

struct Problem {
    blocks: Vec<Block>,
    models: usize,
    topics: usize,
}

/// A coefficient for each model, then an intercept for each topic.
type Weights = Vec<f64>;

/// Document × topic, block by block.
type Probabilities = Vec<Array2<f64>>;

impl Problem {
    fn solve(&self) -> Weights {
        let mut weights = vec![0.0; self.models + self.topics];
        let (mut probabilities, mut loss) = self.evaluate(&weights);
        let mut first = None;
        for _ in 0..STEPS {
            let gradient = self.gradient(&probabilities, &weights);
            let norm = dot(&gradient, &gradient).sqrt();
            if norm <= TOLERANCE * *first.get_or_insert(norm) {
                break;
            }
            let step = self.direction(&probabilities, &gradient);
            let slope = dot(&gradient, &step);
            let lower = newton::lower(loss, slope, |size| {
                let moved = add(&weights, size, &step);
                let (probabilities, loss) = self.evaluate(&moved);
                ((moved, probabilities), loss)
            });
            let Some(lower) = lower else {
                break;
            };
            ((weights, probabilities), loss) = lower;
        }
        weights
    }

    fn penalty(&self, place: usize) -> f64 {
        if place < self.models { SLIGHT } else { PENALTY }
    }

    /// Probabilities, and the penalised negative log-likelihood.
    fn evaluate(&self, weights: &[f64]) -> (Probabilities, f64) {
        let blocks = self.blocks.par_iter();
        let blocks: Vec<(Array2<f64>, f64)> = blocks
            .map(|block| self.evaluate_block(block, weights))
            .collect();
        let squares = weights.iter().enumerate();
        let penalty: f64 = squares.map(|(place, w)| self.penalty(place) * w * w).sum();
        let (probabilities, losses): (Vec<_>, Vec<f64>) = blocks.into_iter().unzip();
        (probabilities, 0.5 * penalty + losses.iter().sum::<f64>())
    }

    fn evaluate_block(&self, block: &Block, weights: &[f64]) -> (Array2<f64>, f64) {
        let mut values = self.combine(block, weights);
        let loss = newton::softmax(&mut values, &block.classes);
        (values, loss)
    }

    /// Document × topic: the combination of a document's scores.
    fn combine(&self, block: &Block, weights: &[f64]) -> Array2<f64> {
        let mut values = Array2::zeros((block.classes.len(), self.topics));
        for (mut row, scores) in values.outer_iter_mut().zip(block.scores.outer_iter()) {
            for (topic, value) in row.iter_mut().enumerate() {
                *value = weights[self.models + topic];
                for model in 0..self.models {
                    *value += weights[model] * scores[model * self.topics + topic];
                }
            }
        }
        values
    }

    /// The sum over documents of `combine` turned round: what the weights get from `values`.
    fn gather(
        &self,
        probabilities: &Probabilities,
        values: impl Fn(&Block, &Array2<f64>) -> Array2<f64> + Sync,
    ) -> Weights {
        let part = |(block, probabilities): (&Block, &Array2<f64>)| {
            let values = values(block, probabilities);
            let mut sums = vec![0.0; self.models + self.topics];
            for (row, scores) in values.outer_iter().zip(block.scores.outer_iter()) {
                for (topic, value) in row.iter().enumerate() {
                    sums[self.models + topic] += value;
                    for model in 0..self.models {
                        sums[model] += value * scores[model * self.topics + topic];
                    }
                }
            }
            sums
        };
        let parts: Vec<Weights> = self
            .blocks
            .par_iter()
            .zip(probabilities)
            .map(part)
            .collect();
        let zero = vec![0.0; self.models + self.topics];
        parts.iter().fold(zero, |sum, part| add(&sum, 1.0, part))
    }

    fn penalised(&self, mut sums: Weights, weights: &[f64]) -> Weights {
        for (place, (sum, weight)) in sums.iter_mut().zip(weights).enumerate() {
            *sum += self.penalty(place) * weight;
        }
        sums
    }

    fn gradient(&self, probabilities: &Probabilities, weights: &[f64]) -> Weights {
        let sums = self.gather(probabilities, |block, probabilities| {
            newton::wrong(probabilities, &block.classes)
        });
        self.penalised(sums, weights)
    }

    /// The Hessian times a direction.
    fn curvature(&self, probabilities: &Probabilities, direction: &[f64]) -> Weights {
        let sums = self.gather(probabilities, |block, probabilities| {
            let mut shift = self.combine(block, direction) * probabilities;
            for (mut row, probabilities) in shift.outer_iter_mut().zip(probabilities.outer_iter()) {
                let mean = row.sum();
                row.scaled_add(-mean, &probabilities);
            }
            shift
        });
        self.penalised(sums, direction)
    }

    /// Solves `H·step = -gradient` by conjugate gradients.
    fn direction(&self, probabilities: &Probabilities, gradient: &[f64]) -> Weights {
        let mut step = vec![0.0; gradient.len()];
        let mut residual: Weights = gradient.iter().map(|value| -value).collect();
        let mut search = residual.clone();
        let mut norm = dot(&residual, &residual);
        let enough = STEP_TOLERANCE.powi(2) * norm;
        for _ in 0..INNER {
            let product = self.curvature(probabilities, &search);
            let bend = dot(&search, &product);
            if bend <= 0.0 || norm <= enough {
                break;
            }
            step = add(&step, norm / bend, &search);
            residual = add(&residual, -norm / bend, &product);
            let next = dot(&residual, &residual);
            search = add(&residual, next / norm, &search);
            norm = next;
        }
        step
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `a + size·b`.
fn add(a: &[f64], size: f64, b: &[f64]) -> Weights {
    a.iter().zip(b).map(|(a, b)| a + size * b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// Two models, three topics; each document's own scores are the largest, those of the second
    /// model by chance.
    fn scores() -> (Array2<f64>, Vec<usize>) {
        let scores = array![
            [2.0, 0.1, 0.0, 0.3, 0.1, 0.5],
            [1.0, 0.2, 0.9, 0.1, 0.4, 0.2],
            [0.1, 1.5, 0.3, 0.2, 0.2, 0.3],
            [0.9, 1.1, 0.2, 0.5, 0.1, 0.4],
            [0.2, 0.0, 1.2, 0.1, 0.3, 0.2],
            [0.8, 0.7, 0.9, 0.3, 0.2, 0.1]
        ];
        (scores, vec![0, 0, 1, 1, 2, 0])
    }

    /// scikit-learn has no such model; its minimum has no slope, which is what is tested.
    #[test]
    fn the_softmax_is_at_its_minimum() {
        let (scores, classes) = scores();
        let fitted = Calibration::fit_own_softmax(scores.view(), &classes, 3);
        assert_eq!(fitted.coefficients[..3], [fitted.coefficients[0]; 3]);
        assert_eq!(fitted.coefficients[3..], [fitted.coefficients[3]; 3]);
        let loss = |coefficients: &[f64], intercepts: &[f64]| {
            let moved = Calibration {
                link: Link::Softmax,
                coefficients: coefficients.to_vec(),
                intercepts: intercepts.to_vec(),
            };
            let rows = scores.outer_iter().zip(&classes);
            let loss: f64 = rows
                .map(|(row, &class)| -moved.probabilities(&row.to_vec())[class].ln())
                .sum();
            loss + 0.5 * PENALTY * dot(intercepts, intercepts)
        };
        let least = loss(&fitted.coefficients, &fitted.intercepts);
        for topic in 0..3 {
            for change in [-0.02, 0.02] {
                let mut moved = fitted.intercepts.clone();
                moved[topic] += change;
                assert!(loss(&fitted.coefficients, &moved) > least);
            }
        }
        assert!(fitted.coefficients[0] > 1.0, "{fitted:?}");
        let sum: f64 = fitted
            .probabilities(&[0.4, 0.5, 0.1, 0.0, 0.0, 0.0])
            .iter()
            .sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_sigmoid_reads_a_topic_from_its_own_scores() {
        let (scores, classes) = scores();
        let flags: Vec<Vec<bool>> = (0..3)
            .map(|topic| classes.iter().map(|&class| class == topic).collect())
            .collect();
        let fitted = Calibration::fit_own_sigmoid(scores.view(), &flags).unwrap();
        let of = |scores: [f64; 6]| fitted.probabilities(&scores)[1];
        assert!(of([0.0, 2.0, 0.0, 0.0, 0.1, 0.0]) > of([0.0, 0.1, 0.0, 0.0, 0.1, 0.0]));
        assert_eq!(
            of([9.0, 1.0, -5.0, 9.0, 0.2, 3.0]),
            of([0.0, 1.0, 0.0, 0.0, 0.2, 0.0])
        );
        // The same by single coefficients, as explanations read them.
        let x = [0.3, 1.0, 0.2, 0.1, 0.2, 0.4];
        let terms = (0..6).map(|score| fitted.coefficient(1, score, 6) * x[score]);
        let combined = fitted.intercepts[1] + terms.sum::<f64>();
        assert!((crate::linear::sigmoid(combined) - of(x)).abs() < 1e-12);
    }
}
