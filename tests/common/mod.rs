//! What the integration tests share: a made-up corpus, and a way to run the program.
//!
//! Every test file is a program of its own and uses a part of this only.
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

mod articles;
mod files;
mod program;
mod trained;

pub use articles::{Article, made_up, sentence, shuffled};
pub use files::{jsonl, write_folders, write_jsonl};
pub use program::{Run, tasnif, tasnif_in, tasnif_with_input};
pub use trained::{counted, document, trained};
