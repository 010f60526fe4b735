//! Looks up metrics by name, such as `macro-f1` or `f1@cybercrime`.

use crate::corpus::is_same_label;
use crate::evaluate::error::EvaluateError;
use crate::evaluate::error::first_few;
use crate::evaluate::report::Report;
use crate::evaluate::report::TopicScores;

/// Metrics of a whole report.
pub const REPORT_METRICS: [&str; 10] = [
    "accuracy",
    "exact-match",
    "macro-f1",
    "micro-f1",
    "macro-precision",
    "macro-recall",
    "micro-precision",
    "micro-recall",
    "ece",
    "brier",
];

/// Metrics of one topic, named `f1@TOPIC`.
pub const TOPIC_METRICS: [&str; 4] = ["f1", "precision", "recall", "support"];

/// The value of a metric, `None` if undefined. Shares are in [0, 1], support is a count.
///
/// # Errors
/// A name that is neither in [`REPORT_METRICS`] nor one of [`TOPIC_METRICS`], `@` and a topic of the report.
pub fn metric(report: &Report, name: &str) -> Result<Option<f64>, EvaluateError> {
    if let Some((kind, topic)) = name.split_once('@') {
        let value: fn(&TopicScores) -> Option<f64> = match kind {
            "f1" => |topic| topic.scores.f1,
            "precision" => |topic| topic.scores.precision,
            "recall" => |topic| topic.scores.recall,
            "support" => |topic| Some(topic.support as f64),
            _ => return Err(unknown_metric(name)),
        };
        let found = report
            .per_topic
            .iter()
            .find(|scores| is_same_label(&scores.topic, topic));
        return found.map(value).ok_or_else(|| EvaluateError::UnknownTopic {
            name: name.to_owned(),
            valid: first_few(report.topics.iter().map(String::as_str)),
        });
    }
    Ok(match name {
        "accuracy" => report.accuracy,
        "exact-match" => report.exact_match,
        "macro-f1" => report.macro_average.f1,
        "micro-f1" => report.micro.f1,
        "macro-precision" => report.macro_average.precision,
        "macro-recall" => report.macro_average.recall,
        "micro-precision" => report.micro.precision,
        "micro-recall" => report.micro.recall,
        "ece" => report.calibration.ece,
        "brier" => report.calibration.brier,
        _ => return Err(unknown_metric(name)),
    })
}

/// Checks a name as far as that can be done without a report: the topic may be any.
///
/// # Errors
/// [`EvaluateError::UnknownMetric`].
pub(crate) fn check_name(name: &str) -> Result<(), EvaluateError> {
    let known = match name.split_once('@') {
        Some((kind, _)) => TOPIC_METRICS.contains(&kind),
        None => REPORT_METRICS.contains(&name),
    };
    if known {
        Ok(())
    } else {
        Err(unknown_metric(name))
    }
}

fn unknown_metric(name: &str) -> EvaluateError {
    let of_topics = TOPIC_METRICS.map(|metric| format!("{metric}@TOPIC"));
    let valid = format!("{}, {}", REPORT_METRICS.join(", "), of_topics.join(", "));
    EvaluateError::UnknownMetric {
        name: name.to_owned(),
        valid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::tests::report_data::multi_label;

    #[test]
    fn every_listed_metric_has_a_value() {
        let report = multi_label();
        for name in REPORT_METRICS {
            assert_eq!(
                metric(&report, name).unwrap().is_some(),
                name != "accuracy",
                "{name}"
            );
        }
        for name in TOPIC_METRICS {
            assert!(
                metric(&report, &format!("{name}@cybercrime"))
                    .unwrap()
                    .is_some(),
                "{name}"
            );
        }
        assert_eq!(metric(&report, "precision@sport").unwrap(), None);
        assert_eq!(metric(&report, "support@sport").unwrap(), Some(0.0));
    }

    #[test]
    fn unknown_names_list_the_valid_ones() {
        let report = multi_label();
        for name in ["f1", "macro_f1", "", "ece@cybercrime", "F1@cybercrime"] {
            let message = metric(&report, name).unwrap_err().to_string();
            assert!(
                message.contains("macro-f1") && message.contains("recall@TOPIC"),
                "{message}"
            );
        }
        let message = metric(&report, "f1@football").unwrap_err().to_string();
        assert!(message.contains("'cybercrime'"), "{message}");
    }
}
