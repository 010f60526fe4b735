//! Chooses the weight of the extra articles by folds over the user's own.

use super::weight::ExtraWeight;
use crate::train::error::TrainError;
use crate::train::fit::{Fitted, fit_calibrated, fit_scored};
use crate::train::folds::out_of_fold::OutOfFold;
use crate::train::folds::split::Folds;
use crate::train::methods::implementation;
use crate::train::options::TrainOptions;
use crate::train::training_set::TrainingSet;

/// What the extra articles brought.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtraOutcome {
    /// Number of extra articles that could be learned from.
    pub articles: usize,
    /// The weight of each of them in the model.
    pub weight: ExtraWeight,
    /// The trial without them; `None` without calibration.
    pub without: Option<Trial>,
    /// The trial with them: at the model's weight or, where that is 0, at the best of the other
    /// weights that were tried. `None` if no other was.
    pub with: Option<Trial>,
}

/// One weight, tried on the documents that were scored out of fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The weight of extra articles.
    pub weight: ExtraWeight,
    /// Mean negative log-likelihood of a document's labels, in nats.
    pub log_loss: f64,
    /// The probabilities of these documents, document × topic.
    pub probabilities: Vec<Vec<f64>>,
    /// The threshold of each topic, tuned on these probabilities.
    pub thresholds: Vec<f64>,
}

/// Fits at the weight that the options give or, if they give none, at the weight that makes the
/// labels of the user's own rows likeliest out of fold; of equals the smallest.
///
/// # Errors
/// [`TrainError`].
pub(crate) fn fit_with_extra(
    training: &TrainingSet<'_>,
    rows: &[usize],
    options: &TrainOptions,
) -> Result<Fitted, TrainError> {
    let given = options.extra_weight;
    let weights = match given {
        Some(ExtraWeight::ZERO) => vec![ExtraWeight::ZERO],
        Some(weight) => vec![ExtraWeight::ZERO, weight],
        None => ExtraWeight::TRIED.to_vec(),
    };
    let method = implementation(options.method);
    let exact = method.exact_frequencies(options)?;
    let folds = Folds::split(training, rows, options.folds, exact)?;
    // The other settings are chosen at one weight only, since an SVM trains on each fold for each
    // cost.
    let weight = given.unwrap_or(ExtraWeight::ONE);
    let (chosen, _) = method.choose_settings(training, &folds, options, weight)?;
    let (mut trials, mut scored) = (Vec::new(), Vec::new());
    for weight in weights {
        let scores = method.score_out_of_fold(training, &folds, &chosen, weight)?;
        trials.push(Trial::of(training, &scores, options, weight)?);
        scored.push(scores);
    }
    let best = match given {
        Some(_) => trials.len() - 1,
        None => likeliest(&trials).unwrap_or(0),
    };
    let mut fitted = match trials[best].weight {
        // As if there were no extra articles: the settings are chosen anew.
        ExtraWeight::ZERO => fit_calibrated(training, rows, options, ExtraWeight::ZERO)?,
        weight => fit_scored(training, &folds, &chosen, weight, scored.swap_remove(best))?,
    };
    let with = match best {
        0 => likeliest(&trials[1..]).map(|index| index + 1),
        best => Some(best),
    };
    fitted.extra_outcome = Some(ExtraOutcome {
        articles: training.extra_rows().len(),
        weight: trials[best].weight,
        with: with.map(|index| trials[index].clone()),
        without: Some(trials.swap_remove(0)),
    });
    Ok(fitted)
}

impl Trial {
    fn of(
        training: &TrainingSet<'_>,
        scores: &OutOfFold,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<Self, TrainError> {
        let (_, probabilities) = scores.calibrate(training)?;
        let tuned = scores.tune_thresholds(training, &probabilities, options.tune);
        Ok(Self {
            weight,
            log_loss: scores.log_loss(training, &probabilities),
            thresholds: tuned.iter().map(|tuned| tuned.threshold).collect(),
            probabilities,
        })
    }
}

/// The index of the first trial with the least loss.
fn likeliest(trials: &[Trial]) -> Option<usize> {
    let less = |best: usize, next: usize| {
        if trials[next].log_loss < trials[best].log_loss {
            next
        } else {
            best
        }
    };
    (0..trials.len()).reduce(less)
}
