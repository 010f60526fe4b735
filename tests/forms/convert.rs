//! `tasnif convert` writes what the other forms hold.

use super::expected::{compare, exports, of};
use crate::common::tasnif_in;
use std::path::Path;
use tasnif::Document;
use tasnif::corpus::{LabelsWanted, ReadOptions, read_all};
use tempfile::TempDir;

fn read(path: &Path) -> Vec<Document> {
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        ..ReadOptions::default()
    };
    let (documents, errors) = read_all(&[path.to_owned()], &options).unwrap();
    assert!(errors.is_empty(), "{errors:?}");
    documents
}

#[test]
fn exports_come_through_every_form() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    for file in [
        "label-studio.json",
        "doccano.jsonl",
        "rss.xml",
        "prodigy-choice.jsonl",
    ] {
        let mut from = exports().join(file);
        // One form after the other, so that each is also read.
        for (form, ending) in [
            ("csv", "csv"),
            ("label-studio", "json"),
            ("prodigy", "jsonl"),
            ("doccano", "jsonl"),
            ("jsonl", "jsonl"),
        ] {
            let name = format!("{form}.{ending}");
            let arguments = [
                "convert",
                from.to_str().unwrap(),
                "--to",
                form,
                "--output",
                &name,
            ];
            let run = tasnif_in(folder, &arguments).ends_with(0);
            assert!(!run.stderr.contains("no place"), "{}", run.stderr);
            from = folder.join(name);
            compare(&format!("{file} as {form}"), &read(&from), &of(file));
        }
    }
}

#[test]
fn a_folder_trains_as_it_is() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let file = "rss.xml";
    let from = exports().join(file);
    let arguments = [
        "convert",
        from.to_str().unwrap(),
        "--to",
        "folder",
        "--output",
        "out",
    ];
    let run = tasnif_in(folder, &arguments).ends_with(0);
    assert!(run.stderr.contains("8 articles"), "{}", run.stderr);
    let mut found = read(&folder.join("out"));
    let mut expected = of(file);
    found.sort_by(|a, b| a.title.cmp(&b.title));
    expected.sort_by(|a, b| a.title.cmp(&b.title));
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(
            (&found.title, &found.text, &found.labels),
            (&expected.title, &expected.text, &expected.labels)
        );
    }
    tasnif_in(folder, &arguments).fails_with(&["out is not empty"]);
}

#[test]
fn what_is_lost_or_wrong_is_said() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let lines = "{\"id\":1,\"title\":\"عنوان\",\"text\":\"متن\",\"label\":\"رياضة\",\"url\":\"x\"}\n{\"text\":\"بلا تصنيف\"}\n";
    std::fs::write(folder.join("c.jsonl"), lines).unwrap();
    let run = tasnif_in(
        folder,
        &["convert", "c.jsonl", "--to", "fasttext", "--output", "c.ft"],
    )
    .ends_with(0);
    for fragment in [
        "ids of 2",
        "titles as such of 1",
        "other fields of 1",
        "1 of 2 articles have no label",
    ] {
        assert!(run.stderr.contains(fragment), "{fragment}: {}", run.stderr);
    }
    std::fs::write(
        folder.join("bad.jsonl"),
        "{\"text\":\"متن\",\"label\":\"a\\u0007b\"}\n",
    )
    .unwrap();
    let run = tasnif_in(
        folder,
        &["convert", "bad.jsonl", "--to", "csv", "--output", "bad.csv"],
    )
    .ends_with(2);
    assert!(!folder.join("bad.csv").exists(), "{}", run.stderr);
    tasnif_in(
        folder,
        &["convert", "c.jsonl", "--to", "csv", "--output", "c.jsonl"],
    )
    .fails_with(&["which would be lost"]);
}
