//! Some words go in together, their rows come out filled; or one word that is too long for a row.

use super::alphabet::{RARE, UNKNOWN};
use super::word_index::{hash, is_word};
use super::{FeatureRows, NOTHING};
use crate::model::Model;
use crate::predict::scorer::rows::Rows;
use crate::predict::scorer::word_list::WordList;

/// Buffers for some words.
#[derive(Debug, Default)]
pub(crate) struct WordScratch {
    /// Of each word the number of its letters, or `None` if one has no number; and where its
    /// places end.
    words: Vec<(Option<usize>, usize)>,
    /// For each place of each word the letters from there on, as many as an n-gram can have; then
    /// for each place for which none is found yet, less those that were looked up in vain.
    packed: Vec<u64>,
    /// For each place the number of the longest known n-gram that begins there.
    found: Vec<u32>,
    /// Places for which none is found yet.
    pending: Vec<u32>,
    /// Slots of the table at hand.
    slots: Vec<u64>,
    /// Hashes of the words.
    hashes: Vec<u64>,
    /// Words with the features that they are as a whole.
    whole: Vec<(u32, u32)>,
}

impl FeatureRows {
    /// Adds the weights of all features of words to their rows, the first of which is `first`, and
    /// puts the number of features after them. The words that have letters without a number are
    /// left to `others`.
    pub(crate) fn fill(
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
        let ends = scratch.words.iter().map(|&(_, end)| end);
        self.parts.fill(&scratch.found, ends, rows, first);
        for ((word, number), &(letters, _)) in words.iter().zip(first..).zip(&scratch.words) {
            let row = rows.row_mut(number);
            match letters {
                Some(letters) => {
                    row[model.weights.columns()] = self.range.features_of(letters) as i32;
                }
                None => others(word, row),
            }
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

    /// Numbers the letters of words and packs them from each place on.
    fn read_places(&self, words: &WordList, scratch: &mut WordScratch) {
        scratch.words.clear();
        scratch.packed.clear();
        for word in words.iter() {
            let start = scratch.packed.len();
            let letters = self.for_each_place(word, |packed| scratch.packed.push(packed));
            if letters.is_none() {
                scratch.packed.truncate(start);
            }
            scratch.words.push((letters, scratch.packed.len()));
        }
    }

    /// Calls `visit` for each place of a word where an n-gram can begin, with the letters from there
    /// on, packed, as many as an n-gram can have. The number of letters; `None`, after some calls, if
    /// one of them is rare.
    #[inline]
    fn for_each_place(&self, word: &str, mut visit: impl FnMut(u64)) -> Option<usize> {
        let [start, end] = self.marks;
        let (bits, longest) = (self.alphabet.bits(), self.range.max());
        let whole = self.mask(longest);
        let (mut packed, mut known, mut letters) = (0u64, 0, 0);
        let inner = word.chars().map(|letter| {
            letters += 1;
            self.alphabet.number(letter.into())
        });
        for number in std::iter::once(start).chain(inner).chain([end]) {
            if number == RARE {
                return None;
            }
            if number == UNKNOWN {
                // No n-gram reaches over it.
                self.for_each_last(packed, known, &mut visit);
                (packed, known) = (0, 0);
                continue;
            }
            packed = (packed << bits) | u64::from(number);
            known += 1;
            if known >= longest {
                visit(packed & whole);
            }
        }
        self.for_each_last(packed, known, &mut visit);
        Some(letters)
    }

    /// Calls `visit` for the last places of some letters, from which on there are too few for the
    /// longest n-gram.
    #[inline]
    fn for_each_last(&self, packed: u64, known: u32, mut visit: impl FnMut(u64)) {
        for length in (self.range.min()..self.range.max()).rev() {
            if length <= known {
                visit(packed & self.mask(length));
            }
        }
    }

    /// Calls `visit` with columns and what the weights of a word's features, or of a pair's, come
    /// to in them; each column may come many times. Slower than [`fill`](Self::fill), but without
    /// memory for each letter, however long the word is. Whether the tables cover the word; if not,
    /// there was no call.
    pub(crate) fn visit(
        &self,
        word: &str,
        model: &Model,
        mut visit: impl FnMut(usize, i32),
    ) -> bool {
        if !word.contains(' ') {
            if self.for_each_place(word, |_| ()).is_none() {
                return false;
            }
            self.for_each_place(word, |packed| {
                let mut shorter = std::iter::successors(Some(packed), |&p| self.shorten(p));
                if let Some(number) = shorter.find_map(|packed| self.table.get(packed)) {
                    let sums = self.parts.row(number).iter().enumerate();
                    sums.for_each(|(column, &sum)| visit(column, sum));
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

    /// For each place the longest known n-gram that begins there: passes over the places that are
    /// left, in each with a letter less.
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
        while !packed.is_empty() {
            // First all reading, then all comparing: the processor waits for many places in memory
            // at once if it need not guess what follows from one of them.
            slots.clear();
            slots.extend(packed.iter().map(|&key| self.table.first_slot(key)));
            let mut left = 0;
            for place in 0..packed.len() {
                let (key, at) = (packed[place], pending[place]);
                let number = self.table.get_from(slots[place], key);
                found[at as usize] = number.unwrap_or(NOTHING);
                let shorter = self.shorten(key);
                (packed[left], pending[left]) = (shorter.unwrap_or(0), at);
                left += usize::from(number.is_none() && shorter.is_some());
            }
            packed.truncate(left);
            pending.truncate(left);
        }
    }
}
