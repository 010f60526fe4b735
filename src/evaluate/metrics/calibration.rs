//! How well probabilities agree with what is true.
//!
//! Expected calibration error with equal-width bins: Naeini, Cooper and Hauskrecht (AAAI 2015), Guo et al. (ICML 2017).
//! Brier score: Brier (1950), the mean squared difference between probability and 0 or 1.

use super::scores::mean_defined;
use crate::evaluate::outcome::Outcome;
use serde::{Deserialize, Serialize};

/// Number of bins, each 0.1 wide.
pub const BINS: usize = 10;

/// One row of a reliability table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Lowest probability in the bin.
    pub from: f64,
    /// Upper end, itself in the next bin; in the last bin, 1 is included.
    pub to: f64,
    /// Predictions with a probability in the bin.
    pub count: u64,
    /// Their mean probability; undefined without predictions.
    pub mean_predicted: Option<f64>,
    /// Share of them that are true; undefined without predictions.
    pub observed: Option<f64>,
}

/// Calibration of one topic against the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicCalibration {
    /// The topic.
    pub topic: String,
    /// Expected calibration error, in [0, 1]; undefined without articles.
    pub ece: Option<f64>,
    /// Brier score, in [0, 1]; undefined without articles.
    pub brier: Option<f64>,
}

/// Calibration of all probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Expected calibration error of the predictions in `bins`.
    pub ece: Option<f64>,
    /// Mean of the topics' Brier scores.
    pub brier: Option<f64>,
    /// Per topic, in the order of the topics.
    pub per_topic: Vec<TopicCalibration>,
    /// Reliability table. Multi-label: every pair of article and topic. Exclusive: for each article its most probable topic.
    pub bins: Vec<Bin>,
}

/// Running sums of the predictions in each bin.
#[derive(Clone, Debug, Default)]
pub struct Reliability {
    bins: [(u64, f64, u64); BINS],
    squares: f64,
}

impl Reliability {
    /// Adds a prediction with `probability` in [0, 1] that is true or not.
    pub fn add(&mut self, probability: f64, came_true: bool) {
        let index = ((probability * BINS as f64) as usize).min(BINS - 1);
        let (count, predicted, observed) = &mut self.bins[index];
        *count += 1;
        *predicted += probability;
        *observed += u64::from(came_true);
        let error = probability - f64::from(u8::from(came_true));
        self.squares += error * error;
    }

    fn count(&self) -> u64 {
        self.bins.iter().map(|bin| bin.0).sum()
    }

    /// Expected calibration error: mean over predictions of |mean probability − observed share| of their bin.
    pub fn ece(&self) -> Option<f64> {
        let gaps: f64 = self
            .bins
            .iter()
            .map(|&(_, sum, hits)| (sum - hits as f64).abs())
            .sum();
        let count = self.count();
        (count > 0).then(|| gaps / count as f64)
    }

    /// Mean squared error of the probabilities.
    pub fn brier(&self) -> Option<f64> {
        let count = self.count();
        (count > 0).then(|| self.squares / count as f64)
    }

    /// The reliability table.
    pub fn table(&self) -> Vec<Bin> {
        let row = |(index, &(count, predicted, observed)): (usize, &(u64, f64, u64))| {
            let share = |sum: f64| (count > 0).then(|| sum / count as f64);
            Bin {
                from: index as f64 / BINS as f64,
                to: (index + 1) as f64 / BINS as f64,
                count,
                mean_predicted: share(predicted),
                observed: share(observed as f64),
            }
        };
        self.bins.iter().enumerate().map(row).collect()
    }
}

/// Calibration over all outcomes, which must have one probability per topic.
pub(crate) fn calibration(topics: &[String], exclusive: bool, outcomes: &[Outcome]) -> Calibration {
    let mut overall = Reliability::default();
    let mut per_topic = vec![Reliability::default(); topics.len()];
    for outcome in outcomes {
        for (topic, &probability) in outcome.probabilities.iter().enumerate() {
            let came_true = outcome.truth.contains(&topic);
            per_topic[topic].add(probability, came_true);
            if !exclusive {
                overall.add(probability, came_true);
            }
        }
        if exclusive {
            let (topic, probability) = most_probable(&outcome.probabilities);
            overall.add(probability, outcome.truth.contains(&topic));
        }
    }
    let named = |(topic, sums): (&String, &Reliability)| TopicCalibration {
        topic: topic.clone(),
        ece: sums.ece(),
        brier: sums.brier(),
    };
    Calibration {
        ece: overall.ece(),
        brier: mean_defined(per_topic.iter().map(Reliability::brier)),
        per_topic: topics.iter().zip(&per_topic).map(named).collect(),
        bins: overall.table(),
    }
}

/// The first of the most probable topics, and its probability.
fn most_probable(probabilities: &[f64]) -> (usize, f64) {
    let first = (0, probabilities.first().copied().unwrap_or(0.0));
    let better = |best: (usize, f64), next: (usize, &f64)| {
        if *next.1 > best.1 {
            (next.0, *next.1)
        } else {
            best
        }
    };
    probabilities.iter().enumerate().fold(first, better)
}
