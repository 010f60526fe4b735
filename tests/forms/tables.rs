//! Tables in the dialects that programs write: separators, encodings, line breaks, columns without a name.

use super::expected::{compare, exports, files, of};
use tasnif::Document;
use tasnif::corpus::{FieldNames, Format, LabelsWanted, ReadOptions, read_all};

/// Reads a file without an error. Line breaks of the file become line feeds.
fn read(file: &str, options: &ReadOptions) -> Vec<Document> {
    let (mut documents, errors) = read_all(&[exports().join(file)], options).unwrap();
    assert!(errors.is_empty(), "{file}: {errors:?}");
    for document in &mut documents {
        document.text = document.text.replace("\r\n", "\n").replace('\r', "\n");
    }
    documents
}

/// Tables without a header, or with labels that need more than a look at the header.
const OTHERS: [&str; 5] = [
    "doccano-data.csv",
    "doccano.csv",
    "no-header-class-first.csv",
    "no-header.csv",
    "one-hot.csv",
];

#[test]
fn tables_are_read_as_expected() {
    let tables = files(|file| {
        let is_table = file.ends_with(".csv") || file == "excel-unicode.txt";
        is_table && !OTHERS.contains(&file)
    });
    for file in tables {
        let is_windows = file.contains("windows-1256");
        let encoding = if is_windows { "windows-1256" } else { "utf-8" };
        let options = ReadOptions {
            labels: LabelsWanted::Required,
            encoding: encoding.parse().unwrap(),
            ..ReadOptions::default()
        };
        compare(&file, &read(&file, &options), &of(&file));
    }
}

#[test]
fn labels_with_a_separator() {
    for file in ["doccano-data.csv", "doccano.csv"] {
        let options = ReadOptions {
            labels: LabelsWanted::Required,
            label_separator: Some("#".to_owned()),
            ..ReadOptions::default()
        };
        compare(file, &read(file, &options), &of(file));
    }
}

#[test]
fn a_column_for_each_label() {
    let file = "one-hot.csv";
    let text = std::fs::read_to_string(exports().join(file)).unwrap();
    let header = text.lines().next().unwrap().trim_start_matches('\u{FEFF}');
    let labels = header
        .split(',')
        .filter(|name| !["id", "title", "text"].contains(name));
    let fields = FieldNames {
        one_hot: labels.map(str::to_owned).collect(),
        ..FieldNames::default()
    };
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        fields,
        ..ReadOptions::default()
    };
    compare(file, &read(file, &options), &of(file));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.csv");
    std::fs::write(&path, "text,a,b\nx,1.0,0\ny,,\nz,2,0\nw,TRUE,False\n").unwrap();
    let fields = FieldNames {
        one_hot: vec!["a".to_owned(), "b".to_owned()],
        ..FieldNames::default()
    };
    let options = ReadOptions { fields, ..options };
    let (documents, errors) = read_all(&[path], &options).unwrap();
    assert_eq!(documents.len(), 2);
    assert!(
        documents
            .iter()
            .all(|it| it.labels == Some(["a".to_owned()].into()))
    );
    assert!(errors[0].to_string().contains("has no label"), "{errors:?}");
    assert!(
        errors[1]
            .to_string()
            .contains("\"a\" is a label, so its cells are 1 or 0; \"2\""),
        "{errors:?}"
    );
}

#[test]
fn tables_without_a_header() {
    for (file, columns) in [
        ("no-header.csv", &["text", "label"][..]),
        ("no-header-class-first.csv", &["label", "title", "text"]),
    ] {
        let fields = FieldNames {
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            ..FieldNames::default()
        };
        let options = ReadOptions {
            labels: LabelsWanted::Required,
            fields,
            ..ReadOptions::default()
        };
        compare(file, &read(file, &options), &of(file));
        let (articles, errors) =
            read_all(&[exports().join(file)], &ReadOptions::default()).unwrap();
        assert!(articles.is_empty() && errors.len() == 1);
        assert!(
            errors[0]
                .to_string()
                .contains("no header: name the columns"),
            "{errors:?}"
        );
    }
}

#[test]
fn one_text_a_line() {
    let file = "one-text-a-line.txt";
    let options = ReadOptions {
        format: Some(Format::Lines),
        ..ReadOptions::default()
    };
    compare(file, &read(file, &options), &of(file));
    // Without the form it is one article, and that is said.
    let options = ReadOptions::default();
    assert_eq!(read(file, &options).len(), 1);
    let warning = options.notices.warnings()[0].to_string();
    assert!(warning.contains("give the form lines"), "{warning}");
}
