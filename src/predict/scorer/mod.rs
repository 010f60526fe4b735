//! The fast way to a document's score: one look-up per token.
//!
//! A raw token always folds to the same words with the same features, so the sums of their
//! weights are kept in a bounded cache. Weights and sums are whole numbers, so adding token by
//! token gives exactly what [`reference`](super::reference) gives feature by feature.

pub(crate) mod ngrams;
pub(crate) mod row_sums;
pub(crate) mod rows;
pub(crate) mod word_counts;
pub(crate) mod word_list;
pub(crate) mod word_rows;

use super::{Sums, Tags};
use crate::features::{CountTransform, Vocabulary, for_each_word};
use crate::model::Model;
use crate::text::{FoldedWords, RawTokens, fold_token, raw_tokens};
use crate::tokens::Lead;
use crate::tokens::MISSED;
use crate::tokens::TokenBatch;
use ngrams::FeatureRows;
use ngrams::words::WordScratch;
use row_sums::RowSums;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use word_counts::WordCounts;
use word_rows::{NO_ROW, WordRows};

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
const FEATURES_PER_SEARCH: usize = 512;

/// How many rows are found before they are filled or added: the more, the more memory the processor
/// waits for at once; so many stay in its cache.
const HELD: usize = 512;

/// What was computed for tokens seen before; one for each thread, and for one model.
#[derive(Debug, Default)]
pub struct ScoreCache {
    words: WordRows,
    scratch: WordScratch,
    sums: RowSums,
    /// For models with logarithmic counts.
    counts: WordCounts,
    folded: FoldedWords,
    /// Tokens at hand.
    batch: TokenBatch,
    /// Their numbers.
    numbers: Vec<u32>,
    /// Rows of the words at hand.
    found: Vec<u32>,
    /// Where runs of them end that count alike, and how many times each counts.
    runs: Vec<(usize, u32)>,
    /// Tokens at hand of which not all words have rows.
    unkept: Vec<Box<str>>,
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
        let rule = &self.model.metadata.rule;
        let probabilities = rule.probabilities(&sums.columns, sums.length);
        let topics = rule.topics(&probabilities);
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
        cache.sums.reset(columns);
        if settings.transform == CountTransform::Linear {
            // Most articles end before `add_run` would do so.
            cache.words.make_room();
            self.add_run(&mut raw_tokens(title), None, settings.title_weight, cache);
            let (mut tokens, mut lead) = (
                raw_tokens(text),
                Lead::new(settings.lead_weight, settings.lead_chars),
            );
            self.add_run(&mut tokens, Some(&mut lead), settings.lead_weight, cache);
            self.add_run(&mut tokens, None, 1, cache);
            self.add_runs(cache);
            cache.sums.scale(CountTransform::Linear.apply(1) as i64);
        } else {
            cache.words.make_all_room();
            self.count_run(&mut raw_tokens(title), None, settings.title_weight, cache);
            let (mut tokens, mut lead) = (
                raw_tokens(text),
                Lead::new(settings.lead_weight, settings.lead_chars),
            );
            self.count_run(&mut tokens, Some(&mut lead), settings.lead_weight, cache);
            self.count_run(&mut tokens, None, 1, cache);
            self.add_counted(cache);
        }
        cache.sums.finish(columns)
    }

    /// Finds the rows of tokens that all count `weight` times: the lead's, or those that are left.
    fn add_run(
        &self,
        tokens: &mut RawTokens<'_>,
        mut lead: Option<&mut Lead>,
        weight: u32,
        cache: &mut ScoreCache,
    ) {
        let text = tokens.text();
        let mut batch = std::mem::take(&mut cache.batch);
        while batch.fill(tokens, lead.as_deref_mut()) {
            if cache.found.len() >= HELD {
                cache.runs.push((cache.found.len(), weight));
                self.add_runs(cache);
                // No number of a row is held here.
                cache.words.make_room();
            }
            self.find_rows(&batch, text, cache);
            for token in cache.unkept.drain(..) {
                self.add_unkept(&token, weight, &mut cache.folded, &mut cache.sums);
            }
        }
        cache.runs.push((cache.found.len(), weight));
        cache.batch = batch;
    }

    /// Adds the rows that were found, and forgets their numbers.
    fn add_runs(&self, cache: &mut ScoreCache) {
        self.fill_rows(cache);
        let mut start = 0;
        for (end, weight) in cache.runs.drain(..) {
            cache
                .sums
                .add(cache.words.rows(), &cache.found[start..end], weight);
            cache.sums.flush(weight);
            start = end;
        }
        cache.found.clear();
    }

    /// Appends the rows of the words of a batch of a text, and its tokens of which not all words
    /// have rows.
    fn find_rows(&self, batch: &TokenBatch, text: &str, cache: &mut ScoreCache) {
        cache.words.find_most(batch, &mut cache.numbers);
        for (key, &number) in batch.keys().iter().zip(&cache.numbers) {
            let token = || &text[key.start..key.end];
            let number = match number {
                MISSED => cache.words.find(token(), key),
                number => number,
            };
            if number == NO_ROW {
                cache.unkept.push(token().into());
            } else {
                let found = &mut cache.found;
                cache.words.for_each_row(number, |row| found.push(row));
            }
        }
        if cache.words.unfilled() >= HELD {
            self.fill_rows(cache);
        }
    }

    fn fill_rows(&self, cache: &mut ScoreCache) {
        let scratch = &mut cache.scratch;
        cache
            .words
            .fill(|words, first, rows| match self.features(words.len()) {
                Some(features) => {
                    let others = |word: &str, row: &mut [i32]| self.fill_row(word, row);
                    features.fill(words, first, rows, self.model, scratch, others);
                }
                None => {
                    for (word, number) in words.iter().zip(first..) {
                        self.fill_row(word, rows.row_mut(number));
                    }
                }
            });
    }

    /// Adds a token whose words are too long for rows.
    #[cold]
    fn add_unkept(&self, token: &str, weight: u32, folded: &mut FoldedWords, sums: &mut RowSums) {
        fold_token(token, folded);
        for word in folded.iter() {
            self.add_word(word, u64::from(weight), sums);
        }
    }

    /// Adds all features of a word or a pair `units` times.
    fn add_word(&self, word: &str, units: u64, sums: &mut RowSums) {
        let (model, units) = (self.model, units as i64);
        let settings = &model.metadata.features;
        let length = Vocabulary::features_of(word, settings);
        sums.add_to(model.weights.columns(), length as i64 * units);
        let mut add = |column, value: i32| sums.add_to(column, i64::from(value) * units);
        // A long word takes as much time as several.
        let covered = self
            .features(1 + word.len() / 16)
            .is_some_and(|features| features.visit(word, model, &mut add));
        if !covered {
            let vocabulary = &model.vocabulary;
            vocabulary.for_each_feature(word, settings, |feature| {
                let weights = model.weights.row(feature).iter().enumerate();
                weights.for_each(|(column, &weight)| add(column, weight.into()));
            });
        }
    }

    /// Fills the row of a word, which is all 0, by the definition: its weights, then how many
    /// features it has.
    fn fill_row(&self, word: &str, row: &mut [i32]) {
        let (vocabulary, settings) = (&self.model.vocabulary, &self.model.metadata.features);
        vocabulary.for_each_feature(word, settings, |feature| {
            let weights = self.model.weights.row(feature);
            for (sum, &weight) in row.iter_mut().zip(weights) {
                *sum += i32::from(weight);
            }
        });
        row[self.model.weights.columns()] = Vocabulary::features_of(word, settings) as i32;
    }

    /// The tables for so many more words, unless these and those before are too few for them.
    fn features(&self, words: usize) -> Option<&FeatureRows> {
        if let Some(features) = self.features.get() {
            return Some(features);
        }
        let searched = self.searched.fetch_add(words, Ordering::Relaxed) + words;
        (searched > self.model.vocabulary.len() / FEATURES_PER_SEARCH)
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
        let mut batch = std::mem::take(&mut cache.batch);
        while batch.fill(tokens, lead.as_deref_mut()) {
            self.find_rows(&batch, text, cache);
            for row in cache.found.drain(..) {
                cache.counts.add(row, weight);
            }
            for token in cache.unkept.drain(..) {
                fold_token(&token, &mut cache.folded);
                for word in cache.folded.iter() {
                    match cache.words.word(word) {
                        NO_ROW => cache.counts.add_text(word, weight),
                        row => cache.counts.add(row, weight),
                    }
                }
            }
        }
        cache.batch = batch;
    }

    /// Adds the words that were counted, and forgets the counts.
    fn add_counted(&self, cache: &mut ScoreCache) {
        self.fill_rows(cache);
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
        cache.words.make_all_room();
        cache.sums.reset(columns);
        for (word, count) in counts {
            let row = if word.contains(' ') {
                NO_ROW
            } else {
                cache.words.word(&word)
            };
            match row {
                NO_ROW => {
                    let units = settings.transform.apply(count);
                    self.add_word(&word, units, &mut cache.sums);
                }
                row => cache.counts.add(row, count),
            }
        }
        self.add_counted(cache);
        cache.sums.finish(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Room is made between articles that are too short to ask for it by themselves.
    #[test]
    fn a_cache_keeps_to_its_limit_on_short_articles() {
        let model = crate::model::builtin().unwrap();
        for transform in [CountTransform::Linear, CountTransform::Logarithmic] {
            let mut model = model.clone();
            model.metadata.features.transform = transform;
            let (scorer, limit) = (Scorer::new(&model), 50);
            let mut cache = ScoreCache::with_limit(limit);
            let letters = ['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'د'];
            for number in 0..400 {
                let letter = |place: u32| letters[number / 7usize.pow(place) % 7];
                let text: String = (0..4).map(letter).collect();
                scorer.sums("", &text, &mut cache);
                assert!(cache.words.tokens() <= limit + 2, "{transform:?}");
            }
        }
    }
}
