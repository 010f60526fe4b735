//! Raw tokens in batches, and tables that remember what was computed for a token: most tokens of an
//! article have been seen before, so that they need not be folded again.

mod batch;
#[cfg(feature = "train")]
pub(crate) mod cache;
mod hash;
mod key;
mod lead;
mod lists;
mod slots;
mod table;

pub(crate) use batch::TokenBatch;
pub(crate) use hash::hash_bytes;
pub(crate) use key::TokenKey;
pub(crate) use lead::Lead;
pub(crate) use lists::NumberLists;
pub(crate) use slots::Slots;
pub(crate) use table::{NOT_FOUND, TokenTable};
