//! A counted corpus goes in, a model with its expected quality comes out; or, for cross-validation,
//! what models that had not seen an article say of it.

use super::{EvaluateError, Outcome, Report, measure};
use crate::features::{CountedCorpus, FeatureSettings};
use crate::learn::{Fitted, LearnError, TrainOptions, Training, assign_folds};
use crate::model::{Model, Quality};

/// Why training or cross-validation failed.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// The corpus or a setting.
    #[error(transparent)]
    Learn(#[from] LearnError),
    /// The measurement of the result.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
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
    let training = Training::prepare(corpus, settings, options.mode)?;
    let rows = training.all_rows();
    let fitted = training.fit(&rows, options)?;
    let mut model = Model::new(&training, &fitted, options.method);
    model.metadata.training.settings = options.describe(fitted.cost);
    let out_of_fold = match fitted.out_of_fold.is_empty() {
        true => None,
        false => Some(measure_rows(
            &training,
            &fitted,
            &fitted.out_of_fold_rows,
            &fitted.out_of_fold,
        )?),
    };
    if let Some(report) = &out_of_fold {
        model.metadata.quality = quality(report);
    }
    let name = |&topic: &usize| training.topics[topic].clone();
    let missed_targets = fitted.missed_targets.iter().map(name).collect();
    Ok(TrainedModel {
        model,
        out_of_fold,
        missed_targets,
    })
}

/// Measures models that are trained on all folds but one, each on the fold left out. Everything
/// that is learned, calibration and thresholds too, is learned without the fold.
///
/// # Errors
/// [`TrainError`].
pub fn cross_validate(
    corpus: &CountedCorpus,
    settings: &FeatureSettings,
    options: &TrainOptions,
    folds: usize,
) -> Result<Vec<Outcome>, TrainError> {
    let training = Training::prepare(corpus, settings, options.mode)?;
    let rows = training.all_rows();
    let assigned = assign_folds(corpus, &training.groups, &rows, folds)?;
    let mut outcomes = Vec::with_capacity(rows.len());
    for fold in 0..folds {
        let (held_out, rest): (Vec<usize>, Vec<usize>) =
            rows.iter().partition(|&&row| assigned[row] == fold);
        let fitted = training.fit(&rest, options)?;
        let sums = training.sums(&fitted.weights, &held_out);
        for (&row, (sums, length)) in held_out.iter().zip(&sums) {
            let probabilities = fitted.readout.probabilities(sums, *length);
            outcomes.push(outcome(&training, &fitted, row, probabilities));
        }
    }
    outcomes.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(outcomes)
}

fn measure_rows(
    training: &Training<'_>,
    fitted: &Fitted,
    rows: &[usize],
    probabilities: &[Vec<f64>],
) -> Result<Report, EvaluateError> {
    let outcomes: Vec<Outcome> = rows
        .iter()
        .zip(probabilities)
        .map(|(&row, probabilities)| Outcome {
            // Ids may repeat between folders; digests do not.
            id: format!("{:032x}", training.corpus.documents[row].digest),
            ..outcome(training, fitted, row, probabilities.clone())
        })
        .collect();
    measure(&training.topics, training.exclusive, &outcomes)
}

fn outcome(
    training: &Training<'_>,
    fitted: &Fitted,
    row: usize,
    probabilities: Vec<f64>,
) -> Outcome {
    let topics = &training.membership.topics;
    Outcome {
        id: training.corpus.documents[row].id.clone(),
        truth: (0..topics.len())
            .filter(|&topic| topics[topic][row])
            .collect(),
        given: fitted.readout.topics(&probabilities),
        probabilities,
        group: None,
    }
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
            let value = super::metric(report, &metric).ok().flatten()?;
            // Four digits are what can be believed, and the same on every processor.
            let value = (value * 10_000.0).round() / 10_000.0;
            Some(Quality { metric, value })
        })
        .collect()
}
