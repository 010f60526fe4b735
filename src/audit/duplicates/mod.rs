//! Finds articles that a corpus holds several times: conflicts, which are copies with different labels;
//! near-duplicates; and leaks between two corpora.

mod fingerprint;
mod leaks;
#[cfg(test)]
mod tests;

pub(crate) use fingerprint::{Fingerprint, distinct};
pub use leaks::Leak;
pub(crate) use leaks::leaks;

use super::article::{Article, ArticleRef};
use crate::features::near_duplicates::{Threshold, jaccard};
use fingerprint::groups;
use serde::Serialize;
use std::collections::BTreeMap;

/// An article that stands in a corpus several times, with different labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// All its copies.
    pub copies: Vec<ArticleRef>,
}

/// Articles that resemble each other, directly or through others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearDuplicates {
    /// Whether not all of them carry the same labels.
    pub labels_differ: bool,
    /// At least two.
    pub members: Vec<Member>,
}

/// An article among near-duplicates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// The article.
    pub article: ArticleRef,
    /// Share of common words with the first member, 0 to 1.
    pub similarity: f64,
}

/// Whether not all of the articles carry the same labels.
fn labels_differ(articles: &[Article], places: &[usize]) -> bool {
    // A copy that is not labelled contradicts nothing.
    let labels = places.iter().map(|&place| &articles[place].document.labels);
    let mut labels = labels.filter(|labels| labels.is_some());
    let first = labels.next();
    labels.any(|other| Some(other) != first)
}

/// Articles that are equal up to white space but carry different labels. Articles without words are
/// left out.
pub(crate) fn conflicts(articles: &[Article], prints: &[Fingerprint]) -> Vec<Conflict> {
    let mut copies: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
    for (place, print) in prints.iter().enumerate() {
        if !print.words.is_empty() {
            copies.entry(print.digest).or_default().push(place);
        }
    }
    let mut found: Vec<Vec<usize>> = copies
        .into_values()
        .filter(|places| labels_differ(articles, places))
        .collect();
    found.sort_unstable();
    let reference = |place: usize| articles[place].reference();
    let conflict = |places: Vec<usize>| Conflict {
        copies: places.into_iter().map(reference).collect(),
    };
    found.into_iter().map(conflict).collect()
}

/// Groups of near-duplicates. A group of copies with different labels is a conflict, and left out here.
pub(crate) fn near_duplicates(
    articles: &[Article],
    prints: &[Fingerprint],
    similarity: Threshold,
) -> Vec<NearDuplicates> {
    let mut found = Vec::new();
    for places in groups(prints.iter(), similarity) {
        let differ = labels_differ(articles, &places);
        let first = &prints[places[0]];
        let copies = places
            .iter()
            .all(|&place| prints[place].digest == first.digest);
        if copies && differ {
            continue;
        }
        let members = places.iter().map(|&place| Member {
            article: articles[place].reference(),
            similarity: jaccard(&first.words, &prints[place].words),
        });
        found.push(NearDuplicates {
            labels_differ: differ,
            members: members.collect(),
        });
    }
    found
}
