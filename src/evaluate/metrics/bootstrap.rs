//! Confidence intervals by the bootstrap (Efron and Tibshirani 1993, chapter 13): articles are drawn
//! with replacement, many times, and every metric is computed from the drawn ones. The middle 95 % of
//! its values are the interval. ChaCha8 with a given seed gives the same intervals on every platform.

use super::scores::Tally;
use crate::evaluate::report::ArticleResult;
use crate::evaluate::report::Report;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// How often a corpus of articles is drawn.
pub const RESAMPLES: usize = 1000;

/// Share of the values inside an interval.
pub const LEVEL: f64 = 0.95;

/// Seed of the program's own reports.
pub const SEED: u64 = 1;

/// The 95 % confidence interval of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Name as in [`metric`](crate::evaluate::metric()).
    pub metric: String,
    /// Lower end; undefined if no resample had a value.
    pub low: Option<f64>,
    /// Upper end; undefined if no resample had a value.
    pub high: Option<f64>,
    /// Resamples in which the metric is defined. If they are far fewer than [`RESAMPLES`], do not trust
    /// the interval.
    pub resamples: usize,
}

/// Intervals of accuracy (exclusive only), exact match, macro-F1, micro-F1 and each topic's F1, in this order.
pub fn intervals(report: &Report, seed: u64) -> Vec<Interval> {
    let mut names = vec![
        "exact-match".to_owned(),
        "macro-f1".to_owned(),
        "micro-f1".to_owned(),
    ];
    names.extend(report.topics.iter().map(|topic| format!("f1@{topic}")));
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    let results: Vec<&ArticleResult> = report.results.iter().collect();
    let mut tally = Tally::new(report.topics.len());
    resample(results.len(), seed, |drawn| {
        tally.clear();
        for &index in drawn {
            tally.add(&results[index].truth, &results[index].given);
        }
        let whole = [
            tally.exact_match(),
            tally.macro_average().f1,
            tally.micro().f1,
        ];
        let topics = tally.topics.iter().map(|counts| counts.scores().f1);
        for (values, value) in values.iter_mut().zip(whole.into_iter().chain(topics)) {
            values.extend(value);
        }
    });
    let mut found: Vec<Interval> = names
        .into_iter()
        .zip(values)
        .map(|(name, values)| interval(name, values))
        .collect();
    if report.exclusive {
        // With one topic per article, accuracy and exact match are the same share.
        let accuracy = Interval {
            metric: "accuracy".to_owned(),
            ..found[0].clone()
        };
        found.insert(0, accuracy);
    }
    found
}

/// Calls `visit` with the indices of [`RESAMPLES`] draws of `count` out of `count`; never, if `count` is 0.
pub(crate) fn resample(count: usize, seed: u64, mut visit: impl FnMut(&[usize])) {
    if count == 0 {
        return;
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn = vec![0; count];
    for _ in 0..RESAMPLES {
        for index in &mut drawn {
            // Drawn as u64: the sequence for usize depends on the platform.
            *index = random.gen_range(0..count as u64) as usize;
        }
        visit(&drawn);
    }
}

/// Both ends of the middle [`LEVEL`] of `values`, or `None` if there is none.
pub(crate) fn middle(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    let tail = (1.0 - LEVEL) / 2.0;
    Some((quantile(&values, tail)?, quantile(&values, 1.0 - tail)?))
}

/// Quantile of sorted values with linear interpolation, as numpy's default.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let below = (place as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

fn interval(metric: String, values: Vec<f64>) -> Interval {
    let resamples = values.len();
    let ends = middle(values);
    Interval {
        metric,
        low: ends.map(|ends| ends.0),
        high: ends.map(|ends| ends.1),
        resamples,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::measure;
    use crate::evaluate::metrics::by_name::metric;
    use crate::evaluate::tests::report_data::{exclusive, multi_label, right_and_wrong};

    #[test]
    fn seeded_and_around_the_value() {
        let report = exclusive();
        let found = intervals(&report, 7);
        assert_eq!(found, intervals(&report, 7));
        assert_ne!(found, intervals(&report, 8));
        let names: Vec<_> = found
            .iter()
            .map(|interval| interval.metric.as_str())
            .collect();
        assert_eq!(
            names[..4],
            ["accuracy", "exact-match", "macro-f1", "micro-f1"]
        );
        for interval in &found {
            let value = metric(&report, &interval.metric).unwrap().unwrap();
            assert!(
                interval.low.unwrap() <= value && value <= interval.high.unwrap(),
                "{interval:?}"
            );
        }
    }

    #[test]
    fn as_wide_as_the_normal_approximation_says() {
        // 320 of 400 right: 0.8 ± 1.96·√(0.8·0.2/400) = 0.8 ± 0.0392.
        let found = intervals(&right_and_wrong(320, 80), 1);
        assert!(
            (found[0].low.unwrap() - 0.7608).abs() < 0.006,
            "{:?}",
            found[0]
        );
        assert!(
            (found[0].high.unwrap() - 0.8392).abs() < 0.006,
            "{:?}",
            found[0]
        );
    }

    #[test]
    fn undefined_where_nothing_can_be_drawn() {
        let sport = intervals(&multi_label(), 1).pop().unwrap();
        assert_eq!(
            (sport.metric.as_str(), sport.low, sport.resamples),
            ("f1@sport", None, 0)
        );
        let empty = measure(&["a".to_owned()], true, &[]).unwrap();
        assert!(
            intervals(&empty, 1)
                .iter()
                .all(|interval| interval.high.is_none())
        );
    }

    #[test]
    fn quantiles_are_numpys() {
        // numpy 2.4: np.quantile([1, 2, 4, 8], [0.025, 0.5, 0.975])
        let sorted = [1.0, 2.0, 4.0, 8.0];
        let found = [0.025, 0.5, 0.975].map(|share| quantile(&sorted, share).unwrap());
        for (found, expected) in found.into_iter().zip([1.075, 3.0, 7.7]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }
}
