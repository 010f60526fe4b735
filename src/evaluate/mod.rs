//! Tags and true labels → a report: how good the tags are, how sure we are of that, and whether they got worse.
//!
//! In: one [`Outcome`] per article. Out: a [`Report`], which can be gated, compared with an earlier one and written out.
//!
//! - [`measure`]: outcomes → report; [`scores`] and [`calibration`] hold the arithmetic, [`bootstrap`] the intervals;
//! - [`metric`]: a name such as `macro-f1` or `f1@cybercrime` → its value; [`Gate`]: `macro-f1=0.7` → pass or miss;
//! - [`compare`]: two reports on the same articles → differences and tests; [`baseline_check`]: may this change be merged;
//! - [`train`]: a corpus → a model and what to expect of it; [`train_with_extra`]: the same with built-in articles beside it;
//! - [`splits`]: a corpus → what to train and what to test on, by folds, by a field's values or by its latest part;
//!   [`Experiment`]: splits → outcomes; [`learning_curve`]: what more labels are worth;
//! - [`output`]: a report → text, JSON, Markdown, JUnit XML, HTML.
//!
//! A value that does not exist (the precision of a topic that was never given) is `None` and shown as "undefined", never 0
//! or 1; a gate on it is missed.

pub(crate) mod baseline;
pub(crate) mod compare;
pub(crate) mod error;
pub(crate) mod experiment;
pub(crate) mod gate;
pub(crate) mod learning_curve;
pub(crate) mod measure;
pub(crate) mod metrics;
pub(crate) mod outcome;
pub(crate) mod output;
pub(crate) mod report;
pub(crate) mod splits;
#[cfg(test)]
mod tests;

pub use baseline::{BaselineCheck, DropCheck, baseline_check, check_max_drop};
pub use error::EvaluateError;
pub use experiment::Experiment;
pub use gate::{CheckedGate, Gate, GateOutcome, check_gates};
pub use learning_curve::power_law::PowerLaw;
pub use measure::measure;
pub use metrics::by_name::{REPORT_METRICS, TOPIC_METRICS, metric};
pub use outcome::Outcome;
pub use report::{Confusion, Decision, GroupScores, REPORT_FORMAT, Report, TopicScores};

/// Differences below this are rounding noise of the sums, not a missed minimum or a drop.
const ROUNDING: f64 = 1e-12;
