//! The alphabet of a model's n-grams.

use crate::features::{Alphabet, LetterCounts, Vocabulary, new_codes};
use std::cmp::Reverse;

/// Numbers the letters of the n-grams, the most frequent ones first: if `bits` cannot tell all of
/// them apart, the letters of few n-grams stay without a number.
pub(super) fn alphabet(vocabulary: &Vocabulary, bits: u32) -> Alphabet {
    let mut counts = LetterCounts::new();
    let mut previous = 0;
    for &key in &vocabulary.ngrams {
        // Neighbours share most letters. Those were counted already, which is near enough.
        let (shared, codes) = new_codes(previous, key);
        previous = key;
        let new = codes[shared..].iter().filter(|&&code| code != 0);
        new.for_each(|&code| counts.add(code));
    }
    let mut letters = counts.letters();
    letters.sort_unstable_by_key(|&(code, count)| (Reverse(count), code));
    Alphabet::new(letters.into_iter().map(|(code, _)| code), bits)
}
