//! How unsure a model is about an article, and of which topic.

use crate::linear::DecisionRule;

/// Where a model is least sure about an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// The topic in doubt; in an exclusive model the most probable one.
    pub topic: usize,
    /// Its probability.
    pub probability: f64,
    /// What the probability is compared with: the topic's threshold; in an exclusive model the probability of the second topic.
    pub bound: f64,
    /// In an exclusive model the second topic.
    pub rival: Option<usize>,
    /// 1 if the probability is at the bound, 0 if it is as far from it as possible.
    pub uncertainty: f64,
}

/// The topic that a model is least sure of. `None` without topics, or for an exclusive model with one
/// topic.
pub fn doubt(rule: &DecisionRule, probabilities: &[f64]) -> Option<Doubt> {
    if rule.is_exclusive() {
        return exclusive(probabilities);
    }
    let doubts = rule.thresholds.iter().zip(probabilities).enumerate();
    doubts
        .map(|(topic, (&bound, &probability))| {
            let room = if probability < bound {
                bound
            } else {
                1.0 - bound
            };
            let distance = (probability - bound).abs();
            Doubt {
                topic,
                probability,
                bound,
                rival: None,
                // With a bound of 0 or 1 the probability may be at the bound, with no room beyond.
                uncertainty: if room > 0.0 {
                    1.0 - distance / room
                } else {
                    1.0
                },
            }
        })
        .reduce(|most, next| {
            if next.uncertainty > most.uncertainty {
                next
            } else {
                most
            }
        })
}

fn exclusive(probabilities: &[f64]) -> Option<Doubt> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
    let [topic, rival, ..] = *order else {
        return None;
    };
    let (probability, bound) = (probabilities[topic], probabilities[rival]);
    Some(Doubt {
        topic,
        probability,
        bound,
        rival: Some(rival),
        uncertainty: 1.0 - (probability - bound),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::{LengthNorm, Link, Posterior};

    fn rule(link: Link) -> DecisionRule {
        DecisionRule {
            scales: vec![1.0; 3],
            bias: vec![0.0; 3],
            length_norms: vec![LengthNorm::Features; 3],
            posterior: Posterior::LogOdds(link),
            thresholds: vec![0.5, 0.2, 1.0],
        }
    }

    #[test]
    fn the_nearest_to_its_threshold_is_in_doubt() {
        let rule = rule(Link::Sigmoid);
        for (probabilities, topic, uncertainty) in [
            ([0.5, 0.9, 0.1], 0, 1.0),
            ([0.9, 0.1, 0.1], 1, 0.5),
            ([1.0, 0.6, 0.2], 1, 0.5),
            ([0.0, 0.0, 1.0], 2, 1.0),
        ] {
            let found = doubt(&rule, &probabilities).unwrap();
            assert_eq!(found.topic, topic, "{probabilities:?}");
            assert!((found.uncertainty - uncertainty).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn two_topics_alike_are_in_doubt_in_an_exclusive_model() {
        let found = doubt(&rule(Link::Softmax), &[0.1, 0.4, 0.5]).unwrap();
        assert_eq!((found.topic, found.rival), (2, Some(1)));
        assert!((found.uncertainty - 0.9).abs() < 1e-12);
        assert_eq!(doubt(&rule(Link::Softmax), &[1.0]), None);
    }
}
