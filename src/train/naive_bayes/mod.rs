//! One-vs-rest multinomial naive Bayes over class counts.

pub(crate) mod fast_ln;
pub(crate) mod fit;
pub(crate) mod leave_one_out;
pub(crate) mod linfa;
pub(crate) mod log_odds;
pub(crate) mod method;
pub(crate) mod params;
