//! Articles → conflicts, near-duplicates, and leaks between two corpora.

use super::article::{Article, ArticleRef};
use crate::corpus::digest;
use crate::features::near_duplicates::Threshold;
use crate::features::near_duplicates::group_at;
use crate::features::near_duplicates::signature;
use crate::features::near_duplicates::word_types;
use crate::features::near_duplicates::{Signature, jaccard};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is compared of an article.
pub(super) struct Fingerprint {
    /// Equal for texts equal up to white space.
    digest: u128,
    /// Hashes of its distinct folded words, ascending.
    words: Vec<u64>,
    signature: Signature,
}

impl Fingerprint {
    pub(super) fn of(article: &Article) -> Self {
        let document = &article.document;
        let words = word_types(&document.title, &document.text);
        Self {
            digest: digest(&document.title, &document.text),
            signature: signature(&words),
            words,
        }
    }
}

/// One article that stands in a corpus several times with different labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// All its copies.
    pub copies: Vec<ArticleRef>,
}

/// Articles that resemble each other, directly or through others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearDuplicates {
    /// Whether some of them carry other labels than others.
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

/// An article of one corpus that another corpus holds, too.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leak {
    /// The article of the corpus under audit.
    pub article: ArticleRef,
    /// The article of the other corpus.
    pub other: ArticleRef,
    /// Share of common words, 0 to 1.
    pub similarity: f64,
}

/// Places of the first copy of each article.
pub(super) fn distinct(prints: &[Fingerprint]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    (0..prints.len())
        .filter(|&place| seen.insert(prints[place].digest))
        .collect()
}

/// Whether not all of the articles carry the same labels.
fn labels_differ(articles: &[Article], places: &[usize]) -> bool {
    let mut labels = places.iter().map(|&place| &articles[place].document.labels);
    let first = labels.next();
    labels.any(|other| Some(other) != first)
}

/// Copies, up to white space, with different labels. Articles without words are left out.
pub(super) fn conflicts(articles: &[Article], prints: &[Fingerprint]) -> Vec<Conflict> {
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

/// Groups of near-duplicates. A group that is nothing but copies with different labels is a conflict and left out here.
pub(super) fn near_duplicates(
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

/// Groups of at least two, by their first member; the members ascending.
fn groups<'a>(
    prints: impl Iterator<Item = &'a Fingerprint>,
    similarity: Threshold,
) -> Vec<Vec<usize>> {
    let signatures: Vec<Signature> = prints.map(|print| print.signature.clone()).collect();
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, group) in group_at(&signatures, similarity).into_iter().enumerate() {
        members.entry(group).or_default().push(place);
    }
    members
        .into_values()
        .filter(|places| places.len() > 1)
        .collect()
}

/// A corpus and its fingerprints.
type Corpus<'a> = (&'a [Article], &'a [Fingerprint]);

/// For each article of the other corpus that resembles one of ours, the one of ours that it resembles most.
pub(super) fn leaks(ours: Corpus<'_>, others: Corpus<'_>, similarity: Threshold) -> Vec<Leak> {
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

/// The most similar of some articles, the first of equal ones; none below the threshold, as in a group that holds together
/// through others only.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::test_data::article;

    const SEIZURE: &str =
        "ضبطت دورية حرس الحدود عند المنفذ الشرقي شحنة بنادق مخبأة بين أكياس الإسمنت فجر الأحد";

    fn prints(articles: &[Article]) -> Vec<Fingerprint> {
        articles.iter().map(Fingerprint::of).collect()
    }

    #[test]
    fn copies_conflict_only_when_their_labels_differ() {
        let spaced = SEIZURE.replace(' ', "  ");
        let articles = [
            article("a", SEIZURE, &["border-security"]),
            article("b", &spaced, &["weapons-control"]),
            article("c", "فاز الفريق الضيف بهدفين", &[]),
            article("d", "فاز الفريق الضيف  بهدفين", &[]),
            article("e", "", &[]),
            article("f", "", &["border-security"]),
        ];
        let prints = prints(&articles);
        let ids = |copies: &[ArticleRef]| -> Vec<String> {
            copies.iter().map(|copy| copy.id.clone()).collect()
        };
        let conflicts = conflicts(&articles, &prints);
        assert_eq!(conflicts.len(), 1);
        assert_eq!(ids(&conflicts[0].copies), ["a", "b"]);
        let near = near_duplicates(&articles, &prints, Threshold::default());
        assert_eq!(near.len(), 1, "{near:?}");
        assert!(!near[0].labels_differ);
        assert_eq!(near[0].members[1].article.id, "d");
        assert_eq!(near[0].members[1].similarity, 1.0);
        assert_eq!(distinct(&prints), [0, 2, 4]);
    }

    #[test]
    fn a_reprint_leaks_and_names_what_it_resembles_most() {
        let reprint = format!("{SEIZURE} بحسب مصدر أمني");
        let ours = [
            article("mine", SEIZURE, &["border-security"]),
            article("other", "أجرت الوزارة امتحانات الثانوية", &[]),
        ];
        let theirs = [
            article("far", "هطلت أمطار غزيرة على الجنوب", &[]),
            article("near", &reprint, &[]),
        ];
        let (left, right) = (prints(&ours), prints(&theirs));
        let leaks = leaks((&ours, &left), (&theirs, &right), Threshold::default());
        assert_eq!(leaks.len(), 1);
        assert_eq!(
            (&*leaks[0].article.id, &*leaks[0].other.id),
            ("mine", "near")
        );
        // 15 words of 18.
        assert_eq!(leaks[0].similarity, 15.0 / 18.0);
    }
}
