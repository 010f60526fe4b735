//! A folded word goes in, the sum of its features' weights comes out, from tables that are derived
//! from the model.
//!
//! At each place of a word several n-grams end, each a suffix of the next longer one. The table
//! keeps for an n-gram the sum of its weights and of those of all its suffixes, so that the longest
//! known one stands for all: one look-up and one row for a place instead of one for each length.

use super::alphabet::{Alphabet, Packer, RARE, UNKNOWN};
use super::rows::{Block, Rows};
use super::word_index::{WordIndex, hash, is_word};
use super::word_list::WordList;
use crate::features::{MAX_NGRAM, NgramRange, WORD_END, WORD_START};
use crate::learn::QuantisedWeights;
use crate::model::Model;
use std::ops::Range;

/// What is derived from a model; shared by all threads.
#[derive(Debug)]
pub(super) struct FeatureRows {
    range: NgramRange,
    alphabet: Alphabet,
    /// Numbers of the marks of a word's start and end.
    marks: [u16; 2],
    table: NgramTable,
    /// Sums of weights: n-gram × column of `columns`.
    sums: Rows,
    /// From the first to the last column in which parts of words weigh anything; in models with
    /// naive Bayes over whole words beside that over n-grams, they are half of all.
    columns: Range<usize>,
    words: WordIndex,
}

/// Buffers for some words.
#[derive(Debug, Default)]
pub(super) struct WordScratch {
    /// Of each word the number of its letters, or `None` if one has no number; and where its
    /// places end.
    words: Vec<(Option<usize>, usize)>,
    /// For each place of each word the letters up to there, and how many of them count.
    packed: Vec<(u64, u32)>,
    /// For each place the row of the longest known n-gram that ends there.
    found: Vec<u32>,
    /// Places for which none is found yet.
    pending: Vec<u32>,
    /// Slots of the table at hand.
    slots: Vec<u64>,
    /// Hashes of the words.
    hashes: Vec<u64>,
    /// Words with the features that they are as a whole.
    whole: Vec<(u32, u32)>,
    sums: Vec<Block>,
}

/// The row of a place where no known n-gram ends: all 0.
const NOTHING: u32 = 0;

impl FeatureRows {
    /// Derives the tables.
    pub(super) fn new(model: &Model) -> Self {
        let (vocabulary, range) = (&model.vocabulary, model.metadata.features.ngrams);
        let number_bits = usize::BITS - (vocabulary.ngrams.len() + 1).leading_zeros();
        let alphabet = Alphabet::new(vocabulary, (u64::BITS - number_bits) / range.max());
        // By length, so that a row comes after those of its suffixes, and the rows that most words
        // share lie together.
        let mut by_length: [Vec<Part>; MAX_NGRAM as usize + 1] = Default::default();
        let mut marked = Vec::new();
        let marks = [WORD_START, WORD_END].map(|mark| alphabet.number(mark));
        let mut packer = Packer::new(&alphabet);
        for (&key, feature) in vocabulary.ngrams.iter().zip(0..) {
            // A model that was not trained here may hold n-grams of other lengths, which no word
            // of this range has.
            let Some(ngram) = packer
                .pack(key)
                .filter(|ngram| (range.min()..=range.max()).contains(&(ngram.length as u32)))
            else {
                continue;
            };
            if ngram.ends == marks {
                marked.push(feature);
            } else if let Some(packed) = ngram.letters {
                by_length[ngram.length].push(Part { packed, feature });
            }
        }
        let parts = by_length.as_slice();
        let numbered = parts.iter().flatten().zip(u64::from(NOTHING) + 1..);
        let count = parts.iter().map(Vec::len).sum();
        let mut table = NgramTable::new(count, number_bits);
        for (part, number) in numbered {
            table.insert(part.packed, number);
        }
        let columns = columns_in_use(&model.weights, parts);
        let mut rows = Self {
            range,
            marks,
            table,
            sums: Rows::new(count + 1, columns.len()),
            columns,
            words: WordIndex::new(vocabulary, &marked),
            alphabet,
        };
        rows.add_up(parts, &model.weights);
        rows
    }

