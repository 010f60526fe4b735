//! The decision rule of a model: from the sums of a document's weights to the probability of each
//! topic, and from probabilities to the topics given.

use super::calibration::{Calibration, Link};
use crate::features::COUNT_UNIT;
use serde::{Deserialize, Serialize};

/// How the length of a document is taken out of its scores: what sums of weights are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LengthNorm {
    /// The number of features: the score is their mean weight.
    Features,
    /// The square root of the number of features, in place of the Euclidean length: the number is a
    /// sum over words, and the Euclidean length is not.
    SquareRoot,
}

impl LengthNorm {
    /// The divisor for a document of `length` features in units of 1/1024; at least 1 feature.
    pub fn divisor(self, length: u64) -> f64 {
        let features = (length as f64 / COUNT_UNIT).max(1.0);
        match self {
            Self::Features => features,
            Self::SquareRoot => features.sqrt(),
        }
    }

    /// The score of a document. `sum` is its sum of whole-number weights, each unit of which is worth `scale`.
    pub(crate) fn score(self, sum: i64, scale: f64, length: u64) -> f64 {
        sum as f64 * scale / (self.divisor(length) * COUNT_UNIT)
    }
}

/// How scores become probabilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Posterior {
    /// Naive Bayes as in the literature: the log-odds are the prior ones plus the sum over every
    /// feature.
    LogOdds(Link),
    /// Scores, divided by the length, go through a calibration learned from out-of-fold scores.
    Calibrated(Calibration),
}

/// Turns the sums of a document's weights into probabilities and topics. A column is one linear
/// function of the features; a topic has one column, or one for each model that is calibrated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionRule {
    /// What one unit of each column's weights stands for.
    pub scales: Vec<f64>,
    /// Per column, added to the log-odds.
    pub bias: Vec<f64>,
    /// Per column, what its sums are divided by to give scores.
    #[serde(rename = "normalisers")]
    pub length_norms: Vec<LengthNorm>,
    /// How scores become probabilities.
    #[serde(rename = "decision")]
    pub posterior: Posterior,
    /// Per topic, the probability from which it is given. An exclusive model gives the most probable
    /// topic instead.
    pub thresholds: Vec<f64>,
}

impl DecisionRule {
    /// Checks that there is one of everything for each column and for each of `topics` topics, and
    /// that every number is finite.
    ///
    /// # Errors
    /// What is wrong, with the value and what is right.
    pub fn check(&self, topics: usize) -> Result<(), String> {
        let columns = self.scales.len();
        let finite = |name: &str, values: &[f64], length: usize| {
            if values.len() != length {
                return Err(format!("{} {name} instead of {length}", values.len()));
            }
            match values.iter().find(|value| !value.is_finite()) {
                Some(value) => Err(format!("{name} with the value {value}")),
                None => Ok(()),
            }
        };
        if columns == 0 {
            return Err("no columns".to_owned());
        }
        finite("scales", &self.scales, columns)?;
        finite("thresholds", &self.thresholds, topics)?;
        finite("biases", &self.bias, columns)?;
        if self.length_norms.len() != columns {
            return Err(format!(
                "{} length norms for {columns} columns",
                self.length_norms.len()
            ));
        }
        match &self.posterior {
            Posterior::LogOdds(_) if columns != topics => {
                Err(format!("{columns} columns for {topics} topics"))
            }
            Posterior::LogOdds(_) => Ok(()),
            Posterior::Calibrated(calibration) => {
                let found = calibration.coefficients.len();
                if !calibration.has_coefficients_for(topics, columns) {
                    return Err(format!(
                        "{found} coefficients for {topics} topics and {columns} columns"
                    ));
                }
                finite("coefficients", &calibration.coefficients, found)?;
                finite("intercepts", &calibration.intercepts, topics)
            }
        }
    }

    /// Scores: one per column, in the unit of the weights, the length of the document taken out.
    pub fn scores(&self, sums: &[i64], length: u64) -> Vec<f64> {
        sums.iter()
            .zip(&self.scales)
            .zip(&self.length_norms)
            .map(|((&sum, &scale), length_norm)| length_norm.score(sum, scale, length))
            .collect()
    }

