//! A counted corpus and options go in; what all fits on parts of it share comes out.

use super::borrowed::{Borrowed, JoinedCorpus, Quarters};
use super::class_counts::{ClassCounts, Membership};
use super::folds::near_duplicate_groups;
use super::threshold::Tune;
use super::training_matrix::TrainingMatrix;
use super::{LearnError, NaiveBayesParams};
use crate::features::{
    CountTransform, CountedCorpus, CountedDocument, FactorisedMatrix, FeatureSettings,
};
use serde::{Deserialize, Serialize};

/// Which linear model scores the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Method {
    /// One-vs-rest multinomial naive Bayes.
    #[default]
    NaiveBayes,
    /// Linear support vector machines beside naive Bayes, both read through the calibration
    /// (after Wang and Manning 2012, who interpolate the two).
    Nbsvm,
}

impl Method {
    /// How a repeated word should count for the method.
    pub fn transform(self) -> CountTransform {
        match self {
            Self::NaiveBayes => CountTransform::Linear,
            Self::Nbsvm => CountTransform::Logarithmic,
        }
    }
}

/// How a support vector machine is trained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineSettings {
    /// C: the weight of an article's loss against the squared weights. Over 0.
    pub cost: f64,
    /// β of Wang and Manning: features are scaled by `1 − β + β·|r|`, `r` the log-odds that naive
    /// Bayes gives the feature, in units of their root mean square. In [0, 1].
    pub interpolation: f64,
}

/// How many topics a document may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Exclusive if every document has exactly one label, else multi.
    #[default]
    Auto,
    /// Any number of topics, also none.
    Multi,
    /// Exactly one.
    Exclusive,
}

/// What to learn and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainOptions {
    /// The linear model.
    pub method: Method,
    /// How many topics a document may carry.
    pub mode: Mode,
    /// Smoothing and pruning.
    pub naive_bayes: NaiveBayesParams,
    /// Whether to calibrate on out-of-fold scores. Without, log-odds over 0 give a topic.
    pub calibrate: bool,
    /// Folds for out-of-fold scores; fewer where there are fewer documents.
    pub folds: usize,
    /// What thresholds are chosen for.
    pub tune: Tune,
    /// Weight C of an article's loss in a support vector machine; `None` chooses it by folds.
    pub cost: Option<f64>,
    /// How far naive Bayes scales a machine's features, in [0, 1]; `None` chooses it by folds.
    pub interpolation: Option<f64>,
    /// Weight of borrowed articles; `None` chooses it by folds. Without any it means nothing.
    pub borrowed_weight: Option<Quarters>,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            method: Method::default(),
            mode: Mode::default(),
            naive_bayes: NaiveBayesParams::new(),
            calibrate: true,
            folds: 5,
            tune: Tune::default(),
            cost: None,
            interpolation: None,
            borrowed_weight: None,
        }
    }
}

impl TrainOptions {
    /// The settings by name, as the model card keeps them; `machine` has those that were used.
    pub fn describe(&self, machine: Option<MachineSettings>) -> Vec<(String, String)> {
        let mut settings = vec![("calibrate".to_owned(), self.calibrate.to_string())];
        if self.calibrate {
            settings.push(("folds".to_owned(), self.folds.to_string()));
            settings.push(("tune".to_owned(), self.tune.to_string()));
        }
        settings.extend(machine.into_iter().flat_map(|machine| {
            let cost = ("cost".to_owned(), machine.cost.to_string());
            let interpolation = machine.interpolation.to_string();
            [cost, ("interpolation".to_owned(), interpolation)]
        }));
        settings.extend(self.naive_bayes.describe());
        settings.sort();
        settings
    }
}

/// A corpus prepared for learning: what all fits on parts of it share.
pub struct Training<'a> {
    /// The documents and words: one's own articles, then borrowed ones.
    pub corpus: &'a CountedCorpus,
    /// `D`, `M` and what is derived from them.
    pub data: TrainingMatrix,
    /// The topics, ascending.
    pub topics: Vec<String>,
    /// Which documents carry them.
    pub membership: Membership,
    /// Whether each document has exactly one topic.
    pub exclusive: bool,
    /// Near-duplicate group of each document that is one's own.
    pub groups: Vec<u32>,
    /// Articles that are always in the part to learn from, never in the part to score.
    pub borrowed: Option<Borrowed>,
}

