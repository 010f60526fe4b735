//! `count`, `merge`, `forget`, and training on parts, by the real program.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod corpus;
mod errors;
mod merge_and_forget;
mod train;
