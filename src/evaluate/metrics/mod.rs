//! Given topics and true ones → figures.

pub(crate) mod bootstrap;
pub(crate) mod by_name;
pub(crate) mod calibration;
pub(crate) mod mcnemar;
pub(crate) mod scores;
