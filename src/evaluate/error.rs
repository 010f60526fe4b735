//! What can go wrong in an evaluation.

use crate::file::reason;
use crate::predict::ThresholdError;
use crate::train::TrainError;

/// Why a report cannot be computed, read, gated, compared or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// There is no topic to evaluate.
    #[error("there are no topics to evaluate; give at least one")]
    NoTopics,
    /// Two articles share an id.
    #[error("the article id '{id}' occurs twice; give every article its own id")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A topic index is too large.
    #[error(
        "article '{id}': {list} topic {index} is out of range; there are {topics} topics, counted from 0"
    )]
    TopicOutOfRange {
        /// The article.
        id: String,
        /// `truth` or `given`.
        list: &'static str,
        /// The index.
        index: usize,
        /// Number of topics.
        topics: usize,
    },
    /// A list of topics is unsorted or names a topic twice.
    #[error(
        "article '{id}': the {list} topics are not ascending; sort them and drop repeated ones"
    )]
    NotAscending {
        /// The article.
        id: String,
        /// `truth` or `given`.
        list: &'static str,
    },
    /// Several topics where only one is possible.
    #[error(
        "article '{id}' has {count} {list} topics, but topics are exclusive; keep one, or evaluate as multi-label"
    )]
    NotExclusive {
        /// The article.
        id: String,
        /// `truth` or `given`.
        list: &'static str,
        /// Number of topics in the list.
        count: usize,
    },
    /// Not one probability per topic.
    #[error("article '{id}' has {found} probabilities for {topics} topics; give one per topic")]
    ProbabilityCount {
        /// The article.
        id: String,
        /// Number of probabilities.
        found: usize,
        /// Number of topics.
        topics: usize,
    },
    /// A probability that is not from 0 to 1.
    #[error("article '{id}': the probability of topic {topic} is {value}; it must lie in [0, 1]")]
    ProbabilityOutOfRange {
        /// The article.
        id: String,
        /// Index of the topic.
        topic: usize,
        /// The value.
        value: f64,
    },
    /// A metric that does not exist.
    #[error("there is no metric '{name}'; the metrics are {valid}")]
    UnknownMetric {
        /// The name.
        name: String,
        /// All names.
        valid: String,
    },
    /// A metric of a topic that does not exist.
    #[error("the metric '{name}' names no topic of this report; the topics are {valid}")]
    UnknownTopic {
        /// The name.
        name: String,
        /// All topics.
        valid: String,
    },
    /// A gate that is not `METRIC=VALUE`.
    #[error(
        "the gate '{text}' is not of the form METRIC=VALUE with a number, such as macro-f1=0.7"
    )]
    GateSyntax {
        /// The gate as given.
        text: String,
    },
    /// A minimum outside the range of its metric.
    #[error("the gate '{text}' has a minimum outside {range}")]
    GateMinimum {
        /// The gate as given.
        text: String,
        /// Where it must lie, in words.
        range: &'static str,
    },
    /// A minimum on a metric for which lower is better.
    #[error(
        "the gate '{text}' asks for a minimum, but for ece and brier lower is better; gate another metric"
    )]
    GateLowerIsBetter {
        /// The gate as given.
        text: String,
    },
    /// A tolerated drop that is not a share.
    #[error("the largest tolerated drop is {value}; it must lie in [0, 1]")]
    MaxDrop {
        /// The value.
        value: f64,
    },
    /// A model and a corpus that have no topic in common.
    #[error(
        "the model knows none of the labels of these articles: its topics are {model}, the labels are {labels}; \
         give a model of these topics, or write the labels as the model has them"
    )]
    NoSharedTopic {
        /// The first topics of the model.
        model: String,
        /// The first labels.
        labels: String,
    },
    /// A file of predictions that cannot be read.
    #[error(
        "line {line}: {reason}: a prediction is {{\"id\": …, \"topics\": […]}}, or a row of CSV with the columns id and topics"
    )]
    Prediction {
        /// The line.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// Predictions whose ids are none of the articles.
    #[error(
        "no article has a prediction: the articles have ids such as '{id}', the predictions such as '{predicted}'"
    )]
    NoPredictions {
        /// The first id of an article.
        id: String,
        /// The first id of a prediction.
        predicted: String,
    },
    /// No article of the corpus says anything of the model.
    #[error("no article is left to measure on: {why}")]
    NothingToMeasure {
        /// What was left out.
        why: String,
    },
    /// Two reports with different topics.
    #[error(
        "the two reports have different topics ({old} against {new}); evaluate both on the same topics"
    )]
    DifferentTopics {
        /// Topics of the old report.
        old: String,
        /// Topics of the new report.
        new: String,
    },
    /// Two reports on different articles.
    #[error(
        "the two reports are on different articles ({examples}); evaluate both on the same corpus"
    )]
    DifferentArticles {
        /// The first few ids that only one of them has.
        examples: String,
    },
    /// Two reports with different labels for the same articles.
    #[error(
        "the true topics of {count} articles changed between the two reports ({examples}); evaluate the old model again"
    )]
    DifferentTruth {
        /// Number of such articles.
        count: usize,
        /// The first few ids.
        examples: String,
    },
    /// A field that no article has.
    #[error("no article has the field '{field}'; {known}")]
    UnknownField {
        /// The field that was named.
        field: String,
        /// Which fields there are, or where fields come from.
        known: String,
    },
    /// A field with too few values to hold some out and train on the others.
    #[error(
        "the field '{field}' has {values} different value(s) in the corpus; {parts} parts cannot be made without dividing one: {remedy}"
    )]
    FewValues {
        /// The field.
        field: String,
        /// Number of values.
        values: usize,
        /// How many parts the articles should be divided into.
        parts: usize,
        /// What to do.
        remedy: &'static str,
    },
    /// A share of test articles that leaves none to train on or none to test on.
    #[error(
        "the share of articles to test on is {value}; it must lie between 0 and 1, such as 0.2"
    )]
    TestShare {
        /// The value.
        value: f64,
    },
    /// All other articles are near-duplicates of test articles.
    #[error(
        "no article is left to train on: all others are near-duplicates of articles to test on; split by another field"
    )]
    NothingToTrain,
    /// A report of another format version.
    #[error(
        "the report has format {found}, and this version reads format {expected}; evaluate again"
    )]
    ReportFormat {
        /// Version in the file.
        found: u32,
        /// Version read here.
        expected: u32,
    },
    /// Text that is not a report.
    #[error("this is not a report: {0}")]
    ReportSyntax(serde_json::Error),
    /// A report whose parts do not fit together.
    #[error("the report is damaged: {what}; evaluate again")]
    ReportDamaged {
        /// What does not fit.
        what: String,
    },
    /// Training on some of the articles failed.
    #[error(transparent)]
    Learn(#[from] TrainError),
    /// A threshold in place of a model's cannot be used.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// A report that cannot be written.
    #[error("the report cannot be written: {}", reason(.0))]
    Write(#[from] std::io::Error),
}

impl EvaluateError {
    /// [`Self::UnknownField`] for a corpus whose articles have the fields `known`.
    pub fn unknown_field(field: &str, known: &std::collections::BTreeSet<String>) -> Self {
        let known = match known.is_empty() {
            true => "fields come from JSONL, CSV and TSV files".to_owned(),
            false => format!(
                "the fields are {}",
                first_few(known.iter().map(String::as_str))
            ),
        };
        Self::UnknownField {
            field: field.to_owned(),
            known,
        }
    }
}

/// The first few names, quoted, and how many more there are.
pub(crate) fn first_few<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 5;
    let names: Vec<String> = names.into_iter().map(|name| format!("'{name}'")).collect();
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
