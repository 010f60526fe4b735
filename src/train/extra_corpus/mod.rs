//! Articles that are learned from beside the user's own, and the weight that each of them gets.

pub(crate) mod join;
pub(crate) mod select_weight;
pub(crate) mod weight;
