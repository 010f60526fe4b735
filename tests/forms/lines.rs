//! Lines of MALLET and Vowpal Wabbit.

use super::expected::{self, compare, exports};
use std::fs;
use tasnif::corpus::{Format, LabelsWanted, ReadOptions, read_all};

fn read(path: std::path::PathBuf, format: Option<Format>) -> Vec<tasnif::Document> {
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        format,
        ..ReadOptions::default()
    };
    let (articles, errors) = read_all(&[path], &options).unwrap();
    assert!(errors.is_empty(), "{errors:?}");
    articles
}

#[test]
fn mallet_by_name_and_by_ending() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["mallet.txt", "mallet-tabs.txt"] {
        let expected = expected::of(name);
        let path = exports().join(name);
        compare(name, &read(path.clone(), Some(Format::Mallet)), &expected);
        let copy = folder.path().join("news.mallet");
        fs::copy(path, &copy).unwrap();
        compare(name, &read(copy, None), &expected);
    }
}

#[test]
fn vowpal_wabbit_by_its_content() {
    for name in ["vw.txt", "vw-weights-tags.txt", "vw-several.txt"] {
        let expected = expected::of(name);
        compare(name, &read(exports().join(name), None), &expected);
        let format = Some(Format::Vw);
        compare(name, &read(exports().join(name), format), &expected);
    }
}
