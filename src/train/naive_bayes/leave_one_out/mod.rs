//! Naive Bayes without each of the folds and with all of them, from one pass over the features.
//!
//! Counts are summed fold by fold, so that a fit without one fold is a subtraction, and the fit to
//! all folds costs little more.

pub(crate) mod fold_counts;
pub(crate) mod fold_model;
pub(crate) mod label_sets;
pub(crate) mod scores;
pub(crate) mod sparse_sums;
pub(crate) mod topic_blocks;
pub(crate) mod totals;
pub(crate) mod weigh;
