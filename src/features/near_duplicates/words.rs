//! An article → the set of its word types, as hashes: what near-duplicates are told by.

use crate::text::fold;
use xxhash_rust::xxh3::xxh3_64;

/// Hashes of the distinct folded words of title and text, strictly increasing.
pub fn word_types(title: &str, text: &str) -> Vec<u64> {
    let words = [fold(title), fold(text)];
    let mut hashes: Vec<u64> = words
        .iter()
        .flatten()
        .map(|word| xxh3_64(word.as_bytes()))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
