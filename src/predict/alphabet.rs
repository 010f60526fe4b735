//! A letter goes in, its small number comes out, so that an n-gram fits into part of a machine
//! word.

use crate::features::{MAX_NGRAM, Vocabulary, ends_after, letters_from, shared_letters};
use rustc_hash::FxHashMap;

/// The letters of a model's n-grams, numbered from 1.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// Numbers of the letters below 0800, where nearly all Arabic and Latin text lies.
    low: Vec<u16>,
    others: FxHashMap<char, u16>,
    /// Bits of a number.
    bits: u32,
}

/// The number of a letter that no n-gram of the model has.
pub(super) const UNKNOWN: u16 = 0;
/// The number of letters for which there was no number left.
pub(super) const RARE: u16 = u16::MAX;

/// Letters below this are looked up in a table.
const LOW: usize = 0x800;

impl Alphabet {
    /// Numbers the letters of the n-grams. If there are more than `bits` bits can tell apart, the
    /// ones that many n-grams have get numbers.
    pub(super) fn new(vocabulary: &Vocabulary, bits: u32) -> Self {
        let bits = bits.min(u16::BITS - 1);
        let mut counts: FxHashMap<char, u32> = FxHashMap::default();
        let mut low_counts = vec![0u32; LOW];
        let mut previous = 0;
        for &key in &vocabulary.ngrams {
            // Neighbours share most letters; those were counted already, which is near enough.
            let shared = shared_letters(previous, key);
            previous = key;
            for letter in letters_from(key, shared) {
                match low_counts.get_mut(letter as usize) {
                    Some(count) => *count += 1,
                    None => *counts.entry(letter).or_insert(0) += 1,
                }
            }
        }
        let low = low_counts.iter().zip('\0'..).map(|(&count, c)| (c, count));
        let mut letters: Vec<(char, u32)> =
            low.filter(|&(_, count)| count > 0).chain(counts).collect();
        letters.sort_unstable_by_key(|&(letter, count)| (std::cmp::Reverse(count), letter));
        let mut alphabet = Self {
            low: vec![UNKNOWN; LOW],
            others: FxHashMap::default(),
            bits,
        };
        let numbers = (1..1 << bits).chain(std::iter::repeat(RARE));
        for ((letter, _), number) in letters.into_iter().zip(numbers) {
            match alphabet.low.get_mut(letter as usize) {
                Some(place) => *place = number,
                None => {
                    alphabet.others.insert(letter, number);
                }
            }
        }
        alphabet
    }

    /// Bits of a letter's number.
    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    /// The number of a letter, or [`UNKNOWN`] or [`RARE`].
    #[inline]
    pub(super) fn number(&self, letter: char) -> u16 {
        match self.low.get(letter as usize) {
            Some(&number) => number,
            None => self.others.get(&letter).copied().unwrap_or(UNKNOWN),
        }
    }
}

/// Packs the n-grams of a vocabulary one after the other. Most differ from the one before in their
/// last letter only.
pub(super) struct Packer<'a> {
    alphabet: &'a Alphabet,
    previous: u128,
    /// The numbers of the letters of the n-gram before.
    numbers: [u16; MAX_NGRAM as usize],
    /// So many of its letters packed.
    packed: [u64; MAX_NGRAM as usize + 1],
    /// How many of its letters come before the first rare one.
    common: usize,
}

/// An n-gram by the numbers of its letters.
pub(super) struct Packed {
    /// The last letter lowest; `None` if one of them is rare.
    pub(super) letters: Option<u64>,
    /// Number of letters.
    pub(super) length: usize,
    /// The numbers of the first and the last letter.
    pub(super) ends: [u16; 2],
}

impl<'a> Packer<'a> {
    pub(super) fn new(alphabet: &'a Alphabet) -> Self {
        Self {
            alphabet,
            previous: 0,
            numbers: [UNKNOWN; MAX_NGRAM as usize],
            packed: [0; MAX_NGRAM as usize + 1],
            common: 0,
        }
    }

    /// The next n-gram; `None` for one that no word can have: with a letter of code 0.
    #[inline]
    pub(super) fn pack(&mut self, key: u128) -> Option<Packed> {
        let mut length = shared_letters(self.previous, key);
        self.previous = key;
        self.common = self.common.min(length);
        for letter in letters_from(key, length) {
            let number = self.alphabet.number(letter);
            self.numbers[length] = number;
            self.packed[length + 1] =
                (self.packed[length] << self.alphabet.bits) | u64::from(number);
            self.common += usize::from(self.common == length && number != RARE);
            length += 1;
        }
        if !ends_after(key, length) {
            // What was packed is no prefix of the next n-gram.
            self.previous = 0;
            return None;
        }
        let numbers = &self.numbers[..length];
        Some(Packed {
            letters: (self.common >= length).then(|| self.packed[length]),
            length,
            ends: [*numbers.first()?, *numbers.last()?],
        })
    }
}
