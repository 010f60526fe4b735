//! Out-of-fold scores → calibrations and thresholds.

pub(crate) mod cholesky;
pub(crate) mod newton;
pub(crate) mod per_topic;
pub(crate) mod sigmoid;
pub(crate) mod softmax;
pub(crate) mod threshold;
