//! Tests of the paired comparison.

use super::*;
use crate::evaluate::tests::report_data::{exclusive, multi_label, right_and_wrong};

#[test]
fn mcnemar_is_scipys_binomial_test() {
    // scipy 1.17.1: binomtest(b, b + c, 0.5).pvalue, see tests/oracles/metrics.py
    let cases = [
        (0, 0, 1.0),
        (1, 5, 0.21875),
        (10, 2, 0.03857421875),
        (5, 5, 1.0),
        (30, 60, 0.00206026568096307),
        (480, 560, 0.0142590790953859),
    ];
    for (b, c, expected) in cases {
        assert!(
            (McNemar::new(b, c).p_value - expected).abs() < 1e-9,
            "{b} {c} {}",
            McNemar::new(b, c).p_value
        );
        assert_eq!(McNemar::new(b, c).p_value, McNemar::new(c, b).p_value);
    }
}

#[test]
fn a_report_equals_itself_in_any_order() {
    for report in [exclusive(), multi_label()] {
        let mut shuffled = report.clone();
        shuffled.results.reverse();
        let found = compare(&report, &shuffled, 1).unwrap();
        assert_eq!(
            found.mcnemar,
            McNemar {
                only_old: 0,
                only_new: 0,
                p_value: 1.0
            }
        );
        assert_eq!(found.exclusive, report.exclusive);
        for difference in [found.exact_match, found.macro_f1, found.micro_f1] {
            assert_eq!(difference.difference, Some(0.0));
            assert_eq!(difference.interval, Some((0.0, 0.0)));
            assert_eq!(difference.p_value, Some(1.0));
        }
    }
}

#[test]
fn topics_may_be_in_another_order() {
    let old = exclusive();
    let mut new = old.clone();
    new.topics.reverse();
    let last = new.topics.len() - 1;
    for decision in &mut new.results {
        for list in [&mut decision.truth, &mut decision.given] {
            list.iter_mut().for_each(|topic| *topic = last - *topic);
        }
    }
    assert_eq!(
        compare(&old, &new, 1).unwrap(),
        compare(&old, &old, 1).unwrap()
    );
}

#[test]
fn a_clear_change_is_significant_and_a_small_one_is_not() {
    let (good, bad) = (right_and_wrong(180, 20), right_and_wrong(140, 60));
    let found = compare(&good, &bad, 1).unwrap();
    assert_eq!((found.mcnemar.only_old, found.mcnemar.only_new), (40, 0));
    assert!(found.mcnemar.p_value < 1e-9);
    assert_eq!(found.exact_match.p_value, Some(found.mcnemar.p_value));
    assert!((found.exact_match.difference.unwrap() + 0.2).abs() < 1e-12);
    // Of 200 pairs 40 differ by −1: −0.2 ± 1.96·√(0.2·0.8/200) = −0.2 ± 0.0554.
    let (low, high) = found.exact_match.interval.unwrap();
    assert!(
        (low + 0.2554).abs() < 0.008 && (high + 0.1446).abs() < 0.008,
        "{low} {high}"
    );
    // All right or wrong about the same topic: micro-F1 is the share right.
    assert!((found.micro_f1.difference.unwrap() + 0.2).abs() < 1e-12);
    assert!(found.micro_f1.interval.unwrap().1 < 0.0 && found.micro_f1.p_value.unwrap() < 0.01);
    assert_eq!(found, compare(&good, &bad, 1).unwrap());

    let found = compare(&good, &right_and_wrong(179, 21), 1).unwrap();
    assert!(found.mcnemar.p_value > 0.5 && !found.micro_f1.is_significant());
}

#[test]
fn refuses_what_is_not_comparable() {
    let report = exclusive();
    let mut other = report.clone();
    other.results[2].id = "new article".to_owned();
    let message = compare(&report, &other, 1).unwrap_err().to_string();
    assert!(
        message.contains("only in the old report: 'e03'"),
        "{message}"
    );
    assert!(
        message.contains("only in the new report: 'new article'"),
        "{message}"
    );

    let mut other = report.clone();
    other.results[2].truth = vec![(report.results[2].truth[0] + 1) % 3];
    let error = compare(&report, &other, 1).unwrap_err();
    assert!(
        matches!(error, EvaluateError::DifferentTruth { count: 1, .. }),
        "{error}"
    );

    let mut other = report.clone();
    other.topics[0] = "football".to_owned();
    let error = compare(&report, &other, 1).unwrap_err();
    assert!(
        matches!(error, EvaluateError::DifferentTopics { .. }),
        "{error}"
    );
}
