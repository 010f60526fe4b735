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

/// Counts that do not go together, or do not hold what is asked of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountsError {
    /// Counts were made by different settings.
    #[error(
        "counts with {name} {ours} and counts with {name} {theirs} do not add up: count the articles of one again with the settings of the other"
    )]
    Settings {
        /// Which setting.
        name: &'static str,
        /// Its value here.
        ours: String,
        /// Its value there.
        theirs: String,
    },
    /// Counts keep different fields of the articles.
    #[error(
        "one part keeps the fields [{ours}], another [{theirs}]: count the articles of one again with the same --keep-field"
    )]
    Fields {
        /// The names here, with commas.
        ours: String,
        /// The names there, with commas.
        theirs: String,
    },
    /// A field is asked for that was not kept.
    #[error(
        "the field '{field}' was not kept, only [{kept}]: count the articles again with --keep-field {field}"
    )]
    FieldNotKept {
        /// As asked for.
        field: String,
        /// The names of the fields that were kept, with commas.
        kept: String,
    },
    /// No article has the id.
    #[error(
        "none of the {articles} articles has the id '{id}': check its spelling, and which part it is in"
    )]
    UnknownId {
        /// As given.
        id: String,
        /// Articles there are.
        articles: usize,
    },
}
