//! Tables, derived from a model, that add up the weights of all features of a word.
//!
//! At each place of a word several n-grams begin, each with the next shorter one. Only the longest
//! known one is looked up: the tables have for an n-gram the sum of its weights and of those of all
//! n-grams that it begins with. Those come shortly before it in a sorted vocabulary.

mod fill_rows;
mod letters;
mod ngram_table;
mod prefix_sums;
mod walk;
mod word_index;

pub(super) use fill_rows::Buffers;

use crate::features::{Alphabet, NgramRange, WORD_END, WORD_START, has_both_marks};
use crate::model::Model;
use ngram_table::NgramTable;
use prefix_sums::PrefixSums;
use walk::NgramWalk;
use word_index::WordIndex;

/// Tables that are derived from a model; shared by all threads.
#[derive(Debug)]
pub(super) struct FeatureTables {
    range: NgramRange,
    alphabet: Alphabet,
    /// Numbers of the marks of a word's start and end.
    marks: [u16; 2],
    /// N-grams within words → their numbers from 1 on.
    ngrams: NgramTable,
    prefix_sums: PrefixSums,
    /// Features that are words as a whole.
    words: WordIndex,
}

/// The number that stands for no n-gram.
const NO_NGRAM: u32 = 0;

/// N-grams that are put into the table together.
const BATCH: usize = 256;

impl FeatureTables {
    /// Derives the tables.
    pub(super) fn new(model: &Model) -> Self {
        let (vocabulary, range) = (&model.vocabulary, model.metadata.features.ngrams);
        let ngrams = vocabulary.ngrams.len();
        let number_bits = usize::BITS - (ngrams + 1).leading_zeros();
        let alphabet = letters::alphabet(vocabulary, (u64::BITS - number_bits) / range.max());
        let mut tables = Self {
            range,
            marks: [WORD_START, WORD_END].map(|mark| alphabet.number(mark.into())),
            ngrams: NgramTable::new(ngrams, number_bits),
            prefix_sums: PrefixSums::new(model),
            words: WordIndex::new(vocabulary, range),
            alphabet,
        };
        tables.add_ngrams(model);
        tables
    }

    /// Numbers the n-grams that stand within words, and adds up the weights of each.
    fn add_ngrams(&mut self, model: &Model) {
        // A model that was not trained here may hold n-grams of other lengths, which no word of
        // this range has.
        let lengths = self.range.min()..=self.range.max();
        let mut walk = NgramWalk::new(&self.alphabet);
        let (mut number, mut batch, mut slots) = (NO_NGRAM, Vec::with_capacity(BATCH), Vec::new());
        for (&key, feature) in model.vocabulary.ngrams.iter().zip(0..) {
            if let Some(ngram) = walk.pack(key)
                && lengths.contains(&ngram.length)
                && !has_both_marks(key)
            {
                number += 1;
                batch.push((ngram.letters, number));
                if batch.len() == BATCH {
                    self.ngrams.insert_all(&mut batch, &mut slots);
                }
                self.prefix_sums
                    .push(ngram.prefix, model.weights.row(feature));
                walk.number_last(number);
            }
        }
        self.ngrams.insert_all(&mut batch, &mut slots);
        self.prefix_sums.finish();
    }

    /// The letters that are left of an n-gram without its last one; `None` if too few are.
    #[inline]
    fn shorten(&self, packed: u64) -> Option<u64> {
        let rest = packed >> self.alphabet.bits();
        // Letters are numbered from 1.
        (rest & !self.mask(self.range.min() - 1) != 0).then_some(rest)
    }

    /// The bits of so many letters.
    #[inline]
    fn mask(&self, length: u32) -> u64 {
        (1 << (length * self.alphabet.bits())) - 1
    }
}
