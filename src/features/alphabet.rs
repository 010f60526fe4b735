//! Small numbers for the letters of n-grams, so that a whole n-gram fits into one machine word.

use super::ngram::{WORD_END, WORD_START};
use rustc_hash::FxHashMap;

/// Code points below this, where nearly all Arabic and Latin letters lie, are looked up in a list.
const LOW: usize = 0x800;
/// The length of the list: after the low code points it has the two marks.
const LISTED: usize = LOW + 2;

/// The place of a code point in the list, or one past its end.
#[inline]
fn place(code: u32) -> usize {
    const START: u32 = WORD_START as u32;
    const END: u32 = WORD_END as u32;
    match code {
        START => LOW,
        END => LOW + 1,
        code if (code as usize) < LOW => code as usize,
        _ => LISTED,
    }
}

/// Letters, numbered from 1.
#[derive(Debug)]
pub(crate) struct Alphabet {
    listed: Vec<u16>,
    others: FxHashMap<u32, u16>,
    bits: u32,
}

impl Alphabet {
    /// The number of letters that are not in the alphabet.
    pub(crate) const UNKNOWN: u16 = 0;
    /// The number that all letters share for which `bits` were too few.
    pub(crate) const RARE: u16 = u16::MAX;

    /// Numbers distinct letters, given as code points, in their order. Numbers have at most `bits`
    /// bits, and at most 15.
    pub(crate) fn new(letters: impl IntoIterator<Item = u32>, bits: u32) -> Self {
        let bits = bits.min(u16::BITS - 1);
        let mut alphabet = Self {
            listed: vec![Self::UNKNOWN; LISTED],
            others: FxHashMap::default(),
            bits,
        };
        let numbers = (1..1 << bits).chain(std::iter::repeat(Self::RARE));
        for (code, number) in letters.into_iter().zip(numbers) {
            match alphabet.listed.get_mut(place(code)) {
                Some(listed) => *listed = number,
                None => {
                    alphabet.others.insert(code, number);
                }
            }
        }
        alphabet
    }

    /// Bits of a number.
    #[inline]
    pub(crate) fn bits(&self) -> u32 {
        self.bits
    }

    /// The number of a letter, given as its code point: [`UNKNOWN`](Self::UNKNOWN) or
    /// [`RARE`](Self::RARE) if it has none of its own.
    #[inline]
    pub(crate) fn number(&self, code: u32) -> u16 {
        match self.listed.get(place(code)) {
            Some(&number) => number,
            None => self.others.get(&code).copied().unwrap_or(Self::UNKNOWN),
        }
    }
}

/// How often letters occur: what an alphabet is made from.
#[derive(Debug)]
pub(crate) struct LetterCounts {
    listed: Vec<u64>,
    others: FxHashMap<u32, u64>,
}

impl LetterCounts {
    /// No letters.
    pub(crate) fn new() -> Self {
        Self {
            listed: vec![0; LISTED],
            others: FxHashMap::default(),
        }
    }

    /// Counts a letter, given as its code point.
    #[inline]
    pub(crate) fn add(&mut self, code: u32) {
        match self.listed.get_mut(place(code)) {
            Some(count) => *count += 1,
            None => *self.others.entry(code).or_insert(0) += 1,
        }
    }

    /// Adds other counts to these.
    pub(crate) fn merge(mut self, other: Self) -> Self {
        for (count, other) in self.listed.iter_mut().zip(other.listed) {
            *count += other;
        }
        for (code, other) in other.others {
            *self.others.entry(code).or_insert(0) += other;
        }
        self
    }

    /// The code points that occur, ascending, each with its count.
    pub(crate) fn letters(self) -> Vec<(u32, u64)> {
        let listed = (0..LOW as u32).chain([WORD_START, WORD_END].map(u32::from));
        let mut letters: Vec<(u32, u64)> = listed
            .zip(self.listed)
            .filter(|&(_, count)| count > 0)
            .chain(self.others)
            .collect();
        letters.sort_unstable();
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn letters_are_counted_and_numbered(texts in ("[ابت⟨⟩a一\u{10400}]{0,40}", "\\PC{0,40}")) {
            let counted = |text: &str| {
                let mut counts = LetterCounts::new();
                text.chars().for_each(|letter| counts.add(letter.into()));
                counts
            };
            let mut expected: BTreeMap<u32, u64> = BTreeMap::new();
            for letter in texts.0.chars().chain(texts.1.chars()) {
                *expected.entry(letter.into()).or_insert(0) += 1;
            }
            let letters = counted(&texts.0).merge(counted(&texts.1)).letters();
            prop_assert_eq!(&letters, &expected.into_iter().collect::<Vec<_>>());
            // Numbers of three bits for the first seven.
            let alphabet = Alphabet::new(letters.iter().map(|&(code, _)| code), 3);
            for (place, &(code, _)) in letters.iter().enumerate() {
                let number = if place < 7 { place as u16 + 1 } else { Alphabet::RARE };
                prop_assert_eq!(alphabet.number(code), number);
            }
            // A code point of private use, which the texts above cannot have.
            prop_assert_eq!(alphabet.number(0xE000), Alphabet::UNKNOWN);
        }
    }
}
