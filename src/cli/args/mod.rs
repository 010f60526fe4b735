//! Flags that several commands share.

pub mod builtin;
pub mod corpus;
pub mod count;
pub mod threshold;
pub mod train;
