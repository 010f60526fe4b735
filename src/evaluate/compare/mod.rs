//! Compares two reports on the same articles: what changed, and whether that could be chance.
//!
//! The tests are paired: both reports are on the same articles, so that the difficulty of the articles
//! cancels out. McNemar's exact test (McNemar 1947; Dietterich 1998) uses the articles that only one
//! of the two has right. The paired bootstrap (Efron and Tibshirani 1993) resamples the articles and
//! uses the difference of F1.

use super::ROUNDING;
use super::error::EvaluateError;
use super::metrics::bootstrap::{middle, resample};
use super::metrics::scores::Tally;
use super::report::Report;
use serde::Serialize;

pub(crate) mod pair;
#[cfg(test)]
mod tests;

pub use super::metrics::mcnemar::McNemar;
use pair::{Pair, pairs};

/// What changed from an old report to a new one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Articles, the same in both.
    pub articles: u64,
    /// Whether topics are exclusive in both, so that an exact match is a right topic.
    pub exclusive: bool,
    /// Test on the articles for which only one report has exactly the true topics.
    pub mcnemar: McNemar,
    /// Share of exact matches, for exclusive topics the accuracy; the p-value is McNemar's.
    pub exact_match: Difference,
    /// Macro-averaged F1.
    pub macro_f1: Difference,
    /// Micro-averaged F1.
    pub micro_f1: Difference,
}

/// A metric in two reports.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Old value.
    pub old: Option<f64>,
    /// New value.
    pub new: Option<f64>,
    /// New − old; undefined if either is.
    pub difference: Option<f64>,
    /// 95 % interval of the difference.
    pub interval: Option<(f64, f64)>,
    /// Twice the smaller share of resamples with a difference ≤ 0 or ≥ 0, with one added to both counts, at most 1.
    pub p_value: Option<f64>,
}

/// A p-value below this is called significant.
pub const SIGNIFICANT: f64 = 0.05;

impl Difference {
    /// Whether the two values differ, in either direction, by more than chance explains: p < 0.05.
    pub fn is_significant(&self) -> bool {
        self.p_value.is_some_and(|p_value| p_value < SIGNIFICANT)
    }
}

/// Compares two reports article by article. Equal seeds give equal intervals.
///
/// All numbers are computed again from the articles, so that equal tags give equal values.
///
/// # Errors
/// The reports differ in their topics, articles or true topics. Their order may differ.
pub fn compare(old: &Report, new: &Report, seed: u64) -> Result<Comparison, EvaluateError> {
    let pairs = pairs(old, new)?;
    let topics = old.topics.len();
    let exclusive = old.exclusive && new.exclusive;
    let mut exact_match = Vec::new();
    let mut macro_f1 = Vec::new();
    let mut micro_f1 = Vec::new();
    resample(pairs.len(), seed, |drawn| {
        let [old, new] = tallies(topics, drawn.iter().map(|&index| &pairs[index]));
        exact_match.extend(subtract(new.exact_match(), old.exact_match()));
        macro_f1.extend(subtract(new.macro_average().f1, old.macro_average().f1));
        micro_f1.extend(subtract(new.micro().f1, old.micro().f1));
    });
    let [old, new] = tallies(topics, pairs.iter());
    let mcnemar = mcnemar(&pairs);
    let exact_match = difference(old.exact_match(), new.exact_match(), exact_match);
    Ok(Comparison {
        articles: pairs.len() as u64,
        exclusive,
        mcnemar,
        exact_match: Difference {
            p_value: exact_match.p_value.map(|_| mcnemar.p_value),
            ..exact_match
        },
        macro_f1: difference(old.macro_average().f1, new.macro_average().f1, macro_f1),
        micro_f1: difference(old.micro().f1, new.micro().f1, micro_f1),
    })
}

/// Counts of the old and of the new report.
fn tallies<'a>(topics: usize, pairs: impl Iterator<Item = &'a Pair>) -> [Tally; 2] {
    let [mut old, mut new] = [Tally::new(topics), Tally::new(topics)];
    for pair in pairs {
        old.add(&pair.truth, &pair.old);
        new.add(&pair.truth, &pair.new);
    }
    [old, new]
}

fn mcnemar(pairs: &[Pair]) -> McNemar {
    let (mut only_old, mut only_new) = (0, 0);
    for pair in pairs {
        match (pair.old == pair.truth, pair.new == pair.truth) {
            (true, false) => only_old += 1,
            (false, true) => only_new += 1,
            _ => {}
        }
    }
    McNemar::new(only_old, only_new)
}

fn subtract(new: Option<f64>, old: Option<f64>) -> Option<f64> {
    Some(new? - old?)
}

fn difference(old: Option<f64>, new: Option<f64>, resampled: Vec<f64>) -> Difference {
    let difference = subtract(new, old);
    let share = |hits: usize| (hits + 1) as f64 / (resampled.len() + 1) as f64;
    let at_most = share(resampled.iter().filter(|&&value| value <= ROUNDING).count());
    let at_least = share(
        resampled
            .iter()
            .filter(|&&value| value >= -ROUNDING)
            .count(),
    );
    let p_value = difference.map(|_| (2.0 * at_most.min(at_least)).min(1.0));
    let interval = difference.and_then(|_| middle(resampled));
    Difference {
        old,
        new,
        difference,
        interval,
        p_value,
    }
}
