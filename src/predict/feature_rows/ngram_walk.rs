//! Sorted n-grams go in one after the other, each comes out packed, with the number of the longest
//! known one that it begins with.
//!
//! Most differ from the one before in their last letters only, and begin with n-grams that came
//! shortly before: nothing has to be looked up.

use super::super::alphabet::{Alphabet, RARE};
use super::NOTHING;
use crate::features::{MAX_NGRAM, ends_after, new_codes};

/// Lengths of an n-gram, with 0.
const LENGTHS: usize = MAX_NGRAM as usize + 1;

/// The n-gram that came last.
pub(super) struct NgramWalk<'a> {
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
pub(super) struct Packed {
    pub(super) letters: u64,
    pub(super) length: u32,
    /// The longest known n-gram that it begins with, or [`NOTHING`].
    pub(super) shorter: u32,
}

impl<'a> NgramWalk<'a> {
    pub(super) fn new(alphabet: &'a Alphabet) -> Self {
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
    pub(super) fn pack(&mut self, key: u128) -> Option<Packed> {
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
    pub(super) fn know(&mut self, number: u32) {
        self.known[self.length] = number;
    }
}
