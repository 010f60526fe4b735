//! The definition of a score, in maps and plain loops. [`Scorer`](super::Scorer) and
//! [`explain()`](super::explain()) are tested to give exactly the same sums.

use super::{Sums, Tags};
use crate::features::{Vocabulary, for_each_word};
use crate::model::Model;
use std::collections::BTreeMap;

/// The score sums of one article: counts each word, then adds up the weights of each feature of each
/// word.
pub fn sums(model: &Model, title: &str, text: &str) -> Sums {
    let settings = &model.metadata.features;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for_each_word(title, text, &settings.counting, |word, weight| {
        let count = counts.entry(word.to_owned()).or_insert(0);
        *count = count.saturating_add(weight);
    });
    let mut sums = Sums {
        columns: vec![0; model.weights.columns()],
        length: 0,
    };
    for (word, count) in counts {
        let units = settings.transform.apply(count);
        sums.length += units * Vocabulary::features_of(&word, settings);
        model
            .vocabulary
            .for_each_feature(&word, settings, |feature| {
                for (sum, &weight) in sums.columns.iter_mut().zip(model.weights.row(feature)) {
                    *sum += i64::from(weight) * units as i64;
                }
            });
    }
    sums
}

/// Tags one article.
pub fn tag(model: &Model, title: &str, text: &str) -> Tags {
    let sums = sums(model, title, text);
    let rule = &model.metadata.rule;
    let probabilities = rule.probabilities(&sums.columns, sums.length);
    let topics = rule.topics(&probabilities);
    Tags::new(&sums, probabilities, topics)
}
