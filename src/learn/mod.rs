//! Counts go in, a fitted model comes out: naive Bayes weights, calibration, thresholds.

mod borrowed;
mod borrowing;
mod calibrate;
mod class_counts;
mod columns;
mod design;
mod error;
mod estimator;
mod factors;
mod fit;
mod folds;
mod multinomial;
mod naive_bayes;
mod nbsvm;
mod params;
mod quantise;
mod readout;
mod sparse;
mod threshold;
mod train;

pub use borrowed::{Borrowed, JoinedCorpus, Quarters};
pub use borrowing::{Borrowing, Trial};
pub use calibrate::{Calibration, Link, sigmoid};
pub use class_counts::{ClassCounts, DOCUMENT_MASS, Membership, TrainingMatrix};
pub use columns::{Columns, fit_columns};
pub use error::LearnError;
pub use estimator::{NaiveBayesModel, TopicPosterior};
pub use fit::Fitted;
pub use folds::{MAX_FOLDS, assign_folds, near_duplicate_groups};
pub use naive_bayes::{LinearWeights, fit_counts, fit_view};
pub use params::{NaiveBayesParams, NaiveBayesValidParams};
pub use quantise::QuantisedWeights;
pub use readout::{COUNT_UNIT, Decision, Normaliser, Readout};
pub use threshold::{Tune, Tuned, tune_threshold};
pub use train::{Method, Mode, TrainOptions, Training};
