//! A page as JSON, from which [`Report::from_json`](crate::evaluate::report::Report::from_json) reads the report again.

use super::ReportFormat;
use super::{NamedComparison, Page};
use crate::evaluate::baseline::BaselineCheck;
use crate::evaluate::error::EvaluateError;
use crate::evaluate::gate::CheckedGate;
use crate::evaluate::gate::GateOutcome;
use crate::evaluate::learning_curve::LearningCurve;
use crate::evaluate::report::Report;
use serde::Serialize;

/// The report's own keys, then `gates`, `baseline`, `comparison` and `learning_curve` if the page has
/// them. Those are not read again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

#[derive(Serialize)]
struct JsonPage<'a> {
    #[serde(flatten)]
    report: &'a Report,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gates: Vec<JsonGate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'a BaselineCheck>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<NamedComparison<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learning_curve: Option<&'a LearningCurve>,
}

#[derive(Serialize)]
struct JsonGate<'a> {
    metric: &'a str,
    minimum: f64,
    value: Option<f64>,
    passed: bool,
}

impl<'a> From<&'a CheckedGate> for JsonGate<'a> {
    fn from(CheckedGate { gate, outcome }: &'a CheckedGate) -> Self {
        Self {
            metric: &gate.metric,
            minimum: gate.minimum,
            value: match *outcome {
                GateOutcome::Pass { value } | GateOutcome::Missed { value, .. } => Some(value),
                GateOutcome::Undefined => None,
            },
            passed: outcome.passed(),
        }
    }
}

impl ReportFormat for Json {
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError> {
        let json = serde_json::to_string_pretty(&JsonPage {
            report: page.report,
            gates: page.gates.iter().map(JsonGate::from).collect(),
            baseline: page.baseline,
            comparison: page.comparison,
            learning_curve: page.learning_curve,
        });
        json.map(|json| json + "\n")
            .map_err(|error| EvaluateError::Write(error.into()))
    }
}
