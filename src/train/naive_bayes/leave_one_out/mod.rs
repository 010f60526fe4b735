//! Naive Bayes without each of the folds and of all documents, in one pass over the features.

pub(crate) mod fold_counts;
pub(crate) mod label_sets;
pub(crate) mod scores;
pub(crate) mod sparse_sums;
pub(crate) mod topic_blocks;
pub(crate) mod totals;
pub(crate) mod weights;
