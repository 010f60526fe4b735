//! A counted corpus goes in, a model with its expected quality comes out.

use super::builtin_gain::BuiltinGain;
use crate::evaluate::experiment::true_topics;
use crate::evaluate::{EvaluateError, Outcome, Report, measure};
use crate::features::{CountedCorpus, FeatureSettings};
use crate::linear::DecisionRule;
use crate::model::{Model, Quality};
use crate::predict::ThresholdError;
use crate::train::pack as pack_model;
use crate::train::{Fitted, LearnError, TrainOptions, TrainingSet};

/// Why training or cross-validation failed.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// The corpus or a setting.
    #[error(transparent)]
    Learn(#[from] LearnError),
    /// The measurement of the result.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// A threshold in place of a tuned one.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
}

/// A trained model, and what is known of it.
#[derive(Debug)]
pub struct TrainedModel {
    /// Ready to be written; its card holds the quality below.
    pub model: Model,
    /// Measured on out-of-fold probabilities; `None` without calibration.
    pub out_of_fold: Option<Report>,
    /// Topics whose precision or recall target no threshold reached.
    pub missed_targets: Vec<String>,
    /// What built-in articles gave; `None` if none were asked for.
    pub builtin: Option<BuiltinGain>,
}

/// Trains a model on every article of a corpus.
///
/// # Errors
/// [`TrainError`].
pub fn train(
    corpus: &CountedCorpus,
    settings: &FeatureSettings,
    options: &TrainOptions,
) -> Result<TrainedModel, TrainError> {
    let training = TrainingSet::prepare(corpus, settings, options.mode)?;
    let fitted = training.fit(&training.all_rows(), options)?;
    pack(&training, &fitted, options)
}

/// Makes a model of what was fitted, and measures it.
pub(crate) fn pack(
    training: &TrainingSet<'_>,
    fitted: &Fitted,
    options: &TrainOptions,
) -> Result<TrainedModel, TrainError> {
    let measured = || {
        let rows = &fitted.out_of_fold_rows;
        let scored = !fitted.out_of_fold.is_empty();
        let report = || measure_rows(training, &fitted.rule, rows, &fitted.out_of_fold);
        scored.then(report).transpose()
    };
    let (mut model, out_of_fold) =
        rayon::join(|| pack_model(training, fitted, options.method), measured);
    let out_of_fold = out_of_fold?;
    model.metadata.training.settings = options.describe(fitted.machine);
    if let Some(report) = &out_of_fold {
        model.metadata.quality = quality(report);
    }
    let name = |&topic: &usize| training.topics[topic].clone();
    let missed_targets = fitted.missed_targets.iter().map(name).collect();
    Ok(TrainedModel {
        model,
        out_of_fold,
        missed_targets,
        builtin: None,
    })
}

pub(crate) fn measure_rows(
    training: &TrainingSet<'_>,
    rule: &DecisionRule,
    rows: &[usize],
    probabilities: &[Vec<f64>],
) -> Result<Report, EvaluateError> {
    let outcomes: Vec<Outcome> = rows
        .iter()
        .zip(probabilities)
        .map(|(&row, probabilities)| Outcome {
            // Ids may repeat between folders; digests do not.
            id: format!("{:032x}", training.corpus.documents[row].digest),
            truth: true_topics(training, row),
            given: rule.topics(probabilities),
            probabilities: probabilities.clone(),
            group: None,
        })
        .collect();
    measure(&training.topics, training.exclusive, &outcomes)
}

/// What the model card says of the expected quality.
fn quality(report: &Report) -> Vec<Quality> {
    let overall = [
        "accuracy",
        "exact-match",
        "macro-f1",
        "micro-f1",
        "ece",
        "brier",
    ]
    .map(String::from);
    let per_topic = report
        .topics
        .iter()
        .flat_map(|topic| ["precision", "recall", "f1"].map(|name| format!("{name}@{topic}")));
    overall
        .into_iter()
        .chain(per_topic)
        .filter_map(|metric| {
            let value = crate::evaluate::metric(report, &metric).ok().flatten()?;
            // Four digits are what can be believed, and the same on every processor.
            let value = (value * 10_000.0).round() / 10_000.0;
            Some(Quality { metric, value })
        })
        .collect()
}
