//! The fast way to a document's score: one look-up per token.
//!
//! A raw token always folds to the same words with the same features, so the sums of their
//! weights are kept in a bounded cache. Weights and sums are whole numbers, so adding token by
//! token gives exactly what [`reference`](super::reference) gives feature by feature.

use super::feature_rows::{FeatureRows, WordScratch};
use super::row_sums::RowSums;
use super::rows::BATCH;
use super::token_batch::TokenBatch;
use super::word_counts::WordCounts;
use super::word_rows::{NO_ROW, SeveralWords, WordRows};
use super::{Sums, Tags};
use crate::features::{CountTransform, Lead, Vocabulary, for_each_word};
use crate::model::Model;
use crate::text::{FoldedWords, RawTokens, fold_token, raw_tokens};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Derived from a model; shared by all threads.
pub struct Scorer<'m> {
    model: &'m Model,
    /// Derived once there are enough words to make up for it.
    features: OnceLock<FeatureRows>,
    /// Words that were scored without.
    searched: AtomicUsize,
}

/// A word that is searched for in the model costs as much as deriving the tables for so many
/// features. So a single article is not kept waiting for tables that it does not need.
const FEATURES_PER_SEARCH: usize = 256;

/// What was computed for tokens seen before; one for each thread, and for one model.
#[derive(Debug, Default)]
pub struct ScoreCache {
    words: WordRows,
    scratch: WordScratch,
    sums: RowSums,
    /// For models with logarithmic counts.
    counts: WordCounts,
    folded: FoldedWords,
}

impl ScoreCache {
    /// A cache that keeps about as many tokens as given, but no more than the default one.
    pub fn with_limit(tokens: usize) -> Self {
        Self {
            words: WordRows::with_limit(tokens),
            ..Self::default()
        }
    }
}

