//! One error over those of the stages.

use crate::ThreadsError;
#[cfg(feature = "train")]
use crate::corpus::{BuiltinError, CorpusError};
#[cfg(feature = "train")]
use crate::evaluate::EvaluateError;
use crate::features::FeatureError;
#[cfg(feature = "train")]
use crate::features::{CountsError, PartError};
use crate::model::ModelError;
use crate::predict::ThresholdError;
#[cfg(feature = "train")]
use crate::train::TrainError;
use std::io;

/// Why the library could not do what it was asked for. Each message names the place, the value, the
/// limit and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[cfg(feature = "train")]
    /// Input that cannot be read.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[cfg(feature = "train")]
    /// Some articles that cannot be read; nothing was learned from the others.
    #[error("{} article(s) could not be read, the first: {}", .0.len(), first(.0))]
    Unreadable(Vec<CorpusError>),
    /// A setting of features.
    #[error(transparent)]
    Features(#[from] FeatureError),
    #[cfg(feature = "train")]
    /// Counts that do not go together, or do not hold what is asked of them.
    #[error(transparent)]
    Counts(#[from] CountsError),
    #[cfg(feature = "train")]
    /// A part file.
    #[error(transparent)]
    Part(#[from] PartError),
    /// A model file.
    #[error(transparent)]
    Model(#[from] ModelError),
    #[cfg(feature = "train")]
    /// A corpus that nothing can be learned from, or a setting of learning.
    #[error(transparent)]
    Train(#[from] TrainError),
    #[cfg(feature = "train")]
    /// A measurement.
    #[error(transparent)]
    Evaluate(#[from] EvaluateError),
    /// A threshold in place of a model's.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    #[cfg(feature = "train")]
    /// The articles that are part of the library.
    #[error(transparent)]
    Builtin(#[from] BuiltinError),
    /// Threads that cannot be had.
    #[error(transparent)]
    Threads(#[from] ThreadsError),
}

#[cfg(feature = "train")]
fn first(errors: &[CorpusError]) -> String {
    errors.first().map(ToString::to_string).unwrap_or_default()
}

impl Error {
    /// What the system said of a file, where that is the cause: for example that it does not exist, or
    /// may not be read.
    ///
    /// ```
    /// use std::io::ErrorKind;
    ///
    /// let error = tasnif::Tagger::open("there-is-no-such-file.tasnif").unwrap_err();
    /// assert_eq!(error.io_kind(), Some(ErrorKind::NotFound));
    /// ```
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Model(error) => error.io_kind(),
            #[cfg(feature = "train")]
            Self::Corpus(error) => error.io_kind(),
            #[cfg(feature = "train")]
            Self::Unreadable(errors) => errors.first()?.io_kind(),
            #[cfg(feature = "train")]
            Self::Part(PartError::File(error)) => error.io_kind(),
            _ => None,
        }
    }
}
