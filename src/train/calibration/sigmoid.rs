//! Out-of-fold scores and labels go in, a map from scores to probabilities comes out.
//!
//! Each topic's probability is a logistic regression on all topics' scores (Platt 1999, with the
//! other topics as evidence), fitted by linfa-logistic; a corpus with one label per article gets a
//! multinomial one. Both have an L2 penalty, so that few articles give mild coefficients.

use super::softmax::fit_multinomial;
use crate::linear::{Calibration, Link};
use crate::train::error::LearnError;
use linfa::prelude::*;
use linfa_logistic::LogisticRegression;
use ndarray::{Array1, Array2, ArrayView2, Axis};
use rayon::prelude::*;

/// From more topics on, each is read from its own scores alone: with `n` topics, the coefficients
/// of all scores grow as `n²`, and the articles that they are learned from do not.
pub(crate) const MANY_TOPICS: usize = 32;

/// L2 penalty on the coefficients of standardised scores (by folds of the training files).
const SIGMOID_PENALTY: f64 = 1.0;
const SOFTMAX_PENALTY: f64 = 5.0;
const ITERATIONS: u64 = 200;
const TOLERANCE: f64 = 1e-4;

impl Calibration {
    /// Fits one logistic regression per topic. `scores` is document × score, `topics[t]` holds a
    /// flag per document. A topic that all or no documents carry keeps its prior odds.
    ///
    /// # Errors
    /// [`LearnError::Calibration`] if the solver fails.
    pub fn fit_sigmoid(scores: ArrayView2<f64>, topics: &[Vec<bool>]) -> Result<Self, LearnError> {
        let (standard, centre, spread) = standardise(scores);
        let (mut coefficients, mut intercepts) = (Vec::new(), Vec::new());
        let fitted: Result<Vec<_>, LearnError> = topics
            .par_iter()
            .map(|flags| fit_topic(&standard, flags))
            .collect();
        for (row, intercept) in fitted? {
            push(
                &mut coefficients,
                &mut intercepts,
                &row,
                intercept,
                (&centre, &spread),
            );
        }
        Ok(Self {
            link: Link::Sigmoid,
            coefficients,
            intercepts,
        })
    }

    /// Fits a multinomial logistic regression; `classes[d]` is the topic of document `d`.
    pub fn fit_softmax(scores: ArrayView2<f64>, classes: &[usize], topics: usize) -> Self {
        let (standard, centre, spread) = standardise(scores);
        let weights = fit_multinomial(standard.view(), classes, topics, SOFTMAX_PENALTY);
        let (mut coefficients, mut intercepts) = (Vec::new(), Vec::new());
        for topic in 0..topics {
            let column = weights.column(topic).to_vec();
            let (row, intercept) = (&column[..scores.ncols()], column[scores.ncols()]);
            push(
                &mut coefficients,
                &mut intercepts,
                row,
                intercept,
                (&centre, &spread),
            );
        }
        Self {
            link: Link::Softmax,
            coefficients,
            intercepts,
        }
    }
}

pub(crate) fn fit_topic(
    standard: &Array2<f64>,
    flags: &[bool],
) -> Result<(Vec<f64>, f64), LearnError> {
    let members = flags.iter().filter(|flag| **flag).count();
    if members == 0 || members == flags.len() {
        let odds = (members as f64 + 0.5) / ((flags.len() - members) as f64 + 0.5);
        return Ok((vec![0.0; standard.ncols()], libm::log(odds)));
    }
    let dataset = DatasetBase::new(standard.view(), Array1::from(flags.to_vec()));
    let model = LogisticRegression::default()
        .alpha(SIGMOID_PENALTY)
        .max_iterations(ITERATIONS)
        .gradient_tolerance(TOLERANCE)
        .fit(&dataset)
        .map_err(|error| LearnError::Calibration(error.to_string()))?;
    // linfa calls the larger class the positive one.
    let sign = if model.labels().pos.class { 1.0 } else { -1.0 };
    let row = model.params().iter().map(|weight| sign * weight).collect();
    Ok((row, sign * model.intercept()))
}

/// Scores with mean 0 and deviation 1 in each column, and the means and deviations.
pub(crate) fn standardise(scores: ArrayView2<f64>) -> (Array2<f64>, Vec<f64>, Vec<f64>) {
    let mut standard = scores.to_owned();
    let (mut centre, mut spread) = (Vec::new(), Vec::new());
    for mut column in standard.axis_iter_mut(Axis(1)) {
        let mean = column.mean().unwrap_or(0.0);
        column -= mean;
        let deviation =
            (column.iter().map(|x| x * x).sum::<f64>() / column.len().max(1) as f64).sqrt();
        let deviation = if deviation > 0.0 { deviation } else { 1.0 };
        column /= deviation;
        centre.push(mean);
        spread.push(deviation);
    }
    (standard, centre, spread)
}

/// Adds a row fitted on standardised scores as a row for the scores themselves.
pub(crate) fn push(
    coefficients: &mut Vec<f64>,
    intercepts: &mut Vec<f64>,
    row: &[f64],
    mut intercept: f64,
    (centre, spread): (&[f64], &[f64]),
) {
    for ((weight, centre), spread) in row.iter().zip(centre).zip(spread) {
        coefficients.push(rounded(weight / spread));
        intercept -= weight * centre / spread;
    }
    intercepts.push(rounded(intercept));
}

/// Six significant digits: the solver's sums differ in the last bits between processors, and a
/// model must not.
pub(crate) fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn a_score_that_tells_the_topic_gets_a_positive_coefficient() {
        let scores = array![
            [-2.0, 0.1],
            [-1.0, 0.3],
            [-1.5, 0.2],
            [1.0, 0.2],
            [2.0, 0.1],
            [0.5, 0.3]
        ];
        let topics = [vec![false, false, false, true, true, true]];
        let fitted = Calibration::fit_sigmoid(scores.view(), &topics).unwrap();
        assert!(fitted.coefficients[0] > 0.5, "{fitted:?}");
        assert!(fitted.probabilities(&[2.0, 0.2])[0] > 0.7);
        assert!(fitted.probabilities(&[-2.0, 0.2])[0] < 0.3);
    }

    #[test]
    fn one_article_of_a_topic_does_not_explode() {
        let scores = array![[-2.0], [-1.0], [-1.5], [-1.2], [50.0]];
        let topics = [vec![false, false, false, false, true]];
        let fitted = Calibration::fit_sigmoid(scores.view(), &topics).unwrap();
        assert!(fitted.probabilities(&[50.0])[0] < 0.99);
        let never = Calibration::fit_sigmoid(scores.view(), &[vec![false; 5]]).unwrap();
        assert!(never.probabilities(&[50.0])[0] < 0.1);
    }

    #[test]
    fn exclusive_probabilities_sum_to_one() {
        let scores = array![
            [2.0, 0.0, 0.0],
            [1.5, 0.1, 0.0],
            [0.0, 2.0, 0.1],
            [0.1, 1.0, 0.0],
            [0.0, 0.0, 2.0],
            [0.1, 0.0, 3.0]
        ];
        let fitted = Calibration::fit_softmax(scores.view(), &[0, 0, 1, 1, 3, 3], 4);
        let probabilities = fitted.probabilities(&[0.0, 0.0, 2.5]);
        assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(
            probabilities[3] > 0.5 && probabilities[2] < 0.05,
            "{probabilities:?}"
        );
    }
}
