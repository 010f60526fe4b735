//! Everything that can be wrong with an evaluation's input, one variant per cause.

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
    /// A probability that is none.
    #[error("article '{id}': the probability of topic {topic} is {value}; it must lie in [0, 1]")]
    ProbabilityOutOfRange {
        /// The article.
        id: String,
        /// Index of the topic.
        topic: usize,
        /// The value.
        value: f64,
    },
    /// A metric name that does not exist.
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
    /// A minimum that no value can reach, or every value.
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
    /// Two reports that disagree on what is true.
    #[error(
        "the true topics of {count} articles changed between the two reports ({examples}); evaluate the old model again"
    )]
    DifferentTruth {
        /// Number of such articles.
        count: usize,
        /// The first few ids.
        examples: String,
    },
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
    /// A report that cannot be written.
    #[error("the report cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

/// The first few names, quoted, and how many more there are.
pub(super) fn first_few<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 5;
    let names: Vec<String> = names.into_iter().map(|name| format!("'{name}'")).collect();
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
