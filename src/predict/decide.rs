//! Probabilities of one document go in, the topics given and the doubtful ones come out, by the
//! model's thresholds or by those that the user puts in their place.

use crate::linear::DecisionRule;
use std::fmt;
use std::str::FromStr;

/// Why thresholds cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// Neither a number nor `TOPIC=NUMBER`.
    #[error("the threshold '{text}' is neither P nor TOPIC=P, such as 0.6 or cybercrime=0.7")]
    Syntax {
        /// As given.
        text: String,
    },
    /// A probability that no topic, or every topic, reaches.
    #[error("the threshold '{text}' is not over 0 and up to 1; write 60 percent as 0.6")]
    OutOfRange {
        /// As given.
        text: String,
    },
    /// A topic that the model does not have.
    #[error("the threshold names the topic '{topic}'; the topics of the model are {valid}")]
    UnknownTopic {
        /// As given.
        topic: String,
        /// All topics.
        valid: String,
    },
}

/// A threshold in place of the model's, parsed from `P` or `TOPIC=P` with P in (0, 1].
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdOverride {
    /// The topic; `None` for all that are not named.
    pub topic: Option<String>,
    /// In (0, 1].
    pub threshold: f64,
}

impl FromStr for ThresholdOverride {
    type Err = ThresholdError;

    fn from_str(text: &str) -> Result<Self, ThresholdError> {
        // The last sign: a topic's name may have one.
        let (topic, number) = match text.rsplit_once('=') {
            Some((topic, number)) => (Some(topic.trim()), number),
            None => (None, text),
        };
        let text = text.to_owned();
        match (number.trim().parse::<f64>(), topic) {
            (Err(_), _) | (_, Some("")) => Err(ThresholdError::Syntax { text }),
            (Ok(threshold), _) if !(threshold > 0.0 && threshold <= 1.0) => {
                Err(ThresholdError::OutOfRange { text })
            }
            (Ok(threshold), topic) => Ok(Self {
                topic: topic.map(str::to_owned),
                threshold,
            }),
        }
    }
}

impl fmt::Display for ThresholdOverride {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.topic {
            Some(topic) => write!(f, "{topic}={}", self.threshold),
            None => write!(f, "{}", self.threshold),
        }
    }
}

/// Checks that thresholds name topics that there are, which can be done before there is a model.
///
/// # Errors
/// [`ThresholdError::UnknownTopic`].
pub fn check_topics(
    topics: &[&str],
    overrides: &[ThresholdOverride],
) -> Result<(), ThresholdError> {
    let named = overrides
        .iter()
        .filter_map(|change| change.topic.as_deref());
    match named.into_iter().find(|topic| !topics.contains(topic)) {
        None => Ok(()),
        Some(topic) => Err(ThresholdError::UnknownTopic {
            topic: topic.to_owned(),
            valid: topics.join(", "),
        }),
    }
}

/// Decides which topics to give.
#[derive(Debug, Clone, PartialEq)]
pub struct Decider {
    exclusive: bool,
    /// Per topic. In an exclusive model the most probable topic is given if it reaches its own;
    /// 0 without overrides, so that it always does.
    thresholds: Vec<f64>,
}

/// Differences below this are rounding noise, not a place outside the band.
const ROUNDING: f64 = 1e-12;

impl Decider {
    /// Decides as the model does.
    pub fn new(rule: &DecisionRule) -> Self {
        let exclusive = rule.is_exclusive();
        let thresholds = match exclusive {
            true => vec![0.0; rule.thresholds.len()],
            false => rule.thresholds.clone(),
        };
        Self {
            exclusive,
            thresholds,
        }
    }

    /// Puts thresholds in place of the model's. `topics` are its topics; a threshold for a named
    /// topic wins over one for all, and of two for the same the later.
    ///
    /// # Errors
    /// [`ThresholdError::UnknownTopic`].
    pub fn with(
        mut self,
        topics: &[&str],
        overrides: &[ThresholdOverride],
    ) -> Result<Self, ThresholdError> {
        check_topics(topics, overrides)?;
        for change in overrides.iter().filter(|change| change.topic.is_none()) {
            self.thresholds.fill(change.threshold);
        }
        for change in overrides.iter().filter(|change| change.topic.is_some()) {
            for (slot, topic) in self.thresholds.iter_mut().zip(topics) {
                if change.topic.as_deref() == Some(topic) {
                    *slot = change.threshold;
                }
            }
        }
        Ok(self)
    }

    /// The topics given at these probabilities, by topic order; in an exclusive model at most
    /// one, and the first of equally probable ones.
    pub fn topics(&self, probabilities: &[f64]) -> Vec<usize> {
        let reached = |&topic: &usize| probabilities[topic] >= self.thresholds[topic];
        match self.exclusive {
            true => largest(probabilities).into_iter().filter(reached).collect(),
            false => (0..probabilities.len()).filter(reached).collect(),
        }
    }

    /// The topics that a change of at most `band` in their probability would give or take away,
    /// by topic order: |p − t| ≤ `band`. In an exclusive model, t is the threshold or the largest
    /// probability among the other topics, whichever is higher.
    pub fn doubtful(&self, probabilities: &[f64], band: f64) -> Vec<usize> {
        let cut = |topic: usize| match self.exclusive {
            true => (0..probabilities.len())
                .filter(|&other| other != topic)
                .map(|other| probabilities[other])
                .fold(self.thresholds[topic], f64::max),
            false => self.thresholds[topic],
        };
        (0..probabilities.len())
            .filter(|&topic| (probabilities[topic] - cut(topic)).abs() <= band + ROUNDING)
            .collect()
    }
}

/// The place of the largest value, of equal ones the first.
fn largest(values: &[f64]) -> Option<usize> {
    (0..values.len()).reduce(|best, place| {
        if values[place] > values[best] {
            place
        } else {
            best
        }
    })
}

#[cfg(test)]
mod tests;
