//! Class counts go in, one-vs-rest log-odds weights come out.
//!
//! For a topic `t`, feature `f` weighs `ln P(f|t) − ln P(f|rest)` with additive smoothing
//! (Manning, Raghavan, Schütze 2008, section 13.2), each class a multinomial over features.

use super::class_counts::{ClassCounts, DOCUMENT_MASS};
use super::training_matrix::TrainingMatrix;
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

/// The weights of those features that were kept, and only those.
#[derive(Debug, Default)]
pub(super) struct KeptWeights {
    /// Ascending.
    pub(super) features: Vec<u32>,
    /// Kept feature × topic, in nats.
    pub(super) weights: Vec<f64>,
    /// The prior log-odds of each topic.
    pub(super) bias: Vec<f64>,
}

/// The masses of the features that are frequent enough to be kept.
#[derive(Debug, Default)]
pub(super) struct KeptMasses {
    /// How many documents carry each topic, and last how many there are.
    pub(super) members: Vec<u32>,
    /// How many documents a feature must stand in to be kept.
    pub(super) min_documents: u32,
    /// Ascending.
    pub(super) features: Vec<u32>,
    /// Kept feature × class.
    pub(super) masses: Vec<u64>,
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
    let masses = KeptMasses::new(data, counts, params.min_documents());
    let (mut seen, mut kept) = (KeptMasses::default(), KeptWeights::default());
    seen.select(&masses, visible);
    kept.fit(&seen, params)?;
    Ok(kept.over_all(data.features()))
}

impl KeptMasses {
    /// Sums up the masses of each feature that enough documents have.
    fn new(data: &TrainingMatrix, counts: &ClassCounts, min_documents: u32) -> Self {
        let min_documents = min_documents.max(1);
        let features: Vec<u32> = (0u32..)
            .zip(&counts.frequencies)
            .filter(|(_, frequency)| **frequency >= min_documents)
            .map(|(feature, _)| feature)
            .collect();
        Self {
            members: counts.members.clone(),
            min_documents,
            masses: feature_masses(data, counts, &features),
            features,
        }
    }

    /// Takes over the visible ones of the features of another.
    pub(super) fn select(&mut self, other: &Self, visible: &dyn Fn(usize) -> bool) {
        self.members.clone_from(&other.members);
        self.min_documents = other.min_documents;
        self.features.clear();
        self.masses.clear();
        let rows = other.masses.chunks_exact(other.members.len());
        for (&feature, row) in other.features.iter().zip(rows) {
            if visible(feature as usize) {
                self.features.push(feature);
                self.masses.extend_from_slice(row);
            }
        }
    }
}

impl KeptWeights {
    /// Fits to the masses; what was here before goes, its memory is used again.
    ///
    /// # Errors
    /// [`LearnError::NoFeatures`].
    pub(super) fn fit(
        &mut self,
        masses: &KeptMasses,
        params: &NaiveBayesValidParams,
    ) -> Result<(), LearnError> {
        if masses.features.is_empty() {
            let min_documents = masses.min_documents;
            return Err(LearnError::NoFeatures { min_documents });
        }
        let width = masses.members.len();
        let all = masses.members[width - 1];
        let members = masses.members[..width - 1].iter();
        self.features.clone_from(&masses.features);
        self.bias.clear();
        self.bias
            .extend(members.map(|&members| prior_log_odds(members, all)));
        log_odds(&masses.masses, width, params, &mut self.weights);
        Ok(())
    }

