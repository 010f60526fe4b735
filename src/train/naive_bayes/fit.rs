//! Class counts go in, one-vs-rest naive Bayes over the features that are frequent enough comes out.

use super::log_odds::{BATCH, Cells, LogOdds, Totals};
use super::params::NaiveBayesValidParams;
use crate::train::counts::class_counts::ClassCounts;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::LearnError;
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
    let min_documents = params.min_documents().max(1);
    let features: Vec<u32> = (0u32..)
        .zip(&counts.frequencies)
        .filter(|(_, frequency)| **frequency >= min_documents)
        .map(|(feature, _)| feature)
        .collect();
    if features.is_empty() {
        return Err(LearnError::NoFeatures { min_documents });
    }
    let masses = feature_masses(data, counts, &features);
    let odds = LogOdds::new(&totals(&masses, counts.width()), params);
    let topics = counts.width() - 1;
    let mut linear = LinearWeights::zero(data.features(), topics);
    linear.bias = prior_log_odds(&counts.members);
    let rows = masses.par_chunks(BATCH * counts.width());
    let weighed: Vec<Vec<f64>> = rows
        .map_init(Cells::default, |cells, masses| {
            odds.weigh(masses, cells).to_vec()
        })
        .collect();
    let rows = weighed
        .iter()
        .flat_map(|rows| rows.chunks_exact(topics.max(1)));
    for (&feature, row) in features.iter().zip(rows) {
        let feature = feature as usize;
        linear.kept[feature] = true;
        linear.weights[feature * topics..(feature + 1) * topics].copy_from_slice(row);
    }
    Ok(linear)
}

fn totals(masses: &[u64], width: usize) -> Totals {
    let mut sums = vec![0u64; width];
    for row in masses.chunks_exact(width) {
        let pairs = sums.iter_mut().zip(row);
        pairs.for_each(|(sum, mass)| *sum += mass);
    }
    Totals {
        masses: sums,
        features: masses.len() / width,
    }
}

/// Mass of each of some features in each class: feature × class.
fn feature_masses(data: &TrainingMatrix, counts: &ClassCounts, features: &[u32]) -> Vec<u64> {
    let width = counts.width();
    let mut sums = vec![0u64; features.len() * width];
    let add = |(sums, &feature): (&mut [u64], &u32)| {
        let Some(words) = data.by_feature.outer_view(feature as usize) else {
            return;
        };
        for (word, &times) in words.iter() {
            let masses = &counts.masses[word * width..(word + 1) * width];
            for (sum, mass) in sums.iter_mut().zip(masses) {
                *sum += mass * u64::from(times);
            }
        }
    };
    sums.par_chunks_exact_mut(width)
        .zip(features)
        .with_min_len(1024)
        .for_each(add);
    sums
}

/// For each topic the log of the odds that a document carries it; `members` are how many do, and
/// last how many documents there are.
pub(crate) fn prior_log_odds(members: &[u32]) -> Vec<f64> {
    let (&all, topics) = members.split_last().unwrap_or((&0, &[]));
    let odds = |&members: &u32| {
        let (inside, outside) = (f64::from(members), f64::from(all - members));
        // With none or all of them, half a document is added to each side, so that it stays finite.
        match members == 0 || members == all {
            true => libm::log((inside + 0.5) / (outside + 0.5)),
            false => libm::log(inside / outside),
        }
    };
    topics.iter().map(odds).collect()
}
