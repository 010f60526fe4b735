//! One's own articles and extra ones go in, both over the same words come out, with the labels of
//! the extra ones restricted to one's own topics.
//!
//! ExtraArticles articles help to learn weights, at a weight below that of one's own. They are never
//! scored: folds, calibration, thresholds and quality are about one's own articles alone.

use crate::features::near_duplicates::group;
use crate::features::{CountedCorpus, CountedDocument};
use crate::train::counts::class_counts::ClassCounts;
use crate::train::error::LearnError;
use crate::train::folds::assign::signatures;
use crate::train::options::Mode;
use crate::train::options::TrainOptions;
use crate::train::training_set::{check_exclusive, check_labels};
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::str::FromStr;

/// The weight of a extra article against 1 for one's own, in quarters, so that counts stay whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarters(u8);

impl Quarters {
    /// ExtraArticles articles do not count.
    pub const ZERO: Self = Self(0);
    /// ExtraArticles articles count like one's own.
    pub const ONE: Self = Self(4);
    /// The weights that are tried, ascending.
    pub const TRIED: [Self; 4] = [Self::ZERO, Self(1), Self(2), Self::ONE];

    /// As a number from 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 4.0
    }

    /// This share of a whole number, rounded down, for every `u64` without overflow.
    pub fn of(self, whole: u64) -> u64 {
        let quarters = u64::from(self.0);
        whole / 4 * quarters + whole % 4 * quarters / 4
    }
}

impl fmt::Display for Quarters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(f)
    }
}

impl FromStr for Quarters {
    type Err = LearnError;

    fn from_str(text: &str) -> Result<Self, LearnError> {
        let quarters = text.trim().parse::<f64>().ok().map(|value| value * 4.0);
        (0..=4u8)
            .find(|&whole| quarters == Some(f64::from(whole)))
            .map(Self)
            .ok_or_else(|| LearnError::BuiltinWeight(text.to_owned()))
    }
}

/// One's own articles, then extra ones, over the words of both.
#[derive(Debug, Clone)]
pub struct JoinedCorpus {
    pub(crate) counts: CountedCorpus,
    /// How many of the documents, from the first on, are one's own.
    pub(crate) own: usize,
}

impl JoinedCorpus {
    /// Joins the corpora. A extra article keeps the topics that occur in `own`; one that has none
    /// of them becomes an article without a topic. That is right for topics of the codebook in
    /// `labels/`; for any other topic of one's own it is a guess, since nobody looked for it. Articles that stand in `own` are not extra.
    ///
    /// # Errors
    /// [`LearnError`] for own articles that nothing can be learned from, that have exactly one
    /// topic each (`mode` says otherwise), or that share no topic with the extra ones.
    pub fn new(own: &CountedCorpus, extra: &CountedCorpus, mode: Mode) -> Result<Self, LearnError> {
        let topics: Vec<String> = own.labels().into_iter().map(str::to_owned).collect();
        check_labels(own, &topics)?;
        let exclusive = match mode {
            Mode::Auto => own.is_exclusive(),
            Mode::Multi => false,
            Mode::Exclusive => check_exclusive(own)?,
        };
        if exclusive {
            return Err(LearnError::BuiltinExclusive);
        }
        let known = extra.labels();
        if !topics.iter().any(|topic| known.contains(topic.as_str())) {
            return Err(LearnError::NoCommonTopic {
                own: list(topics.iter().map(String::as_str)),
                builtin: list(known),
            });
        }
        let digests: HashSet<u128> = own.documents.iter().map(|d| d.digest).collect();
        let lend = |document: &CountedDocument| {
            let mut document = document.clone();
            document
                .labels
                .retain(|label| topics.binary_search(label).is_ok());
            document
        };
        let lent = extra
            .documents
            .iter()
            .filter(|document| !digests.contains(&document.digest))
            .map(lend)
            .collect();
        Ok(Self {
            counts: own.followed_by(extra, lent),
            own: own.documents.len(),
        })
    }

    /// Near-duplicate groups of one's own documents, and the rows to borrow: those that are no
    /// near-duplicate of an own one, since a fold would be scored by a model that has seen a copy.
    pub(crate) fn groups(&self) -> (Vec<u32>, Vec<usize>) {
        let signatures = signatures(&self.counts);
        let together = group(&signatures);
        let own: BTreeSet<u32> = together[..self.own].iter().copied().collect();
        let rows = (self.own..together.len())
            .filter(|&row| !own.contains(&together[row]))
            .collect();
        // Of one's own alone, since a extra article must not bring two of them together.
        (group(&signatures[..self.own]), rows)
    }
}

fn list<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(", ")
}

/// The rows of a prepared corpus that are extra.
#[derive(Debug, Clone)]
pub struct ExtraArticles {
    /// Ascending; all come after one's own.
    pub rows: Vec<usize>,
    /// Their counts at full weight.
    pub counts: ClassCounts,
}

impl ClassCounts {
    /// These counts and those of extra documents, whose masses are multiplied by `weight`. A
    /// feature's document frequency counts every extra document, however little it weighs. The
    /// members of a topic stay one's own, since they give the prior odds, and how often a topic
    /// occurs elsewhere says nothing about that.
    #[must_use]
    pub fn with_extra(&self, extra: &Self, weight: Quarters) -> Self {
        let mut sum = self.clone();
        if weight == Quarters::ZERO {
            return sum;
        }
        for (mass, &lent) in sum.masses.iter_mut().zip(&extra.masses) {
            *mass += weight.of(lent);
        }
        for (frequency, lent) in sum.frequencies.iter_mut().zip(&extra.frequencies) {
            *frequency += lent;
        }
        sum
    }
}

impl TrainOptions {
    /// The weight of extra articles in a model without calibration, where none can be chosen.
    pub(crate) fn plain_weight(&self, borrows: bool) -> Result<Quarters, LearnError> {
        match self.extra_weight {
            Some(weight) => Ok(weight),
            None if borrows => Err(LearnError::BuiltinWeightUnchosen),
            None => Ok(Quarters::ZERO),
        }
    }
}

#[cfg(test)]
mod tests;
