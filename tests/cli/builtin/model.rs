//! The built-in model is what the documented command makes of `labels/`, byte for byte.

use crate::common::tasnif;
use std::fs;
use tempfile::TempDir;

/// The command that made `models/security.tasnif`, up to `--output`.
const COMMAND: [&str; 6] = ["train", "labels", "--method", "nbsvm", "--ngrams", "3..6"];

#[test]
fn training_it_anew_gives_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("security.tasnif");
    let flags = ["--output", output.to_str().unwrap()];
    tasnif(&[&COMMAND[..], &flags].concat()).ends_with(0);
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/models/security.tasnif");
    assert!(
        fs::read(output).unwrap() == fs::read(built_in).unwrap(),
        "models/security.tasnif is not what labels/ gives; if the change is meant, make it anew:\n\
         cargo run --release -- {} --output models/security.tasnif",
        COMMAND.join(" ")
    );
}
