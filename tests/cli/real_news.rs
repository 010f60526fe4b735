//! Quality on real news that is not part of the project. The folder `TASNIF_CORPORA` names it, by
//! default `../shared/corpora` beside the project:
//!
//! ```text
//! cargo test real_news:: -- --ignored
//! ```

use crate::common::tasnif;
use std::path::{Path, PathBuf};

/// Five-fold cross-validation on the security articles, with gates.
fn check_security(flags: &[&str]) {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let folder = std::env::var_os("TASNIF_CORPORA").map_or_else(usual, PathBuf::from);
    let corpus = folder.join("security-dev.jsonl.gz");
    let arguments = [
        "evaluate",
        corpus.to_str().unwrap(),
        "--cross-validate",
        "5",
    ];
    tasnif(&[&arguments[..], flags].concat()).ends_with(0);
}

#[test]
#[ignore = "needs corpora that are not part of the project"]
fn plain_naive_bayes_on_security() {
    check_security(&["--plain", "--min", "macro-f1=0.66"]);
}

#[test]
#[ignore = "needs corpora that are not part of the project"]
fn calibrated_naive_bayes_on_security() {
    check_security(&["--method", "naive-bayes", "--min", "macro-f1=0.78"]);
}
