//! Finished counts → a fitted model: weights, calibration, thresholds.

pub(crate) mod calibration;
pub(crate) mod counts;
pub(crate) mod error;
pub(crate) mod extra_corpus;
pub(crate) mod fit;
pub(crate) mod folds;
pub(crate) mod naive_bayes;
pub(crate) mod options;
pub(crate) mod pack;
pub(crate) mod quantise;
pub(crate) mod svm;
pub(crate) mod training_set;

pub use calibration::threshold::{Tune, Tuned, tune_threshold};
pub use counts::class_counts::{ClassCounts, DOCUMENT_MASS, Membership};
pub use counts::matrix::TrainingMatrix;
pub use error::LearnError;
pub use extra_corpus::join::{ExtraArticles, JoinedCorpus, Quarters};
pub use extra_corpus::select_weight::{ExtraOutcome, Trial};
pub use fit::Fitted;
pub use folds::assign::{MAX_FOLDS, assign_folds, near_duplicate_groups};
pub use naive_bayes::fit::{LinearWeights, fit_counts};
pub use naive_bayes::linfa::{NaiveBayesModel, TopicPosterior};
pub use naive_bayes::params::{NaiveBayesParams, NaiveBayesValidParams};
pub use options::{Mode, SvmSettings, TrainOptions};
pub(crate) use pack::pack;
pub use svm::fit::{Sample, fit_svms};
pub use training_set::TrainingSet;
