//! One training, step by step: folds, out-of-fold scores, settings, calibration, thresholds, and
//! the final fit. Each step is a call into a module.

use super::error::TrainError;
use super::extra_corpus::select_weight::{ExtraOutcome, fit_with_extra};
use super::extra_corpus::weight::ExtraWeight;
use super::folds::out_of_fold::OutOfFold;
use super::folds::split::Folds;
use super::learning_method::LearningMethod;
use super::linear_model::LinearModel;
use super::methods::implementation;
use super::naive_bayes::method::NaiveBayes;
use super::options::TrainOptions;
use super::training_set::TrainingSet;
use crate::linear::{DecisionRule, Posterior, QuantisedWeights};

/// A model fitted to some documents, over the features of the training matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Feature × column, in steps of the rule's scales.
    pub weights: QuantisedWeights,
    /// From score sums to probabilities and given topics.
    pub rule: DecisionRule,
    /// The documents that were scored out of fold, as rows of the corpus: all of them or, for an
    /// SVM on a large corpus, enough to calibrate on. Empty without calibration.
    pub out_of_fold_rows: Vec<usize>,
    /// The probabilities of these documents, document × topic. Empty without calibration.
    pub out_of_fold: Vec<Vec<f64>>,
    /// Topics whose precision or recall target no threshold reached.
    pub missed_targets: Vec<usize>,
    /// The options of the training. Settings that folds chose are filled in, except for the weight
    /// of extra articles, which is in `extra_outcome`.
    pub options: TrainOptions,
    /// What the extra articles brought; `None` if there are none.
    pub extra_outcome: Option<ExtraOutcome>,
}

impl TrainingSet<'_> {
    /// Fits a model to some of the user's own documents, given as rows of the corpus, and to the
    /// extra articles. Extra articles are never scored.
    ///
    /// # Errors
    /// [`TrainError`] for settings out of range or a failed calibration.
    pub fn fit(&self, rows: &[usize], options: &TrainOptions) -> Result<Fitted, TrainError> {
        options.check()?;
        let fitted = match (options.calibrate, &self.extra) {
            (false, _) => fit_uncalibrated(self, rows, options),
            (true, None) => fit_calibrated(self, rows, options, ExtraWeight::ZERO),
            (true, Some(_)) => fit_with_extra(self, rows, options),
        };
        fitted.map_err(|error| match error {
            // Features are there, but in no fold's rest.
            TrainError::NoFeatures { .. } if self.is_mostly_near_duplicates() => {
                TrainError::NearDuplicates {
                    articles: self.groups.len(),
                    repeats: self.near_duplicates(),
                }
            }
            error => error,
        })
    }
}

/// Fits a calibrated model at a given weight of the extra articles.
pub(crate) fn fit_calibrated(
    training: &TrainingSet<'_>,
    rows: &[usize],
    options: &TrainOptions,
    weight: ExtraWeight,
) -> Result<Fitted, TrainError> {
    let method = implementation(options.method);
    let exact = method.exact_frequencies(options)?;
    let folds = Folds::split(training, rows, options.folds, exact)?;
    TrainError::if_stopped(&training.stop)?;
    let (options, scores) = method.choose_settings(training, &folds, options, weight)?;
    let scores = match scores {
        Some(scores) => scores,
        None => method.score_out_of_fold(training, &folds, &options, weight)?,
    };
    fit_scored(training, &folds, &options, weight, scores)
}

/// Calibrates on out-of-fold scores and fits to all folds. `options` has every setting.
pub(crate) fn fit_scored(
    training: &TrainingSet<'_>,
    folds: &Folds<'_>,
    options: &TrainOptions,
    weight: ExtraWeight,
    mut scores: OutOfFold,
) -> Result<Fitted, TrainError> {
    TrainError::if_stopped(&training.stop)?;
    let (calibration, probabilities) = scores.calibrate(training)?;
    TrainError::if_stopped(&training.stop)?;
    let tuned = scores.tune_thresholds(training, &probabilities, options.tune);
    let model = match scores.model.take() {
        Some(model) => model,
        None => implementation(options.method).fit(training, folds, options, weight)?,
    };
    let mut fitted = Fitted::uncalibrated(training, model, options);
    fitted.rule.posterior = Posterior::Calibrated(calibration);
    fitted.rule.thresholds = tuned.iter().map(|tuned| tuned.threshold).collect();
    fitted.missed_targets = (0..tuned.len())
        .filter(|&topic| !tuned[topic].reached)
        .collect();
    fitted.out_of_fold_rows = scores.rows;
    fitted.out_of_fold = probabilities;
    Ok(fitted)
}

/// Fits without folds. A model without calibration is naive Bayes, whichever method is asked for:
/// the scores of no other mean anything before they are calibrated.
fn fit_uncalibrated(
    training: &TrainingSet<'_>,
    rows: &[usize],
    options: &TrainOptions,
) -> Result<Fitted, TrainError> {
    let weight = options.weight_without_folds(training.extra.is_some())?;
    let folds = Folds::one(training, rows, NaiveBayes.exact_frequencies(options)?);
    let model = NaiveBayes.fit(training, &folds, options, weight)?;
    let mut fitted = Fitted::uncalibrated(training, model, options);
    fitted.extra_outcome = training.extra.as_ref().map(|extra| ExtraOutcome {
        articles: extra.rows.len(),
        weight,
        without: None,
        with: None,
    });
    Ok(fitted)
}

impl Fitted {
    fn uncalibrated(
        training: &TrainingSet<'_>,
        model: LinearModel,
        options: &TrainOptions,
    ) -> Self {
        Self {
            rule: model.uncalibrated_rule(training.topics.len(), training.exclusive),
            weights: model.weights,
            out_of_fold_rows: Vec::new(),
            out_of_fold: Vec::new(),
            missed_targets: Vec::new(),
            options: *options,
            extra_outcome: None,
        }
    }
}
