//! A counted corpus with its training matrix: what all fits to some of its documents share.

use super::counts::class_counts::{ClassCounts, Membership};
use super::counts::matrix::TrainingMatrix;
use super::error::TrainError;
use super::extra_corpus::join::{ExtraArticles, JoinedCorpus};
use super::extra_corpus::weight::ExtraWeight;
use super::folds::assign::near_duplicate_groups;
use super::options::TrainOptions;
use crate::features::{CountedCorpus, CountedDocument, FactorisedMatrix, FeatureSettings};
use crate::parallel::StopFlag;
use std::collections::BTreeSet;

/// A corpus prepared for learning: what all fits to some of its documents share.
pub struct TrainingSet<'a> {
    /// The words and the documents: the user's own, then the extra ones.
    pub corpus: &'a CountedCorpus,
    /// Word counts of documents and features of words.
    pub data: TrainingMatrix,
    /// The topics, ascending.
    pub topics: Vec<String>,
    /// Which documents carry which topic.
    pub membership: Membership,
    /// Whether each document has exactly one topic.
    pub exclusive: bool,
    /// The near-duplicate group of each of the user's own documents.
    pub groups: Vec<u32>,
    /// Articles that every model learns from and that none scores.
    pub extra: Option<ExtraArticles>,
    /// Ends the fits once it is set.
    pub stop: StopFlag,
}

impl<'a> TrainingSet<'a> {
    /// Builds the matrix of a corpus and checks that there is something to learn.
    ///
    /// # Errors
    /// [`TrainError`] for a corpus without articles, without topics, with one label only, or with
    /// an article that has not exactly one label in mode `exclusive`; [`TrainError::Stopped`] once
    /// `stop` is set, which ends the fits as well.
    pub fn prepare(
        corpus: &'a CountedCorpus,
        options: &TrainOptions,
        stop: &StopFlag,
    ) -> Result<Self, TrainError> {
        let topics: Vec<String> = corpus.labels().into_iter().map(str::to_owned).collect();
        check_labels(corpus, &topics)?;
        let exclusive = options.mode.is_exclusive(corpus)?;
        let settings = options.features(corpus.settings);
        let (groups, data) = rayon::join(
            || near_duplicate_groups(corpus, stop),
            || build_matrix(corpus, &settings, stop),
        );
        TrainError::if_stopped(stop)?;
        Ok(Self::new(corpus, data?, topics, exclusive, groups, stop))
    }

    /// Builds the matrix of the user's own articles and the extra ones.
    ///
    /// # Errors
    /// [`TrainError::Stopped`] once `stop` is set, which ends the fits as well.
    pub fn prepare_joined(
        joined: &'a JoinedCorpus,
        options: &TrainOptions,
        stop: &StopFlag,
    ) -> Result<Self, TrainError> {
        let corpus = &joined.counts;
        let topics = corpus.labels().into_iter().map(str::to_owned).collect();
        let (groups, rows) = joined.groups();
        let settings = options.features(corpus.settings);
        let data = build_matrix(corpus, &settings, stop)?;
        let mut training = Self::new(corpus, data, topics, false, groups, stop);
        if !rows.is_empty() {
            let counts = ClassCounts::count(&training.data, &training.membership, &rows);
            training.extra = Some(ExtraArticles { rows, counts });
        }
        Ok(training)
    }

    fn new(
        corpus: &'a CountedCorpus,
        data: TrainingMatrix,
        topics: Vec<String>,
        exclusive: bool,
        groups: Vec<u32>,
        stop: &StopFlag,
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
            stop: stop.clone(),
        }
    }

    /// The user's own documents, which come first in the corpus.
    pub fn own_documents(&self) -> &'a [CountedDocument] {
        &self.corpus.documents[..self.groups.len()]
    }

    /// How many of the user's own documents are near-duplicates of one before them.
    pub fn near_duplicates(&self) -> usize {
        let groups: BTreeSet<u32> = self.groups.iter().copied().collect();
        self.groups.len() - groups.len()
    }

    /// Whether so many are near-duplicates that folds say little: at least half.
    pub fn is_mostly_near_duplicates(&self) -> bool {
        self.near_duplicates() * 2 >= self.groups.len()
    }

    /// The rows of all the user's own documents.
    pub fn all_rows(&self) -> Vec<usize> {
        (0..self.groups.len()).collect()
    }

    /// The rows of the extra articles.
    pub fn extra_rows(&self) -> &[usize] {
        self.extra.as_ref().map_or(&[], |extra| &extra.rows)
    }

    /// The extra articles, unless they weigh nothing.
    pub(super) fn extra_at(&self, weight: ExtraWeight) -> Option<&ExtraArticles> {
        self.extra.as_ref().filter(|_| weight > ExtraWeight::ZERO)
    }
}

/// Builds the matrix and what is derived from it, each of which takes long.
fn build_matrix(
    corpus: &CountedCorpus,
    settings: &FeatureSettings,
    stop: &StopFlag,
) -> Result<TrainingMatrix, TrainError> {
    let matrix = FactorisedMatrix::build(corpus, settings);
    TrainError::if_stopped(stop)?;
    Ok(TrainingMatrix::new(matrix))
}

/// Checks that there is something to tell apart.
pub(super) fn check_labels(corpus: &CountedCorpus, topics: &[String]) -> Result<(), TrainError> {
    let articles = corpus.documents.len();
    if articles == 0 {
        return Err(TrainError::NoArticles);
    }
    match topics {
        [] => Err(TrainError::NoTopics { articles }),
        [label] if corpus.documents.iter().all(|d| !d.labels.is_empty()) => {
            Err(TrainError::OneLabel {
                label: label.clone(),
                articles,
            })
        }
        _ if corpus
            .documents
            .iter()
            .all(|d| d.labels.len() == topics.len()) =>
        {
            Err(TrainError::SameLabels {
                labels: topics.join("+"),
                articles,
            })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::CorpusCounts;
    use crate::linear::Method;

    /// Twelve articles in two topics.
    fn corpus() -> CountedCorpus {
        let mut counts = CorpusCounts::default();
        for id in 0..12 {
            let (label, text) = [("حدود", "دورية السياج"), ("رياضة", "هدف المباراة")][id % 2];
            counts.add_or_none(&Document {
                id: id.to_string(),
                text: format!("{text} {}", "ا".repeat(id + 1)),
                labels: Some(BTreeSet::from([label.to_owned()])),
                ..Document::default()
            });
        }
        counts.finish()
    }

    #[test]
    fn preparing_and_each_fit_end_when_they_are_told_to() {
        let corpus = corpus();
        let (options, stop) = (TrainOptions::default(), StopFlag::new());
        let training = TrainingSet::prepare(&corpus, &options, &stop).unwrap();
        stop.set();
        let prepared = TrainingSet::prepare(&corpus, &options, &stop).map(drop);
        assert_eq!(prepared, Err(TrainError::Stopped));
        for method in [Method::NaiveBayes, Method::Nbsvm] {
            for calibrate in [false, true] {
                let options = TrainOptions {
                    method,
                    calibrate,
                    ..options
                };
                let fitted = training.fit(&training.all_rows(), &options).map(drop);
                assert_eq!(fitted, Err(TrainError::Stopped), "{method} {calibrate}");
            }
        }
    }
}
