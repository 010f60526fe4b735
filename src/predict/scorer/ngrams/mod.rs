//! A folded word goes in, the sum of its features' weights comes out, by tables that are derived
//! from the model.
//!
//! At each place of a word several n-grams begin, each with the next shorter one. Only the longest
//! known one is looked up: the tables have for an n-gram the sum of its weights and of those of all
//! that it begins with. Those come shortly before it in a sorted vocabulary.

use crate::features::{NgramRange, WORD_END, WORD_START, has_both_marks};
use crate::model::Model;
use alphabet::Alphabet;
use table::NgramTable;
use word_index::WordIndex;

pub(crate) mod alphabet;
pub(crate) mod prefix_sums;
pub(crate) mod table;
pub(crate) mod walk;
pub(crate) mod word_index;
pub(crate) mod words;

use prefix_sums::PartSums;
use walk::NgramWalk;

/// What is derived from a model; shared by all threads.
#[derive(Debug)]
pub(crate) struct FeatureRows {
    range: NgramRange,
    alphabet: Alphabet,
    /// Numbers of the marks of a word's start and end.
    marks: [u16; 2],
    /// N-grams that are parts of words → their numbers from 1 on.
    table: NgramTable,
    parts: PartSums,
    words: WordIndex,
}

/// The number of a place where no known n-gram begins.
const NOTHING: u32 = 0;

/// N-grams that are put into the table together.
const BATCH: usize = 256;

impl FeatureRows {
    /// Derives the tables.
    pub(crate) fn new(model: &Model) -> Self {
        let (vocabulary, range) = (&model.vocabulary, model.metadata.features.ngrams);
        let ngrams = vocabulary.ngrams.len();
        let number_bits = usize::BITS - (ngrams + 1).leading_zeros();
        let alphabet = Alphabet::new(vocabulary, (u64::BITS - number_bits) / range.max());
        let mut rows = Self {
            range,
            marks: [WORD_START, WORD_END].map(|mark| alphabet.number(mark.into())),
            table: NgramTable::new(ngrams, number_bits),
            parts: PartSums::new(model),
            words: WordIndex::new(vocabulary, range),
            alphabet,
        };
        rows.take_in(model);
        rows
    }

    /// Takes in the n-grams that are parts of words.
    fn take_in(&mut self, model: &Model) {
        // A model that was not trained here may hold n-grams of other lengths, which no word of
        // this range has.
        let lengths = self.range.min()..=self.range.max();
        let mut walk = NgramWalk::new(&self.alphabet);
        let (mut number, mut batch, mut slots) = (NOTHING, Vec::with_capacity(BATCH), Vec::new());
        for (&key, feature) in model.vocabulary.ngrams.iter().zip(0..) {
            if let Some(ngram) = walk.pack(key)
                && lengths.contains(&ngram.length)
                && !has_both_marks(key)
            {
                number += 1;
                batch.push((ngram.letters, number));
                if batch.len() == BATCH {
                    self.table.insert_all(&mut batch, &mut slots);
                }
                self.parts.push(ngram.shorter, model.weights.row(feature));
                walk.know(number);
            }
        }
        self.table.insert_all(&mut batch, &mut slots);
        self.parts.finish();
    }

    /// The letters that are left if an n-gram loses its last one; `None` if too few are.
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
