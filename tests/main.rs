//! All integration tests in one program, which is linked once.
//!
//! - `cli/`: each command as a user runs it
//! - `curation/`: `audit`, `suggest`, `explain`
//! - `forms/`: files of every form that people have, in `inputs/`
//! - `library/`: the front door of the library, and the example programs
//! - `parts/`: `count`, `merge`, `forget`, and training on parts
//! - `common/`: made-up corpora and runs of the program
//! - `golden/` and `oracles/`: files of each format version, and expected numbers with the scripts
//!   that computed them
#![allow(clippy::unwrap_used)]

mod cli;
mod common;
mod curation;
mod forms;
mod library;
mod parts;
