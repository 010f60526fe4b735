//! Counts → a model with its expected quality.

pub(crate) mod builtin_gain;
pub(crate) mod train_model;

pub use builtin_gain::{BuiltinGain, TrialQuality, train_with_extra};
pub use train_model::{TrainError, TrainedModel, train};
