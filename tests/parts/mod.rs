//! `count`, `merge`, `forget`, and training on parts, by the real program.

mod corpus;
mod errors;
mod merge_and_forget;
mod train;
