//! The word types of an article, by which near-duplicates are found.

use crate::text::fold;
use xxhash_rust::xxh3::xxh3_64;

/// The word types of title and text as 64-bit hashes, strictly increasing.
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
