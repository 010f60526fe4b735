//! A page's report as JSON, which [`Report::from_json`](super::Report::from_json) reads again.

use super::{EvaluateError, Page, ReportFormat};

/// The report alone: gates and baseline are questions asked of it, not part of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

impl ReportFormat for Json {
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError> {
        let json = serde_json::to_string_pretty(page.report);
        json.map(|json| json + "\n")
            .map_err(|error| EvaluateError::Write(error.into()))
    }
}
