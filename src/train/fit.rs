//! A prepared corpus and some of its rows go in, a fitted model with calibration and thresholds
//! comes out.

use super::calibration::sigmoid::MANY_TOPICS;
use super::calibration::threshold::tune_threshold;
use super::error::LearnError;
use super::extra_corpus::join::Quarters;
use super::extra_corpus::select_weight::ExtraOutcome;
use super::folds::out_of_fold::{Folds, OutOfFold, Strength, sum_frequencies};
use super::naive_bayes::fit::LinearWeights;
use super::naive_bayes::leave_one_out::scores::document_sums;
use super::naive_bayes::leave_one_out::topic_blocks::Columns;
use super::options::{SvmSettings, TrainOptions};
use super::training_set::TrainingSet;
use crate::linear::QuantisedWeights;
use crate::linear::{Calibration, Link};
use crate::linear::{DecisionRule, LengthNorm, Posterior};
use linfa::ParamGuard;

/// A model fitted to some documents, over the features of the training matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Feature × column, whole numbers.
    pub weights: QuantisedWeights,
    /// From sums to tags.
    pub rule: DecisionRule,
    /// The documents that were scored out of fold, as rows of the corpus: all of them, or for a
    /// support vector machine on a large corpus enough to calibrate on.
    pub out_of_fold_rows: Vec<usize>,
    /// For each of those its probabilities; empty without calibration.
    pub out_of_fold: Vec<Vec<f64>>,
    /// Topics whose precision or recall target no threshold reached.
    pub missed_targets: Vec<usize>,
    /// Settings of the support vector machines, given or chosen; `None` for naive Bayes.
    pub machine: Option<SvmSettings>,
    /// What extra documents gave; `None` if there are none.
    pub extra_outcome: Option<ExtraOutcome>,
}

/// What those scores are worth.
pub(crate) struct Reading {
    calibration: Calibration,
    /// Document × topic.
    pub(crate) probabilities: Vec<Vec<f64>>,
    /// By topic.
    pub(crate) thresholds: Vec<f64>,
    missed_targets: Vec<usize>,
}

