//! One logistic regression per topic: its probability from scores, for articles with any number of
//! topics (Platt 1999, with the scores of the other topics as further inputs).
//!
//! The L2 penalty gives few articles mild coefficients. linfa-logistic does the fitting.

use super::standardise::Standardised;
use crate::linear::{Calibration, Link};
use crate::train::error::TrainError;
use linfa::prelude::*;
use linfa_logistic::LogisticRegression;
use ndarray::{Array1, Array2, ArrayView2, Axis};
use rayon::prelude::*;

/// With more topics than these, a topic's probability depends on its own scores only: the
/// coefficients for all scores would grow as the square of the number of topics, and the articles
/// that they are learned from do not.
pub(crate) const MANY_TOPICS: usize = 32;

/// L2 penalty on the coefficients of standardised scores (by folds of the training files).
const PENALTY: f64 = 1.0;
const ITERATIONS: u64 = 200;
/// Of the gradient's norm.
const TOLERANCE: f64 = 1e-4;

impl Calibration {
    /// Fits one logistic regression per topic on all scores. `scores` is document × score,
    /// `topics[t]` holds a flag per document. A topic that all or no documents carry keeps its
    /// prior odds.
    ///
    /// # Errors
    /// [`TrainError::Calibration`] if the solver fails.
    pub(crate) fn fit_sigmoid(
        scores: ArrayView2<f64>,
        topics: &[Vec<bool>],
    ) -> Result<Self, TrainError> {
        let standardised = Standardised::new(scores);
        let fitted: Result<Vec<_>, TrainError> = topics
            .par_iter()
            .map(|flags| fit_topic(&standardised, flags))
            .collect();
        let (mut coefficients, mut intercepts) = (Vec::new(), Vec::new());
        for (row, intercept) in fitted? {
            coefficients.extend(row);
            intercepts.push(intercept);
        }
        Ok(Self {
            link: Link::Sigmoid,
            coefficients,
            intercepts,
        })
    }

    /// Like [`fit_sigmoid`](Self::fit_sigmoid), but each topic's regression is on its own scores
    /// only.
    ///
    /// # Errors
    /// [`TrainError::Calibration`] if the solver fails.
    pub(crate) fn fit_own_sigmoid(
        scores: ArrayView2<f64>,
        topics: &[Vec<bool>],
    ) -> Result<Self, TrainError> {
        // The scores of each model are in the order of the topics.
        let own = |topic: usize| (topic..scores.ncols()).step_by(topics.len());
        let fit = |(topic, flags): (usize, &Vec<bool>)| {
            let columns: Vec<usize> = own(topic).collect();
            let standardised = Standardised::new(scores.select(Axis(1), &columns).view());
            fit_topic(&standardised, flags)
        };
        let fitted: Result<Vec<_>, TrainError> = topics.par_iter().enumerate().map(fit).collect();
        let mut coefficients = vec![0.0; scores.ncols()];
        let mut intercepts = Vec::new();
        for (topic, (row, intercept)) in fitted?.into_iter().enumerate() {
            for (column, coefficient) in own(topic).zip(row) {
                coefficients[column] = coefficient;
            }
            intercepts.push(intercept);
        }
        Ok(Self {
            link: Link::Sigmoid,
            coefficients,
            intercepts,
        })
    }
}

/// The coefficients of one topic and its intercept, for the scores before standardisation.
fn fit_topic(standardised: &Standardised, flags: &[bool]) -> Result<(Vec<f64>, f64), TrainError> {
    let (row, intercept) = fit_standardised(&standardised.scores, flags)?;
    Ok(standardised.unstandardised(&row, intercept))
}

fn fit_standardised(scores: &Array2<f64>, flags: &[bool]) -> Result<(Vec<f64>, f64), TrainError> {
    let members = flags.iter().filter(|flag| **flag).count();
    if members == 0 || members == flags.len() {
        let odds = (members as f64 + 0.5) / ((flags.len() - members) as f64 + 0.5);
        return Ok((vec![0.0; scores.ncols()], libm::log(odds)));
    }
    let dataset = DatasetBase::new(scores.view(), Array1::from(flags.to_vec()));
    let model = LogisticRegression::default()
        .alpha(PENALTY)
        .max_iterations(ITERATIONS)
        .gradient_tolerance(TOLERANCE)
        .fit(&dataset)
        .map_err(|error| TrainError::Calibration(error.to_string()))?;
    // linfa calls the larger class the positive one.
    let sign = if model.labels().pos.class { 1.0 } else { -1.0 };
    let row = model.params().iter().map(|weight| sign * weight).collect();
    Ok((row, sign * model.intercept()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::calibration::test_data::two_models;
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
    fn with_own_scores_only_the_others_change_nothing() {
        let (scores, classes) = two_models();
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
        assert!((crate::linear::calibration::sigmoid(combined) - of(x)).abs() < 1e-12);
    }
}
