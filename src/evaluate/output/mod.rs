//! Writes a report with its gates and its baseline check in one of five formats, one file each.
//!
//! Text, Markdown and HTML show the same tables. JSON holds the report, which can be read again, and
//! everything else on the page. JUnit XML, which CI systems show, has one test case for each gate and
//! one for the baseline check.
//!
//! A new format is a file here with a [`ReportFormat`], and a line in [`format_for_extension`].

pub(crate) mod curve;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod markdown;
pub(crate) mod tables;
pub(crate) mod text;
pub(crate) mod verdicts;

#[cfg(test)]
mod tests;

pub use html::Html;
pub use json::Json;
pub use junit::JUnit;
pub use markdown::Markdown;
pub use text::Text;

use super::baseline::BaselineCheck;
use super::compare::Comparison;
use super::error::EvaluateError;
use super::gate::CheckedGate;
use super::learning_curve::LearningCurve;
use super::report::Report;
use serde::Serialize;

/// A report and everything that is written with it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Title, such as the name of the model and the corpus.
    pub title: &'a str,
    /// The report.
    pub report: &'a Report,
    /// Gates that were checked on it.
    pub gates: &'a [CheckedGate],
    /// The comparison with an earlier report, if there is one.
    pub baseline: Option<&'a BaselineCheck>,
    /// The comparison of the model with another on the same articles, if there is one.
    pub comparison: Option<NamedComparison<'a>>,
    /// Quality by number of training articles, if it was measured.
    pub learning_curve: Option<&'a LearningCurve>,
}

impl<'a> Page<'a> {
    /// A page with the report alone.
    pub fn new(title: &'a str, report: &'a Report) -> Self {
        Self {
            title,
            report,
            gates: &[],
            baseline: None,
            comparison: None,
            learning_curve: None,
        }
    }
}

/// A comparison of two models: A is the old one of [`Comparison`], B the new one.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct NamedComparison<'a> {
    /// Name of the model that the report is of.
    pub a: &'a str,
    /// Name of the other.
    pub b: &'a str,
    /// The numbers.
    #[serde(flatten)]
    pub comparison: &'a Comparison,
}

/// A format that a page can be written in.
pub trait ReportFormat {
    /// The page as text that ends with a line feed.
    ///
    /// # Errors
    /// The library that writes the format fails, which no report is known to cause.
    fn render(&self, page: &Page<'_>) -> Result<String, EvaluateError>;
}

/// The format for a file's extension: `txt`, `json`, `md`, `html` or `xml`, in any case.
pub fn format_for_extension(extension: &str) -> Option<&'static dyn ReportFormat> {
    Some(match extension.to_ascii_lowercase().as_str() {
        "txt" => &Text,
        "json" => &Json,
        "md" => &Markdown,
        "html" => &Html,
        "xml" => &JUnit,
        _ => return None,
    })
}

/// `text` with control characters and bidi controls replaced by U+FFFD.
///
/// Topic and article names come from strangers. Control characters act on a terminal and are errors
/// in XML 1.0; bidi controls reorder the text that follows.
fn visible(text: &str) -> String {
    let acts = |c: char| {
        c.is_control() || crate::text::is_bidi_control(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    text.chars()
        .map(|c| if acts(c) { '\u{FFFD}' } else { c })
        .collect()
}
