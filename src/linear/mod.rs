//! A linear model as it is applied: whole-number weights, calibration, decision rule, attribution.

pub(crate) mod attribution;
pub(crate) mod calibration;
pub(crate) mod decision;
pub(crate) mod method;
pub(crate) mod weights;

pub use calibration::{Calibration, Link, sigmoid};
pub use decision::{COUNT_UNIT, Decision, Normaliser, Readout};
pub use method::Method;
pub use weights::QuantisedWeights;
