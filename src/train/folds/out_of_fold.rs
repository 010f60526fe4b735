//! Rows in folds go in, scores of documents by models that have not seen their folds come out.

use super::assign::assign_folds;
use crate::linear::Method;
use crate::train::counts::class_counts::ClassCounts;
use crate::train::error::LearnError;
use crate::train::extra_corpus::join::{ExtraArticles, Quarters};
use crate::train::naive_bayes::fit::LinearWeights;
use crate::train::naive_bayes::leave_one_out::topic_blocks::Columns;
use crate::train::options::{SvmSettings, TrainOptions};
use crate::train::svm::fit::{Sample, fit_svms};
use crate::train::training_set::TrainingSet;
use linfa::ParamGuard;
use ndarray::Array2;

/// One fold.
pub(crate) struct Fold {
    pub(crate) rows: Vec<usize>,
    /// In how many of their documents each feature occurs; for naive Bayes exact only where that
    /// is less than what it asks for.
    pub(crate) frequencies: Vec<u32>,
}

/// Some rows in folds.
pub(crate) struct Folds {
    pub(crate) parts: Vec<Fold>,
}

/// Scores of documents by models that have not seen their folds.
pub(crate) struct OutOfFold {
    pub(crate) rows: Vec<usize>,
    /// Document × column.
    pub(crate) scores: Array2<f64>,
    /// Naive Bayes fitted to all of the folds, which costs little more beside the fits to all but
    /// one; `None` for machines.
    pub(crate) columns: Option<Columns>,
}

/// How strongly documents pull at the weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strength {
    /// Of a document of one's own, at the support vector machines.
    pub(crate) machine: SvmSettings,
    /// The weight of extra documents.
    pub(crate) weight: Quarters,
}

/// Of a large corpus, this many out-of-fold documents calibrate a support vector machine well
/// enough: a training for each further fold would change the calibration by less than it costs.
const CALIBRATION_ROWS: usize = 6000;
/// From more rows than this on, a corpus is a large one.
pub(crate) const LARGE: usize = 8000;

impl TrainOptions {
    /// How far the documents of a feature are counted.
    pub(crate) fn enough_documents(&self) -> Result<u32, LearnError> {
        match self.method {
            // It asks only whether there are enough.
            Method::NaiveBayes => Ok(self.naive_bayes.check_ref()?.min_documents().max(1)),
            Method::Nbsvm => Ok(u32::MAX),
        }
    }

    /// How many of these rows to score out of fold.
    pub(crate) fn enough(&self, rows: &[usize]) -> usize {
        match self.method {
            Method::Nbsvm if rows.len() > LARGE => CALIBRATION_ROWS,
            _ => usize::MAX,
        }
    }
}

