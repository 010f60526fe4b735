//! What can be wrong with feature settings.

use super::ngram::MAX_NGRAM;

/// A setting of the features that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FeatureError {
    /// The n-gram range is empty, starts at 0 or is too long for a packed key.
    #[error(
        "n-gram range {min}..{max} is not usable: give 1 <= MIN <= MAX <= {MAX_NGRAM}, for example 2..5"
    )]
    NgramRange {
        /// As given, in characters.
        min: u32,
        /// As given, in characters.
        max: u32,
    },
    /// A weight for the title or the lead that is 0 or so large that counts could overflow.
    #[error("{name} is {value}: give a whole number from 1 to {limit}")]
    Weight {
        /// Which setting.
        name: &'static str,
        /// As given.
        value: u32,
        /// The largest allowed.
        limit: u32,
    },
}
