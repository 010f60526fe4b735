//! Why an article gets its topics: what each of its words and paragraphs adds to the score.
//!
//! A score is a sum over words before it is turned into a probability, so an explanation is exact: the sums of all words, and the
//! sums of all paragraphs, add up to the sums of [`reference`](super::reference).
//!
//! ```text
//! article ── explain() ──► Explanation ── Explanation::topic() ──► TopicExplanation
//!                          whole numbers by column                 log-odds of one topic, in nats
//! ```
//!
//! [`explain()`] gives what each word and each paragraph adds to each column of the model's weights. [`Explanation::topic`] looks at
//! one topic: its log-odds are an offset, which no word changes, and for each column a factor times the column's sum.

mod occurrences;
mod paragraphs;
pub(crate) mod summary;

#[cfg(test)]
mod tests;

pub use paragraphs::{ArticlePart, Place};

use super::{Sums, Tags};
use crate::features::Vocabulary;
use crate::linear::DecisionRule;
use crate::model::Model;
use occurrences::{Occurrence, for_each_occurrence};
use std::collections::BTreeMap;

/// What makes an article's tags, in whole numbers by column.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Exactly the sums of [`reference::sums`](super::reference::sums).
    pub sums: Sums,
    /// The article's tags, which follow from the sums.
    pub tags: Tags,
    /// What each folded word, or pair of words, adds; ascending by word.
    pub words: Vec<WordSums>,
    /// What each paragraph adds. The title comes first, if there is one, then each line of the text that is not blank.
    pub paragraphs: Vec<ParagraphSums>,
}

/// What a word adds, over all places where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSums {
    /// The folded word, or a pair as `first second`.
    pub word: String,
    /// For each column the word's weights times its transformed count.
    pub columns: Vec<i64>,
    /// Where the word stands, in the order of the article.
    pub places: Vec<Place>,
}

/// What a paragraph adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphSums {
    /// Where the paragraph stands, without white space at its ends.
    pub place: Place,
    /// For each column the sum over the words in the paragraph. The transformed count of a word that stands in several paragraphs
    /// is shared among its places by their weights, up to one unit.
    pub columns: Vec<i64>,
}

/// What speaks for and against one topic, in nats of its log-odds.
///
/// `log_odds` = `offset` + what all words add = `offset` + what all paragraphs add = `offset` + Σ `factors` · sums by column, each
/// up to rounding.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicExplanation {
    /// The topic's place in the model.
    pub topic: usize,
    /// The log-odds of an article without words.
    pub offset: f64,
    /// The log-odds that the topic's probability is computed from. In an exclusive model they are relative to the average of all
    /// topics.
    pub log_odds: f64,
    /// For each column, what one unit of its sum adds to the log-odds. It depends on the length of the article.
    pub factors: Vec<f64>,
    /// Each word's index in [`Explanation::words`] with what the word adds, the most in favour of the topic first.
    pub words: Vec<(usize, f64)>,
    /// What each paragraph adds, in the order of [`Explanation::paragraphs`].
    pub paragraphs: Vec<f64>,
}

/// Explains the tags of one article.
pub fn explain(model: &Model, title: &str, text: &str) -> Explanation {
    let settings = &model.metadata.features;
    let mut sums = Sums {
        columns: vec![0; model.weights.columns()],
        length: 0,
    };
    let empty = |place| ParagraphSums {
        place,
        columns: sums.columns.clone(),
    };
    let places = paragraphs::paragraphs(title, text).into_iter();
    let mut paragraphs: Vec<ParagraphSums> = places.map(empty).collect();
    let mut by_word: BTreeMap<String, Vec<Occurrence>> = BTreeMap::new();
    for_each_occurrence(title, text, settings, |word, occurrence| {
        by_word.entry(word).or_default().push(occurrence);
    });
    let mut words = Vec::with_capacity(by_word.len());
    for (word, occurrences) in by_word {
        let weights = weights_of(model, &word);
        let counts = occurrences.iter().map(|occurrence| occurrence.weight);
        let count = counts.fold(0, u32::saturating_add);
        let units = settings.transform.apply(count);
        sums.length += units * Vocabulary::features_of(&word, settings);
        let columns: Vec<i64> = weights.iter().map(|weight| weight * units as i64).collect();
        add(&mut sums.columns, &columns, 1);
        for (occurrence, units) in occurrences.iter().zip(shares(&occurrences, units)) {
            if let Some(paragraph) = paragraphs::containing(&mut paragraphs, occurrence) {
                add(&mut paragraph.columns, &weights, units);
            }
        }
        words.push(WordSums {
            word,
            columns,
            places: occurrences.into_iter().map(|found| found.place).collect(),
        });
    }
    let rule = &model.metadata.rule;
    let probabilities = rule.probabilities(&sums.columns, sums.length);
    let topics = rule.topics(&probabilities);
    Explanation {
        tags: Tags::new(&sums, probabilities, topics),
        sums,
        words,
        paragraphs,
    }
}

impl Explanation {
    /// What speaks for and against a topic. `rule` is that of the model that explained the article.
    pub fn topic(&self, rule: &DecisionRule, topic: usize) -> TopicExplanation {
        let factors = rule.factors(topic, self.sums.length);
        let log_odds = |columns: &[i64]| -> f64 {
            let terms = factors.iter().zip(columns);
            terms.map(|(factor, &sum)| factor * sum as f64).sum()
        };
        let mut words: Vec<(usize, f64)> = self
            .words
            .iter()
            .map(|word| log_odds(&word.columns))
            .enumerate()
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let offset = rule.offset(topic);
        TopicExplanation {
            topic,
            offset,
            log_odds: offset + log_odds(&self.sums.columns),
            words,
            paragraphs: self
                .paragraphs
                .iter()
                .map(|paragraph| log_odds(&paragraph.columns))
                .collect(),
            factors,
        }
    }
}

/// For each column the sum of the weights of a word's features.
fn weights_of(model: &Model, word: &str) -> Vec<i64> {
    let mut sums = vec![0i64; model.weights.columns()];
    let settings = &model.metadata.features;
    model
        .vocabulary
        .for_each_feature(word, settings, |feature| {
            for (sum, &weight) in sums.iter_mut().zip(model.weights.row(feature)) {
                *sum += i64::from(weight);
            }
        });
    sums
}

fn add(sums: &mut [i64], weights: &[i64], units: i64) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += weight * units;
    }
}

/// Shares a word's transformed count among its occurrences by their weights: whole numbers that add up to `units`.
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
