//! Masses of features in classes go in, one-vs-rest log-odds weights come out.
//!
//! For a topic `t`, feature `f` weighs `ln P(f|t) − ln P(f|rest)` with additive smoothing
//! (Manning, Raghavan, Schütze 2008, section 13.2), each class a multinomial over features.

use super::NaiveBayesValidParams;
use super::class_counts::DOCUMENT_MASS;
use super::ln::ln_all;

/// How many independent observations one document counts for in a log-likelihood ratio: an
/// article has some thousand n-grams, which overlap.
const OBSERVATIONS: f64 = 1000.0;

/// The masses of all features together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Totals {
    /// By class, the last being all documents together.
    pub(super) masses: Vec<u64>,
    /// How many features have them.
    pub(super) features: usize,
}

/// What the weights of all features share.
pub(super) struct LogOdds {
    /// The mass of all documents.
    total: f64,
    topics: Vec<TopicTotals>,
    params: NaiveBayesValidParams,
}

/// A topic and the rest.
struct TopicTotals {
    /// The topic's share of the mass of all documents.
    share: f64,
    /// ln of the ratio of the smoothed totals.
    offset: f64,
    /// ln of the topic's share and of the rest's.
    logs: (f64, f64),
}

impl LogOdds {
    pub(super) fn new(totals: &Totals, params: &NaiveBayesValidParams) -> Self {
        let (all, topics) = totals.masses.split_last().unwrap_or((&0, &[]));
        let smoothing = params.alpha() * totals.features as f64 + params.collection();
        let topic = |&inside: &u64| {
            let (topic, rest) = (documents(inside), documents(all - inside));
            let share = topic / documents(*all);
            TopicTotals {
                share,
                offset: libm::log(topic + smoothing) - libm::log(rest + smoothing),
                logs: (libm::log(share), libm::log(1.0 - share)),
            }
        };
        Self {
            total: documents(*all),
            topics: topics.iter().map(topic).collect(),
            params: *params,
        }
    }

    #[cfg(test)]
    pub(super) fn params(&self) -> NaiveBayesValidParams {
        self.params
    }

    /// For each topic what no weight exceeds, in nats, if no feature has more mass than `largest`.
    ///
    /// The odds of a feature are the furthest from even where one side has all of it, and then the
    /// further the more there is: `1 + all / prior` grows with `all`. Evidence only shrinks.
    pub(super) fn bounds(&self, largest: u64) -> Vec<f64> {
        let feature = FeatureMass::new(largest, self);
        let furthest = libm::log(feature.absent()).abs();
        let topics = self.topics.iter();
        topics.map(|topic| furthest + topic.offset.abs()).collect()
    }

    /// Weights of some features, feature × topic in nats, from masses of feature × class.
    pub(super) fn weigh(&self, masses: &[u64], logs: &mut Vec<f64>, weights: &mut Vec<f64>) {
        logs.clear();
        weights.clear();
        let rows = || masses.chunks_exact(self.topics.len() + 1);
        rows().for_each(|row| self.push_ratios(row, logs));
        ln_all(logs);
        let mut logs = logs.iter().copied();
        rows().for_each(|row| self.push_weights(row, &mut logs, weights));
    }

    /// All that the weights of a feature need the logarithm of. Most features are in few topics,
    /// and a topic without them, or with all of them, needs none of its own.
    fn push_ratios(&self, row: &[u64], ratios: &mut Vec<f64>) {
        let Some((&all, row)) = row.split_last() else {
            return;
        };
        let feature = FeatureMass::new(all, self);
        ratios.push(feature.absent());
        for (&inside, topic) in row.iter().zip(&self.topics) {
            if inside == 0 || inside == all {
                continue;
            }
            let (mass, rest) = (documents(inside), documents(all - inside));
            ratios.push((mass + feature.prior) / (rest + feature.prior));
            if self.params.evidence() > 0.0 {
                let expected = feature.documents * topic.share;
                ratios.push(mass / expected);
                ratios.push(rest / (feature.documents - expected));
            }
        }
    }

    /// The weights of a feature from the logarithms of what was pushed.
    fn push_weights(
        &self,
        row: &[u64],
        logs: &mut impl Iterator<Item = f64>,
        weights: &mut Vec<f64>,
    ) {
        let Some((&all, row)) = row.split_last() else {
            return;
        };
        let evidence = self.params.evidence();
        let mut next = || logs.next().unwrap_or(0.0);
        let (absent, everything) = (next(), documents(all));
        weights.extend(row.iter().zip(&self.topics).map(|(&inside, topic)| {
            let log_odds = match inside {
                0 => absent,
                _ if inside == all => -absent,
                _ => next(),
            };
            let weight = log_odds - topic.offset;
            if evidence == 0.0 {
                return weight;
            }
            // Dunning's log-likelihood ratio of the feature's split between topic and rest
            // against the split of all features.
            let sum = match inside {
                0 => -everything * topic.logs.1,
                _ if inside == all => -everything * topic.logs.0,
                _ => documents(inside) * next() + documents(all - inside) * next(),
            };
            let ratio = (2.0 * OBSERVATIONS * sum).max(0.0);
            weight * ratio / (ratio + evidence)
        }));
    }
}

/// A feature in all documents: what its weights for all topics share.
struct FeatureMass {
    /// Its mass, in documents.
    documents: f64,
    /// What smoothing adds to each side.
    prior: f64,
}

impl FeatureMass {
    fn new(all: u64, shared: &LogOdds) -> Self {
        let documents = documents(all);
        let collection = shared.params.collection() * documents / shared.total;
        Self {
            documents,
            prior: shared.params.alpha() + collection,
        }
    }

    /// The odds of a side that the feature is absent from, before totals.
    fn absent(&self) -> f64 {
        self.prior / (self.documents + self.prior)
    }
}

fn documents(mass: u64) -> f64 {
    // Signed numbers are converted by one instruction, and no mass reaches 2^63.
    mass as i64 as f64 / DOCUMENT_MASS as f64
}
