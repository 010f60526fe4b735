//! The result of an evaluation. It is kept as JSON, so that a later evaluation can be compared with
//! it.

use super::error::EvaluateError;
use super::metrics::bootstrap::Interval;
use super::metrics::calibration::Calibration;
use super::metrics::scores::Scores;
use super::outcome::Outcome;
use serde::{Deserialize, Serialize};

/// Version of the JSON report; another version is refused.
pub const REPORT_FORMAT: u32 = 1;

/// How well the given topics fit the true ones. Shares are in [0, 1]; `None` is undefined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`REPORT_FORMAT`].
    pub format: u32,
    /// Topic ids; indices below count in this list.
    pub topics: Vec<String>,
    /// Whether an article has at most one topic.
    pub exclusive: bool,
    /// Number of articles.
    pub articles: u64,
    /// Exclusive: share of articles with the right topic. Multi-label: undefined.
    pub accuracy: Option<f64>,
    /// Share of articles whose given topics are exactly the true ones.
    pub exact_match: Option<f64>,
    /// Means over topics, each over the topics where the score is defined.
    #[serde(rename = "macro")]
    pub macro_average: Scores,
    /// Scores from the counts of all topics added up.
    pub micro: Scores,
    /// In the order of `topics`.
    pub per_topic: Vec<TopicScores>,
    /// Per group of articles, by name; empty if no article has a group.
    pub groups: Vec<GroupScores>,
    /// Only if exclusive.
    pub confusion: Option<Confusion>,
    /// How well the probabilities agree with what is true.
    pub calibration: Calibration,
    /// Confidence intervals, if they were computed (see [`bootstrap`](super::metrics::bootstrap)).
    pub intervals: Vec<Interval>,
    /// What was left out of the measurement, and what is odd about the articles, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What was decided about each article, in the order of the outcomes; `decisions` in JSON.
    #[serde(rename = "decisions")]
    pub results: Vec<ArticleResult>,
}

/// One topic's scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicScores {
    /// The topic.
    pub topic: String,
    /// Precision, recall, F1.
    #[serde(flatten)]
    pub scores: Scores,
    /// Articles that have the topic.
    pub support: u64,
    /// Articles that were given the topic.
    pub given: u64,
}

/// Scores of the articles of one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupScores {
    /// The group.
    pub group: String,
    /// Its articles.
    pub articles: u64,
    /// Share of exact matches.
    pub exact_match: Option<f64>,
    /// Macro-averaged F1.
    pub macro_f1: Option<f64>,
    /// Micro-averaged F1.
    pub micro_f1: Option<f64>,
}

/// Articles by true topic (row) and given topic (column). The last row and column stand for no topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    /// topics + 1 rows of topics + 1 counts.
    pub counts: Vec<Vec<u64>>,
}

/// One article with its true and its given topics, as a report keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleResult {
    /// The article.
    pub id: String,
    /// True topics, ascending.
    pub truth: Vec<usize>,
    /// Given topics, ascending.
    pub given: Vec<usize>,
    /// One per topic, rounded to 4 digits.
    pub probabilities: Vec<f64>,
    /// The article's group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

impl From<&Outcome> for ArticleResult {
    fn from(outcome: &Outcome) -> Self {
        let round = |value: &f64| (value * 1e4).round() / 1e4;
        Self {
            id: outcome.id.clone(),
            truth: outcome.truth.clone(),
            given: outcome.given.clone(),
            probabilities: outcome.probabilities.iter().map(round).collect(),
            group: outcome.group.clone(),
        }
    }
}

impl From<&ArticleResult> for Outcome {
    fn from(result: &ArticleResult) -> Self {
        Self {
            id: result.id.clone(),
            truth: result.truth.clone(),
            given: result.given.clone(),
            probabilities: result.probabilities.clone(),
            group: result.group.clone(),
        }
    }
}

impl Report {
    /// Reads a JSON report, and checks its articles as [`measure`](super::measure()) checks outcomes.
    ///
    /// # Errors
    /// [`EvaluateError::ReportFormat`], [`EvaluateError::ReportSyntax`] or
    /// [`EvaluateError::ReportDamaged`], and those of outcomes.
    pub fn from_json(text: &str) -> Result<Self, EvaluateError> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        // The version comes first: of a later format, a field might be missing, and the error would
        // not say why.
        let version: Version = serde_json::from_str(text).map_err(EvaluateError::ReportSyntax)?;
        if version.format != REPORT_FORMAT {
            let (found, expected) = (version.format, REPORT_FORMAT);
            return Err(EvaluateError::ReportFormat { found, expected });
        }
        let report: Self = serde_json::from_str(text).map_err(EvaluateError::ReportSyntax)?;
        report.check()?;
        Ok(report)
    }

    fn check(&self) -> Result<(), EvaluateError> {
        let outcomes: Vec<Outcome> = self.results.iter().map(Outcome::from).collect();
        super::outcome::check_outcomes(self.topics.len(), self.exclusive, &outcomes)?;
        let damaged = |what: &str| {
            Err(EvaluateError::ReportDamaged {
                what: what.to_owned(),
            })
        };
        if self.articles != self.results.len() as u64 {
            return damaged("the number of articles is not that of the decisions");
        }
        let named = self.per_topic.iter().map(|scores| &scores.topic);
        let calibrated = self
            .calibration
            .per_topic
            .iter()
            .map(|scores| &scores.topic);
        if !named.eq(&self.topics) || !calibrated.eq(&self.topics) {
            return damaged("the scores are not those of the topics");
        }
        let size = self.topics.len() + 1;
        let is_square = |confusion: &Confusion| {
            confusion.counts.len() == size && confusion.counts.iter().all(|row| row.len() == size)
        };
        if self.confusion.is_some() != self.exclusive
            || !self.confusion.as_ref().is_none_or(is_square)
        {
            return damaged("the confusion matrix does not fit the topics");
        }
        Ok(())
    }
}
