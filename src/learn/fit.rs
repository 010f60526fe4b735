//! A prepared corpus and some of its rows go in, a fitted model with calibration and thresholds
//! comes out.

use super::borrowed::Quarters;
use super::borrowing::Borrowing;
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
    /// What borrowed documents gave; `None` if there are none.
    pub borrowing: Option<Borrowing>,
}

/// One fold: its rows and their counts.
struct Part {
    rows: Vec<usize>,
    counts: ClassCounts,
}

/// Some rows in folds.
pub(super) struct Folds {
    parts: Vec<Part>,
    /// The counts of all parts together.
    all: ClassCounts,
}

/// Scores of documents by models that have not seen their folds.
pub(super) struct OutOfFold {
    pub(super) rows: Vec<usize>,
    /// Document × column.
    scores: Array2<f64>,
}

/// What those scores are worth.
pub(super) struct Reading {
    calibration: Calibration,
    /// Document × topic.
    pub(super) probabilities: Vec<Vec<f64>>,
    /// By topic.
    pub(super) thresholds: Vec<f64>,
    missed_targets: Vec<usize>,
}

/// How strongly documents pull at the weights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strength {
    /// C of the support vector machines.
    pub(super) cost: f64,
    /// The weight of borrowed documents.
    pub(super) weight: Quarters,
}

/// The costs that are tried.
const COSTS: [f64; 5] = [0.1, 0.25, 0.6, 1.5, 4.0];
/// Documents that the cost is chosen on.
const CHOICE_ROWS: usize = 8000;
/// Out-of-fold documents that calibrate a support vector machine well enough: a training for
/// each further fold would change the calibration by less than it costs.
const CALIBRATION_ROWS: usize = 6000;

