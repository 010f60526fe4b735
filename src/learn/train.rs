//! A counted corpus goes in, a fitted model with calibration and thresholds comes out.

use super::calibrate::{Calibration, Link};
use super::class_counts::{ClassCounts, Membership, TrainingMatrix};
use super::folds::{assign_folds, near_duplicate_groups};
use super::readout::{Decision, Normaliser, Readout};
use super::threshold::{Tune, tune_threshold};
use super::{LearnError, LinearWeights, NaiveBayesParams, QuantisedWeights, fit_counts};
use crate::features::{CountedCorpus, FactorisedMatrix, FeatureSettings};
use linfa::ParamGuard;
use ndarray::Array2;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Which linear model scores the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Method {
    /// One-vs-rest multinomial naive Bayes.
    #[default]
    NaiveBayes,
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
        }
    }
}

impl TrainOptions {
    /// The settings by name, as the model card keeps them.
    pub fn describe(&self) -> Vec<(String, String)> {
        let mut settings = vec![("calibrate".to_owned(), self.calibrate.to_string())];
        if self.calibrate {
            settings.push(("folds".to_owned(), self.folds.to_string()));
            settings.push(("tune".to_owned(), self.tune.to_string()));
        }
        settings.extend(self.naive_bayes.describe());
        settings.sort();
        settings
    }
}

/// A corpus prepared for learning: what all fits on parts of it share.
pub struct Training<'a> {
    /// The documents and words.
    pub corpus: &'a CountedCorpus,
    /// `D`, `M` and what is derived from them.
    pub data: TrainingMatrix,
    /// The topics, ascending.
    pub topics: Vec<String>,
    /// Which documents carry them.
    pub membership: Membership,
    /// Whether each document has exactly one topic.
    pub exclusive: bool,
    /// Near-duplicate group of each document.
    pub groups: Vec<u32>,
}

