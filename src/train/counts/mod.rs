//! The factorised matrix and the documents of each class → exact counts by class.

pub(crate) mod class_counts;
pub(crate) mod document_frequencies;
pub(crate) mod matrix;