impl Training<'_> {
    /// Fits a model to some of one's own documents, and to the borrowed ones beside them;
    /// out-of-fold scores come from within one's own.
    ///
    /// # Errors
    /// [`LearnError`] for settings out of range or a failed calibration.
    pub fn fit(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, LearnError> {
        options.check()?;
        match (options.calibrate, &self.borrowed) {
            (false, _) => self.fit_plain(rows, options),
            (true, None) => self.fit_at(rows, options, Quarters::ZERO),
            (true, Some(_)) => self.fit_borrowing(rows, options),
        }
    }

    fn fit_plain(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, LearnError> {
        let weight = options.plain_weight(self.borrowed.is_some())?;
        let counts = ClassCounts::count(&self.data, &self.membership, rows);
        let strength = Strength { cost: 1.0, weight };
        let mut fitted = self.uncalibrated(&self.columns(rows, &counts, options, strength)?, None);
        fitted.borrowing = self.borrowed.as_ref().map(|borrowed| Borrowing {
            articles: borrowed.rows.len(),
            weight,
            without: None,
            with: None,
        });
        Ok(fitted)
    }

    /// Fits a calibrated model with a given weight of the borrowed documents.
    pub(super) fn fit_at(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Fitted, LearnError> {
        let cost = self.cost(rows, options, weight)?;
        let strength = Strength { cost, weight };
        let folds = self.folds(rows, options)?;
        let out_of_fold = self.scored_folds(&folds, options, strength)?;
        self.fit_scored(rows, &folds, options, strength, out_of_fold)
    }

    /// C as it is given or chosen; 1 where no machine is trained.
    pub(super) fn cost(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<f64, LearnError> {
        match (options.method, options.cost) {
            (Method::NaiveBayes, _) => Ok(1.0),
            (Method::Nbsvm, Some(cost)) => Ok(cost),
            (Method::Nbsvm, None) => self.choose_cost(rows, options, weight),
        }
    }

    /// Scores enough documents out of fold to calibrate on.
    pub(super) fn scored_folds(
        &self,
        folds: &Folds,
        options: &TrainOptions,
        strength: Strength,
    ) -> Result<OutOfFold, LearnError> {
        let enough = match options.method {
            Method::NaiveBayes => usize::MAX,
            Method::Nbsvm => CALIBRATION_ROWS,
        };
        self.out_of_fold(folds, options, strength, enough)
    }

    /// Fits to all of the rows and calibrates on their scores.
    pub(super) fn fit_scored(
        &self,
        rows: &[usize],
        folds: &Folds,
        options: &TrainOptions,
        strength: Strength,
        out_of_fold: OutOfFold,
    ) -> Result<Fitted, LearnError> {
        let columns = self.columns(rows, &folds.all, options, strength)?;
        let cost = (options.method == Method::Nbsvm).then_some(strength.cost);
        let mut fitted = self.uncalibrated(&columns, cost);
        let reading = self.read(&out_of_fold, options)?;
        fitted.out_of_fold = reading.probabilities;
        fitted.out_of_fold_rows = out_of_fold.rows;
        fitted.readout.thresholds = reading.thresholds;
        fitted.readout.decision = Decision::Calibrated(reading.calibration);
        fitted.missed_targets = reading.missed_targets;
        Ok(fitted)
    }

    fn columns(
        &self,
        rows: &[usize],
        counts: &ClassCounts,
        options: &TrainOptions,
        Strength { cost, weight }: Strength,
    ) -> Result<Columns, LearnError> {
        let (data, membership) = (&self.data, &self.membership);
        let mut costs = vec![cost; rows.len()];
        let lent = self.borrowed.as_ref();
        match lent.filter(|_| weight > Quarters::ZERO) {
            None => fit_columns(data, membership, rows, counts, options, &costs),
            Some(lent) => {
                let counts = counts.with_borrowed(&lent.counts, weight);
                let rows = [rows, &lent.rows].concat();
                costs.resize(rows.len(), cost * weight.value());
                fit_columns(data, membership, &rows, &counts, options, &costs)
            }
        }
    }

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

    /// Scores folds by models fitted to the other folds, until `enough` documents are scored.
    fn out_of_fold(
        &self,
        Folds { parts, all }: &Folds,
        options: &TrainOptions,
        strength: Strength,
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
            let columns = self.columns(&other_rows, &rest, options, strength)?;
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
    fn choose_cost(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<f64, LearnError> {
        let step = rows.len().div_ceil(CHOICE_ROWS).max(1);
        let sample: Vec<usize> = rows.iter().copied().step_by(step).collect();
        let folds = self.folds(&sample, options)?;
        let mut best = (f64::INFINITY, COSTS[0]);
        for cost in COSTS {
            let strength = Strength { cost, weight };
            let out_of_fold = self.out_of_fold(&folds, options, strength, CHOICE_ROWS / 2)?;
            let (_, probabilities) = self.calibrated(&out_of_fold)?;
            let loss = self.log_loss(&out_of_fold.rows, &probabilities);
            if loss < best.0 {
                best = (loss, cost);
            }
        }
        Ok(best.1)
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

    /// A calibration, and the probabilities that it gives to what it was learned from.
    fn calibrated(
        &self,
        out_of_fold: &OutOfFold,
    ) -> Result<(Calibration, Vec<Vec<f64>>), LearnError> {
        let calibration = self.fit_calibration(out_of_fold)?;
        let rows = out_of_fold.scores.outer_iter();
        let probabilities = rows
            .map(|row| calibration.probabilities(&row.to_vec()))
            .collect();
        Ok((calibration, probabilities))
    }

    /// Calibrates and tunes thresholds.
    pub(super) fn read(
        &self,
        out_of_fold: &OutOfFold,
        options: &TrainOptions,
    ) -> Result<Reading, LearnError> {
        let (calibration, probabilities) = self.calibrated(out_of_fold)?;
        let (mut thresholds, mut missed_targets) = (Vec::new(), Vec::new());
        for (topic, flags) in self.flags(&out_of_fold.rows).iter().enumerate() {
            let column: Vec<f64> = probabilities.iter().map(|row| row[topic]).collect();
            let tuned = tune_threshold(&column, flags, options.tune);
            thresholds.push(tuned.threshold);
            if !tuned.reached {
                missed_targets.push(topic);
            }
        }
        Ok(Reading {
            calibration,
            probabilities,
            thresholds,
            missed_targets,
        })
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
            borrowing: None,
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