impl TrainingSet<'_> {
    /// Fits a model to some of one's own documents, and to the extra ones beside them;
    /// out-of-fold scores come from within one's own.
    ///
    /// # Errors
    /// [`LearnError`] for settings out of range or a failed calibration.
    pub fn fit(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, LearnError> {
        options.check()?;
        match (options.calibrate, &self.extra) {
            (false, _) => self.fit_plain(rows, options),
            (true, None) => self.fit_at(rows, options, Quarters::ZERO),
            (true, Some(_)) => self.fit_with_extra(rows, options),
        }
    }

    fn fit_plain(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, LearnError> {
        let weight = options.plain_weight(self.extra.is_some())?;
        let columns = self.naive_bayes(rows, options, weight)?;
        let mut fitted = self.uncalibrated(columns, None);
        fitted.extra_outcome = self.extra.as_ref().map(|extra| ExtraOutcome {
            articles: extra.rows.len(),
            weight,
            without: None,
            with: None,
        });
        Ok(fitted)
    }

    /// Fits a calibrated model with a given weight of the extra documents.
    pub(crate) fn fit_at(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Fitted, LearnError> {
        let folds = self.folds(rows, options)?;
        let (machine, out_of_fold) = self.choose(&folds, rows, options, weight)?;
        let strength = Strength { machine, weight };
        self.fit_scored(rows, &folds, options, strength, out_of_fold)
    }

    /// Fits to all of the rows and calibrates on their scores.
    pub(crate) fn fit_scored(
        &self,
        rows: &[usize],
        folds: &Folds,
        options: &TrainOptions,
        strength: Strength,
        mut out_of_fold: OutOfFold,
    ) -> Result<Fitted, LearnError> {
        let mut fitted = match out_of_fold.columns.take() {
            Some(columns) => self.uncalibrated(columns, None),
            None => self.fit_svms(rows, folds, options, strength)?,
        };
        let reading = self.read(&out_of_fold, options)?;
        fitted.out_of_fold = reading.probabilities;
        fitted.out_of_fold_rows = out_of_fold.rows;
        fitted.rule.thresholds = reading.thresholds;
        fitted.rule.posterior = Posterior::Calibrated(reading.calibration);
        fitted.missed_targets = reading.missed_targets;
        Ok(fitted)
    }

    fn fit_svms(
        &self,
        rows: &[usize],
        Folds { parts }: &Folds,
        options: &TrainOptions,
        Strength { machine, weight }: Strength,
    ) -> Result<Fitted, LearnError> {
        let frequencies = sum_frequencies(&parts.iter().collect::<Vec<_>>());
        let mut fitted = None;
        self.machines(
            rows,
            frequencies,
            options,
            weight,
            &[machine],
            &mut |linear| {
                fitted = Some(self.uncalibrated_machines(&linear, Some(machine)));
            },
        )?;
        fitted.ok_or(LearnError::NoArticles)
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
        let topics = self.topics.len();
        let class = |place: usize| flags.iter().position(|flags| flags[place]).unwrap_or(0);
        let classes = || -> Vec<usize> { (0..out_of_fold.rows.len()).map(class).collect() };
        match (self.exclusive, topics > MANY_TOPICS) {
            (false, false) => Calibration::fit_sigmoid(scores, &flags),
            (false, true) => Calibration::fit_own_sigmoid(scores, &flags),
            (true, false) => Ok(Calibration::fit_softmax(scores, &classes(), topics)),
            (true, true) => Ok(Calibration::fit_own_softmax(scores, &classes(), topics)),
        }
    }

    /// A calibration, and the probabilities that it gives to what it was learned from.
    pub(crate) fn calibrated(
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
    pub(crate) fn read(
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

    fn uncalibrated(&self, columns: Columns, machine: Option<SvmSettings>) -> Fitted {
        let link = if self.exclusive {
            Link::Softmax
        } else {
            Link::Sigmoid
        };
        let rule = DecisionRule {
            scales: columns.weights.scales.clone(),
            bias: columns.bias,
            length_norms: columns.length_norms,
            posterior: Posterior::LogOdds(link),
            thresholds: vec![0.5; self.topics.len()],
        };
        Fitted {
            weights: columns.weights,
            rule,
            out_of_fold_rows: Vec::new(),
            out_of_fold: Vec::new(),
            missed_targets: Vec::new(),
            machine,
            extra_outcome: None,
        }
    }

    pub(crate) fn uncalibrated_machines(
        &self,
        linear: &LinearWeights,
        machine: Option<SvmSettings>,
    ) -> Fitted {
        let columns = Columns {
            weights: QuantisedWeights::new(linear),
            bias: linear.bias.clone(),
            length_norms: vec![LengthNorm::SquareRoot; linear.bias.len()],
        };
        self.uncalibrated(columns, machine)
    }

    /// Sums of whole weights of the given documents, which are rows of the corpus, and the documents' lengths.
    pub fn sums(&self, weights: &QuantisedWeights, rows: &[usize]) -> Vec<(Vec<i64>, u64)> {
        let word_rows = weights.word_rows(&self.data);
        document_sums(&self.data, rows, weights.columns(), &word_rows)
    }
}

impl TrainOptions {
    fn check(&self) -> Result<(), LearnError> {
        self.naive_bayes.check_ref()?;
        if let Some(share) = self.interpolation
            && !(0.0..=1.0).contains(&share)
        {
            return Err(LearnError::Interpolation(share));
        }
        match self.cost {
            Some(cost) if !(cost.is_finite() && cost > 0.0) => {
                Err(LearnError::Regularisation(cost))
            }
            _ => Ok(()),
        }
    }
}
