//! The arithmetic of the metrics, their intervals and tests.

pub mod bootstrap;
pub(crate) mod by_name;
pub mod calibration;
pub(crate) mod mcnemar;
pub(crate) mod scores;
