//! Exact counts for learning: document frequencies, and masses by class.

pub(crate) mod class_counts;
pub(crate) mod document_frequencies;
pub(crate) mod matrix;
