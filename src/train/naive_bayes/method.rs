//! Naive Bayes as a learning method.

use super::leave_one_out::topic_blocks;
use crate::features::CountTransform;
use crate::train::error::TrainError;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::folds::out_of_fold::OutOfFold;
use crate::train::folds::split::Folds;
use crate::train::learning_method::LearningMethod;
use crate::train::linear_model::LinearModel;
use crate::train::options::TrainOptions;
use crate::train::training_set::TrainingSet;
use linfa::ParamGuard;

/// One-vs-rest multinomial naive Bayes. Its settings are all given, so that folds choose none.
pub(crate) struct NaiveBayes;

impl LearningMethod for NaiveBayes {
    fn count_transform(&self) -> CountTransform {
        CountTransform::Linear
    }

    fn exact_frequencies(&self, options: &TrainOptions) -> Result<u32, TrainError> {
        // It matters only whether a feature is frequent enough.
        Ok(options.naive_bayes.check_ref()?.min_documents().max(1))
    }

    fn leaves_open(&self, _options: &TrainOptions) -> bool {
        false
    }

    fn choose_settings(
        &self,
        _training: &TrainingSet<'_>,
        _folds: &Folds<'_>,
        options: &TrainOptions,
        _weight: ExtraWeight,
    ) -> Result<(TrainOptions, Option<OutOfFold>), TrainError> {
        Ok((*options, None))
    }

    fn score_out_of_fold(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<OutOfFold, TrainError> {
        topic_blocks::score_out_of_fold(training, folds, options, weight)
    }

    fn fit(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<LinearModel, TrainError> {
        topic_blocks::fit(training, folds, options, weight)
    }

    fn describe(&self, _options: &TrainOptions) -> Vec<(String, String)> {
        // The settings of naive Bayes are on every card, since the SVM scales features by it.
        Vec::new()
    }
}
