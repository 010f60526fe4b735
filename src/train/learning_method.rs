//! What training needs of a learning method. The steps of a training know a method by this trait
//! alone.

use super::error::TrainError;
use super::extra_corpus::weight::ExtraWeight;
use super::folds::out_of_fold::OutOfFold;
use super::folds::split::Folds;
use super::linear_model::LinearModel;
use super::options::TrainOptions;
use super::training_set::TrainingSet;
use crate::features::CountTransform;

/// A way to learn a linear model. `weight` is the weight of the extra articles, if there are any.
pub(crate) trait LearningMethod: Sync {
    /// How a repeated word counts.
    fn count_transform(&self) -> CountTransform;

    /// From this number of documents on, a document frequency need not be exact.
    ///
    /// # Errors
    /// [`TrainError`] for settings out of range.
    fn exact_frequencies(&self, options: &TrainOptions) -> Result<u32, TrainError>;

    /// Whether the options leave a setting of the method to be chosen by folds.
    fn leaves_open(&self, options: &TrainOptions) -> bool;

    /// Returns the options with every setting of the method given, and the out-of-fold scores
    /// under these options if choosing them took scores.
    ///
    /// # Errors
    /// [`TrainError`].
    fn choose_settings(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<(TrainOptions, Option<OutOfFold>), TrainError>;

    /// Scores documents by models that have not seen their fold. `options` has every setting.
    ///
    /// # Errors
    /// [`TrainError`].
    fn score_out_of_fold(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<OutOfFold, TrainError>;

    /// Fits to the documents of all folds and to the extra articles. `options` has every setting.
    ///
    /// # Errors
    /// [`TrainError`].
    fn fit(
        &self,
        training: &TrainingSet<'_>,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<LinearModel, TrainError>;

    /// The settings that only this method has, by name, for the model card.
    fn describe(&self, options: &TrainOptions) -> Vec<(String, String)>;
}
