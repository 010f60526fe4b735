//! A letter goes in, its small number comes out, so that an n-gram fits into part of a machine
//! word.

use crate::features::{Vocabulary, WORD_END, WORD_START, new_codes};
use rustc_hash::FxHashMap;

/// The letters of a model's n-grams, numbered from 1.
#[derive(Debug)]
pub(crate) struct Alphabet {
    /// Numbers of the letters below 0800, where nearly all Arabic and Latin text lies, and of the
    /// marks.
    common: Vec<u16>,
    others: FxHashMap<u32, u16>,
    /// Bits of a number.
    bits: u32,
}

/// The number of a letter that no n-gram of the model has.
pub(crate) const UNKNOWN: u16 = 0;
/// The number of letters for which there was no number left.
pub(crate) const RARE: u16 = u16::MAX;

/// Letters below this are looked up in a table.
const LOW: usize = 0x800;
/// The size of the table.
const COMMON: usize = LOW + 2;

/// The place of a code point in the table, or one past its end.
#[inline]
fn place(code: u32) -> usize {
    const START: u32 = WORD_START as u32;
    const END: u32 = WORD_END as u32;
    match code {
        START => LOW,
        END => LOW + 1,
        code if (code as usize) < LOW => code as usize,
        _ => COMMON,
    }
}

impl Alphabet {
    /// Numbers the letters of the n-grams. If there are more than `bits` bits can tell apart, the
    /// ones that many n-grams have get numbers.
    pub(crate) fn new(vocabulary: &Vocabulary, bits: u32) -> Self {
        let bits = bits.min(u16::BITS - 1);
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        let mut common_counts = vec![0u32; COMMON];
        let mut previous = 0;
        for &key in &vocabulary.ngrams {
            // Neighbours share most letters; those were counted already, which is near enough.
            let (shared, codes) = new_codes(previous, key);
            previous = key;
            for &code in codes[shared..].iter().filter(|&&code| code != 0) {
                match common_counts.get_mut(place(code)) {
                    Some(count) => *count += 1,
                    None => *counts.entry(code).or_insert(0) += 1,
                }
            }
        }
        let common = (0..LOW as u32).chain([WORD_START, WORD_END].map(u32::from));
        let mut letters: Vec<(u32, u32)> = common
            .zip(common_counts)
            .filter(|&(_, count)| count > 0)
            .chain(counts)
            .collect();
        letters.sort_unstable_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
        let mut alphabet = Self {
            common: vec![UNKNOWN; COMMON],
            others: FxHashMap::default(),
            bits,
        };
        let numbers = (1..1 << bits).chain(std::iter::repeat(RARE));
        for ((code, _), number) in letters.into_iter().zip(numbers) {
            match alphabet.common.get_mut(place(code)) {
                Some(known) => *known = number,
                None => {
                    alphabet.others.insert(code, number);
                }
            }
        }
        alphabet
    }

    /// Bits of a letter's number.
    pub(crate) fn bits(&self) -> u32 {
        self.bits
    }

    /// The number of a letter given as its code point, or [`UNKNOWN`] or [`RARE`].
    #[inline]
    pub(crate) fn number(&self, code: u32) -> u16 {
        match self.common.get(place(code)) {
            Some(&number) => number,
            None => self.others.get(&code).copied().unwrap_or(UNKNOWN),
        }
    }
}
