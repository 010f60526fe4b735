//! A prepared corpus and some of its rows go in, a fitted model with calibration and thresholds
//! comes out.

use super::calibrate::{Calibration, Link};
use super::class_counts::ClassCounts;
use super::columns::{Columns, fit_columns};
use super::folds::assign_folds;
use super::readout::{Decision, Readout};
use super::threshold::tune_threshold;
use super::train::{Method, TrainOptions, Training};
use super::{LearnError, QuantisedWeights};
use linfa::ParamGuard;
use ndarray::Array2;
use rayon::prelude::*;

/// A model fitted to some documents, over the features of the training matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Feature × column, whole numbers.
    pub weights: QuantisedWeights,
    /// From sums to tags.
    pub readout: Readout,
    /// The documents that were scored out of fold, as rows of the corpus: all of them, or for a
    /// support vector machine on a large corpus enough to calibrate on.
    pub out_of_fold_rows: Vec<usize>,
    /// For each of those its probabilities; empty without calibration.
    pub out_of_fold: Vec<Vec<f64>>,
    /// Topics whose precision or recall target no threshold reached.
    pub missed_targets: Vec<usize>,
    /// C of the support vector machines, given or chosen; `None` for naive Bayes.
    pub cost: Option<f64>,
}

/// One fold: its rows and their counts.
struct Part {
    rows: Vec<usize>,
    counts: ClassCounts,
}

/// Scores of documents by models that have not seen their folds.
struct OutOfFold {
    rows: Vec<usize>,
    /// Document × column.
    scores: Array2<f64>,
}

/// The costs that are tried.
const COSTS: [f64; 5] = [0.1, 0.25, 0.6, 1.5, 4.0];
/// Documents that the cost is chosen on.
const CHOICE_ROWS: usize = 8000;
/// Out-of-fold documents that calibrate a support vector machine well enough: a training for
/// each further fold would change the calibration by less than it costs.
const CALIBRATION_ROWS: usize = 6000;

