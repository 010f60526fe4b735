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

/// What an empty place of a label means is said of articles to learn from, and not of those to tag.
#[test]
fn lines_without_a_label_are_said_where_labels_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.vw");
    fs::write(&path, "1 | فاز الفريق بالكأس\n| تأجلت الرحلة إلى الغد\n").unwrap();
    for (labels, said) in [(LabelsWanted::Required, 1), (LabelsWanted::Optional, 0)] {
        let options = ReadOptions {
            labels,
            ..ReadOptions::default()
        };
        let (articles, errors) = read_all(std::slice::from_ref(&path), &options).unwrap();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(articles.len(), 2);
        let warnings: Vec<String> = options
            .notices
            .warnings()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(warnings.len(), said, "{warnings:?}");
        assert!(warnings.iter().all(|it| it.contains("news.vw:2")));
    }
}
