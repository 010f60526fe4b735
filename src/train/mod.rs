//! Fits a model to a counted corpus: weights, calibration, thresholds.
//!
//! `fit.rs` has one training from top to bottom. A learning method is a folder that implements
//! `LearningMethod` and a line in `methods.rs`.

pub(crate) mod calibration;
pub(crate) mod counts;
pub(crate) mod error;
pub(crate) mod extra_corpus;
pub(crate) mod fit;
pub(crate) mod folds;
pub(crate) mod learning_method;
pub(crate) mod linear_model;
pub(crate) mod methods;
pub(crate) mod naive_bayes;
pub(crate) mod newton;
pub(crate) mod options;
pub(crate) mod pack;
pub(crate) mod quantise;
pub(crate) mod svm;
pub(crate) mod training_set;
pub(crate) mod word_sums;

pub use crate::features::{Mode, UnknownMode};
pub use calibration::threshold::Tune;
pub use error::TrainError;
pub(crate) use extra_corpus::join::JoinedCorpus;
pub(crate) use extra_corpus::select_weight::Trial;
pub use extra_corpus::weight::ExtraWeight;
pub(crate) use fit::Fitted;
pub use folds::assign::MAX_FOLDS;
pub(crate) use folds::assign::assign_folds;
pub use naive_bayes::params::NaiveBayesParams;
pub use options::{SvmSettings, TrainOptions};
pub(crate) use pack::pack;
pub(crate) use training_set::TrainingSet;
