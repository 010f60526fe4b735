//! Minima for metrics, such as `macro-f1=0.7`, at which a run passes or fails.

use super::ROUNDING;
use super::error::{EvaluateError, first_few};
use super::metrics::by_name::check_name;
use super::metrics::by_name::metric;
use super::report::Report;
use crate::corpus::is_same_label;
use std::fmt;
use std::str::FromStr;

/// The smallest value a metric may have. Parsed from `METRIC=VALUE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// A name that [`metric`] knows.
    pub metric: String,
    /// In [0, 1] for shares, at least 0 for support.
    pub minimum: f64,
}

/// Whether a gate holds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum GateOutcome {
    /// The value reaches the minimum.
    Pass {
        /// The metric's value.
        value: f64,
    },
    /// The value is too small.
    Missed {
        /// The metric's value.
        value: f64,
        /// The gate's minimum.
        minimum: f64,
    },
    /// The metric has no value, which counts as missed.
    Undefined,
}

impl GateOutcome {
    /// Whether the gate holds.
    pub fn passed(&self) -> bool {
        matches!(self, Self::Pass { .. })
    }
}

/// A gate and its result.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedGate {
    /// The gate.
    pub gate: Gate,
    /// Whether it holds.
    pub outcome: GateOutcome,
}

impl Gate {
    /// Compares the metric's value in `report` with the minimum.
    ///
    /// # Errors
    /// The report has no such metric or topic.
    pub fn check(&self, report: &Report) -> Result<GateOutcome, EvaluateError> {
        let minimum = self.minimum;
        Ok(match metric(report, &self.metric)? {
            None => GateOutcome::Undefined,
            Some(value) if value < minimum - ROUNDING => GateOutcome::Missed { value, minimum },
            Some(value) => GateOutcome::Pass { value },
        })
    }
}

/// Checks all gates, in order.
///
/// # Errors
/// The first gate on a metric or topic that the report does not have.
pub fn check_gates(gates: &[Gate], report: &Report) -> Result<Vec<CheckedGate>, EvaluateError> {
    let check = |gate: &Gate| {
        let outcome = gate.check(report)?;
        Ok(CheckedGate {
            gate: gate.clone(),
            outcome,
        })
    };
    gates.iter().map(check).collect()
}

/// Checks the topics that gates name, before anything is measured.
///
/// # Errors
/// [`EvaluateError::UnknownTopic`] for the first that is none of these.
pub fn check_gate_topics(gates: &[Gate], topics: &[&str]) -> Result<(), EvaluateError> {
    let is_known = |name: &str| topics.iter().any(|topic| is_same_label(topic, name));
    let unknown = gates.iter().find(|gate| match gate.metric.split_once('@') {
        Some((_, topic)) => !is_known(topic),
        None => false,
    });
    match unknown {
        None => Ok(()),
        Some(gate) => Err(EvaluateError::UnknownTopic {
            name: gate.metric.clone(),
            valid: first_few(topics.iter().copied()),
        }),
    }
}

impl FromStr for Gate {
    type Err = EvaluateError;

    /// Parses `METRIC=VALUE`. Whether the topic exists is known only when a report is checked.
    fn from_str(text: &str) -> Result<Self, EvaluateError> {
        let syntax = || EvaluateError::GateSyntax {
            text: text.to_owned(),
        };
        // The last sign: a topic's name may have one.
        let (metric, value) = text.rsplit_once('=').ok_or_else(syntax)?;
        let minimum: f64 = value.trim().parse().map_err(|_| syntax())?;
        let metric = metric.trim();
        if metric.is_empty() || !minimum.is_finite() {
            return Err(syntax());
        }
        check_name(metric)?;
        if matches!(metric, "ece" | "brier") {
            return Err(EvaluateError::GateLowerIsBetter {
                text: text.to_owned(),
            });
        }
        let (limit, range) = match metric.starts_with("support@") {
            true => (f64::INFINITY, "the counts from 0 up"),
            false => (1.0, "[0, 1]; write 70 percent as 0.7"),
        };
        if !(0.0..=limit).contains(&minimum) {
            return Err(EvaluateError::GateMinimum {
                text: text.to_owned(),
                range,
            });
        }
        Ok(Self {
            metric: metric.to_owned(),
            minimum,
        })
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.metric, self.minimum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::tests::report_data::multi_label;

    fn gate(text: &str) -> Gate {
        text.parse().unwrap()
    }

    #[test]
    fn parses_what_it_shows() {
        for text in [
            "macro-f1=0.7",
            "f1@a=b=0.5",
            "support@cybercrime=20",
            "accuracy=0",
        ] {
            assert_eq!(gate(text).to_string(), text);
        }
        assert_eq!(gate("f1@a=b=0.5").metric, "f1@a=b");
        assert_eq!(gate(" macro-f1 = 0.7 "), gate("macro-f1=0.7"));
    }

    #[test]
    fn refuses_what_cannot_be_meant() {
        for text in [
            "macro-f1",
            "=0.7",
            "macro-f1=",
            "macro-f1=NaN",
            "macro-f1=inf",
            "f1=high",
        ] {
            let error = text.parse::<Gate>().unwrap_err();
            assert!(matches!(error, EvaluateError::GateSyntax { .. }), "{text}");
        }
        for text in ["f1=0.7", "macro_f1=0.7", "ece@cybercrime=0.1"] {
            let error = text.parse::<Gate>().unwrap_err();
            assert!(
                matches!(error, EvaluateError::UnknownMetric { .. }),
                "{text}"
            );
        }
        for text in ["macro-f1=70", "macro-f1=-0.1", "support@a=-1"] {
            let error = text.parse::<Gate>().unwrap_err();
            assert!(matches!(error, EvaluateError::GateMinimum { .. }), "{text}");
        }
        let error = "ece=0.1".parse::<Gate>().unwrap_err();
        assert!(matches!(error, EvaluateError::GateLowerIsBetter { .. }));
    }

    #[test]
    fn outcomes() {
        let report = multi_label();
        let value = report.macro_average.f1.unwrap();
        let exactly = Gate {
            metric: "macro-f1".to_owned(),
            minimum: value,
        };
        assert_eq!(exactly.check(&report).unwrap(), GateOutcome::Pass { value });
        let missed = gate("macro-f1=0.99").check(&report).unwrap();
        assert_eq!(
            missed,
            GateOutcome::Missed {
                value,
                minimum: 0.99
            }
        );
        let undefined = gate("precision@sport=0").check(&report).unwrap();
        assert_eq!(undefined, GateOutcome::Undefined);
        assert!(exactly.check(&report).unwrap().passed());
        assert!(!missed.passed() && !undefined.passed());
        assert!(check_gates(&[gate("f1@football=0.5")], &report).is_err());
    }
}
