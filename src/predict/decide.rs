//! Gives topics by their probabilities, and finds the doubtful ones: by the thresholds of the model, or
//! by thresholds that the user puts in their place.

use crate::corpus::is_same_label;
use crate::linear::DecisionRule;
use crate::linear::decision_rule::given_topics;
use std::fmt;
use std::str::FromStr;

/// A threshold that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// Neither a number nor `TOPIC=NUMBER`.
    #[error("the threshold '{text}' is neither P nor TOPIC=P, such as 0.6 or cybercrime=0.7")]
    Syntax {
        /// As given.
        text: String,
    },
    /// A number that is no threshold: every topic would reach it, or none.
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
        /// The model's topics, with commas.
        valid: String,
    },
}

/// A threshold that replaces the model's, parsed from `P` or `TOPIC=P` with P in (0, 1].
///
/// ```
/// use tasnif::ThresholdOverride;
///
/// let one: ThresholdOverride = "cybercrime=0.7".parse()?;
/// assert_eq!((one.topic.as_deref(), one.threshold), (Some("cybercrime"), 0.7));
/// assert!("70%".parse::<ThresholdOverride>().is_err());
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdOverride {
    /// The topic; `None` for all topics that no other override names.
    pub topic: Option<String>,
    /// In (0, 1].
    pub threshold: f64,
}

impl FromStr for ThresholdOverride {
    type Err = ThresholdError;

    fn from_str(text: &str) -> Result<Self, ThresholdError> {
        // At the last sign, since a topic's name may have one.
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

/// Checks that thresholds name known topics, even before there is a model.
///
/// # Errors
/// [`ThresholdError::UnknownTopic`] for the first one that does not.
pub fn check_topics(
    topics: &[&str],
    overrides: &[ThresholdOverride],
) -> Result<(), ThresholdError> {
    let mut named = overrides
        .iter()
        .filter_map(|change| change.topic.as_deref());
    let is_known = |name: &str| topics.iter().any(|topic| is_same_label(topic, name));
    match named.find(|topic| !is_known(topic)) {
        None => Ok(()),
        Some(topic) => Err(ThresholdError::UnknownTopic {
            topic: topic.to_owned(),
            valid: topics.join(", "),
        }),
    }
}

/// Decides by probabilities which topics an article is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Decider {
    is_exclusive: bool,
    /// For each topic. An exclusive model gives the most probable topic if that reaches its own
    /// threshold, which is 0 without overrides, so that it always does.
    thresholds: Vec<f64>,
}

/// A probability that is outside a band by less than this is so by rounding only.
const ROUNDING: f64 = 1e-12;

impl Decider {
    /// Decides as the model does.
    pub fn new(rule: &DecisionRule) -> Self {
        let is_exclusive = rule.is_exclusive();
        let thresholds = match is_exclusive {
            true => vec![0.0; rule.thresholds.len()],
            false => rule.thresholds.clone(),
        };
        Self {
            is_exclusive,
            thresholds,
        }
    }

    /// Replaces thresholds of the model, whose topics are `topics`. A threshold for a named topic wins
    /// over one for all topics, and a later one over an earlier one.
    ///
    /// # Errors
    /// [`ThresholdError::UnknownTopic`] if a threshold names another topic.
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
            for (threshold, topic) in self.thresholds.iter_mut().zip(topics) {
                if change
                    .topic
                    .as_deref()
                    .is_some_and(|name| is_same_label(name, topic))
                {
                    *threshold = change.threshold;
                }
            }
        }
        Ok(self)
    }

    /// From which probability each topic is given.
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// The topics given at these probabilities, by topic order; in an exclusive model at most
    /// one, and the first of equally probable ones.
    pub fn topics(&self, probabilities: &[f64]) -> Vec<usize> {
        given_topics(self.is_exclusive, &self.thresholds, probabilities)
    }

    /// The topics, in the model's order, that a change of their probability by at most `band` would
    /// give or take away: |p − t| ≤ `band`. In an exclusive model, t is the threshold or the largest
    /// probability among the other topics, whichever is higher.
    pub fn doubtful(&self, probabilities: &[f64], band: f64) -> Vec<usize> {
        let cut = |topic: usize| match self.is_exclusive {
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

#[cfg(test)]
mod tests;
