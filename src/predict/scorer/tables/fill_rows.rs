//! The weights of the features of words: of many words together, put into their rows, or of one
//! word that is too long for a row.

use super::word_index::{hash, is_word};
use super::{FeatureTables, NO_NGRAM};
use crate::features::Alphabet;
use crate::model::Model;
use crate::predict::scorer::rows::{WeightRows, WordList};

/// Buffers for the words at hand. A place is a letter of a word, or its start mark, where an n-gram
/// can begin.
#[derive(Debug, Default)]
pub(in crate::predict::scorer) struct Buffers {
    words: Vec<WordPlaces>,
    /// For each place of each word the packed letters from there on, as many as an n-gram can have.
    /// Later only for the pending places, and without the letters that were tried in vain.
    packed: Vec<u64>,
    /// For each place the number of the longest known n-gram that begins there.
    longest: Vec<u32>,
    /// Places for which none is found yet.
    pending: Vec<u32>,
    /// Slots of the table at hand.
    slots: Vec<u64>,
    /// Hashes of the words.
    hashes: Vec<u64>,
    /// Words with the features that they are as a whole.
    whole: Vec<(u32, u32)>,
}

/// What is known of a word at hand.
#[derive(Debug)]
struct WordPlaces {
    /// How many letters it has; `None` if one of them is rare, so that the tables do not cover it.
    letters: Option<usize>,
    /// Where its places end among those of all words.
    end: usize,
}

impl FeatureTables {
    /// Fills the rows of words, which are all 0 and the first of which is `first`: the weights of
    /// all features, and after them the number of features. Words with rare letters are left to
    /// `fill_other`.
    pub(in crate::predict::scorer) fn fill(
        &self,
        words: &WordList,
        first: usize,
        rows: &mut WeightRows,
        model: &Model,
        buffers: &mut Buffers,
        mut fill_other: impl FnMut(&str, &mut [i32]),
    ) {
        self.read_places(words, buffers);
        self.find_longest(buffers);
        self.find_whole_words(words, model, buffers);
        let ends = buffers.words.iter().map(|word| word.end);
        self.prefix_sums.fill(&buffers.longest, ends, rows, first);
        for ((word, number), places) in words.iter().zip(first..).zip(&buffers.words) {
            let row = rows.row_mut(number);
            match places.letters {
                Some(letters) => {
                    row[model.weights.columns()] = self.range.features_of(letters) as i32;
                }
                None => fill_other(word, row),
            }
        }
        for &(word, feature) in &buffers.whole {
            if buffers.words[word as usize].letters.is_some() {
                let row = rows.row_mut(first + word as usize);
                for (sum, &weight) in row.iter_mut().zip(model.weights.row(feature as usize)) {
                    *sum += i32::from(weight);
                }
            }
        }
    }

    /// Packs the letters of words from each place on.
    fn read_places(&self, words: &WordList, buffers: &mut Buffers) {
        buffers.words.clear();
        buffers.packed.clear();
        for word in words.iter() {
            let start = buffers.packed.len();
            let letters = self.for_each_place(word, |packed| buffers.packed.push(packed));
            if letters.is_none() {
                buffers.packed.truncate(start);
            }
            let end = buffers.packed.len();
            buffers.words.push(WordPlaces { letters, end });
        }
    }

    /// For each place the longest known n-gram that begins there. Passes over the places that are
    /// pending, each time with one letter less.
    fn find_longest(&self, buffers: &mut Buffers) {
        let Buffers {
            packed,
            pending,
            longest,
            slots,
            ..
        } = buffers;
        longest.clear();
        longest.resize(packed.len(), NO_NGRAM);
        pending.clear();
        pending.extend(0..packed.len() as u32);
        while !packed.is_empty() {
            // First all slots are read, then all are compared: the processor waits for many places
            // in memory at once if it need not guess what follows from one of them.
            slots.clear();
            slots.extend(packed.iter().map(|&key| self.ngrams.first_slot(key)));
            let mut left = 0;
            for place in 0..packed.len() {
                let (key, at) = (packed[place], pending[place]);
                let number = self.ngrams.get_from(slots[place], key);
                longest[at as usize] = number.unwrap_or(NO_NGRAM);
                let shorter = self.shorten(key);
                (packed[left], pending[left]) = (shorter.unwrap_or(0), at);
                left += usize::from(number.is_none() && shorter.is_some());
            }
            packed.truncate(left);
            pending.truncate(left);
        }
    }

    /// The features that are words as a whole: first those that the hashes suggest, then those of
    /// them that are.
    fn find_whole_words(&self, words: &WordList, model: &Model, buffers: &mut Buffers) {
        let Buffers {
            hashes,
            slots,
            whole,
            ..
        } = buffers;
        hashes.clear();
        hashes.extend(words.iter().map(hash));
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

    /// Calls `visit` with columns and with weights of the features of a word, or of a pair, that
    /// are to be added to them; a column may come many times. Slower than [`fill`](Self::fill), but
    /// without memory for each letter, however long the word is. Returns whether the tables cover
    /// the word; if not, there was no call.
    pub(in crate::predict::scorer) fn for_each_weight(
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
                if let Some(number) = shorter.find_map(|packed| self.ngrams.get(packed)) {
                    let sums = self.prefix_sums.row(number).iter().enumerate();
                    sums.for_each(|(column, &sum)| visit(column, sum));
                }
            });
        }
        let hash = hash(word);
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

    /// Calls `visit` for each place of a word with the packed letters from there on, as many as an
    /// n-gram can have. Returns the number of letters; `None`, after some calls, if one is rare.
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
            if number == Alphabet::RARE {
                return None;
            }
            if number == Alphabet::UNKNOWN {
                // No n-gram reaches over this letter.
                self.for_each_last_place(packed, known, &mut visit);
                (packed, known) = (0, 0);
                continue;
            }
            packed = (packed << bits) | u64::from(number);
            known += 1;
            if known >= longest {
                visit(packed & whole);
            }
        }
        self.for_each_last_place(packed, known, &mut visit);
        Some(letters)
    }

    /// Calls `visit` for the last places of some letters, from which on there are too few letters
    /// for the longest n-gram.
    #[inline]
    fn for_each_last_place(&self, packed: u64, known: u32, mut visit: impl FnMut(u64)) {
        for length in (self.range.min()..self.range.max()).rev() {
            if length <= known {
                visit(packed & self.mask(length));
            }
        }
    }
}
