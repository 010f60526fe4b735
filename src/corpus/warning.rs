//! What is readable but suspicious in a corpus: [`CorpusWarning`].

use super::document::Document;
use std::fmt;

/// How many examples a warning carries.
pub(crate) const EXAMPLES: usize = 3;

/// What was seen, why it matters, and what to do, in that order, in each message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CorpusWarning {
    /// Articles repeat others word by word.
    Duplicates {
        /// How many articles were left out.
        count: u64,
        /// Ids: the one kept, the one left out.
        examples: Vec<(String, String)>,
    },
    /// The same article has different labels in different places.
    ConflictingLabels {
        /// How many distinct articles are affected.
        count: u64,
        /// Ids of two copies.
        examples: Vec<(String, String)>,
    },
    /// Articles hold no text.
    EmptyArticles {
        /// How many.
        count: u64,
        /// Their ids.
        examples: Vec<String>,
    },
}

impl CorpusWarning {
    /// The warning about documents without title and text, if there are any.
    pub fn empty_articles<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Option<Self> {
        let mut count = 0;
        let mut examples = Vec::new();
        for document in documents.into_iter().filter(|document| document.is_empty()) {
            count += 1;
            if examples.len() < EXAMPLES {
                examples.push(document.id.clone());
            }
        }
        (count > 0).then_some(Self::EmptyArticles { count, examples })
    }
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
            Self::EmptyArticles { count, examples } => write!(
                f,
                "{count} article(s) hold no text ({}): they teach nothing and are tagged by the topics' frequencies alone; \
                 fill or delete them",
                examples.join(", ")
            ),
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
