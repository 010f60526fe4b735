//! What the articles of a corpus are compared by.

use crate::audit::article::Article;
use crate::corpus::digest;
use crate::features::near_duplicates::{Signature, Threshold, group_at, signature, word_types};
use std::collections::{BTreeMap, BTreeSet};

/// What is compared of an article: its text up to white space, and its set of words.
pub(crate) struct Fingerprint {
    /// Equal for texts equal up to white space.
    pub(super) digest: u128,
    /// Hashes of its distinct folded words, ascending.
    pub(super) words: Vec<u64>,
    pub(super) signature: Signature,
}

impl Fingerprint {
    pub(crate) fn of(article: &Article) -> Self {
        let document = &article.document;
        let words = word_types(&document.title, &document.text);
        Self {
            digest: digest(&document.title, &document.text),
            signature: signature(&words),
            words,
        }
    }
}

/// Indices of the first copy of each article.
pub(crate) fn distinct(prints: &[Fingerprint]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    (0..prints.len())
        .filter(|&index| seen.insert(prints[index].digest))
        .collect()
}

/// Groups of at least two near-duplicates, in the order of their first members. The indices of the
/// members are ascending.
pub(super) fn groups<'a>(
    prints: impl Iterator<Item = &'a Fingerprint>,
    similarity: Threshold,
) -> Vec<Vec<usize>> {
    let signatures: Vec<Signature> = prints.map(|print| print.signature.clone()).collect();
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, group) in group_at(&signatures, similarity).into_iter().enumerate() {
        members.entry(group).or_default().push(index);
    }
    members
        .into_values()
        .filter(|members| members.len() > 1)
        .collect()
}
