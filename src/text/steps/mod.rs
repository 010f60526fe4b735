//! The steps of folding: one file and one pure function each.

pub(crate) mod canonical;
pub(crate) mod digits;
pub(crate) mod hamza;
pub(crate) mod honorific;
pub(crate) mod letters;
pub(crate) mod marks;
pub(crate) mod presentation;
