//! A softmax regression for many topics that exclude each other: all topics share one coefficient
//! for the scores of each model, as in temperature scaling (Guo, Pleiss, Sun and Weinberger 2017),
//! and each topic has an intercept.
//!
//! Hundreds of topics have few articles each: too few for coefficients of their own.

use super::softmax_loss::{Block, Combination, Probabilities, SoftmaxLoss};
use super::standardise::rounded;
use crate::linear::{Calibration, Link};
use crate::train::newton::{Stopping, minimise};
use ndarray::{Array2, ArrayView2, Axis};

const STOPPING: Stopping = Stopping {
    newton_steps: 30,
    cg_iterations: 60,
    gradient_share: 1e-5,
};
/// L2 penalty on a topic's intercept.
const INTERCEPT_PENALTY: f64 = 1.0;
/// L2 penalty on the coefficients. It only keeps the minimum finite where the scores say nothing.
const COEFFICIENT_PENALTY: f64 = 1e-3;
/// Documents × topics that are fitted to; of a larger corpus, a sample.
const CELLS: usize = 1 << 22;
/// Documents handled by one task.
const BLOCK: usize = 64;

impl Calibration {
    /// Like [`fit_softmax`](Self::fit_softmax), with one coefficient for the scores of each model
    /// and an intercept for each topic.
    pub(crate) fn fit_own_softmax(
        scores: ArrayView2<f64>,
        classes: &[usize],
        topics: usize,
    ) -> Self {
        let rows = sample(classes, topics);
        let squares: f64 = scores.iter().map(|score| score * score).sum();
        let root_mean_square = (squares / scores.len().max(1) as f64).sqrt();
        let unit = match root_mean_square > 0.0 {
            true => root_mean_square,
            false => 1.0,
        };
        let block = |rows: &[usize]| Block {
            inputs: scores.select(Axis(0), rows) / unit,
            classes: rows.iter().map(|&row| classes[row]).collect(),
        };
        let models = scores.ncols() / topics;
        let loss = SoftmaxLoss {
            combination: SharedCoefficients { models, topics },
            blocks: rows.chunks(BLOCK).map(block).collect(),
        };
        let weights = minimise(&loss, vec![0.0; models + topics], STOPPING);
        let (shared, intercepts) = weights.split_at(models);
        let shared = shared.iter().map(|value| rounded(value / unit));
        Self {
            link: Link::Softmax,
            coefficients: shared
                .flat_map(|value| std::iter::repeat_n(value, topics))
                .collect(),
            intercepts: intercepts.iter().copied().map(rounded).collect(),
        }
    }
}

/// Documents to fit to: of each class every n-th, and the first one always.
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

/// Inputs are the scores, model × topic; weights are a coefficient for each model, then an
/// intercept for each topic.
struct SharedCoefficients {
    models: usize,
    topics: usize,
}

impl Combination for SharedCoefficients {
    fn values(&self, inputs: &Array2<f64>, weights: &[f64]) -> Array2<f64> {
        let mut values = Array2::zeros((inputs.nrows(), self.topics));
        for (mut row, scores) in values.outer_iter_mut().zip(inputs.outer_iter()) {
            for (topic, value) in row.iter_mut().enumerate() {
                *value = weights[self.models + topic];
                for model in 0..self.models {
                    *value += weights[model] * scores[model * self.topics + topic];
                }
            }
        }
        values
    }

    fn transposed(&self, inputs: &Array2<f64>, values: &Array2<f64>) -> Vec<f64> {
        let mut sums = vec![0.0; self.models + self.topics];
        for (row, scores) in values.outer_iter().zip(inputs.outer_iter()) {
            for (topic, value) in row.iter().enumerate() {
                sums[self.models + topic] += value;
                for model in 0..self.models {
                    sums[model] += value * scores[model * self.topics + topic];
                }
            }
        }
        sums
    }

    fn penalty(&self, place: usize) -> f64 {
        match place < self.models {
            true => COEFFICIENT_PENALTY,
            false => INTERCEPT_PENALTY,
        }
    }

    fn penalised(&self, weights: &[f64], losses: &[f64]) -> f64 {
        let squares = weights.iter().enumerate();
        let penalty: f64 = squares.map(|(place, w)| self.penalty(place) * w * w).sum();
        0.5 * penalty + losses.iter().sum::<f64>()
    }

    /// None: with few weights, conjugate gradients need few iterations.
    fn preconditioner(&self, _: &[Block], _: &Probabilities) -> impl Fn(&[f64]) -> Vec<f64> {
        <[f64]>::to_vec
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::calibration::test_data::two_models;

    /// scikit-learn has no such model; its minimum has no slope, which is what is tested.
    #[test]
    fn the_softmax_is_at_its_minimum() {
        let (scores, classes) = two_models();
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
            loss + 0.5 * INTERCEPT_PENALTY * intercepts.iter().map(|x| x * x).sum::<f64>()
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
}
