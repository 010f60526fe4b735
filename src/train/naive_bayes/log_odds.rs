//! Masses of features in classes go in, one-vs-rest log-odds weights come out.
//!
//! For a topic `t`, feature `f` weighs `ln P(f|t) − ln P(f|rest)` with additive smoothing
//! (Manning, Raghavan, Schütze 2008, section 13.2), each class a multinomial over features.

use super::fast_ln::ln;
use super::params::NaiveBayesValidParams;
use crate::train::counts::class_counts::DOCUMENT_MASS;

/// How many independent observations one document counts for in a log-likelihood ratio: an
/// article has some thousand n-grams, which overlap.
const OBSERVATIONS: f64 = 1000.0;

/// The masses of all features together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// By class, the last being all documents together.
    pub(crate) masses: Vec<u64>,
    /// How many features have them.
    pub(crate) features: usize,
}

/// What the weights of all features share.
pub(crate) struct LogOdds {
    /// The mass of all documents.
    total: f64,
    topics: Topics,
    params: NaiveBayesValidParams,
}

/// Of each topic, as often as features are weighed together.
#[derive(Default)]
struct Topics {
    /// The topic's share of the mass of all documents, and the rest's.
    shares: Vec<f64>,
    rests: Vec<f64>,
    /// ln of the ratio of the smoothed totals.
    offsets: Vec<f64>,
    /// How many there are.
    count: usize,
}

/// Masses of some features in topics, feature × topic, and what they weigh.
#[derive(Default)]
pub(crate) struct Cells {
    /// The feature's mass in the topic, and in all documents.
    inside: Vec<f64>,
    all: Vec<f64>,
    /// In nats.
    weights: Vec<f64>,
}

/// Features that are weighed together: few enough for the nearest cache.
pub(crate) const BATCH: usize = 16;

impl LogOdds {
    pub(crate) fn new(totals: &Totals, params: &NaiveBayesValidParams) -> Self {
        let (&all, insides) = totals.masses.split_last().unwrap_or((&0, &[]));
        let smoothing = params.alpha() * totals.features as f64 + params.collection();
        let mut topics = Topics {
            count: insides.len(),
            ..Topics::default()
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

    /// For each topic what no weight exceeds, in nats, if no feature has more mass than `largest`.
    ///
    /// The odds of a feature are the furthest from even where one side has all of it, and then the
    /// further the more there is: `(all + prior) / prior` grows with `all`. Evidence only shrinks.
    pub(crate) fn bounds(&self, largest: u64) -> Vec<f64> {
        let all = documents(largest);
        let prior = self.params.alpha() + self.params.collection() * all / self.total;
        let furthest = libm::log(all + prior) - libm::log(prior);
        let offsets = self.topics.offsets.iter().take(self.topics.count);
        offsets.map(|offset| furthest + offset.abs()).collect()
    }

    /// Weights of at most [`BATCH`] features, feature × topic in nats, from masses of
    /// feature × class, the last class being all documents together.
    pub(crate) fn weigh<'a>(&self, masses: &[u64], cells: &'a mut Cells) -> &'a [f64] {
        debug_assert!(masses.len() <= BATCH * (self.topics.count + 1));
        cells.inside.clear();
        cells.all.clear();
        for row in masses.chunks_exact(self.topics.count + 1) {
            let (&all, row) = row.split_last().unwrap_or((&0, &[]));
            cells.inside.extend(row.iter().map(|&mass| documents(mass)));
            cells.all.resize(cells.inside.len(), documents(all));
        }
        cells.weights.resize(cells.inside.len(), 0.0);
        let evidence = self.params.evidence();
        let arch = pulp::Arch::new();
        match evidence > 0.0 {
            true => arch.dispatch(Weigh::<true>(self, cells)),
            false => arch.dispatch(Weigh::<false>(self, cells)),
        }
        &cells.weights
    }
}

/// Weighs cells; whether by their evidence is known when it is compiled.
struct Weigh<'a, const SHRINKS: bool>(&'a LogOdds, &'a mut Cells);

impl<const SHRINKS: bool> pulp::WithSimd for Weigh<'_, SHRINKS> {
    type Output = ();

    // All cells take the same path, without branches: several go into one register. Inlined
    // always, since it is compiled for wide registers only as a part of its caller.
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _registers: S) {
        let Self(
            LogOdds {
                total,
                topics,
                params,
            },
            cells,
        ) = self;
        let (alpha, evidence) = (params.alpha(), params.evidence());
        let collection = params.collection() / total;
        let pairs = cells.inside.iter().zip(&cells.all);
        let topics = topics.shares.iter().zip(&topics.rests).zip(&topics.offsets);
        let weights = cells.weights.iter_mut();
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

/// The nearest number that has all of its digits. 0 and what is not a number become the least, whose
/// logarithm is multiplied by 0 then.
#[inline(always)]
fn within(value: f64) -> f64 {
    let value = value.max(f64::MIN_POSITIVE);
    value.min(f64::MAX)
}

fn documents(mass: u64) -> f64 {
    // Signed numbers are converted by one instruction, and no mass reaches 2^63.
    mass as i64 as f64 / DOCUMENT_MASS as f64
}
