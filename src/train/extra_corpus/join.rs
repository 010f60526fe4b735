//! Joins the user's own articles and extra ones over the same words. Of the extra articles' labels
//! only the user's topics stay.
//!
//! Extra articles help to learn weights, each at a weight of at most that of an own article. They
//! are never scored: folds, calibration, thresholds and quality are about the own articles alone.

use crate::features::Mode;
use crate::features::near_duplicates::group;
use crate::features::{CountedCorpus, CountedDocument};
use crate::train::counts::class_counts::ClassCounts;
use crate::train::error::TrainError;
use crate::train::folds::assign::signatures;
use crate::train::training_set::check_labels;
use std::collections::{BTreeSet, HashSet};

/// The user's own articles, then extra ones, over the words of both.
#[derive(Debug, Clone)]
pub struct JoinedCorpus {
    pub(crate) counts: CountedCorpus,
    /// The first documents, this many, are the user's own.
    pub(crate) own: usize,
}

impl JoinedCorpus {
    /// Joins the corpora. An extra article keeps those topics that occur in `own`; without any it
    /// becomes an article without a topic. That is right for topics of the codebook in `labels/`;
    /// for any other topic of the user's it is a guess, since nobody looked for that topic.
    /// Articles that also stand in `own` are left out.
    ///
    /// # Errors
    /// [`TrainError`] if nothing can be learned from the own articles, if each has exactly one
    /// topic (unless `mode` is [`Mode::Multi`]), or if they share no topic with the extra ones.
    pub fn new(own: &CountedCorpus, extra: &CountedCorpus, mode: Mode) -> Result<Self, TrainError> {
        let topics: Vec<String> = own.labels().into_iter().map(str::to_owned).collect();
        check_labels(own, &topics)?;
        if mode.is_exclusive(own)? {
            return Err(TrainError::BuiltinExclusive);
        }
        let known = extra.labels();
        if !topics.iter().any(|topic| known.contains(topic.as_str())) {
            return Err(TrainError::NoCommonTopic {
                own: list(topics.iter().map(String::as_str)),
                builtin: list(known),
            });
        }
        let digests: HashSet<u128> = own.documents.iter().map(|d| d.digest).collect();
        let with_own_topics = |document: &CountedDocument| {
            let mut document = document.clone();
            let is_own = |label: &String| topics.binary_search(label).is_ok();
            document.labels.retain(is_own);
            document
        };
        let added = extra
            .documents
            .iter()
            .filter(|document| !digests.contains(&document.digest))
            .map(with_own_topics)
            .collect();
        Ok(Self {
            counts: own.followed_by(extra, added),
            own: own.documents.len(),
        })
    }

    /// Near-duplicate groups of the own documents, and the rows of the extra ones to learn from.
    /// A near-duplicate of an own document is not among these: a fold would be scored by a model
    /// that has seen a copy.
    pub(crate) fn groups(&self) -> (Vec<u32>, Vec<usize>) {
        let signatures = signatures(&self.counts);
        let together = group(&signatures);
        let own: BTreeSet<u32> = together[..self.own].iter().copied().collect();
        let rows = (self.own..together.len())
            .filter(|&row| !own.contains(&together[row]))
            .collect();
        // Grouped without the extra ones, which must not bring two own documents together.
        (group(&signatures[..self.own]), rows)
    }
}

fn list<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(", ")
}

/// The extra articles of a prepared corpus that are learned from.
#[derive(Debug, Clone)]
pub struct ExtraArticles {
    /// Rows of the corpus, ascending. All come after the user's own.
    pub rows: Vec<usize>,
    /// Their counts at full weight.
    pub counts: ClassCounts,
}

#[cfg(test)]
mod tests;
