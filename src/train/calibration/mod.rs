//! Calibrations and thresholds, learned from out-of-fold scores and labels.

pub(crate) mod sigmoid;
pub(crate) mod threshold;

mod cholesky;
mod shared_softmax;
mod softmax;
mod softmax_loss;
mod standardise;
#[cfg(test)]
mod test_data;
