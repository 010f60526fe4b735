//! Text → raw tokens, many at a time, and what is remembered of those seen before.

pub(crate) mod batch;
pub(crate) mod cache;
pub(crate) mod key;
pub(crate) mod lead;
pub(crate) mod table;

pub(crate) use batch::TokenBatch;
pub(crate) use key::Key;
pub(crate) use lead::Lead;
pub(crate) use table::{MISSED, TokenTable};
