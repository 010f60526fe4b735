//! The errors of training: settings out of range, and corpora that nothing can be learned from.

use crate::parallel::StopFlag;

/// Why a model cannot be learned.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// The caller ended the training.
    #[error("the training was stopped before it was done")]
    Stopped,
    /// Smoothing that is 0, negative, infinite or not a number.
    #[error("smoothing alpha is {0}: give a finite number over 0, for example 0.001")]
    Alpha(f64),
    /// Another smoothing that is negative, infinite or not a number.
    #[error("{name} is {value}: give a finite number of 0 or more")]
    Smoothing {
        /// Which setting.
        name: &'static str,
        /// As given.
        value: f64,
    },
    /// A cost C of the SVM that is 0, negative, infinite or not a number.
    #[error("regularisation C is {0}: give a finite number over 0, for example 1")]
    Regularisation(f64),
    /// An interpolation outside of [0, 1].
    #[error("interpolation is {0}: give a number from 0, support vector machines alone, to 1")]
    Interpolation(f64),
    /// A number of folds that no split can have.
    #[error("{given} folds asked for: give 2 to {limit}")]
    Folds {
        /// As asked for.
        given: usize,
        /// The most that are allowed.
        limit: usize,
    },
    /// No article to learn from.
    #[error("the corpus has no articles: nothing can be learned from it")]
    NoArticles,
    /// No article carries a topic.
    #[error(
        "none of the {articles} articles carries a topic: label some of them, one folder per topic"
    )]
    NoTopics {
        /// Articles in the corpus.
        articles: usize,
    },
    /// Every article carries the same single label, so there is nothing to tell apart.
    #[error(
        "all {articles} articles carry the one label '{label}': add articles of other topics, or in a folder `none`"
    )]
    OneLabel {
        /// The only label.
        label: String,
        /// Articles in the corpus.
        articles: usize,
    },
    /// Every article carries the same labels, so there is nothing to tell apart.
    #[error(
        "all {articles} articles carry the same labels, {labels}: add articles that lack one of them"
    )]
    SameLabels {
        /// The labels, with `+` between them.
        labels: String,
        /// Articles in the corpus.
        articles: usize,
    },
    /// No feature got a weight.
    #[error(
        "no word tells the topics apart: the articles of all topics have the same words; \
         check that each text stands with its own label"
    )]
    NothingTold,
    /// Mode `exclusive`, but an article has no label or several.
    #[error(
        "article '{id}' has {labels} labels, but mode `exclusive` needs exactly one for each article: use mode `multi` or `auto`"
    )]
    NotExclusive {
        /// The first such article by id.
        id: String,
        /// How many labels it has.
        labels: usize,
    },
    /// Built-in articles beside a corpus in which each article has exactly one topic.
    #[error(
        "each of your articles has exactly one label, and a built-in article may have none or several: use mode `multi`, or leave the built-in articles out"
    )]
    BuiltinExclusive,
    /// Built-in articles that carry none of the corpus's topics.
    #[error(
        "the built-in articles carry none of your topics: yours are {own}; theirs are {builtin}; rename your labels if they mean the same, or leave the built-in articles out"
    )]
    NoCommonTopic {
        /// Topics of the corpus, ascending.
        own: String,
        /// Topics of the built-in articles, ascending.
        builtin: String,
    },
    /// A weight of built-in articles other than 0, 0.25, 0.5, 0.75 and 1.
    #[error("'{0}' is no weight of built-in articles: give 0, 0.25, 0.5, 0.75 or 1")]
    BuiltinWeight(String),
    /// No weight of built-in articles given for a model without calibration.
    #[error(
        "without calibration no weight of the built-in articles can be chosen: give one, for example 0.5"
    )]
    BuiltinWeightUnchosen,
    /// No feature occurs in enough documents.
    #[error(
        "no word or n-gram occurs in {min_documents} articles or more, so nothing can be learned: \
         add articles, or ask for fewer articles with a feature (but features of one article only are mostly chance)"
    )]
    NoFeatures {
        /// The limit that was applied.
        min_documents: u32,
    },
    /// Most articles are near-duplicates, so that without one fold there is nothing to learn from.
    #[error(
        "{repeats} of {articles} articles are near-duplicates of others; such articles are tested together, by a model that has \
         seen none of them, and the others are too few to learn from: add articles that differ from each other"
    )]
    NearDuplicates {
        /// Articles in the corpus.
        articles: usize,
        /// How many of them are near-duplicates of one of the others.
        repeats: usize,
    },
    /// The targets and the records of a linfa dataset differ in length.
    #[error("{records} articles but {targets} rows of labels: give one row for each article")]
    Shape {
        /// Rows of the matrix.
        records: usize,
        /// Rows of the targets.
        targets: usize,
    },
    /// A tuning target that cannot be understood.
    #[error(
        "cannot tune for '{0}': give f1, precision=P or recall=R with a share over 0 and up to 1"
    )]
    Tune(String),
    /// The logistic regression of calibration failed.
    #[error("calibration failed ({0}): check the corpus for topics with one or two articles")]
    Calibration(String),
    /// An error of linfa.
    #[error("linfa: {0}")]
    Linfa(String),
}

impl From<linfa::Error> for TrainError {
    fn from(error: linfa::Error) -> Self {
        Self::Linfa(error.to_string())
    }
}

impl TrainError {
    /// [`Self::Stopped`] once the flag is set.
    pub(crate) fn if_stopped(stop: &StopFlag) -> Result<(), Self> {
        match stop.is_set() {
            true => Err(Self::Stopped),
            false => Ok(()),
        }
    }
}
