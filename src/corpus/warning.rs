//! [`CorpusWarning`]: what can be read, but is suspicious.

use super::notices::Notice;
use std::fmt;

/// The number of examples in a warning.
pub(crate) const EXAMPLES: usize = 3;

/// Something suspicious in a corpus. Each message says what was seen, why it matters, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CorpusWarning {
    /// Articles repeat others word by word.
    Duplicates {
        /// The number of articles that were left out.
        count: u64,
        /// Ids of the first few: the article kept, the one left out.
        examples: Vec<(String, String)>,
    },
    /// The same article has different labels in different places.
    ConflictingLabels {
        /// The number of distinct articles with such copies.
        count: u64,
        /// Ids of the first few: two copies of an article.
        examples: Vec<(String, String)>,
    },
    /// Something odd about some records.
    Noticed {
        /// What it is.
        notice: Notice,
        /// How often it was seen.
        count: u64,
        /// How often each kind of it was seen, such as `6 .html, 3 .utf8`; empty where there are no kinds.
        kinds: String,
        /// The first places.
        examples: Vec<String>,
    },
}

impl fmt::Display for CorpusWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duplicates { count, examples } => write!(
                f,
                "{count} article(s) repeat others ({}): they would count twice and leak from training into testing; \
                 each is used once, with the labels of all copies; delete the repeats",
                pairs(examples)
            ),
            Self::ConflictingLabels { count, examples } => write!(
                f,
                "{count} article(s) are there several times with different labels ({}): one of the copies is labelled wrongly \
                 or incompletely; the union of their labels is used; decide on one set of labels",
                pairs(examples)
            ),
            Self::Noticed {
                notice,
                count,
                kinds,
                examples,
            } => notice.say(*count, kinds, examples, f),
        }
    }
}

fn pairs(examples: &[(String, String)]) -> String {
    let pairs: Vec<String> = examples
        .iter()
        .map(|(first, second)| format!("{first} = {second}"))
        .collect();
    pairs.join(", ")
}