impl TrainingSet<'_> {
    /// The rows of each fold and their document frequencies.
    pub(crate) fn folds(
        &self,
        rows: &[usize],
        options: &TrainOptions,
    ) -> Result<Folds, LearnError> {
        let folds = options.folds.min(rows.len());
        let assigned = assign_folds(self.corpus, &self.groups, rows, folds)?;
        let mut parts = vec![Vec::new(); folds];
        for (&row, fold) in rows.iter().zip(assigned) {
            parts[fold].push(row);
        }
        let slices: Vec<&[usize]> = parts.iter().map(Vec::as_slice).collect();
        let enough = options.enough_documents()?;
        let frequencies = self.data.frequencies_by_part(&slices, enough);
        let part = |(rows, frequencies)| Fold { rows, frequencies };
        Ok(Folds {
            parts: parts.into_iter().zip(frequencies).map(part).collect(),
        })
    }

    /// Scores folds by models fitted to the other folds, until `enough` documents are scored;
    /// for each of the settings, of which naive Bayes needs one.
    pub(crate) fn out_of_fold(
        &self,
        folds: &Folds,
        options: &TrainOptions,
        weight: Quarters,
        path: &[SvmSettings],
        enough: usize,
    ) -> Result<Vec<OutOfFold>, LearnError> {
        match options.method {
            Method::NaiveBayes => {
                let scored = self.naive_bayes_out_of_fold(folds, options, weight)?;
                Ok(vec![scored])
            }
            Method::Nbsvm => self.machines_out_of_fold(folds, options, weight, path, enough),
        }
    }

    fn machines_out_of_fold(
        &self,
        Folds { parts }: &Folds,
        options: &TrainOptions,
        weight: Quarters,
        path: &[SvmSettings],
        enough: usize,
    ) -> Result<Vec<OutOfFold>, LearnError> {
        let mut rows: Vec<usize> = Vec::new();
        let mut all_scores = vec![Vec::new(); path.len()];
        for (held_out, part) in parts.iter().enumerate() {
            if rows.len() >= enough {
                break;
            }
            let others = parts
                .iter()
                .enumerate()
                .filter(|(fold, _)| *fold != held_out);
            let others: Vec<&Fold> = others.map(|(_, part)| part).collect();
            let mut other_rows: Vec<usize> = others
                .iter()
                .flat_map(|part| part.rows.iter().copied())
                .collect();
            other_rows.sort_unstable();
            let frequencies = sum_frequencies(&others);
            let mut scores = all_scores.iter_mut();
            self.machines(
                &other_rows,
                frequencies,
                options,
                weight,
                path,
                &mut |linear| {
                    let fitted = self.uncalibrated_machines(&linear, None);
                    drop(linear);
                    let sums = self.sums(&fitted.weights, &part.rows).into_iter();
                    let found = sums.flat_map(|(sums, length)| fitted.rule.scores(&sums, length));
                    if let Some(scores) = scores.next() {
                        scores.extend(found);
                    }
                },
            )?;
            rows.extend_from_slice(&part.rows);
        }
        let shaped = |scores| {
            let scores = Array2::from_shape_vec((rows.len(), self.topics.len()), scores)
                .map_err(|error| LearnError::Calibration(error.to_string()))?;
            let rows = rows.clone();
            Ok(OutOfFold {
                rows,
                scores,
                columns: None,
            })
        };
        all_scores.into_iter().map(shaped).collect()
    }

    /// Machines fitted to some of one's own rows and the extra ones, one for each setting.
    /// `frequencies` are document frequencies of one's own rows.
    pub(crate) fn machines(
        &self,
        rows: &[usize],
        frequencies: Vec<u32>,
        options: &TrainOptions,
        weight: Quarters,
        path: &[SvmSettings],
        take: &mut dyn FnMut(LinearWeights),
    ) -> Result<(), LearnError> {
        let mut counts =
            ClassCounts::with_frequencies(&self.data, &self.membership.topics, rows, frequencies);
        let mut importance = vec![1.0; rows.len()];
        let mut rows = rows.to_vec();
        if let Some(lent) = self.lent(weight) {
            counts = counts.with_extra(&lent.counts, weight);
            rows.extend(&lent.rows);
            importance.resize(rows.len(), weight.value());
        }
        let sample = Sample {
            data: &self.data,
            membership: &self.membership,
            rows: &rows,
            counts: &counts,
            importance: &importance,
        };
        fit_svms(sample, options, path, take)
    }

    /// What is extra, if it counts at all.
    pub(crate) fn lent(&self, weight: Quarters) -> Option<&ExtraArticles> {
        self.extra.as_ref().filter(|_| weight > Quarters::ZERO)
    }

    /// Mean negative log-likelihood of the labels.
    pub(crate) fn log_loss(&self, rows: &[usize], probabilities: &[Vec<f64>]) -> f64 {
        let mut sum = 0.0;
        for (&row, probabilities) in rows.iter().zip(probabilities) {
            for (flags, &p) in self.membership.topics.iter().zip(probabilities) {
                let likelihood = if flags[row] { p } else { 1.0 - p };
                if flags[row] || !self.exclusive {
                    sum -= libm::log(likelihood.max(1e-12));
                }
            }
        }
        sum / rows.len().max(1) as f64
    }
}

/// In how many of the documents of all parts together each feature occurs.
pub(crate) fn sum_frequencies<'a>(parts: impl IntoIterator<Item = &'a &'a Fold>) -> Vec<u32> {
    let mut sum = Vec::new();
    for part in parts {
        if sum.is_empty() {
            sum.clone_from(&part.frequencies);
            continue;
        }
        let pairs = sum.iter_mut().zip(&part.frequencies);
        pairs.for_each(|(sum, frequency)| *sum += frequency);
    }
    sum
}