    /// Log-odds of naive Bayes: one per column, in nats.
    pub fn log_odds(&self, sums: &[i64]) -> Vec<f64> {
        sums.iter()
            .zip(&self.scales)
            .zip(&self.bias)
            .map(|((&sum, scale), bias)| bias + sum as f64 * scale / COUNT_UNIT)
            .collect()
    }

    /// The probability of each topic, in [0, 1]; not NaN in any model that was trained.
    pub fn probabilities(&self, sums: &[i64], length: u64) -> Vec<f64> {
        match &self.posterior {
            Posterior::LogOdds(link) => link.probabilities(self.log_odds(sums)),
            Posterior::Calibrated(calibration) => {
                calibration.probabilities(&self.scores(sums, length))
            }
        }
    }

    /// How log-odds become probabilities.
    pub fn link(&self) -> Link {
        match &self.posterior {
            Posterior::LogOdds(link) => *link,
            Posterior::Calibrated(calibration) => calibration.link,
        }
    }

    /// Whether exactly one topic is given to each document.
    pub fn is_exclusive(&self) -> bool {
        self.link() == Link::Softmax
    }

    /// The topics given at these probabilities, by topic order. Of equal probabilities an
    /// exclusive model gives the first topic.
    pub fn topics(&self, probabilities: &[f64]) -> Vec<usize> {
        match self.is_exclusive() {
            true => most_probable(probabilities).into_iter().collect(),
            false => reached(probabilities, &self.thresholds),
        }
    }
}

/// The topics that reach their thresholds, by topic order. Of exclusive topics only the most probable
/// one is given, and only if it reaches its threshold.
pub(crate) fn given_topics(
    is_exclusive: bool,
    thresholds: &[f64],
    probabilities: &[f64],
) -> Vec<usize> {
    let mut topics = reached(probabilities, thresholds);
    if is_exclusive {
        let best = most_probable(probabilities);
        topics.retain(|&topic| Some(topic) == best);
    }
    topics
}

/// The topics whose probability reaches their threshold.
fn reached(probabilities: &[f64], thresholds: &[f64]) -> Vec<usize> {
    (0..probabilities.len())
        .filter(|&topic| probabilities[topic] >= thresholds[topic])
        .collect()
}

/// The most probable topic, of equally probable ones the first.
fn most_probable(probabilities: &[f64]) -> Option<usize> {
    (0..probabilities.len()).reduce(|best, topic| {
        if probabilities[topic] > probabilities[best] {
            topic
        } else {
            best
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(link: Link) -> DecisionRule {
        DecisionRule {
            scales: vec![0.5, 0.25],
            bias: vec![-1.0, 0.5],
            length_norms: vec![LengthNorm::Features; 2],
            posterior: Posterior::LogOdds(link),
            thresholds: vec![0.5, 0.5],
        }
    }

    #[test]
    fn log_odds_and_scores_are_the_written_sums() {
        let rule = rule(Link::Sigmoid);
        // -1 + 4096 * 0.5 / 1024 = 1; 0.5 - 2048 * 0.25 / 1024 = 0.
        assert_eq!(rule.log_odds(&[4096, -2048]), [1.0, 0.0]);
        // Four features: 4096 * 0.5 / (4 * 1024) = 0.5.
        assert_eq!(rule.scores(&[4096, -2048], 4096), [0.5, -0.125]);
        assert_eq!(rule.topics(&rule.probabilities(&[4096, -2049], 4096)), [0]);
    }

    #[test]
    fn ties_go_to_the_first_topic_and_extremes_stay_finite() {
        let exclusive = rule(Link::Softmax);
        assert_eq!(exclusive.topics(&[0.5, 0.5]), [0]);
        let far = exclusive.probabilities(&[i64::MAX, i64::MIN], u64::MAX);
        assert_eq!(far, [1.0, 0.0]);
        assert!(
            rule(Link::Sigmoid)
                .probabilities(&[0, 0], 0)
                .iter()
                .all(|p| p.is_finite())
        );
    }
}
