//! Web pages give their main text, title and date; feeds and Word documents their articles.

use super::expected::{compare, exports, files, of};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tasnif::Document;
use tasnif::corpus::{LabelsWanted, ReadOptions, read_all};

fn pages() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/pages")
}

fn read(path: &Path, labels: LabelsWanted) -> Vec<Document> {
    let options = ReadOptions {
        labels,
        ..ReadOptions::default()
    };
    let (documents, errors) = read_all(&[path.to_owned()], &options).unwrap();
    assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    documents
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page must give, with what its text holds of it.
struct Page {
    name: String,
    paragraphs: Vec<String>,
    missing: Vec<String>,
    debris: Vec<String>,
    is_title_right: bool,
    date: Option<String>,
    is_date_right: bool,
}

fn compared() -> Vec<Page> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(pages())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .collect();
    found.sort();
    found.iter().map(|path| page(path)).collect()
}

fn page(path: &Path) -> Page {
    let expected = std::fs::read_to_string(path.with_extension("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let strings = |key: &str| -> Vec<String> {
        let list = expected[key].as_array().unwrap();
        list.iter().map(|it| words(it.as_str().unwrap())).collect()
    };
    let documents = read(path, LabelsWanted::Optional);
    let [document] = documents.as_slice() else {
        panic!("{}: {} articles", path.display(), documents.len());
    };
    let text = words(&document.text);
    let paragraphs = strings("paragraphs");
    let date = document.fields.get("date").cloned();
    Page {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        missing: paragraphs
            .iter()
            .filter(|it| !text.contains(it.as_str()))
            .cloned()
            .collect(),
        debris: strings("debris")
            .into_iter()
            .filter(|it| text.contains(it.as_str()))
            .collect(),
        is_title_right: words(&document.title) == words(expected["title"].as_str().unwrap()),
        is_date_right: date.as_deref() == expected["date"].as_str(),
        paragraphs,
        date,
    }
}

#[test]
fn pages_give_their_main_text() {
    for page in compared() {
        let Page {
            name,
            paragraphs,
            missing,
            debris,
            is_title_right,
            date,
            is_date_right,
        } = page;
        println!(
            "{name}: {} of {} paragraphs, debris {debris:?}, title {is_title_right}, date {date:?} {is_date_right}",
            paragraphs.len() - missing.len(),
            paragraphs.len(),
        );
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
        assert!(is_title_right, "{name}");
        assert!(debris.len() <= 4, "{name} has {debris:?}");
        // A day in words is not read, but a wrong one must not come out.
        assert!(is_date_right || date.is_none(), "{name}: {date:?}");
    }
}

#[test]
fn pages_in_folders_have_the_labels_of_their_folders() {
    let dir = tempfile::tempdir().unwrap();
    for (from, to) in [
        ("01-modern.html", "trafficking/a.html"),
        ("11-late-charset.html", "none/b.HTM"),
    ] {
        let to = dir.path().join(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(pages().join(from), to).unwrap();
    }
    // What a browser saves beside a page.
    std::fs::create_dir(dir.path().join("trafficking/a_files")).unwrap();
    std::fs::write(
        dir.path().join("trafficking/a_files/frame.html"),
        "<html><p>إعلان",
    )
    .unwrap();
    let documents = read(dir.path(), LabelsWanted::Required);
    let labels: Vec<_> = documents
        .iter()
        .map(|it| (it.id.as_str(), it.labels.clone().unwrap()))
        .collect();
    assert_eq!(
        labels,
        [
            ("none/b.HTM", BTreeSet::new()),
            ("trafficking/a.html", ["trafficking".to_owned()].into()),
        ]
    );
    assert!(documents[0].text.contains("قارب"), "{}", documents[0].text);
}

#[test]
fn a_page_under_another_name_is_a_page() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("saved.txt");
    std::fs::copy(pages().join("02-table-windows-1256.html"), &path).unwrap();
    let documents = read(&path, LabelsWanted::Optional);
    assert_eq!(
        documents[0].title,
        "ضبط رشاشات مخبأة تحت أكياس الشعير في تل الرمان"
    );
}

#[test]
fn pages_without_an_article_are_errors() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shell.html");
    for (html, fragment) in [
        (
            "<!DOCTYPE html><html><body><div id=app></div><script>draw()</script></body></html>",
            "no main text",
        ),
        (
            &*format!("<html><body>{}نص", "<div>".repeat(50_000)),
            "nested deeper",
        ),
    ] {
        std::fs::write(&path, html).unwrap();
        let (documents, errors) =
            read_all(std::slice::from_ref(&path), &ReadOptions::default()).unwrap();
        assert!(documents.is_empty());
        assert!(errors[0].to_string().contains(fragment), "{errors:?}");
    }
}

#[test]
fn feeds_give_their_entries() {
    for file in files(|file| file.ends_with(".xml")) {
        let documents = read(&exports().join(&file), LabelsWanted::Required);
        compare(&file, &documents, &of(&file));
    }
}

#[test]
fn a_word_document_gives_its_paragraphs() {
    let file = "article.docx";
    compare(
        file,
        &read(&exports().join(file), LabelsWanted::Optional),
        &of(file),
    );
}
