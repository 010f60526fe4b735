//! A walk over sorted n-grams that packs each, and finds the longest one before it that it begins
//! with.
//!
//! Most n-grams differ from the one before in their last letters only, and begin with n-grams that
//! came shortly before: nothing has to be looked up.

use super::NO_NGRAM;
use crate::features::{Alphabet, MAX_NGRAM, ends_after, new_codes};

/// Lengths of an n-gram, 0 among them.
const LENGTHS: usize = MAX_NGRAM as usize + 1;

/// A walk; its fields describe the n-gram that came last.
pub(super) struct NgramWalk<'a> {
    alphabet: &'a Alphabet,
    key: u128,
    /// For each length, so many of its first letters packed, the last letter lowest.
    packed: [u64; LENGTHS],
    /// For each length, the number of the longest n-gram that so many of its first letters begin
    /// with.
    prefixes: [u32; LENGTHS],
    /// How many of its letters come before the first that is rare or of code 0.
    common: usize,
    length: usize,
}

/// An n-gram by the numbers of its letters.
pub(super) struct PackedNgram {
    pub(super) letters: u64,
    pub(super) length: u32,
    /// The number of the longest n-gram that it begins with, or [`NO_NGRAM`].
    pub(super) prefix: u32,
}

impl<'a> NgramWalk<'a> {
    pub(super) fn new(alphabet: &'a Alphabet) -> Self {
        Self {
            alphabet,
            key: 0,
            packed: [0; LENGTHS],
            prefixes: [NO_NGRAM; LENGTHS],
            common: 0,
            length: 0,
        }
    }

    /// Goes to the next n-gram. `None` if it has a rare letter, or a letter of code 0, which no word
    /// has.
    #[inline]
    pub(super) fn pack(&mut self, key: u128) -> Option<PackedNgram> {
        let (shared, codes) = new_codes(self.key, key);
        self.key = key;
        self.common = self.common.min(shared);
        let mut length = shared;
        for &code in codes[shared..].iter().take_while(|&&code| code != 0) {
            let number = self.alphabet.number(code);
            self.packed[length + 1] =
                (self.packed[length] << self.alphabet.bits()) | u64::from(number);
            self.prefixes[length + 1] = self.prefixes[length];
            self.common += usize::from(self.common == length && number != Alphabet::RARE);
            length += 1;
        }
        self.length = length;
        // What stands after a letter of code 0 is never common, in this n-gram and in the next.
        (self.common >= length && ends_after(key, length)).then(|| PackedNgram {
            letters: self.packed[length],
            length: length as u32,
            prefix: self.prefixes[length],
        })
    }

    /// Gives the n-gram that came last a number. Those without one are no prefixes.
    #[inline]
    pub(super) fn number_last(&mut self, number: u32) {
        self.prefixes[self.length] = number;
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::alphabet;
    use super::*;
    use crate::features::Vocabulary;
    use crate::features::ngram::key_of;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// Some n-grams get no number, as those of other lengths do not.
        #[test]
        fn each_leads_to_the_longest_that_begins_it(
            texts in prop::collection::btree_set("[ابت⟨a一]{1,6}", 0..60),
            left_out in prop::collection::vec(any::<bool>(), 60),
        ) {
            let vocabulary = Vocabulary {
                ngrams: texts.iter().filter_map(|text| key_of(text)).collect::<BTreeSet<_>>().into_iter().collect(),
                words: Vec::new(),
            };
            let alphabet = alphabet(&vocabulary, 4);
            let mut walk = NgramWalk::new(&alphabet);
            let mut known = vec![String::new()];
            for (text, left_out) in texts.iter().zip(left_out) {
                let ngram = walk.pack(key_of(text).unwrap()).unwrap();
                let begins = |other: &&String| text.starts_with(other.as_str());
                let longest = known.iter().filter(begins).max_by_key(|other| other.len());
                prop_assert_eq!(&known[ngram.prefix as usize], longest.unwrap());
                prop_assert_eq!(ngram.length as usize, text.chars().count());
                let numbers = text.chars().map(|c| u64::from(alphabet.number(c.into())));
                let packed = numbers.fold(0, |packed, number| (packed << alphabet.bits()) | number);
                prop_assert_eq!(ngram.letters, packed);
                if !left_out {
                    walk.number_last(known.len() as u32);
                    known.push(text.clone());
                }
            }
        }
    }
}
