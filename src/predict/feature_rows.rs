//! A folded word goes in, the sum of its features' weights comes out, from tables that are derived
//! from the model.
//!
//! At each place of a word several n-grams end, each a suffix of the next longer one. The table
//! keeps for an n-gram the sum of its weights and of those of all its suffixes, so that the longest
//! known one stands for all: one look-up and one row for a place instead of one for each length.

use super::alphabet::{Alphabet, Packer};
use super::ngram_table::NgramTable;
use super::rows::Rows;
use super::word_index::WordIndex;
use crate::features::{MAX_NGRAM, NgramRange, WORD_END, WORD_START};
use crate::learn::QuantisedWeights;
use crate::model::Model;
use std::ops::Range;

mod words;

pub(super) use words::WordScratch;

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
