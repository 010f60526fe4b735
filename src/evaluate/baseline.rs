//! A new report against an accepted one: did the tags get worse than is tolerated?

use super::bootstrap::SEED;
use super::compare::{Comparison, compare};
use super::{EvaluateError, ROUNDING, Report};

/// A p-value below this is called significant.
const SIGNIFICANT: f64 = 0.05;

/// The drop of macro-F1 from an old report to a new one.
#[derive(Clone, Debug, PartialEq)]
pub struct BaselineCheck {
    /// Largest tolerated drop, in [0, 1].
    pub max_drop: f64,
    /// False if the new macro-F1 is below old − `max_drop`, or undefined where the old one is defined.
    pub passed: bool,
    /// Whether macro-F1 differs at all, in either direction, with p < 0.05. Doesn't decide on `passed`.
    pub significant: bool,
    /// All the numbers.
    pub comparison: Comparison,
}

/// Checks that macro-F1 dropped by at most `max_drop` from `old` to `new`, on the same articles.
///
/// # Errors
/// Those of [`compare`], and a `max_drop` outside [0, 1].
pub fn baseline_check(
    old: &Report,
    new: &Report,
    max_drop: f64,
) -> Result<BaselineCheck, EvaluateError> {
    if !(0.0..=1.0).contains(&max_drop) {
        return Err(EvaluateError::MaxDrop { value: max_drop });
    }
    let comparison = compare(old, new, SEED)?;
    let macro_f1 = comparison.macro_f1;
    let passed = match (macro_f1.old, macro_f1.new) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(old), Some(new)) => new >= old - max_drop - ROUNDING,
    };
    let significant = macro_f1
        .p_value
        .is_some_and(|p_value| p_value < SIGNIFICANT);
    Ok(BaselineCheck {
        max_drop,
        passed,
        significant,
        comparison,
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_data::{exclusive, right_and_wrong};
    use super::*;

    #[test]
    fn fails_only_beyond_the_tolerated_drop() {
        let old = right_and_wrong(180, 20);
        let same = baseline_check(&old, &old, 0.0).unwrap();
        assert!(same.passed && !same.significant);

        let worse = right_and_wrong(140, 60);
        let failed = baseline_check(&old, &worse, 0.01).unwrap();
        assert!(!failed.passed && failed.significant);
        let drop = -failed.comparison.macro_f1.difference.unwrap();
        assert!(baseline_check(&old, &worse, drop).unwrap().passed);
        assert!(!baseline_check(&old, &worse, drop - 1e-6).unwrap().passed);

        let better = baseline_check(&worse, &old, 0.0).unwrap();
        assert!(better.passed && better.significant);
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
