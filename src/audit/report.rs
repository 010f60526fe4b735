//! The findings of an audit, and their kinds.

use super::duplicates::{Conflict, Leak, NearDuplicates};
use super::giveaways::Giveaway;
use super::label_errors::LabelError;
use super::thin::ThinTopic;
use serde::Serialize;
use std::str::FromStr;

/// What an audit finds. Serialises to the JSON output.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AuditReport {
    /// Articles read.
    pub articles: usize,
    /// Articles that are distinct up to white space.
    pub distinct: usize,
    /// Distinct articles of each topic, ascending by topic; last `none`.
    pub topics: Vec<TopicSize>,
    /// In the order of their first copies.
    pub conflicts: Vec<Conflict>,
    /// In the order of their first members.
    pub near_duplicates: Vec<NearDuplicates>,
    /// By group, then in the order of the other corpus.
    pub leaks: Vec<Leak>,
    /// The most doubtful first.
    pub label_errors: Vec<LabelError>,
    /// Why label errors could not be looked for.
    pub label_errors_skipped: Option<String>,
    /// The thinnest first.
    pub thin: Vec<ThinTopic>,
    /// First those by fields, then those by length, each ascending by topic.
    pub giveaways: Vec<Giveaway>,
}

/// The size of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicSize {
    /// The topic, or `none`.
    pub topic: String,
    /// Distinct articles that carry it.
    pub articles: usize,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// One article with different labels.
    Conflicts,
    /// Reprints.
    NearDuplicates,
    /// Reprints across two corpora.
    Leaks,
    /// Labels that are likely wrong or missing.
    LabelErrors,
    /// Topics with too few articles.
    Thin,
    /// Topics that an outlet or a length gives away.
    Giveaways,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 6] = [
        Self::Conflicts,
        Self::NearDuplicates,
        Self::Leaks,
        Self::LabelErrors,
        Self::Thin,
        Self::Giveaways,
    ];

    /// The name on the command line and in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conflicts => "conflicts",
            Self::NearDuplicates => "near-duplicates",
            Self::Leaks => "leaks",
            Self::LabelErrors => "label-errors",
            Self::Thin => "thin",
            Self::Giveaways => "giveaways",
        }
    }
}

/// Not the name of a kind of finding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not a kind of finding: give conflicts, near-duplicates, leaks, label-errors, thin or giveaways"
)]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

impl AuditReport {
    /// How many findings of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Conflicts => self.conflicts.len(),
            Kind::NearDuplicates => self.near_duplicates.len(),
            Kind::Leaks => self.leaks.len(),
            Kind::LabelErrors => self.label_errors.len(),
            Kind::Thin => self.thin.len(),
            Kind::Giveaways => self.giveaways.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_others_are_refused_with_the_list() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        let message = "duplicates".parse::<Kind>().unwrap_err().to_string();
        assert!(message.contains("near-duplicates"), "{message}");
    }
}
