//! Ranks the labels of a corpus by how doubtful they are.
//!
//! The method is confident learning (Northcutt, Jiang and Chuang 2021, "Confident learning: estimating
//! uncertainty in dataset labels", JAIR 70), applied to each topic by itself, since an article may carry
//! several. A topic has two thresholds: its mean out-of-fold probability among the articles that carry
//! it, and the mean probability of its absence among the others. A label is in doubt when the
//! probability of its opposite reaches the threshold of the other side: the article then looks at least
//! as much like that side as the side's own articles do on average. So a topic that is hard to tell is
//! not suspected more often than an easy one.

mod describe;
mod held_out;
#[cfg(test)]
mod tests;
mod thresholds;

pub(crate) use describe::describe;
pub use describe::{ContradictingWord, LabelError};

use crate::features::CountedCorpus;
use crate::parallel::StopFlag;
use crate::train::{TrainError, TrainOptions, TrainingSet};
use held_out::HeldOut;
use serde::Serialize;
use thresholds::Thresholds;

/// What may be wrong with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The article does not carry the topic and seems to belong to it.
    TopicMissing,
    /// The article carries the topic and seems not to belong to it.
    TopicWrong,
}

/// One topic of one article, and how doubtful its label is.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspect {
    /// Index of the document in the counted corpus.
    pub row: usize,
    /// Index of the topic among the labels of the corpus, ascending.
    pub topic: usize,
    /// What may be wrong.
    pub doubt: Doubt,
    /// How doubtful, 0 to 1. From 0.5 on, the label is a likely error in the sense of confident
    /// learning; at 1, a model is certain of the opposite.
    pub score: f64,
    /// The out-of-fold probability of the topic.
    pub probability: f64,
    /// Word types that contradict the label, the strongest first, with what they add to the topic's
    /// log-odds, in nats.
    pub words: Vec<(u32, f64)>,
}

/// Ranks every topic of every article, the most doubtful label first; equally doubtful ones by row, then
/// by topic.
///
/// With 5 % of the labels of hand-labelled news flipped at random, 84 % of the flipped articles are
/// among the first 10 % (naive Bayes, 5 folds, mean of 6 draws). Ranking by the probability alone is as
/// good on average and varies more.
///
/// # Errors
/// [`TrainError`] if nothing can be learned from the corpus or a setting is out of range.
pub fn rank_labels(
    corpus: &CountedCorpus,
    options: &TrainOptions,
) -> Result<Vec<Suspect>, TrainError> {
    let training = TrainingSet::prepare(corpus, options, &StopFlag::new())?;
    let held_out = HeldOut::compute(&training, options)?;
    let mut against = held_out.against;
    let mut suspects = Vec::new();
    for (topic, carried) in training.membership.topics.iter().enumerate() {
        let probability = |row: usize| held_out.probabilities[row][topic];
        let thresholds = Thresholds::of(carried, probability);
        for (row, &carried) in carried.iter().enumerate() {
            let words = against[row].get_mut(topic).map(std::mem::take);
            suspects.push(Suspect {
                row,
                topic,
                doubt: if carried {
                    Doubt::TopicWrong
                } else {
                    Doubt::TopicMissing
                },
                score: thresholds.score(carried, probability(row)),
                probability: probability(row),
                words: words.unwrap_or_default(),
            });
        }
    }
    suspects.sort_by(|a, b| {
        let places = (a.row, a.topic).cmp(&(b.row, b.topic));
        b.score.total_cmp(&a.score).then(places)
    });
    Ok(suspects)
}
