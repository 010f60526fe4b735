//! The commands that look after a corpus and explain a model: `audit`, `suggest`, `explain`.

mod audit;
mod corpus;
mod explain;
mod suggest;
