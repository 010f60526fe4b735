//! `tasnif evaluate`.

mod baseline;
mod comparison;
mod cross_validation;
mod gates;
mod gold;
mod learning_curve;
mod reports;
mod splits;

use crate::common::{Article, made_up, tasnif_in, write_jsonl};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

pub fn folder(articles: &[Article]) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_jsonl(&folder.path().join("c.jsonl"), articles);
    folder
}

/// A folder with a corpus and a model trained on other articles of the same kind.
pub fn with_model() -> TempDir {
    let folder = folder(&made_up(60, 31));
    write_jsonl(&folder.path().join("train.jsonl"), &made_up(160, 32));
    tasnif_in(
        folder.path(),
        &["train", "train.jsonl", "--output", "m.tasnif"],
    )
    .ends_with(0);
    folder
}

pub fn report(folder: &Path, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}
