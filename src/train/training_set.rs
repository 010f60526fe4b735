//! A counted corpus, prepared for learning: what all fits to parts of it share.

use super::counts::class_counts::{ClassCounts, Membership};
use super::counts::matrix::TrainingMatrix;
use super::error::LearnError;
use super::extra_corpus::join::{ExtraArticles, JoinedCorpus};
use super::folds::assign::near_duplicate_groups;
use super::options::Mode;
use crate::features::{CountedCorpus, CountedDocument, FactorisedMatrix, FeatureSettings};

/// A corpus prepared for learning: what all fits on parts of it share.
pub struct TrainingSet<'a> {
    /// The documents and words: one's own articles, then extra ones.
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
    pub extra: Option<ExtraArticles>,
}

impl<'a> TrainingSet<'a> {
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

    /// Builds the matrix of one's own articles and extra ones.
    pub fn prepare_joined(joined: &'a JoinedCorpus, settings: &FeatureSettings) -> Self {
        let corpus = &joined.counts;
        let topics = corpus.labels().into_iter().map(str::to_owned).collect();
        let (groups, rows) = joined.groups();
        let data = TrainingMatrix::new(FactorisedMatrix::build(corpus, settings));
        let mut training = Self::new(corpus, data, topics, false, groups);
        if !rows.is_empty() {
            let counts = ClassCounts::count(&training.data, &training.membership, &rows);
            training.extra = Some(ExtraArticles { rows, counts });
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
            extra: None,
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

    /// The rows that are extra.
    pub fn extra_rows(&self) -> &[usize] {
        self.extra.as_ref().map_or(&[], |extra| &extra.rows)
    }
}

pub(crate) fn check_labels(corpus: &CountedCorpus, topics: &[String]) -> Result<(), LearnError> {
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

pub(crate) fn check_exclusive(corpus: &CountedCorpus) -> Result<bool, LearnError> {
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
