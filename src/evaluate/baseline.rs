//! Checks a new report against an accepted one: the tags must not get worse than is tolerated.

use super::ROUNDING;
use super::compare::{Comparison, Difference, compare};
use super::error::EvaluateError;
use super::metrics::bootstrap::SEED;
use super::report::Report;
use serde::Serialize;

/// The drops from an old report to a new one, and whether they are tolerated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaselineCheck {
    /// Largest tolerated drop, in [0, 1].
    pub max_drop: f64,
    /// Whether every metric passed.
    pub passed: bool,
    /// Macro-F1, and for exclusive topics accuracy.
    pub drops: Vec<DropCheck>,
    /// All the numbers.
    pub comparison: Comparison,
}

/// One metric of a [`BaselineCheck`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DropCheck {
    /// Name as in [`metric`](super::metric()).
    pub metric: &'static str,
    /// False if the new value is below old − `max_drop`, or undefined where the old one is defined.
    pub passed: bool,
    /// Whether the metric differs at all, in either direction, with p < 0.05: by the paired
    /// bootstrap for macro-F1, by McNemar's test for accuracy. Has no part in `passed`.
    pub significant: bool,
    /// The values.
    pub difference: Difference,
}

/// Checks that macro-F1, and for exclusive topics accuracy, dropped by at most `max_drop` from
/// `old` to `new`, on the same articles.
///
/// # Errors
/// Those of [`compare`], and a `max_drop` outside [0, 1].
pub fn baseline_check(
    old: &Report,
    new: &Report,
    max_drop: f64,
) -> Result<BaselineCheck, EvaluateError> {
    check_max_drop(max_drop)?;
    let comparison = compare(old, new, SEED)?;
    let accuracy = comparison
        .exclusive
        .then_some(("accuracy", comparison.exact_match));
    let drops: Vec<DropCheck> = [Some(("macro-f1", comparison.macro_f1)), accuracy]
        .into_iter()
        .flatten()
        .map(|(metric, difference)| DropCheck {
            metric,
            passed: is_tolerated(difference, max_drop),
            significant: difference.is_significant(),
            difference,
        })
        .collect();
    Ok(BaselineCheck {
        max_drop,
        passed: drops.iter().all(|drop| drop.passed),
        drops,
        comparison,
    })
}

/// Checks that a tolerated drop is from 0 to 1.
///
/// # Errors
/// [`EvaluateError::MaxDrop`].
pub fn check_max_drop(value: f64) -> Result<f64, EvaluateError> {
    match (0.0..=1.0).contains(&value) {
        true => Ok(value),
        false => Err(EvaluateError::MaxDrop { value }),
    }
}

fn is_tolerated(difference: Difference, max_drop: f64) -> bool {
    match (difference.old, difference.new) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(old), Some(new)) => new >= old - max_drop - ROUNDING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::measure;
    use crate::evaluate::tests::report_data::{exclusive, multi_label, right_and_wrong};

    #[test]
    fn fails_only_beyond_the_tolerated_drop() {
        let significant = |check: &BaselineCheck| check.drops.iter().all(|drop| drop.significant);
        let old = right_and_wrong(180, 20);
        let same = baseline_check(&old, &old, 0.0).unwrap();
        assert!(same.passed && !significant(&same));

        let worse = right_and_wrong(140, 60);
        let failed = baseline_check(&old, &worse, 0.01).unwrap();
        assert!(!failed.passed && significant(&failed));
        // Accuracy falls by 0.2, macro-F1 by less.
        let drop = -failed.drops[1].difference.difference.unwrap();
        assert!(baseline_check(&old, &worse, drop).unwrap().passed);
        assert!(!baseline_check(&old, &worse, drop - 1e-6).unwrap().passed);

        let better = baseline_check(&worse, &old, 0.0).unwrap();
        assert!(better.passed && significant(&better));
    }

    #[test]
    fn numbers_are_those_of_sklearn_and_scipy() {
        // tests/oracles/metrics.py, "baseline"
        let old = exclusive();
        let mut outcomes: Vec<_> = old
            .results
            .iter()
            .map(crate::evaluate::outcome::Outcome::from)
            .collect();
        let wrong = outcomes
            .iter_mut()
            .filter(|outcome| outcome.given != outcome.truth);
        wrong
            .take(2)
            .for_each(|outcome| outcome.given = outcome.truth.clone());
        let new = measure(&old.topics, true, &outcomes).unwrap();
        let check = baseline_check(&old, &new, 0.0).unwrap();
        let values = |index: usize| {
            let DropCheck {
                metric, difference, ..
            } = check.drops[index];
            (metric, difference.old.unwrap(), difference.new.unwrap())
        };
        let close = |found: (&str, f64, f64), expected: (&str, f64, f64)| {
            assert_eq!(found.0, expected.0);
            assert!((found.1 - expected.1).abs() < 1e-12 && (found.2 - expected.2).abs() < 1e-12);
        };
        close(
            values(0),
            ("macro-f1", 0.7579365079365079, 0.9153439153439153),
        );
        close(values(1), ("accuracy", 0.75, 0.9166666666666666));
        assert_eq!(check.drops[1].difference.p_value, Some(0.5));
        assert!(!check.drops[1].significant);
    }

    #[test]
    fn several_topics_have_no_accuracy_to_check() {
        let report = multi_label();
        let check = baseline_check(&report, &report, 0.0).unwrap();
        let metrics: Vec<_> = check.drops.iter().map(|drop| drop.metric).collect();
        assert_eq!(metrics, ["macro-f1"]);
    }

    #[test]
    fn refuses_a_drop_that_is_no_share() {
        for max_drop in [-0.01, 1.5, f64::NAN, f64::INFINITY] {
            let found = baseline_check(&exclusive(), &exclusive(), max_drop);
            assert!(
                matches!(found, Err(EvaluateError::MaxDrop { .. })),
                "{max_drop}"
            );
        }
    }
}
