//! Keys of the n-grams of a corpus. Where its alphabet is small they take 64 bits instead of 128:
//! half as many bytes to sort and to look up.
//!
//! Letters are numbered in their order, and an n-gram is packed as in
//! [`ngram`](crate::features::ngram), so small keys sort as the n-grams do.

use crate::features::alphabet::{Alphabet, LetterCounts};
use crate::features::ngram::{
    MAX_NGRAM, NgramRange, WORD_END, WORD_START, for_each_ngram, key_of_codes,
};
use rayon::prelude::*;
use std::hash::Hash;

/// A way to pack n-grams into keys that sort as they do.
pub(crate) trait NgramKeys: Sync {
    /// The key of an n-gram.
    type Key: Copy + Ord + Hash + Send + Sync;

    /// How many letters n-grams have.
    fn range(&self) -> NgramRange;

    /// Calls `visit` with the key of each n-gram of a word of the corpus, in the order of
    /// [`for_each_ngram`].
    fn for_each(&self, word: &str, visit: impl FnMut(Self::Key));
}

/// The 128-bit keys of [`ngram`](crate::features::ngram), for any letters.
pub(crate) struct FullKeys(pub(crate) NgramRange);

impl NgramKeys for FullKeys {
    type Key = u128;

    fn range(&self) -> NgramRange {
        self.0
    }

    fn for_each(&self, word: &str, visit: impl FnMut(u128)) {
        for_each_ngram(word, self.0, visit);
    }
}

/// Bits of a letter's number.
const BITS: u32 = 10;
// The longest n-gram fits into a key.
const _: () = assert!(BITS * MAX_NGRAM <= u64::BITS);

/// Words whose letters are counted by one task.
const CHUNK: usize = 8192;

/// Keys of 64 bits, for a corpus of fewer than 2¹⁰ different letters.
pub(crate) struct SmallKeys {
    /// The code points of the letters, ascending. Letter number 1 comes first.
    letters: Vec<u32>,
    alphabet: Alphabet,
    range: NgramRange,
}

impl SmallKeys {
    /// `None` if there are too many letters.
    pub(crate) fn new(words: &[Box<str>], range: NgramRange) -> Option<Self> {
        let mut counts = words
            .par_chunks(CHUNK)
            .map(count_letters)
            .reduce_with(LetterCounts::merge)
            .unwrap_or_else(LetterCounts::new);
        counts.add(WORD_START.into());
        counts.add(WORD_END.into());
        let letters: Vec<u32> = counts.letters().into_iter().map(|(code, _)| code).collect();
        (letters.len() < 1 << BITS).then(|| Self {
            alphabet: Alphabet::new(letters.iter().copied(), BITS),
            letters,
            range,
        })
    }

    /// The full key of an n-gram.
    pub(crate) fn full(&self, key: u64) -> u128 {
        key_of_codes((0..MAX_NGRAM).rev().map(|place| {
            let number = (key >> (BITS * place)) & ((1 << BITS) - 1);
            match number {
                0 => 0,
                number => self.letters[number as usize - 1],
            }
        }))
    }
}

impl NgramKeys for SmallKeys {
    type Key = u64;

    fn range(&self) -> NgramRange {
        self.range
    }

    fn for_each(&self, word: &str, mut visit: impl FnMut(u64)) {
        let (min, max) = (self.range.min(), self.range.max());
        // The last letters, newest lowest.
        let (mut window, mut filled) = (0u64, 0);
        let marked = std::iter::once(WORD_START)
            .chain(word.chars())
            .chain(std::iter::once(WORD_END));
        for letter in marked {
            window = (window << BITS) | u64::from(self.alphabet.number(letter.into()));
            filled = max.min(filled + 1);
            for length in min..=filled {
                let key = window & ((1 << (BITS * length)) - 1);
                visit(key << (BITS * (MAX_NGRAM - length)));
            }
        }
    }
}

fn count_letters(words: &[Box<str>]) -> LetterCounts {
    let mut counts = LetterCounts::new();
    for letter in words.iter().flat_map(|word| word.chars()) {
        counts.add(letter.into());
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_keys_are_the_keys(
            words in prop::collection::vec("[ابتحدرسلمنوy0a\u{10400}ﷺ]{1,9}", 1..8),
            min in 1u32..4,
            extra in 0u32..3,
        ) {
            let range = NgramRange::new(min, min + extra).unwrap();
            let words: Vec<Box<str>> = words.into_iter().map(String::into_boxed_str).collect();
            let keys = SmallKeys::new(&words, range).unwrap();
            let (mut small, mut full) = (Vec::new(), Vec::new());
            for word in &words {
                keys.for_each(word, |key| small.push(key));
                for_each_ngram(word, range, |key| full.push(key));
            }
            let same: Vec<u128> = small.iter().map(|&key| keys.full(key)).collect();
            prop_assert_eq!(&same, &full);
            small.sort_unstable();
            full.sort_unstable();
            let sorted: Vec<u128> = small.iter().map(|&key| keys.full(key)).collect();
            prop_assert_eq!(sorted, full);
        }
    }

    #[test]
    fn a_large_alphabet_has_none() {
        let words: Vec<Box<str>> = ('\u{4E00}'..)
            .take(1100)
            .map(|c| c.to_string().into())
            .collect();
        assert!(SmallKeys::new(&words, NgramRange::default()).is_none());
    }
}
