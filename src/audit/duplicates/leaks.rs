//! Articles of one corpus that stand in another, such as test articles among those to train on.

use super::fingerprint::{Fingerprint, groups};
use crate::audit::article::{Article, ArticleRef};
use crate::features::near_duplicates::{Threshold, jaccard};
use serde::Serialize;

/// An article of one corpus that stands in another corpus as well.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leak {
    /// The article of the corpus under audit.
    pub article: ArticleRef,
    /// The article of the other corpus.
    pub other: ArticleRef,
    /// Share of common words, 0 to 1.
    pub similarity: f64,
}

/// A corpus and its fingerprints.
type Corpus<'a> = (&'a [Article], &'a [Fingerprint]);

/// Pairs each article of the other corpus that resembles some of ours with the one that it resembles
/// most.
pub(crate) fn leaks(ours: Corpus<'_>, others: Corpus<'_>, similarity: Threshold) -> Vec<Leak> {
    let (articles, prints) = ours;
    if others.0.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for places in groups(prints.iter().chain(others.1), similarity) {
        let (mine, theirs): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|&place| place < prints.len());
        for place in theirs {
            let other = place - prints.len();
            let leak = most_similar(prints, &mine, &others.1[other], similarity);
            found.extend(leak.map(|(place, similarity)| Leak {
                article: articles[place].reference(),
                other: others.0[other].reference(),
                similarity,
            }));
        }
    }
    found
}

/// The most similar of some articles; of equally similar ones, the first. `None` if all are below the
/// threshold: members of a group may resemble each other only through a third.
fn most_similar(
    prints: &[Fingerprint],
    places: &[usize],
    other: &Fingerprint,
    threshold: Threshold,
) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for &place in places {
        let print = &prints[place];
        let similarity = jaccard(&print.words, &other.words);
        let estimated = print.signature.similarity(&other.signature);
        let reached = similarity.max(estimated) >= threshold.get();
        if reached && best.is_none_or(|(_, most)| similarity > most) {
            best = Some((place, similarity));
        }
    }
    best
}
