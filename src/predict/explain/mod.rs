//! A model and an article → why it gets its topics: what each word and each paragraph adds.
//!
//! Sums of whole weights add up over words, so nothing is approximated: the sums of all words, and those of all paragraphs, are
//! exactly the sums of [`reference`](super::reference), from which the probabilities are read.

pub(crate) mod occurrences;
pub(crate) mod paragraphs;

#[cfg(test)]
mod tests;

pub use paragraphs::{Part, Place};

use super::{Sums, Tags};
use crate::features::Vocabulary;
use crate::linear::DecisionRule;
use crate::model::Model;
use occurrences::{Occurrence, occurrences};
use std::collections::BTreeMap;

/// What makes an article's tags.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Exactly those of [`reference::sums`](super::reference::sums).
    pub sums: Sums,
    /// What is read from them.
    pub tags: Tags,
    /// What each folded word (or pair of words) adds, ascending by word.
    pub words: Vec<WordSums>,
    /// What each paragraph adds: the title, if there is one, then the lines of the text that hold something.
    pub paragraphs: Vec<ParagraphSums>,
}

/// What a word adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSums {
    /// Folded.
    pub word: String,
    /// For each column, weights times transformed count, over all places.
    pub columns: Vec<i64>,
    /// Where it stands, in the order of the article.
    pub places: Vec<Place>,
}

/// What a paragraph adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphSums {
    /// Where it stands, white space at its ends aside.
    pub place: Place,
    /// For each column, the sums of the words in it. Where a repeated word counts less each time, its places share evenly, up to
    /// one unit.
    pub columns: Vec<i64>,
}

/// What speaks for and against one topic, in nats of its log-odds.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicView {
    /// The topic's place in the model.
    pub topic: usize,
    /// The log-odds before any word is read.
    pub offset: f64,
    /// The log-odds that the probability is read from: `offset` and all words; in an exclusive model against the average topic.
    pub log_odds: f64,
    /// What one unit of each column's sum adds: every number here is such a combination of whole numbers.
    pub factors: Vec<f64>,
    /// Index in [`Explanation::words`] and what the word adds, the most in favour first.
    pub words: Vec<(usize, f64)>,
    /// What each paragraph adds, in their order.
    pub paragraphs: Vec<f64>,
}

/// Explains the tags of one article.
pub fn explain(model: &Model, title: &str, text: &str) -> Explanation {
    let settings = &model.metadata.features;
    let columns = model.weights.columns();
    let places = paragraphs::paragraphs(title, text);
    let mut paragraphs: Vec<ParagraphSums> = places
        .into_iter()
        .map(|place| ParagraphSums {
            place,
            columns: vec![0; columns],
        })
        .collect();
    let mut by_word: BTreeMap<String, Vec<Occurrence>> = BTreeMap::new();
    occurrences(title, text, settings, |word, occurrence| {
        by_word.entry(word).or_default().push(occurrence);
    });
    let mut sums = Sums {
        columns: vec![0; columns],
        length: 0,
    };
    let mut words = Vec::with_capacity(by_word.len());
    for (word, occurrences) in by_word {
        let weights = row(model, &word);
        let count = occurrences.iter().map(|occurrence| occurrence.weight);
        let units = settings
            .transform
            .apply(count.fold(0, |sum, weight| sum.saturating_add(weight)));
        sums.length += units * Vocabulary::features_of(&word, settings);
        let total: Vec<i64> = weights.iter().map(|weight| weight * units as i64).collect();
        add(&mut sums.columns, &total, 1);
        for (occurrence, units) in occurrences.iter().zip(shares(&occurrences, units)) {
            let within = paragraphs::containing(&mut paragraphs, occurrence);
            if let Some(paragraph) = within {
                add(&mut paragraph.columns, &weights, units);
            }
        }
        words.push(WordSums {
            word,
            columns: total,
            places: occurrences.into_iter().map(|found| found.place).collect(),
        });
    }
    let rule = &model.metadata.rule;
    let probabilities = rule.probabilities(&sums.columns, sums.length);
    Explanation {
        tags: Tags {
            topics: rule.topics(&probabilities),
            probabilities,
        },
        sums,
        words,
        paragraphs,
    }
}

impl Explanation {
    /// What speaks for and against a topic.
    pub fn topic(&self, rule: &DecisionRule, topic: usize) -> TopicView {
        let factors = rule.factors(topic, self.sums.length);
        let combined = |columns: &[i64]| -> f64 {
            let terms = factors.iter().zip(columns);
            terms.map(|(factor, &sum)| factor * sum as f64).sum()
        };
        let mut words: Vec<(usize, f64)> = self
            .words
            .iter()
            .map(|word| combined(&word.columns))
            .enumerate()
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let offset = rule.offset(topic);
        TopicView {
            topic,
            offset,
            log_odds: offset + combined(&self.sums.columns),
            words,
            paragraphs: self
                .paragraphs
                .iter()
                .map(|paragraph| combined(&paragraph.columns))
                .collect(),
            factors,
        }
    }
}

/// The weights of a word's features, added up for each column.
fn row(model: &Model, word: &str) -> Vec<i64> {
    let mut row = vec![0i64; model.weights.columns()];
    let settings = &model.metadata.features;
    model
        .vocabulary
        .for_each_feature(word, settings, |feature| {
            for (sum, &weight) in row.iter_mut().zip(model.weights.row(feature)) {
                *sum += i64::from(weight);
            }
        });
    row
}

fn add(sums: &mut [i64], weights: &[i64], units: i64) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * units;
    }
}

/// Deals a word's units out to its places by their weights; whole numbers that add up to `units`.
fn shares(occurrences: &[Occurrence], units: u64) -> Vec<i64> {
    let weight = |occurrence: &Occurrence| u128::from(occurrence.weight);
    let total: u128 = occurrences.iter().map(weight).sum();
    let (mut seen, mut dealt) = (0, 0);
    let mut share = |occurrence: &Occurrence| {
        seen += weight(occurrence);
        let until = u128::from(units) * seen / total.max(1);
        let share = until - dealt;
        dealt = until;
        share as i64
    };
    occurrences.iter().map(&mut share).collect()
}