    /// Fills the rows, shorter n-grams first, since each takes in the row of its longest suffix.
    fn add_up(&mut self, by_length: &[Vec<Part>], weights: &QuantisedWeights) {
        let mut number = NOTHING as usize + 1;
        for (parts, length) in by_length.iter().zip(0u32..) {
            for part in parts {
                if let Some(suffix) = self.longest_suffix(part.packed, length - 1) {
                    self.sums.copy(suffix as usize, number);
                }
                let weights = &weights.row(part.feature as usize)[self.columns.clone()];
                for (sum, &weight) in self.sums.row_mut(number).iter_mut().zip(weights) {
                    *sum += i32::from(weight);
                }
                number += 1;
            }
        }
    }

    /// The longest known n-gram of at most `longest` letters that `packed` ends with.
    fn longest_suffix(&self, packed: u64, longest: u32) -> Option<u32> {
        (self.range.min()..=longest)
            .rev()
            .find_map(|length| self.table.get(packed & self.mask(length)))
    }

    /// The bits of so many letters.
    #[inline]
    fn mask(&self, length: u32) -> u64 {
        (1 << (length * self.alphabet.bits())) - 1
    }

    /// Adds the weights of all features of words to their rows, the first of which is `first`, and
    /// puts the number of features after them. The words that have letters without a number are
    /// left to `others`.
    pub(super) fn fill(
        &self,
        words: &WordList,
        first: usize,
        rows: &mut Rows,
        model: &Model,
        scratch: &mut WordScratch,
        mut others: impl FnMut(&str, &mut [i32]),
    ) {
        self.read_places(words, scratch);
        self.find_longest(scratch);
        self.find_words(words, model, scratch);
        let mut start = 0;
        for ((word, number), &(letters, end)) in words.iter().zip(first..).zip(&scratch.words) {
            let row = rows.row_mut(number);
            let Some(letters) = letters else {
                others(word, row);
                continue;
            };
            scratch.sums.clear();
            scratch.sums.resize(self.sums.width(), [0; 4]);
            self.sums.add(&scratch.found[start..end], &mut scratch.sums);
            start = end;
            let sums = scratch.sums.as_flattened().iter();
            for (value, &sum) in row[self.columns.clone()].iter_mut().zip(sums) {
                *value = sum;
            }
            row[model.weights.columns()] = self.range.features_of(letters) as i32;
        }
        for &(word, feature) in &scratch.whole {
            if scratch.words[word as usize].0.is_some() {
                let row = rows.row_mut(first + word as usize);
                for (sum, &weight) in row.iter_mut().zip(model.weights.row(feature as usize)) {
                    *sum += i32::from(weight);
                }
            }
        }
    }

    /// The features that are words as a whole: first what the hashes find, then what is so.
    fn find_words(&self, words: &WordList, model: &Model, scratch: &mut WordScratch) {
        let WordScratch {
            hashes,
            slots,
            whole,
            ..
        } = scratch;
        hashes.clear();
        hashes.extend(words.iter().map(|word| hash(word.as_bytes())));
        slots.clear();
        slots.extend(hashes.iter().map(|&hash| self.words.first_slot(hash)));
        whole.clear();
        for ((number, &hash), &slot) in (0..).zip(hashes.iter()).zip(slots.iter()) {
            self.words
                .for_each_candidate(slot, hash, |feature| whole.push((number, feature)));
        }
        whole.retain(|&(word, feature)| {
            is_word(&model.vocabulary, feature, words.get(word as usize))
        });
    }

    /// Numbers the letters of words and packs them at each place.
    fn read_places(&self, words: &WordList, scratch: &mut WordScratch) {
        scratch.words.clear();
        scratch.packed.clear();
        for word in words.iter() {
            let start = scratch.packed.len();
            let letters = self.read_word(word, &mut scratch.packed);
            if letters.is_none() {
                scratch.packed.truncate(start);
            }
            scratch.words.push((letters, scratch.packed.len()));
        }
    }

