//! Naive Bayes without one fold or with all of them, in whole-number weights: over all features
//! and, where its scores are calibrated, once more over whole words alone.

use super::fold_counts::FoldCounts;
use super::totals::{FeatureSet, LeaveOneOut};
use super::weigh::{Request, weigh};
use crate::linear::QuantisedWeights;
use crate::linear::weights::{quantised, steps};
use crate::parallel::StopFlag;
use crate::train::error::TrainError;
use crate::train::naive_bayes::log_odds::{LogOdds, prior_log_odds};
use crate::train::naive_bayes::params::NaiveBayesValidParams;
use crate::train::options::TrainOptions;
use linfa::ParamGuard;

/// A whole word is seen in fewer documents than its n-grams, so its weight is trusted sooner: it
/// needs this share of the evidence.
const WORD_EVIDENCE_SHARE: f64 = 0.1;

/// A linear model of each topic over one set of features.
pub(crate) struct FoldModel {
    held_out: Option<usize>,
    set: FeatureSet,
    /// Feature × topic.
    pub(crate) weights: QuantisedWeights,
    /// The prior log-odds of each topic.
    pub(crate) bias: Vec<f64>,
    odds: LogOdds,
}

/// How many models each fit consists of.
pub(crate) fn models_per_fit(options: &TrainOptions) -> usize {
    if options.calibrate { 2 } else { 1 }
}

/// Makes the [`models_per_fit`] models of each of the fits, one after the other.
///
/// # Errors
/// [`TrainError`] for settings out of range, no features, or a stop.
pub(crate) fn fit_models(
    counts: &FoldCounts<'_>,
    fits: &[LeaveOneOut],
    options: &TrainOptions,
    stop: &StopFlag,
) -> Result<Vec<FoldModel>, TrainError> {
    let params = options.naive_bayes.check_ref()?;
    let evidence = params.evidence() * WORD_EVIDENCE_SHARE;
    let word_params = options.naive_bayes.evidence(evidence);
    let word_params = word_params.check_ref()?;
    let mut models = Vec::new();
    for fit in fits {
        check_features(counts, fit)?;
        models.push(FoldModel::zero(counts, fit, FeatureSet::All, params));
        if options.calibrate {
            // In a small corpus no word may be frequent enough. Then all whole words weigh 0.
            let set = FeatureSet::WholeWords;
            models.push(FoldModel::zero(counts, fit, set, word_params));
        }
    }
    FoldModel::weigh_all(&mut models, counts, stop);
    TrainError::if_stopped(stop)?;
    Ok(models)
}

/// Checks that a model has features.
///
/// # Errors
/// [`TrainError::NoFeatures`].
pub(crate) fn check_features(counts: &FoldCounts<'_>, fit: &LeaveOneOut) -> Result<(), TrainError> {
    match fit.sums(FeatureSet::All).totals.features {
        0 => Err(TrainError::NoFeatures {
            min_documents: counts.min_documents,
        }),
        _ => Ok(()),
    }
}

impl FoldModel {
    /// A model whose weights are all 0.
    fn zero(
        counts: &FoldCounts<'_>,
        fit: &LeaveOneOut,
        set: FeatureSet,
        params: &NaiveBayesValidParams,
    ) -> Self {
        let sums = fit.sums(set);
        let odds = LogOdds::new(&sums.totals, params);
        let bias = prior_log_odds(&fit.members);
        Self {
            held_out: fit.held_out,
            set,
            weights: QuantisedWeights {
                values: vec![0; counts.data.features() * bias.len()],
                scales: steps(&odds.bounds(sums.largest)),
            },
            bias,
            odds,
        }
    }

    /// Sets the weights of all models.
    fn weigh_all(models: &mut [Self], counts: &FoldCounts<'_>, stop: &StopFlag) {
        let (mut requests, mut scales) = (Vec::new(), Vec::new());
        for model in models {
            requests.push(Request {
                held_out: model.held_out,
                set: model.set,
                odds: &model.odds,
                weights: &mut model.weights.values,
            });
            scales.push(&model.weights.scales);
        }
        weigh(counts, requests, stop, |model, row, weights| {
            let whole = quantised(row, scales[model]);
            let pairs = weights.iter_mut().zip(whole);
            pairs.for_each(|(weight, whole)| *weight = whole);
        });
    }
}

#[cfg(test)]
mod tests;
