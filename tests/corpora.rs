//! Quality on real news, where the corpora for measuring are there: in the folder that
//! `TASNIF_CORPORA` names, or in `../shared/corpora`. Elsewhere the tests say so and pass.
#![allow(clippy::unwrap_used)]

mod common;

use common::tasnif;
use std::path::{Path, PathBuf};

fn corpus(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("TASNIF_CORPORA").map(PathBuf::from);
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let path = named.clone().unwrap_or_else(usual).join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(
        named.is_none(),
        "TASNIF_CORPORA is set, but {} is not there",
        path.display()
    );
    eprintln!(
        "skipped: {} is not there; TASNIF_CORPORA may name its folder",
        path.display()
    );
    None
}

/// Five-fold cross-validation on the security articles, with gates.
fn check_security(flags: &[&str]) {
    let Some(path) = corpus("security-dev.jsonl.gz") else {
        return;
    };
    let arguments = ["evaluate", path.to_str().unwrap(), "--cross-validate", "5"];
    tasnif(&[&arguments[..], flags].concat()).ends_with(0);
}

#[test]
fn plain_naive_bayes_on_security() {
    check_security(&["--plain", "--min", "macro-f1=0.66"]);
}

#[test]
fn calibrated_naive_bayes_on_security() {
    check_security(&["--method", "naive-bayes", "--min", "macro-f1=0.78"]);
}
