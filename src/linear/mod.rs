//! A linear model as it is applied: whole-number weights, calibration, decision rule, attribution.

pub(crate) mod attribution;
pub(crate) mod calibration;
pub(crate) mod decision_rule;
pub(crate) mod method;
pub(crate) mod weights;

pub use calibration::{Calibration, Link, sigmoid};
pub use decision_rule::{COUNT_UNIT, DecisionRule, LengthNorm, Posterior};
pub use method::Method;
pub use weights::QuantisedWeights;
