//! The fast way to a document's score: one look-up per token.
//!
//! A raw token always folds to the same words with the same features, so the sums of their
//! weights are kept in a bounded cache. Weights and sums are whole numbers, so adding token by
//! token gives exactly what [`reference`](super::reference) gives feature by feature.

use super::{Sums, Tags};
use crate::features::{CountTransform, Vocabulary, WordWeights, for_each_ngram, for_each_word};
use crate::model::Model;
use crate::text::{FoldedWords, fold_token};
use rustc_hash::FxHashMap;

/// Derived from a model at load; shared by all threads.
pub struct Scorer<'m> {
    model: &'m Model,
    ngrams: FxHashMap<u128, u32>,
    words: FxHashMap<&'m str, u32>,
}

/// Tokens that the cache holds before it is emptied.
const CACHE_TOKENS: usize = 1 << 16;
/// Longer tokens are not cached, so that the cache's memory is bounded in bytes as well.
const CACHED_BYTES: usize = 128;

/// The rows of tokens seen before; one for each thread.
#[derive(Default)]
pub struct ScoreCache {
    tokens: FxHashMap<Box<str>, u32>,
    /// Token × (columns + 1): sums of weights, then the number of features.
    rows: Vec<i64>,
    row: Vec<i64>,
    folded: FoldedWords,
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
        if settings.word_pairs || settings.transform != CountTransform::Linear {
            return self.sums_by_word(title, text);
        }
        let width = self.model.weights.columns() + 1;
        let mut totals = vec![0i64; width];
        for (token, weight) in WordWeights::new(title, text, settings) {
            let row = self.token_row(token, width, cache);
            for (total, value) in totals.iter_mut().zip(row) {
                *total += value * i64::from(weight);
            }
        }
        let unit = CountTransform::Linear.apply(1) as i64;
        totals.iter_mut().for_each(|total| *total *= unit);
        let length = totals.pop().unwrap_or(0) as u64;
        Sums {
            columns: totals,
            length,
        }
    }

    fn token_row<'c>(&self, token: &str, width: usize, cache: &'c mut ScoreCache) -> &'c [i64] {
        if let Some(&place) = cache.tokens.get(token) {
            let start = place as usize * width;
            return &cache.rows[start..start + width];
        }
        cache.row.clear();
        cache.row.resize(width, 0);
        fold_token(token, &mut cache.folded);
        for word in cache.folded.iter() {
            self.add_word(word, 1, &mut cache.row);
        }
        if token.len() > CACHED_BYTES {
            return &cache.row;
        }
        if cache.tokens.len() >= CACHE_TOKENS {
            cache.tokens.clear();
            cache.rows.clear();
        }
        let place = cache.tokens.len();
        cache.tokens.insert(token.into(), place as u32);
        cache.rows.extend_from_slice(&cache.row);
        &cache.rows[place * width..]
    }

    /// Adds a word's weights, `units` times, to the columns of `row`, and its features to the
    /// last place.
    fn add_word(&self, word: &str, units: i64, row: &mut [i64]) {
        let settings = &self.model.metadata.features;
        let weights = &self.model.weights;
        let mut add = |feature: u32| {
            for (sum, &weight) in row.iter_mut().zip(weights.row(feature as usize)) {
                *sum += i64::from(weight) * units;
            }
        };
        if !word.contains(' ') {
            for_each_ngram(word, settings.ngrams, |key| {
                if let Some(&feature) = self.ngrams.get(&key) {
                    add(feature);
                }
            });
        }
        if let Some(&feature) = self.words.get(word) {
            add(feature);
        }
        if let Some(length) = row.last_mut() {
            *length += Vocabulary::features_of(word, settings) as i64 * units;
        }
    }

    /// For settings under which a token's contribution depends on the rest of the document.
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
        let mut row = vec![0; self.model.weights.columns() + 1];
        for (word, count) in counts {
            self.add_word(&word, settings.transform.apply(count) as i64, &mut row);
        }
        let length = row.pop().unwrap_or(0) as u64;
        Sums {
            columns: row,
            length,
        }
    }
}
