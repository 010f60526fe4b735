//! The numbers of a report against scikit-learn 1.9.1, scipy 1.17.1 and numpy 2.4.6 on `tests/oracles/metrics.json`.
//!
//! Every expected value is printed by `python tests/oracles/metrics.py`; comments name the call that computes it.

use super::report_data::{exclusive, multi_label};
use crate::evaluate::measure;
use crate::evaluate::metrics::scores::Scores;
use crate::evaluate::report::Report;

#[track_caller]
fn close(found: Option<f64>, expected: Option<f64>) {
    let same = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-10,
        (found, expected) => found == expected,
    };
    assert!(same, "found {found:?}, expected {expected:?}");
}

/// Compares with `precision_recall_fscore_support(y, t, average=…, zero_division=np.nan)`, nan as `None`.
#[track_caller]
fn scores(found: Scores, precision: Option<f64>, recall: Option<f64>, f1: Option<f64>) {
    close(found.precision, precision);
    close(found.recall, recall);
    close(found.f1, f1);
}

fn counts(report: &Report) -> (Vec<u64>, Vec<u64>) {
    report
        .per_topic
        .iter()
        .map(|topic| (topic.support, topic.given))
        .unzip()
}

#[test]
fn multi_label_scores() {
    let report = multi_label();
    let topic = |index: usize| report.per_topic[index].scores;
    // precision_recall_fscore_support(y, t, average=None, zero_division=np.nan)
    scores(topic(0), Some(0.75), Some(0.75), Some(0.75));
    scores(topic(1), Some(1.0), Some(0.75), Some(0.857142857143));
    scores(topic(2), Some(0.666666666667), Some(1.0), Some(0.8));
    scores(topic(3), None, Some(0.0), Some(0.0));
    scores(topic(4), None, None, None);
    // average="micro", average="macro"
    scores(
        report.micro,
        Some(0.8),
        Some(0.666666666667),
        Some(0.727272727273),
    );
    scores(
        report.macro_average,
        Some(0.805555555556),
        Some(0.625),
        Some(0.601785714286),
    );
    assert_eq!(counts(&report), (vec![4, 4, 2, 2, 0], vec![4, 3, 3, 0, 0]));
    close(report.exact_match, Some(0.5)); // accuracy_score(y, t)
    close(report.accuracy, None);
    assert_eq!(report.confusion, None);
}

#[test]
fn multi_label_calibration() {
    let calibration = multi_label().calibration;
    close(calibration.ece, Some(0.1336)); // ece(probability.ravel(), y.ravel())
    close(calibration.brier, Some(0.084908)); // mean of the topics' brier_score_loss
    // ece(probability[:, k], y[:, k]), brier_score_loss(y[:, k], probability[:, k])
    let expected = [
        (0.219, 0.08715),
        (0.235, 0.07649),
        (0.15, 0.04896),
        (0.189, 0.08739),
        (0.181, 0.12455),
    ];
    for (found, (ece, brier)) in calibration.per_topic.iter().zip(expected) {
        close(found.ece, Some(ece));
        close(found.brier, Some(brier));
    }
    let table: Vec<_> = calibration.bins.iter().map(|bin| bin.count).collect();
    assert_eq!(table, [22, 7, 3, 4, 3, 2, 2, 2, 2, 3]);
    close(calibration.bins[3].mean_predicted, Some(0.3425));
    close(calibration.bins[3].observed, Some(0.25));
    close(calibration.bins[9].observed, Some(2.0 / 3.0));
}

#[test]
fn exclusive_scores() {
    let report = exclusive();
    let topic = |index: usize| report.per_topic[index].scores;
    // precision_recall_fscore_support(y, t, average=None, zero_division=np.nan)
    scores(topic(0), Some(0.75), Some(0.75), Some(0.75));
    scores(topic(1), Some(0.75), Some(0.6), Some(0.666666666667));
    scores(topic(2), Some(0.75), Some(1.0), Some(0.857142857143));
    // average="micro", average="macro"
    scores(report.micro, Some(0.75), Some(0.75), Some(0.75));
    scores(
        report.macro_average,
        Some(0.75),
        Some(0.783333333333),
        Some(0.757936507937),
    );
    assert_eq!(counts(&report), (vec![4, 5, 3], vec![4, 4, 4]));
    close(report.accuracy, Some(0.75)); // accuracy_score(truth, given)
    close(report.exact_match, Some(0.75));
    // confusion_matrix(truth, given), with our row and column for no topic
    let confusion = report.confusion.unwrap().counts;
    assert_eq!(
        confusion,
        [[3, 1, 0, 0], [1, 3, 1, 0], [0, 0, 3, 0], [0, 0, 0, 0]]
    );
}

#[test]
fn exclusive_calibration() {
    let calibration = exclusive().calibration;
    close(calibration.ece, Some(0.214166666667)); // ece(probability.max(axis=1), top == truth)
    close(calibration.brier, Some(0.095016666667));
    // ece(probability[:, k], y[:, k]), brier_score_loss(y[:, k], probability[:, k])
    let expected = [
        (0.178333333333, 0.1069),
        (0.218333333333, 0.125466666667),
        (0.168333333333, 0.052683333333),
    ];
    for (found, (ece, brier)) in calibration.per_topic.iter().zip(expected) {
        close(found.ece, Some(ece));
        close(found.brier, Some(brier));
    }
    let table: Vec<_> = calibration.bins.iter().map(|bin| bin.count).collect();
    assert_eq!(table, [0, 0, 0, 0, 2, 3, 2, 1, 1, 3]);
    close(calibration.bins[0].observed, None);
    close(calibration.bins[5].mean_predicted, Some(0.5466666667));
}

#[test]
fn nothing_is_defined_without_articles() {
    for exclusive in [true, false] {
        let report = measure(&["a".to_owned(), "b".to_owned()], exclusive, &[]).unwrap();
        scores(report.micro, None, None, None);
        scores(report.macro_average, None, None, None);
        close(report.accuracy, None);
        close(report.exact_match, None);
        close(report.calibration.ece, None);
        close(report.calibration.brier, None);
    }
}

#[test]
fn groups_are_measured_apart() {
    let groups = multi_label().groups;
    let names: Vec<_> = groups
        .iter()
        .map(|group| (group.group.as_str(), group.articles))
        .collect();
    assert_eq!(names, [("daily", 5), ("weekly", 5)]);
    // accuracy_score, f1_score(average="macro"), f1_score(average="micro") on m01 to m05 and on the rest
    let expected = [
        (0.6, 0.866666666667, 0.833333333333),
        (0.4, 0.583333333333, 0.6),
    ];
    for (group, (exact_match, macro_f1, micro_f1)) in groups.iter().zip(expected) {
        close(group.exact_match, Some(exact_match));
        close(group.macro_f1, Some(macro_f1));
        close(group.micro_f1, Some(micro_f1));
    }
}
