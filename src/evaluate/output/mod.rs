//! A report, its gates and its baseline check → text in one of five formats, one file each.
//!
//! Text, Markdown and HTML show the same tables; JSON is the report, to be read again, with what else is on the page;
//! JUnit XML has one test case for each gate and for the baseline check, which CI systems show.

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

/// What is written.
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

/// Model A against model B, which stand in the comparison's places of old and new.
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
    /// The format's library fails to write, which no report is known to cause.
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
/// Topic and article names are strangers' text: in a terminal, control characters act; in XML 1.0, they are errors; and
/// bidi controls reorder what follows.
fn visible(text: &str) -> String {
    let acts = |c: char| {
        c.is_control()
            || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
    };
    text.chars()
        .map(|c| if acts(c) { '\u{FFFD}' } else { c })
        .collect()
}
