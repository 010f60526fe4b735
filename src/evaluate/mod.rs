//! Measures tags against labels: how good the tags are, how sure that is, and whether they got worse.
//!
//! It takes one [`Outcome`] for each article and computes a [`Report`], which can be gated, compared
//! with an earlier one and written out.
//!
//! - [`measure()`] computes a report from outcomes; `metrics` holds the arithmetic;
//! - [`tag_articles`] collects the outcomes of finished models on labelled articles;
//! - [`metric`] looks up a value by a name such as `macro-f1` or `f1@cybercrime`; a [`Gate`] such as
//!   `macro-f1=0.7` is a minimum for it;
//! - [`compare`] finds differences between two reports on the same articles and tests them;
//!   [`baseline_check`] says whether a change is tolerated;
//! - `splits` divides a corpus into articles to train on and to test on, by folds, by the values of a
//!   field or by its latest values; an `Experiment` trains and tests on them; `learning_curve` says
//!   what more labels are worth;
//! - [`output`] writes a report as text, JSON, Markdown, JUnit XML or HTML.
//!
//! ```
//! use tasnif::evaluate::{Gate, Outcome, check_gate_topics, check_gates, measure, metric};
//!
//! let topics = ["economy".to_owned(), "sport".to_owned()];
//! let outcome = |id: &str, truth: &[usize], given: &[usize]| Outcome {
//!     id: id.to_owned(),
//!     truth: truth.to_vec(),
//!     given: given.to_vec(),
//!     probabilities: vec![0.5, 0.5],
//!     group: None,
//! };
//! let outcomes = [outcome("1", &[0], &[0]), outcome("2", &[1], &[1]), outcome("3", &[], &[1])];
//! let report = measure(&topics, false, &outcomes)?;
//! assert_eq!(metric(&report, "precision@sport")?, Some(0.5));
//! assert_eq!(report.exact_match, Some(2.0 / 3.0));
//! let gate: Gate = "macro-f1=0.8".parse()?;
//! assert!(check_gates(&[gate], &report)?[0].outcome.passed());
//! # Ok::<(), tasnif::evaluate::EvaluateError>(())
//! ```
//!
//! A value that does not exist, such as the precision of a topic that was never given, is `None` and
//! shown as "undefined", never as 0 or 1. A gate on it is missed.

pub(crate) mod baseline;
pub mod compare;
pub(crate) mod error;
pub(crate) mod experiment;
pub(crate) mod gate;
mod gold;
pub(crate) mod learning_curve;
pub(crate) mod measure;
pub(crate) mod measure_model;
pub(crate) mod metrics;
pub(crate) mod outcome;
pub mod output;
pub(crate) mod predictions;
pub(crate) mod report;
pub(crate) mod splits;
#[cfg(test)]
mod tests;

pub use baseline::{BaselineCheck, DropCheck, baseline_check, check_max_drop};
pub use error::EvaluateError;
pub(crate) use experiment::Experiment;
pub use gate::{CheckedGate, Gate, GateOutcome, check_gate_topics, check_gates};
pub use learning_curve::power_law::PowerLaw;
pub use measure::measure;
pub use measure_model::{TaggedArticles, tag_articles};
pub use metrics::by_name::{REPORT_METRICS, TOPIC_METRICS, metric};
pub use metrics::{bootstrap, calibration};
pub use outcome::Outcome;
pub(crate) use outcome::make_ids_unique;
pub use predictions::Predictions;
pub use report::{ArticleResult, Confusion, GroupScores, REPORT_FORMAT, Report, TopicScores};

/// Differences below this come from rounding in sums: they are no missed minimum and no drop.
const ROUNDING: f64 = 1e-12;
