//! The fast way to a document's score: one look-up per token.
//!
//! A raw token always folds to the same words with the same features, so the sums of their
//! weights are kept in a bounded cache. Weights and sums are whole numbers, so adding token by
//! token gives exactly what [`reference`](super::reference) gives feature by feature.

use super::word_rows::WordRows;
use super::{Sums, Tags};
use crate::features::{CountTransform, Vocabulary, WordWeights, for_each_ngram, for_each_word};
use crate::model::Model;
use crate::text::{FoldedWords, fold_token};
use rustc_hash::FxHashMap;
use std::ops::AddAssign;

/// Derived from a model at load; shared by all threads.
pub struct Scorer<'m> {
    model: &'m Model,
    ngrams: FxHashMap<u128, u32>,
    words: FxHashMap<&'m str, u32>,
}

/// Tokens that the cache holds before it is emptied.
const CACHE_TOKENS: usize = 1 << 18;
/// Sums that it holds before it is emptied: with hundreds of topics a token has as many.
const CACHE_SUMS: usize = 1 << 23;
/// Longer tokens are not cached, so that the cache's memory is bounded in bytes as well.
const CACHED_BYTES: usize = 128;

/// The rows of tokens seen before; one for each thread.
#[derive(Default)]
pub struct ScoreCache {
    /// Tokens, and the words that they fold to: the first place of their row.
    tokens: FxHashMap<Box<str>, u32>,
    /// Row × (columns + 1): sums of weights, then the number of features. Tokens of
    /// [`CACHED_BYTES`] are far too short for a sum that 32 bits do not hold.
    rows: Vec<i32>,
    /// Known features of the word at hand.
    features: Vec<u32>,
    folded: FoldedWords,
    /// For models with logarithmic counts.
    words: WordRows,
}

impl<'m> Scorer<'m> {
    /// Builds the look-up tables of a model.
    pub fn new(model: &'m Model) -> Self {
        let vocabulary = &model.vocabulary;
        let ngrams = vocabulary
            .ngrams
            .iter()
            .zip(0..)
            .map(|(&key, id)| (key, id))
            .collect();
        let first_word = vocabulary.ngrams.len() as u32;
        let words = vocabulary
            .words
            .iter()
            .zip(first_word..)
            .map(|(word, id)| (&**word, id))
            .collect();
        Self {
            model,
            ngrams,
            words,
        }
    }

    /// The model that the scorer was derived from.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// Tags one document.
    pub fn tag(&self, title: &str, text: &str, cache: &mut ScoreCache) -> Tags {
        let sums = self.sums(title, text, cache);
        let readout = &self.model.metadata.readout;
        let probabilities = readout.probabilities(&sums.columns, sums.length);
        let topics = readout.topics(&probabilities);
        Tags {
            probabilities,
            topics,
        }
    }

    /// Exact score sums of one document.
    pub fn sums(&self, title: &str, text: &str, cache: &mut ScoreCache) -> Sums {
        let settings = &self.model.metadata.features;
        if settings.word_pairs {
            return self.sums_by_word(title, text);
        }
        if settings.transform != CountTransform::Linear {
            return self.sums_by_count(title, text, cache);
        }
        let mut totals = vec![0i64; self.model.weights.columns() + 1];
        for (token, weight) in WordWeights::new(title, text, settings) {
            if token.len() > CACHED_BYTES {
                self.add_long_token(token, i64::from(weight), cache, &mut totals);
                continue;
            }
            let row = self.token_row(token, totals.len(), cache);
            for (total, &value) in totals.iter_mut().zip(row) {
                *total += i64::from(value) * i64::from(weight);
            }
        }
        let unit = CountTransform::Linear.apply(1) as i64;
        totals.iter_mut().for_each(|total| *total *= unit);
        sums_of(totals)
    }

