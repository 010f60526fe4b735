//! The commands that look after a corpus and explain a model, by the program itself: `audit`, `suggest`, `explain`.
#![allow(clippy::unwrap_used)]

mod audit;
mod corpus;
mod explain;
mod ranking;
mod suggest;