/// A model fitted to some documents, over the features of the training matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Feature × column, whole numbers.
    pub weights: QuantisedWeights,
    /// From sums to tags.
    pub readout: Readout,
    /// For each fitted document its out-of-fold probabilities; empty without calibration.
    pub out_of_fold: Vec<Vec<f64>>,
    /// Topics whose precision or recall target no threshold reached.
    pub missed_targets: Vec<usize>,
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
        let carries = |topic: &String| {
            corpus
                .documents
                .iter()
                .map(|d| d.labels.contains(topic))
                .collect()
        };
        Ok(Self {
            corpus,
            data: TrainingMatrix::new(FactorisedMatrix::build(corpus, settings)),
            membership: Membership {
                topics: topics.iter().map(carries).collect(),
            },
            topics,
            exclusive,
            groups: near_duplicate_groups(corpus),
        })
    }

    /// Every row of the corpus.
    pub fn all_rows(&self) -> Vec<usize> {
        (0..self.data.documents()).collect()
    }

    /// Fits a model to some of the documents; out-of-fold scores come from within them.
    ///
    /// # Errors
    /// [`LearnError`] for settings out of range or a failed calibration.
    pub fn fit(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, LearnError> {
        options.naive_bayes.check_ref()?;
        let folds = if options.calibrate {
            options.folds.min(rows.len())
        } else {
            1
        };
        let parts = self.parts(rows, folds)?;
        let mut all = ClassCounts::default();
        for part in &parts {
            all.merge(&part.counts);
        }
        let linear = self.fit_linear(&all, options)?;
        let mut fitted = Fitted {
            weights: QuantisedWeights::new(&linear),
            readout: self.plain_readout(&linear),
            out_of_fold: Vec::new(),
            missed_targets: Vec::new(),
        };
        fitted.readout.scales.clone_from(&fitted.weights.scales);
        if options.calibrate {
            let scores = self.out_of_fold_scores(rows, &parts, &all, options)?;
            self.calibrate(&mut fitted, rows, &scores, options)?;
        }
        Ok(fitted)
    }

    /// The rows of each fold and their counts; one part with every row if `folds` is 1.
    fn parts(&self, rows: &[usize], folds: usize) -> Result<Vec<Part>, LearnError> {
        let assigned = match folds {
            1 => vec![0; rows.len()],
            _ => assign_folds(self.corpus, &self.groups, rows, folds)?,
        };
        Ok((0..folds)
            .map(|fold| {
                let places: Vec<usize> = (0..rows.len())
                    .filter(|&place| assigned[place] == fold)
                    .collect();
                let rows: Vec<usize> = places.iter().map(|&place| rows[place]).collect();
                let counts = ClassCounts::count(&self.data, &self.membership, &rows);
                Part {
                    places,
                    rows,
                    counts,
                }
            })
            .collect())
    }

    fn fit_linear(
        &self,
        counts: &ClassCounts,
        options: &TrainOptions,
    ) -> Result<LinearWeights, LearnError> {
        match options.method {
            Method::NaiveBayes => fit_counts(&self.data, counts, options.naive_bayes.check_ref()?),
        }
    }

    fn plain_readout(&self, linear: &LinearWeights) -> Readout {
        Readout {
            scales: Vec::new(),
            bias: linear.bias.clone(),
            normaliser: Normaliser::Features,
            decision: Decision::LogOdds(if self.exclusive {
                Link::Softmax
            } else {
                Link::Sigmoid
            }),
            thresholds: vec![0.5; self.topics.len()],
        }
    }

    /// Scores of each document by a model that has not seen its fold: document × column.
    fn out_of_fold_scores(
        &self,
        rows: &[usize],
        parts: &[Part],
        all: &ClassCounts,
        options: &TrainOptions,
    ) -> Result<Array2<f64>, LearnError> {
        let mut scores = Array2::zeros((rows.len(), self.topics.len()));
        for part in parts {
            let mut rest = all.clone();
            rest.subtract(&part.counts);
            let linear = self.fit_linear(&rest, options)?;
            let weights = QuantisedWeights::new(&linear);
            let readout = Readout {
                scales: weights.scales.clone(),
                ..self.plain_readout(&linear)
            };
            let sums = self.sums(&weights, &part.rows);
            for (&place, (sums, length)) in part.places.iter().zip(&sums) {
                for (slot, score) in scores
                    .row_mut(place)
                    .iter_mut()
                    .zip(readout.scores(sums, *length))
                {
                    *slot = score;
                }
            }
        }
        Ok(scores)
    }

    fn calibrate(
        &self,
        fitted: &mut Fitted,
        rows: &[usize],
        scores: &Array2<f64>,
        options: &TrainOptions,
    ) -> Result<(), LearnError> {
        let flags: Vec<Vec<bool>> = self
            .membership
            .topics
            .iter()
            .map(|topic| rows.iter().map(|&row| topic[row]).collect())
            .collect();
        let calibration = if self.exclusive {
            let class = |place: usize| flags.iter().position(|flags| flags[place]).unwrap_or(0);
            let classes: Vec<usize> = (0..rows.len()).map(class).collect();
            Calibration::fit_softmax(scores.view(), &classes, self.topics.len())?
        } else {
            Calibration::fit_sigmoid(scores.view(), &flags)?
        };
        fitted.out_of_fold = scores
            .outer_iter()
            .map(|row| calibration.probabilities(&row.to_vec()))
            .collect();
        for (topic, flags) in flags.iter().enumerate() {
            let probabilities: Vec<f64> = fitted.out_of_fold.iter().map(|row| row[topic]).collect();
            let tuned = tune_threshold(&probabilities, flags, options.tune);
            fitted.readout.thresholds[topic] = tuned.threshold;
            if !tuned.reached {
                fitted.missed_targets.push(topic);
            }
        }
        fitted.readout.decision = Decision::Calibrated(calibration);
        Ok(())
    }

    /// Sums of whole weights of the given documents, and the documents' lengths.
    pub fn sums(&self, weights: &QuantisedWeights, rows: &[usize]) -> Vec<(Vec<i64>, u64)> {
        let columns = weights.columns();
        let word_rows = weights.word_rows(&self.data);
        let matrix = &self.data.matrix;
        rows.par_iter()
            .map(|&row| {
                let (mut sums, mut length) = (vec![0i64; columns], 0);
                let Some(document) = matrix.documents.outer_view(row) else {
                    return (sums, length);
                };
                for (word, &count) in document.iter() {
                    let units = matrix.settings.transform.apply(count);
                    length += units * u64::from(matrix.word_lengths[word]);
                    let word = &word_rows[word * columns..(word + 1) * columns];
                    for (sum, weight) in sums.iter_mut().zip(word) {
                        *sum += weight * units as i64;
                    }
                }
                (sums, length)
            })
            .collect()
    }
}

/// One fold: places in the list of rows, the rows, and their counts.
struct Part {
    places: Vec<usize>,
    rows: Vec<usize>,
    counts: ClassCounts,
}

fn check_labels(corpus: &CountedCorpus, topics: &[String]) -> Result<(), LearnError> {
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

fn check_exclusive(corpus: &CountedCorpus) -> Result<bool, LearnError> {
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