impl<'a> Training<'a> {
    /// Builds the matrix of a corpus and checks that there is something to learn.
    ///
    /// # Errors
    /// [`LearnError`] for a corpus without articles, without topics, with one label only, or
    /// not exclusive where that is asked for.
    pub fn prepare(
        corpus: &'a CountedCorpus,
        settings: &FeatureSettings,
        mode: Mode,
    ) -> Result<Self, LearnError> {
        let topics: Vec<String> = corpus.labels().into_iter().map(str::to_owned).collect();
        check_labels(corpus, &topics)?;
        let exclusive = match mode {
            Mode::Auto => corpus.is_exclusive(),
            Mode::Multi => false,
            Mode::Exclusive => check_exclusive(corpus)?,
        };
        let (groups, data) = rayon::join(
            || near_duplicate_groups(corpus),
            || TrainingMatrix::new(FactorisedMatrix::build(corpus, settings)),
        );
        Ok(Self::new(corpus, data, topics, exclusive, groups))
    }

    /// Builds the matrix of one's own articles and borrowed ones.
    pub fn prepare_joined(joined: &'a JoinedCorpus, settings: &FeatureSettings) -> Self {
        let corpus = &joined.counts;
        let topics = corpus.labels().into_iter().map(str::to_owned).collect();
        let (groups, rows) = joined.groups();
        let data = TrainingMatrix::new(FactorisedMatrix::build(corpus, settings));
        let mut training = Self::new(corpus, data, topics, false, groups);
        if !rows.is_empty() {
            let counts = ClassCounts::count(&training.data, &training.membership, &rows);
            training.borrowed = Some(Borrowed { rows, counts });
        }
        training
    }

    fn new(
        corpus: &'a CountedCorpus,
        data: TrainingMatrix,
        topics: Vec<String>,
        exclusive: bool,
        groups: Vec<u32>,
    ) -> Self {
        let carries = |topic: &String| {
            corpus
                .documents
                .iter()
                .map(|d| d.labels.contains(topic))
                .collect()
        };
        Self {
            corpus,
            data,
            membership: Membership {
                topics: topics.iter().map(carries).collect(),
            },
            topics,
            exclusive,
            groups,
            borrowed: None,
        }
    }

    /// The documents that are one's own: the first of the corpus.
    pub fn own_documents(&self) -> &'a [CountedDocument] {
        &self.corpus.documents[..self.groups.len()]
    }

    /// Every row that is one's own.
    pub fn all_rows(&self) -> Vec<usize> {
        (0..self.groups.len()).collect()
    }

    /// The rows that are borrowed.
    pub fn borrowed_rows(&self) -> &[usize] {
        self.borrowed
            .as_ref()
            .map_or(&[], |borrowed| &borrowed.rows)
    }
}

pub(super) fn check_labels(corpus: &CountedCorpus, topics: &[String]) -> Result<(), LearnError> {
    let articles = corpus.documents.len();
    if articles == 0 {
        return Err(LearnError::NoArticles);
    }
    match topics {
        [] => Err(LearnError::NoTopics { articles }),
        [label]
            if corpus
                .documents
                .iter()
                .all(|document| !document.labels.is_empty()) =>
        {
            Err(LearnError::OneLabel {
                label: label.clone(),
                articles,
            })
        }
        _ => Ok(()),
    }
}

pub(super) fn check_exclusive(corpus: &CountedCorpus) -> Result<bool, LearnError> {
    let odd = |document: &&_| -> bool {
        let document: &crate::features::CountedDocument = document;
        document.labels.len() != 1
    };
    match corpus
        .documents
        .iter()
        .filter(odd)
        .min_by_key(|document| &document.id)
    {
        None => Ok(true),
        Some(document) => Err(LearnError::NotExclusive {
            id: document.id.clone(),
            labels: document.labels.len(),
        }),
    }
}
