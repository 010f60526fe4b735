//! A counted corpus → a model with its expected quality.

use super::builtin_gain::{BuiltinGain, fit_with_builtin};
use super::{Trained, Trainer};
use crate::corpus::CorpusWarning;
use crate::evaluate::experiment::true_topics;
use crate::evaluate::{EvaluateError, Outcome, Report, measure};
use crate::features::{CountedCorpus, count_builtin};
use crate::linear::DecisionRule;
use crate::model::Quality;
use crate::train::{Fitted, TrainError, TrainOptions, TrainingSet, pack};
use crate::{Error, StopFlag};
use std::sync::Arc;

impl Trainer {
    /// Learns from a counted corpus, on the current threads.
    pub(crate) fn fit_corpus(&self, corpus: &CountedCorpus) -> Result<Trained, Error> {
        TrainError::if_stopped(&self.stop)?;
        let mut trained = match self.has_builtin {
            false => fit(corpus, &self.options, None, &self.stop)?,
            true => {
                let builtin = count_builtin(corpus.settings)?;
                fit_with_builtin(corpus, &builtin, &self.options, &self.stop)?
            }
        };
        trained.repeats = corpus.repeats.clone();
        trained.warnings = corpus.warnings();
        Ok(trained)
    }
}

/// Fits a model to every article of a corpus.
pub(super) fn fit(
    corpus: &CountedCorpus,
    options: &TrainOptions,
    builtin: Option<BuiltinGain>,
    stop: &StopFlag,
) -> Result<Trained, Error> {
    let training = TrainingSet::prepare(corpus, options, stop)?;
    let fitted = training.fit(&training.all_rows(), options)?;
    finish(&training, &fitted, builtin)
}

/// Packs what was fitted into a model, measures it, and writes both on the model's card.
pub(super) fn finish(
    training: &TrainingSet<'_>,
    fitted: &Fitted,
    builtin: Option<BuiltinGain>,
) -> Result<Trained, Error> {
    let measured = || {
        let rows = &fitted.out_of_fold_rows;
        let is_scored = !fitted.out_of_fold.is_empty();
        let report = || measure_rows(training, &fitted.rule, rows, &fitted.out_of_fold);
        is_scored.then(report).transpose()
    };
    let (mut model, out_of_fold) =
        rayon::join(|| pack(training, fitted, fitted.options.method), measured);
    let out_of_fold = out_of_fold?;
    if model.vocabulary.len() == 0 {
        return Err(TrainError::NothingTold.into());
    }
    let card = &mut model.metadata.training;
    card.settings = fitted.options.describe();
    card.settings
        .extend(builtin.iter().flat_map(BuiltinGain::describe));
    card.settings.sort();
    if let Some(report) = &out_of_fold {
        model.metadata.quality = quality(report);
    }
    let name = |&topic: &usize| training.topics[topic].clone();
    Ok(Trained {
        model: Arc::new(model),
        out_of_fold,
        missed_targets: fitted.missed_targets.iter().map(name).collect(),
        builtin,
        unknown_to_builtin: Vec::new(),
        repeats: Default::default(),
        warnings: Vec::new(),
        near_duplicates: near_duplicates(training),
        skipped: Vec::new(),
        notices: Default::default(),
    })
}

/// A warning where at least half of the articles are near-duplicates of others.
fn near_duplicates(training: &TrainingSet<'_>) -> Option<CorpusWarning> {
    let warning = || CorpusWarning::NearDuplicates {
        articles: training.groups.len() as u64,
        repeats: training.near_duplicates() as u64,
    };
    training.is_mostly_near_duplicates().then(warning)
}

/// Measures probabilities of some rows, for which they are out of fold.
pub(super) fn measure_rows(
    training: &TrainingSet<'_>,
    rule: &DecisionRule,
    rows: &[usize],
    probabilities: &[Vec<f64>],
) -> Result<Report, EvaluateError> {
    let outcomes: Vec<Outcome> = rows
        .iter()
        .zip(probabilities)
        .map(|(&row, probabilities)| Outcome {
            // Ids may repeat between folders, and digests between equal articles.
            id: format!("{:032x}#{row}", training.corpus.documents[row].digest),
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
