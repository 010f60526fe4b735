//! What the tests share: made-up corpora, and ways to run the program.

mod articles;
mod files;
pub mod outlets;
mod program;

pub use articles::{Article, made_up, sentence, shuffled};
pub use files::{jsonl, write_folders, write_jsonl};
pub use program::{Run, tasnif, tasnif_in, tasnif_with_input};