    fn over_all(&self, features: usize) -> LinearWeights {
        let topics = self.bias.len();
        let mut linear = LinearWeights::zero(features, topics);
        for (&feature, row) in self
            .features
            .iter()
            .zip(self.weights.chunks_exact(topics.max(1)))
        {
            let feature = feature as usize;
            linear.kept[feature] = true;
            linear.weights[feature * topics..(feature + 1) * topics].copy_from_slice(row);
        }
        linear.bias.clone_from(&self.bias);
        linear
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
fn log_odds(masses: &[u64], width: usize, params: &NaiveBayesValidParams, weights: &mut Vec<f64>) {
    let topics = width - 1;
    let mut totals = vec![0u64; width];
    for row in masses.chunks_exact(width) {
        totals
            .iter_mut()
            .zip(row)
            .for_each(|(total, mass)| *total += mass);
    }
    let features = masses.len() / width;
    let classes: Vec<ClassPair> = totals[..topics]
        .iter()
        .map(|&total| ClassPair::new(total, totals[topics], features, params))
        .collect();
    // What stands there is overwritten.
    weights.resize(features * topics, 0.0);
    weights
        .par_chunks_exact_mut(topics.max(1))
        .zip(masses.par_chunks_exact(width))
        .with_min_len(1024)
        .for_each(|(row, masses)| {
            let feature = FeatureMass::new(masses[topics], totals[topics], params);
            for ((weight, &mass), class) in row.iter_mut().zip(masses).zip(&classes) {
                *weight = class.weight(mass, &feature, params.evidence());
            }
        });
}

/// A feature in all documents: what its weights for all topics share.
struct FeatureMass {
    all: u64,
    /// `all`, in documents.
    documents: f64,
    /// What smoothing adds to each side.
    prior: f64,
    /// ln of the odds of a side that the feature is absent from, before totals.
    absent: f64,
}

impl FeatureMass {
    fn new(all: u64, total: u64, params: &NaiveBayesValidParams) -> Self {
        let prior = params.alpha() + params.collection() * documents(all) / documents(total);
        Self {
            all,
            documents: documents(all),
            prior,
            absent: libm::log(prior) - libm::log(documents(all) + prior),
        }
    }
}

/// A topic and the rest: the totals that every feature of the topic shares.
struct ClassPair {
    /// The topic's share of the mass of all documents.
    share: f64,
    /// ln of the ratio of the smoothed totals.
    offset: f64,
    /// ln of the topic's share and of the rest's.
    logs: (f64, f64),
}

/// How many independent observations one document counts for in a log-likelihood ratio: an
/// article has some thousand n-grams, which overlap.
const OBSERVATIONS: f64 = 1000.0;

impl ClassPair {
    fn new(inside: u64, all: u64, features: usize, params: &NaiveBayesValidParams) -> Self {
        let smoothing = params.alpha() * features as f64 + params.collection();
        let (topic, rest) = (documents(inside), documents(all - inside));
        let share = topic / documents(all);
        Self {
            share,
            offset: libm::log(topic + smoothing) - libm::log(rest + smoothing),
            logs: (libm::log(share), libm::log(1.0 - share)),
        }
    }

    /// The weight of a feature that has `inside` of its mass in the topic. Most features are in
    /// few topics, and for a topic without them, or with all of them, what needs a logarithm is
    /// the same for every topic or every feature.
    fn weight(&self, inside: u64, feature: &FeatureMass, evidence: f64) -> f64 {
        let log_odds = if inside == 0 {
            feature.absent
        } else if inside == feature.all {
            -feature.absent
        } else {
            let (topic, rest) = (documents(inside), documents(feature.all - inside));
            libm::log((topic + feature.prior) / (rest + feature.prior))
        };
        let weight = log_odds - self.offset;
        if evidence == 0.0 {
            return weight;
        }
        let ratio = self.likelihood_ratio(inside, feature);
        weight * ratio / (ratio + evidence)
    }

    /// Dunning's log-likelihood ratio of a feature's split between topic and rest against the
    /// split of all features.
    fn likelihood_ratio(&self, inside: u64, feature: &FeatureMass) -> f64 {
        let all = feature.documents;
        let sum = if inside == 0 {
            -all * self.logs.1
        } else if inside == feature.all {
            -all * self.logs.0
        } else {
            let (topic, rest) = (documents(inside), documents(feature.all - inside));
            let expected = all * self.share;
            topic * libm::log(topic / expected) + rest * libm::log(rest / (all - expected))
        };
        (2.0 * OBSERVATIONS * sum).max(0.0)
    }
}

fn documents(mass: u64) -> f64 {
    mass as f64 / DOCUMENT_MASS as f64
}
