//! Flags that several commands share.

pub mod builtin;
pub mod corpus;
pub mod count;
pub mod keep;
pub mod model;
pub mod names;
pub mod number;
pub mod output;
pub mod threshold;
pub mod train;
