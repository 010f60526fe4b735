//! Tags and true labels → a report: how good the tags are, how sure we are of that, and whether they got worse.
//!
//! In: one [`Outcome`] per article. Out: a [`Report`], which can be gated, compared with an earlier one and written out.
//!
//! - [`measure`]: outcomes → report; [`scores`] and [`calibration`] hold the arithmetic, [`bootstrap`] the intervals;
//! - [`metric`]: a name such as `macro-f1` or `f1@cybercrime` → its value; [`Gate`]: `macro-f1=0.7` → pass or miss;
//! - [`compare`]: two reports on the same articles → differences and tests; [`baseline_check`]: may this change be merged;
//! - [`train`] and [`cross_validate`]: a corpus → a model and what to expect of it;
//! - [`output`]: a report → text, JSON, Markdown, JUnit XML, HTML.
//!
//! A value that does not exist (the precision of a topic that was never given) is `None` and shown as "undefined", never 0
//! or 1; a gate on it is missed.

mod baseline;
pub mod bootstrap;
pub mod calibration;
pub mod compare;
mod error;
mod gate;
mod measure;
mod metric;
mod outcome;
pub mod output;
mod report;
pub mod scores;
mod train_model;

#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod test_data;

pub use baseline::{BaselineCheck, baseline_check};
pub use error::EvaluateError;
pub use gate::{CheckedGate, Gate, GateOutcome, check_gates};
pub use measure::measure;
pub use metric::{REPORT_METRICS, TOPIC_METRICS, metric};
pub use outcome::Outcome;
pub use report::{Confusion, Decision, GroupScores, REPORT_FORMAT, Report, TopicScores};
pub use train_model::{TrainError, TrainedModel, cross_validate, train};

/// Differences below this are rounding noise of the sums, not a missed minimum or a drop.
const ROUNDING: f64 = 1e-12;
