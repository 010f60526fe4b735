//! The formulas of one-vs-rest naive Bayes: smoothed log-odds of features, shrunk by their
//! evidence, and prior log-odds of topics. Every fit of naive Bayes goes through them.
//!
//! For a topic `t`, feature `f` weighs `ln P(f|t) − ln P(f|rest)` with additive smoothing
//! (Manning, Raghavan, Schütze 2008, section 13.2), each class a multinomial over features.

use super::fast_ln::ln;
use super::params::NaiveBayesValidParams;
use crate::train::counts::class_counts::DOCUMENT_MASS;

/// How many independent observations one document counts for in a log-likelihood ratio: an
/// article has some thousand n-grams, which overlap.
const OBSERVATIONS: f64 = 1000.0;

/// Sums over features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Mass by class, the last class being all documents.
    pub(crate) masses: Vec<u64>,
    /// Number of features in the sums.
    pub(crate) features: usize,
}

/// What the weights of all features share.
pub(crate) struct LogOdds {
    /// Mass of all documents, in documents.
    total: f64,
    topics: TopicConstants,
    params: NaiveBayesValidParams,
}

/// Constants of the topics: the list of all topics, repeated [`BATCH`] times, so that a batch of
/// features needs no index arithmetic.
#[derive(Default)]
struct TopicConstants {
    /// The topic's share of the mass of all documents.
    shares: Vec<f64>,
    /// The share of all other documents.
    rests: Vec<f64>,
    /// ln of the ratio of the smoothed totals.
    offsets: Vec<f64>,
    /// Number of topics.
    count: usize,
}

/// Memory for one batch of features, used again for the next one. Each vector is feature × topic.
#[derive(Default)]
pub(crate) struct BatchBuffers {
    /// The feature's mass in the topic, in documents.
    inside: Vec<f64>,
    /// The feature's mass in all documents, repeated for each topic.
    all: Vec<f64>,
    /// In nats.
    weights: Vec<f64>,
}

/// Features that are weighed together. Few enough for the first-level cache.
pub(crate) const BATCH: usize = 16;

impl LogOdds {
    pub(crate) fn new(totals: &Totals, params: &NaiveBayesValidParams) -> Self {
        let (&all, insides) = totals.masses.split_last().unwrap_or((&0, &[]));
        let smoothing = params.alpha() * totals.features as f64 + params.collection();
        let mut topics = TopicConstants {
            count: insides.len(),
            ..TopicConstants::default()
        };
        for _ in 0..BATCH {
            for &inside in insides {
                let (topic, rest) = (documents(inside), documents(all - inside));
                topics.shares.push(topic / documents(all));
                topics.rests.push(rest / documents(all));
                let offset = libm::log(topic + smoothing) - libm::log(rest + smoothing);
                topics.offsets.push(offset);
            }
        }
        Self {
            total: documents(all),
            topics,
            params: *params,
        }
    }

    #[cfg(test)]
    pub(crate) fn params(&self) -> NaiveBayesValidParams {
        self.params
    }

    /// For each topic an upper bound of every weight's magnitude, in nats, if no feature has more
    /// mass than `largest`.
    ///
    /// A weight is largest for a feature that occurs on one side only, and grows with its mass,
    /// since `(all + prior) / prior` grows with `all`. Evidence only shrinks weights.
    pub(crate) fn bounds(&self, largest: u64) -> Vec<f64> {
        let all = documents(largest);
        let prior = self.params.alpha() + self.params.collection() * all / self.total;
        let furthest = libm::log(all + prior) - libm::log(prior);
        let offsets = self.topics.offsets.iter().take(self.topics.count);
        offsets.map(|offset| furthest + offset.abs()).collect()
    }

    /// Weights of at most [`BATCH`] features, feature × topic in nats, from masses of
    /// feature × class, the last class being all documents together.
    pub(crate) fn weigh<'a>(&self, masses: &[u64], buffers: &'a mut BatchBuffers) -> &'a [f64] {
        debug_assert!(masses.len() <= BATCH * (self.topics.count + 1));
        buffers.inside.clear();
        buffers.all.clear();
        for row in masses.chunks_exact(self.topics.count + 1) {
            let (&all, row) = row.split_last().unwrap_or((&0, &[]));
            buffers
                .inside
                .extend(row.iter().map(|&mass| documents(mass)));
            buffers.all.resize(buffers.inside.len(), documents(all));
        }
        buffers.weights.resize(buffers.inside.len(), 0.0);
        let evidence = self.params.evidence();
        let arch = pulp::Arch::new();
        match evidence > 0.0 {
            true => arch.dispatch(Weigh::<true>(self, buffers)),
            false => arch.dispatch(Weigh::<false>(self, buffers)),
        }
        &buffers.weights
    }
}

/// The inner loop of [`LogOdds::weigh`], compiled once with the shrinking by evidence and once
/// without.
struct Weigh<'a, const SHRINKS: bool>(&'a LogOdds, &'a mut BatchBuffers);

impl<const SHRINKS: bool> pulp::WithSimd for Weigh<'_, SHRINKS> {
    type Output = ();

    // Free of branches, so that the compiler vectorises it. `pulp` compiles it for the processor's
    // widest registers, but only where it is inlined into its caller.
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _registers: S) {
        let Self(
            LogOdds {
                total,
                topics,
                params,
            },
            buffers,
        ) = self;
        let (alpha, evidence) = (params.alpha(), params.evidence());
        let collection = params.collection() / total;
        let pairs = buffers.inside.iter().zip(&buffers.all);
        let topics = topics.shares.iter().zip(&topics.rests).zip(&topics.offsets);
        let weights = buffers.weights.iter_mut();
        for ((weight, (&inside, &all)), ((&share, &rest), &offset)) in
            weights.zip(pairs).zip(topics)
        {
            let (outside, prior) = (all - inside, alpha + collection * all);
            *weight = ln(within((inside + prior) / (outside + prior))) - offset;
            if SHRINKS {
                // Dunning's log-likelihood ratio of the feature's split between topic and rest
                // against the split of all features.
                let sum = inside * ln(within(inside / (all * share)))
                    + outside * ln(within(outside / (all * rest)));
                let ratio = (2.0 * OBSERVATIONS * sum).max(0.0);
                *weight *= ratio / (ratio + evidence);
            }
        }
    }
}

/// Clamps to the positive normal numbers, which [`ln`] needs. 0 and NaN become the smallest of
/// them; their logarithm is then multiplied by a mass of 0.
#[inline(always)]
fn within(value: f64) -> f64 {
    let value = value.max(f64::MIN_POSITIVE);
    value.min(f64::MAX)
}

/// A mass in documents.
fn documents(mass: u64) -> f64 {
    // The conversion from signed integers is one instruction, and no mass reaches 2^63.
    mass as i64 as f64 / DOCUMENT_MASS as f64
}

/// The log-odds that a document carries each topic. `members` has the number of documents with
/// each topic, and last the number of all documents.
pub(crate) fn prior_log_odds(members: &[u32]) -> Vec<f64> {
    let (&all, topics) = members.split_last().unwrap_or((&0, &[]));
    let odds = |&members: &u32| {
        let (inside, outside) = (f64::from(members), f64::from(all - members));
        // Half a document on each side keeps the odds of none or all documents finite.
        match members == 0 || members == all {
            true => libm::log((inside + 0.5) / (outside + 0.5)),
            false => libm::log(inside / outside),
        }
    };
    topics.iter().map(odds).collect()
}