    /// The row of a token that is short enough for the cache.
    fn token_row<'c>(&self, token: &str, width: usize, cache: &'c mut ScoreCache) -> &'c [i32] {
        let start = match cache.tokens.get(token) {
            Some(&start) => start as usize,
            None => self.new_row(token, width, cache),
        };
        &cache.rows[start..start + width]
    }

    /// Puts a token into the cache. Where its row starts.
    fn new_row(&self, token: &str, width: usize, cache: &mut ScoreCache) -> usize {
        if cache.tokens.len() >= CACHE_TOKENS || cache.rows.len() + width > CACHE_SUMS.max(width) {
            cache.tokens.clear();
            cache.rows.clear();
        }
        fold_token(token, &mut cache.folded);
        // A folded word folds to itself, so tokens that differ in signs only share its row.
        let word = cache.folded.iter().next();
        let word = word.filter(|word| cache.folded.len() == 1 && *word != token);
        if let Some(&start) = word.and_then(|word| cache.tokens.get(word)) {
            cache.tokens.insert(token.into(), start);
            return start as usize;
        }
        let start = cache.rows.len();
        cache.rows.resize(start + width, 0);
        let row = &mut cache.rows[start..];
        for word in cache.folded.iter() {
            let length = self.add_word(word, &mut cache.features, row);
            row[width - 1] += length as i32;
        }
        if let Some(word) = word.filter(|word| word.len() <= CACHED_BYTES) {
            cache.tokens.insert(word.into(), start as u32);
        }
        cache.tokens.insert(token.into(), start as u32);
        start
    }

    fn add_long_token(&self, token: &str, weight: i64, cache: &mut ScoreCache, totals: &mut [i64]) {
        fold_token(token, &mut cache.folded);
        for word in cache.folded.iter() {
            self.add_units(word, weight, &mut cache.features, totals);
        }
    }

    /// Adds a word's weights and its number of features, `units` times each.
    fn add_units(&self, word: &str, units: i64, features: &mut Vec<u32>, totals: &mut [i64]) {
        let mut row = vec![0i64; totals.len()];
        let length = self.add_word(word, features, &mut row);
        if let Some(last) = row.last_mut() {
            *last = length as i64;
        }
        for (total, value) in totals.iter_mut().zip(row) {
            *total += value * units;
        }
    }

    /// Adds a word's weights to the columns of `row`. How many features the word has, known to
    /// the model or not.
    ///
    /// All look-ups come first, then all sums. Both wait for memory mostly, and the processor
    /// waits for many places at once only where none depends on the one before.
    fn add_word<S: AddAssign + From<i16>>(
        &self,
        word: &str,
        features: &mut Vec<u32>,
        row: &mut [S],
    ) -> u64 {
        let settings = &self.model.metadata.features;
        features.clear();
        if !word.contains(' ') {
            for_each_ngram(word, settings.ngrams, |key| {
                features.extend(self.ngrams.get(&key));
            });
        }
        features.extend(self.words.get(word));
        for &feature in features.iter() {
            let weights = self.model.weights.row(feature as usize);
            for (sum, &weight) in row.iter_mut().zip(weights) {
                *sum += S::from(weight);
            }
        }
        Vocabulary::features_of(word, settings)
    }

    /// For transforms under which a word's contribution is no multiple of its count.
    fn sums_by_count(&self, title: &str, text: &str, cache: &mut ScoreCache) -> Sums {
        let settings = &self.model.metadata.features;
        let width = self.model.weights.columns() + 1;
        let mut totals = vec![0i64; width];
        let features = &mut cache.features;
        let compute = |word: &str, row: &mut [i64]| {
            let length = self.add_word(word, features, row);
            row[width - 1] = length as i64;
        };
        let add = |count: u32, row: &[i64]| {
            let units = settings.transform.apply(count) as i64;
            for (total, value) in totals.iter_mut().zip(row) {
                *total += value * units;
            }
        };
        let document = (title, text);
        cache
            .words
            .for_each(document, settings, width, compute, add);
        sums_of(totals)
    }

    /// For pairs of words, whose contribution depends on the words around.
    fn sums_by_word(&self, title: &str, text: &str) -> Sums {
        let settings = &self.model.metadata.features;
        let mut counts: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for_each_word(title, text, settings, |word, weight| {
            match counts.get_mut(word) {
                Some(count) => *count = count.saturating_add(weight),
                None => {
                    counts.insert(word.into(), weight);
                }
            }
        });
        let mut totals = vec![0; self.model.weights.columns() + 1];
        let mut features = Vec::new();
        for (word, count) in counts {
            let units = settings.transform.apply(count) as i64;
            self.add_units(&word, units, &mut features, &mut totals);
        }
        sums_of(totals)
    }
}

/// Sums per column, from totals whose last is the number of features.
fn sums_of(mut totals: Vec<i64>) -> Sums {
    let length = totals.pop().unwrap_or(0) as u64;
    Sums {
        columns: totals,
        length,
    }
}
