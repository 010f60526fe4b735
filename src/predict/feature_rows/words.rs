//! Some words go in together, their rows come out filled; or one word that is too long for a row.

use super::super::alphabet::{RARE, UNKNOWN};
use super::super::rows::{Block, Rows};
use super::super::word_index::{hash, is_word};
use super::super::word_list::WordList;
use super::{FeatureRows, NOTHING};
use crate::model::Model;

/// Buffers for some words.
#[derive(Debug, Default)]
pub(in crate::predict) struct WordScratch {
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

impl FeatureRows {
    /// Adds the weights of all features of words to their rows, the first of which is `first`, and
    /// puts the number of features after them. The words that have letters without a number are
    /// left to `others`.
    pub(in crate::predict) fn fill(
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
        self.for_each_place(word, |packed, known| places.push((packed, known)))
    }

    /// Calls `visit` for each place of a word where an n-gram can end: with the letters up to
    /// there, packed, and how many of them an n-gram can have. The number of letters; `None`, after
    /// some calls, if one of them is rare.
    #[inline]
    fn for_each_place(&self, word: &str, mut visit: impl FnMut(u64, u32)) -> Option<usize> {
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
            visit(packed, known);
        }
        Some(marked - 2)
    }

    /// Calls `visit` with columns and what the weights of a word's features, or of a pair's, come
    /// to in them; each column may come many times. Slower than [`fill`](Self::fill), but without
    /// memory for each letter, however long the word is. Whether the tables cover the word; if not,
    /// there was no call.
    pub(in crate::predict) fn visit(
        &self,
        word: &str,
        model: &Model,
        mut visit: impl FnMut(usize, i32),
    ) -> bool {
        if !word.contains(' ') {
            if self.for_each_place(word, |_, _| ()).is_none() {
                return false;
            }
            self.for_each_place(word, |packed, known| {
                if let Some(number) = self.longest_suffix(packed, known) {
                    let sums = self.sums.row(number as usize);
                    let columns = self.columns.clone().zip(sums);
                    columns.for_each(|(column, &sum)| visit(column, sum));
                }
            });
        }
        let hash = hash(word.as_bytes());
        self.words
            .for_each_candidate(self.words.first_slot(hash), hash, |feature| {
                if is_word(&model.vocabulary, feature, word) {
                    let weights = model.weights.row(feature as usize).iter();
                    let columns = weights.enumerate();
                    columns.for_each(|(column, &weight)| visit(column, weight.into()));
                }
            });
        true
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
