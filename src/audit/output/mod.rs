//! Writes a report in one of three formats.

pub(crate) mod csv;
pub(crate) mod list;

use super::report::AuditReport;

pub use csv::csv;
pub use list::list;

/// Why a report cannot be written out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// JSON cannot hold a value.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A row of CSV is broken.
    #[error("the report cannot be written as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The CSV is not UTF-8.
    #[error("the report cannot be written as CSV: {0}")]
    NotText(#[from] std::string::FromUtf8Error),
}

/// The whole report as one JSON object, its fields as in [`AuditReport`].
///
/// # Errors
/// [`OutputError::Json`].
pub fn json(report: &AuditReport) -> Result<String, OutputError> {
    Ok(serde_json::to_string_pretty(report)? + "\n")
}