impl<'m> Scorer<'m> {
    /// A scorer for a model.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            features: OnceLock::new(),
            searched: AtomicUsize::new(0),
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
            return self.sums_by_word(title, text, cache);
        }
        let columns = self.model.weights.columns() + 1;
        cache.words.set_columns(columns);
        cache.words.make_room();
        cache.sums.reset(columns);
        if settings.transform == CountTransform::Linear {
            self.add_run(&mut raw_tokens(title), None, settings.title_weight, cache);
            let (mut tokens, mut lead) = (raw_tokens(text), Lead::new(settings));
            self.add_run(&mut tokens, Some(&mut lead), settings.lead_weight, cache);
            self.add_run(&mut tokens, None, 1, cache);
            cache.sums.scale(CountTransform::Linear.apply(1) as i64);
        } else {
            self.count_run(&mut raw_tokens(title), None, settings.title_weight, cache);
            let (mut tokens, mut lead) = (raw_tokens(text), Lead::new(settings));
            self.count_run(&mut tokens, Some(&mut lead), settings.lead_weight, cache);
            self.count_run(&mut tokens, None, 1, cache);
            self.add_counted(cache);
        }
        cache.sums.finish(columns)
    }

    /// Adds the rows of tokens that all count `weight` times: the lead's, or those that are left.
    fn add_run(
        &self,
        tokens: &mut RawTokens<'_>,
        mut lead: Option<&mut Lead>,
        weight: u32,
        cache: &mut ScoreCache,
    ) {
        let text = tokens.text();
        let mut batch = TokenBatch::default();
        while batch.fill(tokens, lead.as_deref_mut()) {
            // Between two batches no number of a row is held.
            cache.words.make_room();
            let mut rows = [0; BATCH];
            self.find_rows(&batch, text, SeveralWords::Sum, cache, &mut rows);
            for (place, row) in rows.iter_mut().enumerate().take(batch.len()) {
                if *row == NO_ROW {
                    *row = 0;
                    self.add_unkept(batch.token(text, place), weight, cache);
                }
            }
            let words = &cache.words;
            cache
                .sums
                .add(words.rows(), &rows[..batch.len()], words.peak(), weight);
        }
        cache.sums.flush(weight);
    }

    /// The numbers of the tokens' rows.
    fn find_rows(
        &self,
        batch: &TokenBatch,
        text: &str,
        several: SeveralWords,
        cache: &mut ScoreCache,
        rows: &mut [u32; BATCH],
    ) {
        let (words, scratch) = (&mut cache.words, &mut cache.scratch);
        let mut compute = |word: &str, row: &mut [i32]| self.fill_row(word, scratch, row);
        for (place, row) in rows.iter_mut().enumerate().take(batch.len()) {
            let known = batch
                .short(place)
                .and_then(|(token, hash)| words.known(token, hash));
            *row = match known {
                Some(row) => row,
                None => words.token(batch.token(text, place), several, &mut compute),
            };
        }
    }

    /// Adds a token whose words are too long for rows.
    #[cold]
    fn add_unkept(&self, token: &str, weight: u32, cache: &mut ScoreCache) {
        let mut folded = std::mem::take(&mut cache.folded);
        fold_token(token, &mut folded);
        for word in folded.iter() {
            self.add_word(word, u64::from(weight), &mut cache.sums);
        }
        cache.folded = folded;
    }

    /// Adds all features of a word `units` times, by the definition.
    fn add_word(&self, word: &str, units: u64, sums: &mut RowSums) {
        let (model, units) = (self.model, units as i64);
        let settings = &model.metadata.features;
        model
            .vocabulary
            .for_each_feature(word, settings, |feature| {
                for (column, &weight) in model.weights.row(feature).iter().enumerate() {
                    sums.add_to(column, i64::from(weight) * units);
                }
            });
        let length = Vocabulary::features_of(word, settings) as i64;
        sums.add_to(model.weights.columns(), length * units);
    }

    /// Fills the row of a word, which is all 0: its weights, then how many features it has.
    fn fill_row(&self, word: &str, scratch: &mut WordScratch, row: &mut [i32]) {
        let settings = &self.model.metadata.features;
        let last = self.model.weights.columns();
        if let Some(features) = self.features()
            && let Some(letters) = features.add_word(word, self.model, scratch, row)
        {
            row[last] = settings.ngrams.features_of(letters) as i32;
            return;
        }
        let vocabulary = &self.model.vocabulary;
        vocabulary.for_each_feature(word, settings, |feature| {
            let weights = self.model.weights.row(feature);
            for (sum, &weight) in row.iter_mut().zip(weights) {
                *sum += i32::from(weight);
            }
        });
        row[last] = Vocabulary::features_of(word, settings) as i32;
    }

    /// The tables, once enough words were scored without.
    fn features(&self) -> Option<&FeatureRows> {
        if let Some(features) = self.features.get() {
            return Some(features);
        }
        let searched = self.searched.fetch_add(1, Ordering::Relaxed);
        (searched >= self.model.vocabulary.len() / FEATURES_PER_SEARCH)
            .then(|| self.features.get_or_init(|| FeatureRows::new(self.model)))
    }

    /// For transforms under which a word's contribution is no multiple of its count: counts the
    /// words of tokens.
    fn count_run(
        &self,
        tokens: &mut RawTokens<'_>,
        mut lead: Option<&mut Lead>,
        weight: u32,
        cache: &mut ScoreCache,
    ) {
        let text = tokens.text();
        let mut batch = TokenBatch::default();
        while batch.fill(tokens, lead.as_deref_mut()) {
            let mut rows = [0; BATCH];
            self.find_rows(&batch, text, SeveralWords::List, cache, &mut rows);
            for (place, &row) in rows.iter().enumerate().take(batch.len()) {
                if row == NO_ROW {
                    self.count_unkept(batch.token(text, place), weight, cache);
                } else {
                    let counts = &mut cache.counts;
                    WordRows::for_each_row(cache.words.lists(), row, |row| counts.add(row, weight));
                }
            }
        }
    }

    /// Counts the words of a token of which not all have rows.
    #[cold]
    fn count_unkept(&self, token: &str, weight: u32, cache: &mut ScoreCache) {
        let mut folded = std::mem::take(&mut cache.folded);
        fold_token(token, &mut folded);
        let scratch = &mut cache.scratch;
        let mut compute = |word: &str, row: &mut [i32]| self.fill_row(word, scratch, row);
        for word in folded.iter() {
            match cache.words.word(word, &mut compute) {
                NO_ROW => cache.counts.add_text(word, weight),
                row => cache.counts.add(row, weight),
            }
        }
        cache.folded = folded;
    }

    /// Adds the words that were counted, and forgets the counts.
    fn add_counted(&self, cache: &mut ScoreCache) {
        let transform = self.model.metadata.features.transform;
        cache
            .counts
            .add_rows(&cache.words, transform, &mut cache.sums);
        for (word, count) in cache.counts.take_texts() {
            self.add_word(&word, transform.apply(count), &mut cache.sums);
        }
    }

    /// For pairs of words, whose contribution depends on the words around.
    fn sums_by_word(&self, title: &str, text: &str, cache: &mut ScoreCache) -> Sums {
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
        let columns = self.model.weights.columns() + 1;
        cache.words.set_columns(columns);
        cache.words.make_room();
        cache.sums.reset(columns);
        let scratch = &mut cache.scratch;
        let mut compute = |word: &str, row: &mut [i32]| self.fill_row(word, scratch, row);
        for (word, count) in counts {
            let units = settings.transform.apply(count);
            let row = if word.contains(' ') {
                NO_ROW
            } else {
                cache.words.word(&word, &mut compute)
            };
            match row {
                NO_ROW => self.add_word(&word, units, &mut cache.sums),
                row => cache
                    .sums
                    .add_row(cache.words.rows().row(row as usize), units as i64),
            }
        }
        cache.sums.finish(columns)
    }
}
