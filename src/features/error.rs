//! Errors of feature settings and of counts.

use super::ngram::MAX_NGRAM;

/// A feature setting that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FeatureError {
    /// The range of n-gram lengths is empty, starts at 0, or ends past 6.
    #[error(
        "n-gram range {min}..{max} is not usable: give 1 <= MIN <= MAX <= {MAX_NGRAM}, for example 2..5"
    )]
    NgramRange {
        /// As given, in characters.
        min: u32,
        /// As given, in characters.
        max: u32,
    },
    /// The weight of title or lead is 0, or so large that counts could overflow.
    #[error("{name} is {value}: give a whole number from 1 to {limit}")]
    Weight {
        /// Which setting.
        name: &'static str,
        /// As given.
        value: u32,
        /// The largest weight that is allowed.
        limit: u32,
    },
}

/// Counts that cannot be merged, or that lack a field or an article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountsError {
    /// The counts were made with different settings.
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
    /// An article has not been labelled.
    #[error("article '{id}' has no labels: label it, with an empty list if it has no topic")]
    Unlabelled {
        /// The article.
        id: String,
    },
    /// The counts keep different fields of the articles.
    #[error(
        "one part keeps the fields [{ours}], another [{theirs}]: count the articles of one again and keep the same fields"
    )]
    Fields {
        /// The names of the fields here, with commas.
        ours: String,
        /// The names of the fields there, with commas.
        theirs: String,
    },
    /// A field was not kept.
    #[error(
        "the field '{field}' was not kept, only [{kept}]: count the articles again and keep this field"
    )]
    FieldNotKept {
        /// The name of the field.
        field: String,
        /// The names of the fields that were kept, with commas.
        kept: String,
    },
    /// Articles with different texts have the same id.
    #[error(
        "several articles with different texts have the id {}, and only one can be meant: take it out of the part that it came \
         from, or count all inputs again in one command, so that ids begin with the path of each",
        some_ids(.ids)
    )]
    RepeatedIds {
        /// These ids, ascending.
        ids: Vec<String>,
    },
    /// No article has the id.
    #[error(
        "none of the {articles} articles has the id '{id}': check its spelling, and which part it is in"
    )]
    UnknownId {
        /// As given.
        id: String,
        /// How many articles there are.
        articles: usize,
    },
}

/// The first of them, in quotes, and how many more there are.
fn some_ids(ids: &[String]) -> String {
    /// So many are named.
    const NAMED: usize = 20;
    let named: Vec<String> = ids.iter().take(NAMED).map(|id| format!("'{id}'")).collect();
    match ids.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
