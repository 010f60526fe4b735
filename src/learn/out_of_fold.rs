//! Rows in folds go in, scores of documents by models that have not seen their folds come out.

use super::LearnError;
use super::borrowed::Quarters;
use super::class_counts::ClassCounts;
use super::columns::{Columns, Sample, fit_columns};
use super::folds::assign_folds;
use super::train::{MachineSettings, Method, TrainOptions, Training};
use ndarray::Array2;

/// One fold: its rows and their counts.
struct Part {
    rows: Vec<usize>,
    counts: ClassCounts,
}

/// Some rows in folds.
pub(super) struct Folds {
    parts: Vec<Part>,
    /// The counts of all parts together.
    pub(super) all: ClassCounts,
}

/// Scores of documents by models that have not seen their folds.
pub(super) struct OutOfFold {
    pub(super) rows: Vec<usize>,
    /// Document × column.
    pub(super) scores: Array2<f64>,
}

/// How strongly documents pull at the weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strength {
    /// Of a document of one's own, at the support vector machines.
    pub(super) machine: MachineSettings,
    /// The weight of borrowed documents.
    pub(super) weight: Quarters,
}

/// Of a large corpus, this many out-of-fold documents calibrate a support vector machine well
/// enough: a training for each further fold would change the calibration by less than it costs.
const CALIBRATION_ROWS: usize = 6000;
/// From more rows than this on, a corpus is a large one.
pub(super) const LARGE: usize = 8000;

impl TrainOptions {
    /// How many of these rows to score out of fold.
    pub(super) fn enough(&self, rows: &[usize]) -> usize {
        match self.method {
            Method::Nbsvm if rows.len() > LARGE => CALIBRATION_ROWS,
            _ => usize::MAX,
        }
    }
}

impl Training<'_> {
    /// The rows of each fold and their counts.
    pub(super) fn folds(
        &self,
        rows: &[usize],
        options: &TrainOptions,
    ) -> Result<Folds, LearnError> {
        let folds = options.folds.min(rows.len());
        let assigned = assign_folds(self.corpus, &self.groups, rows, folds)?;
        let part = |fold: usize| {
            let members = rows
                .iter()
                .zip(&assigned)
                .filter(|(_, assigned)| **assigned == fold);
            let rows: Vec<usize> = members.map(|(&row, _)| row).collect();
            let counts = ClassCounts::count(&self.data, &self.membership, &rows);
            Part { rows, counts }
        };
        let parts: Vec<Part> = (0..folds).map(part).collect();
        let mut all = ClassCounts::default();
        parts.iter().for_each(|part| all.merge(&part.counts));
        Ok(Folds { parts, all })
    }

    /// Scores folds by models fitted to the other folds, until `enough` documents are scored;
    /// for each of the settings, of which naive Bayes needs one.
    pub(super) fn out_of_fold(
        &self,
        Folds { parts, all }: &Folds,
        options: &TrainOptions,
        weight: Quarters,
        path: &[MachineSettings],
        enough: usize,
    ) -> Result<Vec<OutOfFold>, LearnError> {
        let mut rows: Vec<usize> = Vec::new();
        let mut all_scores = vec![Vec::new(); path.len()];
        let mut width = 0;
        for (held_out, part) in parts.iter().enumerate() {
            if rows.len() >= enough {
                break;
            }
            let mut rest = all.clone();
            rest.subtract(&part.counts);
            let others = parts
                .iter()
                .enumerate()
                .filter(|(fold, _)| *fold != held_out);
            let mut other_rows: Vec<usize> = others
                .flat_map(|(_, part)| part.rows.iter().copied())
                .collect();
            other_rows.sort_unstable();
            let mut scores = all_scores.iter_mut();
            self.columns_path(&other_rows, &rest, options, weight, path, &mut |columns| {
                let fitted = self.uncalibrated(&columns, None);
                drop(columns);
                width = fitted.weights.columns();
                let sums = self.sums(&fitted.weights, &part.rows).into_iter();
                let found = sums.flat_map(|(sums, length)| fitted.readout.scores(&sums, length));
                if let Some(scores) = scores.next() {
                    scores.extend(found);
                }
            })?;
            rows.extend_from_slice(&part.rows);
        }
        let shaped = |scores| {
            let scores = Array2::from_shape_vec((rows.len(), width), scores)
                .map_err(|error| LearnError::Calibration(error.to_string()))?;
            let rows = rows.clone();
            Ok(OutOfFold { rows, scores })
        };
        all_scores.into_iter().map(shaped).collect()
    }

    /// The columns of a method, fitted to some of one's own rows and the borrowed ones.
    pub(super) fn columns(
        &self,
        rows: &[usize],
        counts: &ClassCounts,
        options: &TrainOptions,
        Strength { machine, weight }: Strength,
    ) -> Result<Columns, LearnError> {
        let mut columns = None;
        self.columns_path(rows, counts, options, weight, &[machine], &mut |found| {
            columns = Some(found);
        })?;
        columns.ok_or(LearnError::NoArticles)
    }

    fn columns_path(
        &self,
        rows: &[usize],
        counts: &ClassCounts,
        options: &TrainOptions,
        weight: Quarters,
        path: &[MachineSettings],
        take: &mut dyn FnMut(Columns),
    ) -> Result<(), LearnError> {
        let sample = Sample {
            data: &self.data,
            membership: &self.membership,
            rows,
            counts,
            importance: &vec![1.0; rows.len()],
        };
        let lent = self.borrowed.as_ref();
        let Some(lent) = lent.filter(|_| weight > Quarters::ZERO) else {
            return fit_columns(sample, options, path, take);
        };
        let mut importance = sample.importance.to_vec();
        importance.resize(rows.len() + lent.rows.len(), weight.value());
        let sample = Sample {
            rows: &[rows, &lent.rows].concat(),
            counts: &counts.with_borrowed(&lent.counts, weight),
            importance: &importance,
            ..sample
        };
        fit_columns(sample, options, path, take)
    }

    /// Mean negative log-likelihood of the labels.
    pub(super) fn log_loss(&self, rows: &[usize], probabilities: &[Vec<f64>]) -> f64 {
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
