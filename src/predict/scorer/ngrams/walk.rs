//! Sorted n-grams go in one after the other, each comes out packed, with the number of the longest
//! known one that it begins with.
//!
//! Most differ from the one before in their last letters only, and begin with n-grams that came
//! shortly before: nothing has to be looked up.

use super::NOTHING;
use super::alphabet::{Alphabet, RARE};
use crate::features::{MAX_NGRAM, ends_after, new_codes};

/// Lengths of an n-gram, with 0.
const LENGTHS: usize = MAX_NGRAM as usize + 1;

/// The n-gram that came last.
pub(crate) struct NgramWalk<'a> {
    alphabet: &'a Alphabet,
    previous: u128,
    /// So many of its letters packed, the last letter lowest.
    packed: [u64; LENGTHS],
    /// The longest known n-gram that so many of its letters begin with.
    known: [u32; LENGTHS],
    /// How many of its letters come before the first that is rare or of code 0.
    common: usize,
    length: usize,
}

/// An n-gram by the numbers of its letters.
pub(crate) struct Packed {
    pub(crate) letters: u64,
    pub(crate) length: u32,
    /// The longest known n-gram that it begins with, or [`NOTHING`].
    pub(crate) shorter: u32,
}

impl<'a> NgramWalk<'a> {
    pub(crate) fn new(alphabet: &'a Alphabet) -> Self {
        Self {
            alphabet,
            previous: 0,
            packed: [0; LENGTHS],
            known: [NOTHING; LENGTHS],
            common: 0,
            length: 0,
        }
    }

    /// The next n-gram; `None` for one with a rare letter, or that no word can have: with a letter
    /// of code 0.
    #[inline]
    pub(crate) fn pack(&mut self, key: u128) -> Option<Packed> {
        let (shared, codes) = new_codes(self.previous, key);
        self.previous = key;
        self.common = self.common.min(shared);
        let mut length = shared;
        for &code in codes[shared..].iter().take_while(|&&code| code != 0) {
            let number = self.alphabet.number(code);
            self.packed[length + 1] =
                (self.packed[length] << self.alphabet.bits()) | u64::from(number);
            self.known[length + 1] = self.known[length];
            self.common += usize::from(self.common == length && number != RARE);
            length += 1;
        }
        self.length = length;
        // What stands after a letter of code 0 is never common, in this n-gram and in the next.
        (self.common >= length && ends_after(key, length)).then(|| Packed {
            letters: self.packed[length],
            length: length as u32,
            shorter: self.known[length],
        })
    }

    /// Makes the n-gram that came last known by a number.
    #[inline]
    pub(crate) fn know(&mut self, number: u32) {
        self.known[self.length] = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Vocabulary, key_of};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// Of n-grams some of which are left out, as those of other lengths are.
        #[test]
        fn each_leads_to_the_longest_that_begins_it(
            texts in prop::collection::btree_set("[ابت⟨a一]{1,6}", 0..60),
            left_out in prop::collection::vec(any::<bool>(), 60),
        ) {
            let vocabulary = Vocabulary {
                ngrams: texts.iter().filter_map(|text| key_of(text)).collect::<BTreeSet<_>>().into_iter().collect(),
                words: Vec::new(),
            };
            let alphabet = Alphabet::new(&vocabulary, 4);
            let mut walk = NgramWalk::new(&alphabet);
            let mut known = vec![String::new()];
            for (text, left_out) in texts.iter().zip(left_out) {
                let ngram = walk.pack(key_of(text).unwrap()).unwrap();
                let begins = |other: &&String| text.starts_with(other.as_str());
                let longest = known.iter().filter(begins).max_by_key(|other| other.len());
                prop_assert_eq!(&known[ngram.shorter as usize], longest.unwrap());
                prop_assert_eq!(ngram.length as usize, text.chars().count());
                let numbers = text.chars().map(|c| u64::from(alphabet.number(c.into())));
                let packed = numbers.fold(0, |packed, number| (packed << alphabet.bits()) | number);
                prop_assert_eq!(ngram.letters, packed);
                if !left_out {
                    walk.know(known.len() as u32);
                    known.push(text.clone());
                }
            }
        }
    }
}
