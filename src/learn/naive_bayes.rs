//! Class counts go in, one-vs-rest log-odds weights come out.
//!
//! For a topic `t`, feature `f` weighs `ln P(f|t) − ln P(f|rest)` with additive smoothing
//! (Manning, Raghavan, Schütze 2008, section 13.2), each class a multinomial over features.

use super::class_counts::{ClassCounts, DOCUMENT_MASS, TrainingMatrix};
use super::{LearnError, NaiveBayesValidParams};
use rayon::prelude::*;

/// One linear score per topic: weights of features and a bias.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearWeights {
    /// Feature × topic, in nats. Exactly 0 for a feature that was left out.
    pub weights: Vec<f64>,
    /// Whether each feature was kept.
    pub kept: Vec<bool>,
    /// Per topic; for naive Bayes the log of the prior odds.
    pub bias: Vec<f64>,
}

impl LinearWeights {
    /// No feature speaks for or against any topic.
    pub fn zero(features: usize, topics: usize) -> Self {
        Self {
            weights: vec![0.0; features * topics],
            kept: vec![false; features],
            bias: vec![0.0; topics],
        }
    }
}

/// Fits one-vs-rest naive Bayes to exact counts.
///
/// # Errors
/// [`LearnError::NoFeatures`] if every feature is rarer than the settings ask for.
pub fn fit_counts(
    data: &TrainingMatrix,
    counts: &ClassCounts,
    params: &NaiveBayesValidParams,
) -> Result<LinearWeights, LearnError> {
    fit_view(data, counts, params, &|_| true)
}

/// Fits it to those features for which `visible` holds, as if there were no others.
///
/// # Errors
/// [`LearnError::NoFeatures`] if every visible feature is rarer than the settings ask for.
pub fn fit_view(
    data: &TrainingMatrix,
    counts: &ClassCounts,
    params: &NaiveBayesValidParams,
    visible: &dyn Fn(usize) -> bool,
) -> Result<LinearWeights, LearnError> {
    fit_masses(&data.feature_masses(&counts.words), counts, params, visible)
}

/// [`fit_view`] with the feature masses of the counts, which several views share.
pub(super) fn fit_masses(
    masses: &[u64],
    counts: &ClassCounts,
    params: &NaiveBayesValidParams,
    visible: &dyn Fn(usize) -> bool,
) -> Result<LinearWeights, LearnError> {
    let min_documents = params.min_documents().max(1);
    let keep =
        |(feature, &frequency): (usize, &u32)| frequency >= min_documents && visible(feature);
    let kept: Vec<bool> = counts.frequencies.iter().enumerate().map(keep).collect();
    if !kept.contains(&true) {
        return Err(LearnError::NoFeatures { min_documents });
    }
    let weights = log_odds(masses, counts.words.len(), &kept, params);
    let topics = &counts.members[..counts.members.len() - 1];
    let bias = topics
        .iter()
        .map(|&members| prior_log_odds(members, counts.documents()))
        .collect();
    Ok(LinearWeights {
        weights,
        kept,
        bias,
    })
}

/// Log of the odds that a document carries a topic which `members` of `all` documents carry.
/// With none or all of them, half a document is added to each side, so that it stays finite.
fn prior_log_odds(members: u32, all: u32) -> f64 {
    let (inside, outside) = (f64::from(members), f64::from(all - members));
    if members == 0 || members == all {
        return libm::log((inside + 0.5) / (outside + 0.5));
    }
    libm::log(inside / outside)
}

/// Weights from masses of feature × class, the last class being all documents together.
fn log_odds(
    masses: &[u64],
    width: usize,
    kept: &[bool],
    params: &NaiveBayesValidParams,
) -> Vec<f64> {
    let topics = width - 1;
    let mut totals = vec![0u64; width];
    for (row, _) in masses
        .chunks_exact(width)
        .zip(kept)
        .filter(|(_, kept)| **kept)
    {
        totals
            .iter_mut()
            .zip(row)
            .for_each(|(total, mass)| *total += mass);
    }
    let features = kept.iter().filter(|kept| **kept).count();
    let classes: Vec<ClassPair> = totals[..topics]
        .iter()
        .map(|&total| ClassPair::new(total, totals[topics], features, params))
        .collect();
    let mut weights = vec![0.0; kept.len() * topics];
    weights
        .par_chunks_mut(topics.max(1))
        .zip(masses.par_chunks_exact(width))
        .zip(kept.par_iter())
        .filter(|(_, kept)| **kept)
        .for_each(|((row, masses), _)| {
            let all = masses[topics];
            for ((weight, &mass), class) in row.iter_mut().zip(masses).zip(&classes) {
                *weight = class.weight(mass, all, params);
            }
        });
    weights
}

/// A topic and the rest: the totals that every feature of the topic shares. In documents.
struct ClassPair {
    /// Mass of the topic's documents.
    inside: f64,
    /// Mass of all documents.
    all: f64,
    /// ln of the ratio of the smoothed totals.
    offset: f64,
}

/// How many independent observations one document counts for in a log-likelihood ratio: an
/// article has some thousand n-grams, which overlap.
const OBSERVATIONS: f64 = 1000.0;

impl ClassPair {
    fn new(inside: u64, all: u64, features: usize, params: &NaiveBayesValidParams) -> Self {
        let smoothing = params.alpha() * features as f64 + params.collection();
        let (topic, rest) = (documents(inside), documents(all - inside));
        Self {
            inside: topic,
            all: documents(all),
            offset: libm::log(topic + smoothing) - libm::log(rest + smoothing),
        }
    }

    /// The weight of a feature that has `inside` of its mass `all` in the topic.
    fn weight(&self, inside: u64, all: u64, params: &NaiveBayesValidParams) -> f64 {
        let prior = params.alpha() + params.collection() * documents(all) / self.all;
        let (topic, rest) = (documents(inside), documents(all - inside));
        let weight = libm::log(topic + prior) - libm::log(rest + prior) - self.offset;
        if params.evidence() == 0.0 {
            return weight;
        }
        let ratio = self.likelihood_ratio(topic, rest);
        weight * ratio / (ratio + params.evidence())
    }

    /// Dunning's log-likelihood ratio of a feature's split between topic and rest against the
    /// split of all features.
    fn likelihood_ratio(&self, topic: f64, rest: f64) -> f64 {
        let expected = (topic + rest) * self.inside / self.all;
        let term = |seen: f64, expected: f64| {
            if seen > 0.0 {
                seen * libm::log(seen / expected)
            } else {
                0.0
            }
        };
        let sum = term(topic, expected) + term(rest, topic + rest - expected);
        (2.0 * OBSERVATIONS * sum).max(0.0)
    }
}

fn documents(mass: u64) -> f64 {
    mass as f64 / DOCUMENT_MASS as f64
}