impl Training<'_> {
    /// Fits a model to some of the documents; out-of-fold scores come from within them.
    ///
    /// # Errors
    /// [`LearnError`] for settings out of range or a failed calibration.
    pub fn fit(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, LearnError> {
        options.check()?;
        if !options.calibrate {
            let counts = ClassCounts::count(&self.data, &self.membership, rows);
            let columns = self.columns(rows, &counts, options, 1.0)?;
            return Ok(self.uncalibrated(&columns, None));
        }
        let parts = self.parts(rows, options)?;
        let mut all = ClassCounts::default();
        for part in &parts {
            all.merge(&part.counts);
        }
        let (cost, out_of_fold) = match options.method {
            Method::NaiveBayes => (
                None,
                self.out_of_fold(&parts, &all, options, 1.0, usize::MAX)?,
            ),
            Method::Nbsvm => {
                let cost = match options.cost {
                    Some(cost) => cost,
                    None => self.choose_cost(rows, options)?,
                };
                (
                    Some(cost),
                    self.out_of_fold(&parts, &all, options, cost, CALIBRATION_ROWS)?,
                )
            }
        };
        let columns = self.columns(rows, &all, options, cost.unwrap_or(1.0))?;
        let mut fitted = self.uncalibrated(&columns, cost);
        self.calibrate(&mut fitted, out_of_fold, options)?;
        Ok(fitted)
    }

    fn columns(
        &self,
        rows: &[usize],
        counts: &ClassCounts,
        options: &TrainOptions,
        cost: f64,
    ) -> Result<Columns, LearnError> {
        fit_columns(&self.data, &self.membership, rows, counts, options, cost)
    }

    /// The rows of each fold and their counts.
    fn parts(&self, rows: &[usize], options: &TrainOptions) -> Result<Vec<Part>, LearnError> {
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
        Ok((0..folds).map(part).collect())
    }

    /// Scores folds by models fitted to the other folds, until `enough` documents are scored.
    fn out_of_fold(
        &self,
        parts: &[Part],
        all: &ClassCounts,
        options: &TrainOptions,
        cost: f64,
        enough: usize,
    ) -> Result<OutOfFold, LearnError> {
        let (mut rows, mut scores) = (Vec::new(), Vec::new());
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
            let columns = self.columns(&other_rows, &rest, options, cost)?;
            let fitted = self.uncalibrated(&columns, None);
            width = fitted.weights.columns();
            for (sums, length) in self.sums(&fitted.weights, &part.rows) {
                scores.extend(fitted.readout.scores(&sums, length));
            }
            rows.extend_from_slice(&part.rows);
        }
        let scores = Array2::from_shape_vec((rows.len(), width), scores)
            .map_err(|error| LearnError::Calibration(error.to_string()))?;
        Ok(OutOfFold { rows, scores })
    }

    /// The cost whose calibrated out-of-fold probabilities are the likeliest, on a share of the
    /// rows where there are many.
    fn choose_cost(&self, rows: &[usize], options: &TrainOptions) -> Result<f64, LearnError> {
        let step = rows.len().div_ceil(CHOICE_ROWS).max(1);
        let sample: Vec<usize> = rows.iter().copied().step_by(step).collect();
        let parts = self.parts(&sample, options)?;
        let mut all = ClassCounts::default();
        parts.iter().for_each(|part| all.merge(&part.counts));
        let mut best = (f64::INFINITY, COSTS[0]);
        for cost in COSTS {
            let out_of_fold = self.out_of_fold(&parts, &all, options, cost, CHOICE_ROWS / 2)?;
            let calibration = self.fit_calibration(&out_of_fold)?;
            let loss = self.log_loss(&out_of_fold, &calibration);
            if loss < best.0 {
                best = (loss, cost);
            }
        }
        Ok(best.1)
    }

    /// Mean negative log-likelihood of the labels.
    fn log_loss(&self, out_of_fold: &OutOfFold, calibration: &Calibration) -> f64 {
        let mut sum = 0.0;
        for (&row, scores) in out_of_fold.rows.iter().zip(out_of_fold.scores.outer_iter()) {
            let probabilities = calibration.probabilities(&scores.to_vec());
            for (flags, p) in self.membership.topics.iter().zip(probabilities) {
                let likelihood = if flags[row] { p } else { 1.0 - p };
                if flags[row] || !self.exclusive {
                    sum -= libm::log(likelihood.max(1e-12));
                }
            }
        }
        sum / out_of_fold.rows.len().max(1) as f64
    }

    fn flags(&self, rows: &[usize]) -> Vec<Vec<bool>> {
        let topics = self.membership.topics.iter();
        topics
            .map(|topic| rows.iter().map(|&row| topic[row]).collect())
            .collect()
    }

    fn fit_calibration(&self, out_of_fold: &OutOfFold) -> Result<Calibration, LearnError> {
        let flags = self.flags(&out_of_fold.rows);
        let scores = out_of_fold.scores.view();
        if !self.exclusive {
            return Calibration::fit_sigmoid(scores, &flags);
        }
        let class = |place: usize| flags.iter().position(|flags| flags[place]).unwrap_or(0);
        let classes: Vec<usize> = (0..out_of_fold.rows.len()).map(class).collect();
        Ok(Calibration::fit_softmax(
            scores,
            &classes,
            self.topics.len(),
        ))
    }

    fn calibrate(
        &self,
        fitted: &mut Fitted,
        out_of_fold: OutOfFold,
        options: &TrainOptions,
    ) -> Result<(), LearnError> {
        let calibration = self.fit_calibration(&out_of_fold)?;
        let rows = out_of_fold.scores.outer_iter();
        fitted.out_of_fold = rows
            .map(|row| calibration.probabilities(&row.to_vec()))
            .collect();
        for (topic, flags) in self.flags(&out_of_fold.rows).iter().enumerate() {
            let probabilities: Vec<f64> = fitted.out_of_fold.iter().map(|row| row[topic]).collect();
            let tuned = tune_threshold(&probabilities, flags, options.tune);
            fitted.readout.thresholds[topic] = tuned.threshold;
            if !tuned.reached {
                fitted.missed_targets.push(topic);
            }
        }
        fitted.out_of_fold_rows = out_of_fold.rows;
        fitted.readout.decision = Decision::Calibrated(calibration);
        Ok(())
    }

    fn uncalibrated(&self, columns: &Columns, cost: Option<f64>) -> Fitted {
        let weights = QuantisedWeights::new(&columns.linear);
        let link = if self.exclusive {
            Link::Softmax
        } else {
            Link::Sigmoid
        };
        let readout = Readout {
            scales: weights.scales.clone(),
            bias: columns.linear.bias.clone(),
            normalisers: columns.normalisers.clone(),
            decision: Decision::LogOdds(link),
            thresholds: vec![0.5; self.topics.len()],
        };
        Fitted {
            weights,
            readout,
            out_of_fold_rows: Vec::new(),
            out_of_fold: Vec::new(),
            missed_targets: Vec::new(),
            cost,
        }
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

impl TrainOptions {
    fn check(&self) -> Result<(), LearnError> {
        self.naive_bayes.check_ref()?;
        match self.cost {
            Some(cost) if !(cost.is_finite() && cost > 0.0) => {
                Err(LearnError::Regularisation(cost))
            }
            _ => Ok(()),
        }
    }
}
