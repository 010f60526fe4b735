//! Part files of each format version, opened by every build that claims to read it.
//!
//! A golden file is made once for each format version and never again. Only before the first
//! release, or with a new format version (then under the new version's name), is the file in
//! `golden/` made anew, by
//!
//! ```text
//! TASNIF_REGENERATE_GOLDEN=1 cargo test golden_part::
//! ```

use crate::corpus::Document;
use crate::features::{CorpusCounts, CountSettings};
use std::fs;
use std::path::{Path, PathBuf};

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/part-v1.counts")
}

fn settings() -> CountSettings {
    CountSettings {
        title_weight: 4,
        lead_weight: 2,
        lead_chars: 10,
        word_pairs: true,
    }
}

/// Two articles, and the second again under another id and label.
fn counts() -> CorpusCounts {
    let article = |id: &str, title: &str, text: &str, label: &[&str], outlet: &str| Document {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        labels: Some(label.iter().map(|&label| label.into()).collect()),
        fields: [("outlet".into(), outlet.into())].into(),
    };
    let mut counts = CorpusCounts::new(settings())
        .unwrap()
        .keeping(&["outlet".to_owned()]);
    counts
        .add(&article(
            "1",
            "حرس الحدود",
            "ضبط الحرس قاربًا، ثم ضبط قاربًا",
            &["أمن", "بحر"],
            "صباح",
        ))
        .unwrap();
    counts
        .add(&article("2", "", "فاز الفريق بالكأس", &[], "مساء"))
        .unwrap();
    counts
        .add(&article("ثلاثة", "", "فاز  الفريق\nبالكأس", &["رياضة"], ""))
        .unwrap();
    counts
}

#[test]
fn the_golden_part_is_opened_and_says_what_it_did() {
    if std::env::var_os("TASNIF_REGENERATE_GOLDEN").is_some() {
        fs::write(file(), counts().to_bytes()).unwrap();
    }
    let part = CorpusCounts::read(&file()).unwrap();
    assert_eq!(part.settings(), settings());
    assert_eq!(part.fields(), ["outlet"]);
    let bytes = fs::read(file()).unwrap();
    assert!(part.to_bytes() == bytes, "it is written differently");
    let corpus = part.finish();
    assert_eq!(corpus, counts().finish());
    assert_eq!(
        corpus.repeats.duplicate_examples,
        [("2".to_owned(), "ثلاثة".to_owned())]
    );
    // Twice in the text: once in its first ten characters, which count double.
    let boat = corpus
        .words
        .iter()
        .position(|word| &**word == "ضبط")
        .unwrap() as u32;
    let article = corpus.documents.iter().find(|one| one.id == "1").unwrap();
    assert!(article.words.contains(&(boat, 3)));
}
