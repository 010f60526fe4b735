//! Calibration: logistic or softmax regressions that turn the scores of a document into
//! probabilities (Platt 1999; Guo, Pleiss, Sun and Weinberger 2017).

use serde::{Deserialize, Serialize};

/// How log-odds become probabilities: the inverse link function of a generalised linear model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// The logistic function of each topic's log-odds: any number of topics, and probabilities that
    /// need not sum to 1.
    Sigmoid,
    /// The softmax of all topics' log-odds: exactly one topic, and probabilities that sum to 1.
    Softmax,
}

/// Probabilities from scores: `link(intercepts + coefficients · scores)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// How log-odds become probabilities.
    pub link: Link,
    /// Topic × score, row after row. Or, for many topics, one coefficient for each score, which
    /// then counts for its own topic only: the scores of each model are in the order of the
    /// topics.
    pub coefficients: Vec<f64>,
    /// One per topic.
    pub intercepts: Vec<f64>,
}

impl Calibration {
    /// The probability of each topic, in [0, 1], for one document's scores.
    pub fn probabilities(&self, scores: &[f64]) -> Vec<f64> {
        let topics = self.intercepts.len();
        let log_odds = match self.has_own_scores_only(scores.len()) {
            true => (0..topics)
                .map(|topic| {
                    let own = (topic..scores.len()).step_by(topics);
                    let terms = own.map(|column| self.coefficients[column] * scores[column]);
                    self.intercepts[topic] + terms.sum::<f64>()
                })
                .collect(),
            false => self
                .coefficients
                .chunks_exact(scores.len().max(1))
                .zip(&self.intercepts)
                .map(|(row, intercept)| {
                    intercept + row.iter().zip(scores).map(|(a, b)| a * b).sum::<f64>()
                })
                .collect(),
        };
        self.link.probabilities(log_odds)
    }

    /// What one of `scores` scores is multiplied by for a topic; 0 for a topic or score that does
    /// not exist.
    pub fn coefficient(&self, topic: usize, score: usize, scores: usize) -> f64 {
        let topics = self.intercepts.len().max(1);
        let place = match self.has_own_scores_only(scores) {
            true if score % topics != topic => return 0.0,
            true => score,
            false => topic * scores + score,
        };
        self.coefficients.get(place).copied().unwrap_or(0.0)
    }

    /// Whether each topic's log-odds come from its own scores only.
    fn has_own_scores_only(&self, scores: usize) -> bool {
        self.intercepts.len() > 1 && self.coefficients.len() == scores
    }

    /// Whether there are as many coefficients as this many topics and scores need, in either form.
    pub(crate) fn has_coefficients_for(&self, topics: usize, scores: usize) -> bool {
        let for_all_scores = topics.checked_mul(scores) == Some(self.coefficients.len());
        let for_own_scores =
            self.coefficients.len() == scores && scores.is_multiple_of(topics.max(1));
        for_all_scores || for_own_scores
    }
}

impl Link {
    /// Turns the log-odds of all topics into probabilities; finite for every finite input.
    pub fn probabilities(self, mut values: Vec<f64>) -> Vec<f64> {
        match self {
            Self::Sigmoid => values.iter_mut().for_each(|value| *value = sigmoid(*value)),
            Self::Softmax => {
                let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                values
                    .iter_mut()
                    .for_each(|value| *value = libm::exp(*value - largest));
                let sum: f64 = values.iter().sum();
                values.iter_mut().for_each(|value| *value /= sum);
            }
        }
        values
    }
}

/// The logistic function `1 / (1 + e^-x)`, without overflow.
pub fn sigmoid(x: f64) -> f64 {
    let tail = libm::exp(-x.abs());
    if x >= 0.0 {
        1.0 / (1.0 + tail)
    } else {
        tail / (1.0 + tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_finite_at_the_ends() {
        assert_eq!(sigmoid(-1e9), 0.0);
        assert_eq!(sigmoid(1e9), 1.0);
        assert_eq!(sigmoid(0.0), 0.5);
        assert_eq!(Link::Softmax.probabilities(vec![1e300, -1e300]), [1.0, 0.0]);
    }
}
