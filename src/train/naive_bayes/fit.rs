//! Naive Bayes in real numbers, fitted to all documents that are counted: for the ratios of the SVM
//! and for linfa. It is leave-one-out with no fold left out.

use super::leave_one_out::fold_counts::FoldCounts;
use super::leave_one_out::fold_model::check_features;
use super::leave_one_out::totals::{FeatureSet, LeaveOneOut};
use super::leave_one_out::weigh::{Request, weigh};
use super::log_odds::{LogOdds, prior_log_odds};
use super::params::NaiveBayesValidParams;
use crate::parallel::StopFlag;
use crate::train::counts::class_counts::ClassCounts;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::TrainError;

/// One linear score per topic: weights of features and a bias.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearWeights {
    /// Feature × topic, in nats for naive Bayes. Exactly 0 for a feature that was left out.
    pub weights: Vec<f64>,
    /// By topic. For naive Bayes the log of the prior odds.
    pub bias: Vec<f64>,
}

impl LinearWeights {
    /// Weights and biases of 0.
    pub fn zero(features: usize, topics: usize) -> Self {
        Self {
            weights: vec![0.0; features * topics],
            bias: vec![0.0; topics],
        }
    }
}

/// Fits one-vs-rest naive Bayes to exact counts.
///
/// # Errors
/// [`TrainError::NoFeatures`] if every feature is rarer than the settings ask for.
pub fn fit_counts(
    data: &TrainingMatrix,
    counts: &ClassCounts,
    params: &NaiveBayesValidParams,
) -> Result<LinearWeights, TrainError> {
    let counts = FoldCounts::from_class_counts(data, counts, params.min_documents());
    fit_all(&counts, params)
}

/// Fits to all folds together.
pub(super) fn fit_all(
    counts: &FoldCounts<'_>,
    params: &NaiveBayesValidParams,
) -> Result<LinearWeights, TrainError> {
    let mut linear = LinearWeights::zero(counts.data.features(), counts.width - 1);
    for fit in LeaveOneOut::each(counts, 0) {
        check_features(counts, &fit)?;
        let request = Request {
            held_out: None,
            set: FeatureSet::All,
            odds: &LogOdds::new(&fit.sums(FeatureSet::All).totals, params),
            weights: &mut linear.weights,
        };
        weigh(
            counts,
            vec![request],
            &StopFlag::new(),
            |_, found, weights| {
                weights.copy_from_slice(found);
            },
        );
        linear.bias = prior_log_odds(&fit.members);
    }
    Ok(linear)
}
