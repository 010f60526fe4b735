//! The decision rule as a linear function of the sums of weights, so that a probability can be traced
//! back to words.
//!
//! The sums of a document are sums over its words, so what a word adds to a topic's log-odds is the
//! same linear function of that word's sums.

use super::decision_rule::{DecisionRule, Posterior};
use crate::features::COUNT_UNIT;

impl DecisionRule {
    /// What one unit of each column's sum adds to the log-odds of a topic, in nats, in a document of
    /// `length`. In an exclusive model, log-odds are relative to the mean of all topics, so that what
    /// all topics have in common cancels out.
    ///
    /// With [`offset`](Self::offset), the link turns `offset + Σ factors · sums` into the
    /// probability. All factors are 0 for a topic that does not exist.
    pub fn factors(&self, topic: usize, length: u64) -> Vec<f64> {
        let row = |topic: usize| -> Vec<f64> {
            let columns = 0..self.scales.len();
            columns
                .map(|column| self.factor(topic, column, length))
                .collect()
        };
        let mut factors = row(topic);
        if self.is_exclusive() {
            let topics = self.thresholds.len();
            for other in 0..topics {
                let others = row(other);
                let pairs = factors.iter_mut().zip(others);
                pairs.for_each(|(factor, other)| *factor -= other / topics as f64);
            }
        }
        factors
    }

    /// The log-odds of a topic in a document without words, in nats; see
    /// [`factors`](Self::factors).
    pub fn offset(&self, topic: usize) -> f64 {
        let offsets = match &self.posterior {
            Posterior::LogOdds(_) => &self.bias,
            Posterior::Calibrated(calibration) => &calibration.intercepts,
        };
        let own = offsets.get(topic).copied().unwrap_or(0.0);
        match self.is_exclusive() {
            true => own - offsets.iter().sum::<f64>() / offsets.len().max(1) as f64,
            false => own,
        }
    }

    fn factor(&self, topic: usize, column: usize, length: u64) -> f64 {
        let scale = self.scales.get(column).copied().unwrap_or(0.0) / COUNT_UNIT;
        match &self.posterior {
            Posterior::LogOdds(_) => match topic == column {
                true => scale,
                false => 0.0,
            },
            Posterior::Calibrated(calibration) => {
                let coefficient = calibration.coefficient(topic, column, self.scales.len());
                let length_norm = self.length_norms.get(column);
                let divisor = length_norm.map_or(1.0, |length_norm| length_norm.divisor(length));
                coefficient * scale / divisor
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::calibration::{Calibration, Link};
    use crate::linear::decision_rule::LengthNorm;
    use proptest::prelude::*;

    fn rule(posterior: Posterior) -> DecisionRule {
        DecisionRule {
            scales: vec![0.5, 0.25],
            bias: vec![-1.0, 0.5],
            length_norms: vec![LengthNorm::Features, LengthNorm::SquareRoot],
            posterior,
            thresholds: vec![0.5, 0.4],
        }
    }

    fn posteriors() -> Vec<Posterior> {
        let mut posteriors = Vec::new();
        for link in [Link::Sigmoid, Link::Softmax] {
            posteriors.push(Posterior::LogOdds(link));
            posteriors.push(Posterior::Calibrated(Calibration {
                link,
                coefficients: vec![3.0, -1.0, 0.5, 2.0],
                intercepts: vec![-2.0, 0.25],
            }));
        }
        posteriors
    }

    proptest! {
        #[test]
        fn the_linear_function_gives_the_same_probabilities(
            sums in (-100_000i64..100_000, -100_000i64..100_000),
            length in 0u64..1_000_000,
        ) {
            let sums = [sums.0, sums.1];
            for posterior in posteriors() {
                let rule = rule(posterior);
                let combined = (0..2)
                    .map(|topic| {
                        let factors = rule.factors(topic, length);
                        let terms = factors.iter().zip(sums).map(|(factor, sum)| factor * sum as f64);
                        rule.offset(topic) + terms.sum::<f64>()
                    })
                    .collect();
                let expected = rule.probabilities(&sums, length);
                for (found, expected) in rule.link().probabilities(combined).iter().zip(expected) {
                    prop_assert!((found - expected).abs() < 1e-9, "{} instead of {}", found, expected);
                }
            }
        }
    }

    #[test]
    fn factors_are_the_written_products() {
        let rule = rule(posteriors().remove(1));
        // Four features: 3 * 0.5 / (1024 * 4) and -1 * 0.25 / (1024 * 2).
        assert_eq!(rule.factors(0, 4096), [1.5 / 4096.0, -0.25 / 2048.0]);
        assert_eq!(rule.offset(1), 0.25);
        assert_eq!(rule.factors(7, 4096), [0.0, 0.0]);
    }
}
