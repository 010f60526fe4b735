//! The SVM as a learning method: fits fold by fold, and to all rows at last.

use super::fit::{Sample, fit_svms};
use crate::features::CountTransform;
use crate::linear::LengthNorm;
use crate::train::counts::class_counts::ClassCounts;
use crate::train::error::TrainError;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::folds::out_of_fold::OutOfFold;
use crate::train::folds::split::{Fold, Folds, sum_frequencies};
use crate::train::learning_method::LearningMethod;
use crate::train::linear_model::LinearModel;
use crate::train::naive_bayes::fit::LinearWeights;
use crate::train::options::{SvmSettings, TrainOptions};
use crate::train::training_set::TrainingSet;
use ndarray::Array2;

/// Linear support vector machines on features that naive Bayes scales (after Wang and Manning 2012).
pub(crate) struct Nbsvm;

/// Of a large corpus, this many out-of-fold documents calibrate an SVM well enough: a training for
/// each further fold would change the calibration by less than it costs.
const CALIBRATION_ROWS: usize = 6000;
/// A corpus with more rows than this is a large one.
pub(super) const LARGE: usize = 8000;

impl LearningMethod for Nbsvm {
    fn count_transform(&self) -> CountTransform {
        CountTransform::Logarithmic
    }

    fn exact_frequencies(&self, _options: &TrainOptions) -> Result<u32, TrainError> {
        // Inverse document frequencies need every count.
        Ok(u32::MAX)
    }

    fn leaves_open(&self, options: &TrainOptions) -> bool {
        options.cost.is_none() || options.interpolation.is_none()
    }

    fn choose_settings(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<(TrainOptions, Option<OutOfFold>), TrainError> {
        let (settings, scores) = training.choose_svm(folds, options, weight)?;
        let options = TrainOptions {
            cost: Some(settings.cost),
            interpolation: Some(settings.interpolation),
            ..*options
        };
        Ok((options, Some(scores)))
    }

    fn score_out_of_fold(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<OutOfFold, TrainError> {
        let path = [SvmSettings::of(options)];
        let documents = documents_to_score(folds.rows.len());
        let scored = out_of_fold(training, folds, options, weight, &path, documents)?;
        scored.into_iter().next().ok_or(TrainError::NoArticles)
    }

    fn fit(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<LinearModel, TrainError> {
        let frequencies = sum_frequencies(&folds.folds);
        let path = [SvmSettings::of(options)];
        let mut model = None;
        let take = &mut |linear| model = Some(rounded(linear));
        fit_path(
            training,
            folds.rows,
            frequencies,
            options,
            weight,
            &path,
            take,
        )?;
        model.ok_or(TrainError::NoArticles)
    }

    fn describe(&self, options: &TrainOptions) -> Vec<(String, String)> {
        let settings = [
            ("cost", options.cost),
            ("interpolation", options.interpolation),
        ];
        let given = settings
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        given
            .map(|(name, value)| (name.to_owned(), value.to_string()))
            .collect()
    }
}

impl SvmSettings {
    /// The settings that the options give: for those left open, C = 1 and no scaling.
    fn of(options: &TrainOptions) -> Self {
        Self {
            cost: options.cost.unwrap_or(1.0),
            interpolation: options.interpolation.unwrap_or(0.0),
        }
    }
}

/// How many of so many rows to score out of fold, at least; whole folds are scored.
pub(super) fn documents_to_score(rows: usize) -> usize {
    if rows > LARGE {
        CALIBRATION_ROWS
    } else {
        usize::MAX
    }
}

/// Scores folds by SVMs fitted to the other folds, until `documents` documents are scored. Returns
/// scores for each of the settings of `path`.
pub(super) fn out_of_fold(
    training: &TrainingSet<'_>,
    folds: &Folds<'_>,
    options: &TrainOptions,
    weight: ExtraWeight,
    path: &[SvmSettings],
    documents: usize,
) -> Result<Vec<OutOfFold>, TrainError> {
    let (topics, exclusive) = (training.topics.len(), training.exclusive);
    let mut rows: Vec<usize> = Vec::new();
    let mut all_scores = vec![Vec::new(); path.len()];
    for (held_out, fold) in folds.folds.iter().enumerate() {
        if rows.len() >= documents {
            break;
        }
        let others = folds.folds.iter().enumerate();
        let others = others.filter(|(number, _)| *number != held_out);
        let others: Vec<&Fold> = others.map(|(_, fold)| fold).collect();
        let other_rows = others.iter().flat_map(|fold| fold.rows.iter().copied());
        let mut other_rows: Vec<usize> = other_rows.collect();
        other_rows.sort_unstable();
        let frequencies = sum_frequencies(others);
        let mut scores = all_scores.iter_mut();
        let take = &mut |linear| {
            let model = rounded(linear);
            let rule = model.uncalibrated_rule(topics, exclusive);
            let sums = training.sums(&model.weights, &fold.rows).into_iter();
            let found = sums.flat_map(|(sums, length)| rule.scores(&sums, length));
            if let Some(scores) = scores.next() {
                scores.extend(found);
            }
        };
        fit_path(
            training,
            &other_rows,
            frequencies,
            options,
            weight,
            path,
            take,
        )?;
        rows.extend_from_slice(&fold.rows);
    }
    let shaped = |scores| {
        let scores = Array2::from_shape_vec((rows.len(), topics), scores)
            .map_err(|error| TrainError::Calibration(error.to_string()))?;
        let rows = rows.clone();
        Ok(OutOfFold {
            rows,
            scores,
            model: None,
        })
    };
    all_scores.into_iter().map(shaped).collect()
}

/// Rounds the weights and frees the real ones, which are four times the size.
fn rounded(linear: LinearWeights) -> LinearModel {
    LinearModel::rounded(&linear, LengthNorm::SquareRoot)
}

/// Fits SVMs to some of the user's own rows and to the extra articles, for each of the settings of
/// `path`. `frequencies` are document frequencies among the own rows.
fn fit_path(
    training: &TrainingSet<'_>,
    rows: &[usize],
    frequencies: Vec<u32>,
    options: &TrainOptions,
    weight: ExtraWeight,
    path: &[SvmSettings],
    take: &mut dyn FnMut(LinearWeights),
) -> Result<(), TrainError> {
    let topics = &training.membership.topics;
    TrainError::if_stopped(&training.stop)?;
    let mut counts = ClassCounts::with_frequencies(&training.data, topics, rows, frequencies);
    TrainError::if_stopped(&training.stop)?;
    let mut importance = vec![1.0; rows.len()];
    let mut rows = rows.to_vec();
    if let Some(extra) = training.extra_at(weight) {
        counts = counts.with_extra(&extra.counts, weight);
        rows.extend(&extra.rows);
        importance.resize(rows.len(), weight.value());
    }
    let sample = Sample {
        data: &training.data,
        membership: &training.membership,
        rows: &rows,
        counts: &counts,
        importance: &importance,
        stop: &training.stop,
    };
    fit_svms(sample, options, path, take)
}