    /// The number of letters, or `None` if one of them is rare.
    fn read_word(&self, word: &str, places: &mut Vec<(u64, u32)>) -> Option<usize> {
        let [start, end] = self.marks;
        let (bits, longest) = (self.alphabet.bits(), self.range.max());
        let (mut packed, mut known, mut marked) = (0u64, 0, 0);
        let inner = word.chars().map(|letter| self.alphabet.number(letter));
        for number in std::iter::once(start).chain(inner).chain([end]) {
            if number == RARE {
                return None;
            }
            marked += 1;
            if number == UNKNOWN {
                // No n-gram reaches over it.
                (packed, known) = (0, 0);
                continue;
            }
            packed = (packed << bits) | u64::from(number);
            known = longest.min(known + 1);
            places.push((packed, known));
        }
        Some(marked - 2)
    }

    /// For each place the longest known n-gram that ends there: one pass for each length over the
    /// places that are left.
    fn find_longest(&self, scratch: &mut WordScratch) {
        let WordScratch {
            packed,
            pending,
            found,
            slots,
            ..
        } = scratch;
        found.clear();
        found.resize(packed.len(), NOTHING);
        pending.clear();
        pending.extend(0..packed.len() as u32);
        for length in (self.range.min()..=self.range.max()).rev() {
            let mask = self.mask(length);
            // First all reading, then all comparing: the processor waits for many places in memory
            // at once if it need not guess what follows from one of them.
            let keys = pending.iter().map(|&at| packed[at as usize].0 & mask);
            slots.clear();
            slots.extend(keys.map(|key| self.table.first_slot(key)));
            let mut left = 0;
            for place in 0..pending.len() {
                let at = pending[place];
                let (packed, known) = packed[at as usize];
                let number = match known >= length {
                    true => self.table.get_from(slots[place], packed & mask),
                    false => None,
                };
                found[at as usize] = number.unwrap_or(NOTHING);
                pending[left] = at;
                left += usize::from(number.is_none());
            }
            pending.truncate(left);
        }
    }
}

/// From the first to the last column in which any of the n-grams has a weight.
fn columns_in_use(weights: &QuantisedWeights, by_length: &[Vec<Part>]) -> Range<usize> {
    let mut bits = vec![0i16; weights.columns()];
    for part in by_length.iter().flatten() {
        for (bits, weight) in bits.iter_mut().zip(weights.row(part.feature as usize)) {
            *bits |= weight;
        }
    }
    let used = |bits: &i16| *bits != 0;
    let first = bits.iter().position(used).unwrap_or(0);
    first..bits.iter().rposition(used).map_or(first, |last| last + 1)
}

/// An n-gram that is part of words.
struct Part {
    packed: u64,
    feature: u32,
}

/// Packed n-gram → its number, both in one machine word.
#[derive(Debug)]
struct NgramTable {
    /// 0 for an empty slot: letters are numbered from 1. At most two thirds are taken.
    slots: Vec<u64>,
    number_bits: u32,
    /// How far the hash of a key is shifted.
    shift: u32,
}

impl NgramTable {
    fn new(keys: usize, number_bits: u32) -> Self {
        let slots = (keys * 3 / 2 + 2).next_power_of_two();
        Self {
            slots: vec![0; slots],
            number_bits,
            shift: u64::BITS - slots.trailing_zeros(),
        }
    }

    fn insert(&mut self, key: u64, number: u64) {
        let last = self.slots.len() - 1;
        let mut slot = self.place(key);
        while self.slots[slot & last] != 0 {
            slot += 1;
        }
        self.slots[slot & last] = (key << self.number_bits) | number;
    }

    fn get(&self, key: u64) -> Option<u32> {
        self.get_from(self.first_slot(key), key)
    }

    /// The slot where the look-up of a key begins.
    #[inline]
    fn first_slot(&self, key: u64) -> u64 {
        self.slots[self.place(key) & (self.slots.len() - 1)]
    }

    /// Looks a key up, of which `found` is the first slot.
    #[inline]
    fn get_from(&self, mut found: u64, key: u64) -> Option<u32> {
        let last = self.slots.len() - 1;
        let mut slot = self.place(key);
        loop {
            if found >> self.number_bits == key {
                return Some((found & ((1 << self.number_bits) - 1)) as u32);
            }
            if found == 0 {
                return None;
            }
            slot += 1;
            found = self.slots[slot & last];
        }
    }

    #[inline]
    fn place(&self, key: u64) -> usize {
        // Fibonacci hashing: Knuth, The Art of Computer Programming 3, section 6.4.
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }
}
