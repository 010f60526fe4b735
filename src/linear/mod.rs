//! A linear model as it is applied: whole-number weights, the decision rule with its calibration,
//! and what each weight adds to a probability. Nothing here learns: that is for the stage `train`.

pub(crate) mod attribution;
pub(crate) mod calibration;
pub(crate) mod decision_rule;
pub(crate) mod method;
pub(crate) mod weights;

pub use calibration::{Calibration, Link};
pub use decision_rule::{DecisionRule, LengthNorm, Posterior};
pub use method::{Method, UnknownMethod};
pub use weights::QuantisedWeights;
