//! What is written is read back as it was.

use super::*;
use crate::corpus::{LabelsWanted, ReadOptions, read_all};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Text with what forms stumble over: separators, quotes, brackets, line breaks.
const TEXT: &str = "[أ-ي ]{1,6}([,;\"'|+#{}<>&\\\\\n\t:0-9a-z ]|[أ-ي]){0,40}[أ-ي]";
const LABEL: &str = "[أ-يa-z]{3,8}( [أ-ي]{2,5})?([#;,'&0-9-][أ-ي]{1,3})?";

fn article() -> impl Strategy<Value = Document> {
    let labels = prop::option::of(prop::collection::btree_set(LABEL, 0..4));
    let fields = prop::collection::btree_map(
        "(url|date|outlet|views|لغة)",
        "[0-9a-zأ-ي:/., \"-]{0,12}[0-9a-zأ-ي]",
        0..4,
    );
    let title = prop_oneof![
        Just(String::new()),
        "[أ-ي]{2,8}( [أ-ي«»\",]{1,6}[أ-ي]){0,4}"
    ];
    (title, TEXT, labels, fields).prop_map(|(title, text, labels, fields)| Document {
        id: String::new(),
        title,
        text: text.trim().to_owned(),
        labels,
        fields,
    })
}

/// Articles with ids of their own. The last one is labelled, so that the form is known to hold labels.
fn articles() -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(article(), 1..6).prop_map(|mut articles| {
        for (number, article) in articles.iter_mut().enumerate() {
            article.id = format!("وكالة/{number}-x.txt");
            article.text = format!("{} {number}", article.text);
        }
        articles
    })
}

fn read_back(text: &str, ending: &str) -> Vec<Document> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("a.{ending}"));
    std::fs::write(&path, text).expect("written");
    let options = ReadOptions::default();
    let (articles, errors) = read_all(&[path], &options).expect("read");
    assert!(errors.is_empty(), "{errors:?} in {text}");
    articles
}

fn written(form: WriteForm, articles: &[Document]) -> (String, Losses) {
    form.text(articles).expect("a text form").expect("written")
}

proptest! {
    #[test]
    fn forms_that_lose_nothing(articles in articles()) {
        for (form, ending) in [
            (WriteForm::Jsonl, "jsonl"),
            (WriteForm::Doccano, "jsonl"),
            (WriteForm::LabelStudio, "json"),
            (WriteForm::Prodigy, "jsonl"),
            (WriteForm::Csv, "csv"),
        ] {
            let (text, losses) = written(form, &articles);
            prop_assert!(losses.is_empty());
            let back = read_back(&text, ending);
            prop_assert_eq!(&back, &articles, "{}: {}", form.name(), text);
        }
    }

    #[test]
    fn tables_with_tabs_lose_line_breaks(articles in articles()) {
        let (text, losses) = written(WriteForm::Tsv, &articles);
        let flat = |text: &str| text.replace(['\n', '\t'], " ");
        let is_flat = articles.iter().all(|article| flat(&article.text) == article.text);
        prop_assert_eq!(losses.is_empty(), is_flat);
        let expected: Vec<Document> = articles
            .iter()
            .map(|article| Document { text: flat(&article.text), ..article.clone() })
            .collect();
        prop_assert_eq!(read_back(&text, "tsv"), expected, "{}", text);
    }

    #[test]
    fn folders_keep_labels_titles_and_texts(articles in articles()) {
        let is_fine = |label: &String| !label.contains(['+', '|', ':', '"']);
        // A file that begins like a line of another form is read as that.
        let prose = |article: Document| Document { text: format!("قال {}", article.text), ..article };
        let articles: Vec<Document> = articles.into_iter().map(prose).collect();
        let all: BTreeSet<&String> = articles.iter().flat_map(|article| article.labels.iter().flatten()).collect();
        prop_assume!(all.iter().map(|label| label.to_lowercase()).collect::<BTreeSet<_>>().len() == all.len());
        prop_assume!(articles.iter().flat_map(|article| article.labels.iter().flatten()).all(is_fine));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out");
        let labelled = articles.iter().filter(|article| article.labels.is_some()).count();
        if labelled > 0 && labelled < articles.len() {
            prop_assert!(WriteForm::folder(&articles, &path).is_err());
            return Ok(());
        }
        WriteForm::folder(&articles, &path).expect("written");
        let (back, errors) = read_all(&[path], &ReadOptions::default()).expect("read");
        prop_assert!(errors.is_empty(), "{:?}", errors);
        prop_assert_eq!(back.len(), articles.len());
        let key = |article: &Document| {
            let joined = format!("{}\n{}", article.title, article.text);
            joined.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let set = |articles: &[Document]| articles.iter().map(key).collect::<BTreeSet<_>>();
        prop_assert_eq!(set(&back), set(&articles));
        // Sub-folders are labels where every file is in one.
        if articles.iter().all(|article| article.labels.is_some()) {
            let set = |articles: &[Document]| articles.iter().map(|it| (key(it), it.labels.clone())).collect::<BTreeSet<_>>();
            prop_assert_eq!(set(&back), set(&articles));
        }
    }
}

#[test]
fn fasttext_keeps_labels_and_words() {
    let article = Document {
        id: "1".to_owned(),
        title: "عنوان".to_owned(),
        text: "سطر\nآخر".to_owned(),
        labels: Some(["b".to_owned(), "a".to_owned()].into()),
        ..Document::default()
    };
    let (text, losses) = written(WriteForm::FastText, std::slice::from_ref(&article));
    assert_eq!(text, "__label__a __label__b عنوان سطر آخر\n");
    assert_eq!(
        losses.to_string(),
        "ids of 1, line breaks of 1, titles as such of 1"
    );
    let labels = Some(["two words".to_owned()].into());
    let error = WriteForm::FastText
        .text(&[Document { labels, ..article }])
        .expect("a text form");
    assert!(
        error
            .expect_err("a label that ends early")
            .to_string()
            .contains("'two words'")
    );
}

#[test]
fn names_of_files_are_safe_and_differ() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let ids = [
        "com1.x",
        "../../etc/passwd",
        "a/b.txt",
        "B.txt",
        "con",
        "README.md",
        ".hidden",
        "x:y?*",
        "",
        "..",
        &"ط".repeat(300),
    ];
    let articles: Vec<Document> = ids
        .iter()
        .enumerate()
        .map(|(number, id)| Document {
            id: (*id).to_owned(),
            title: "عنوان".to_owned(),
            text: format!("متن {number}"),
            labels: Some(BTreeSet::new()),
            ..Document::default()
        })
        .collect();
    WriteForm::folder(&articles, &out).expect("written");
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        ..ReadOptions::default()
    };
    let (back, errors) = read_all(std::slice::from_ref(&out), &options).expect("read");
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(back.len(), ids.len(), "{back:?}");
    assert!(back.iter().all(|article| article.id.starts_with("none/")));
    for labels in [&["Sport", "sport"][..], &["con"], &["a/b"], &["C++"]] {
        let article = |label: &&str| Document {
            text: (*label).to_owned(),
            labels: Some([(*label).to_owned()].into()),
            ..Document::default()
        };
        let articles: Vec<Document> = labels.iter().map(article).collect();
        let new = folder.path().join("new");
        let error = WriteForm::folder(&articles, &new).expect_err("a bad name");
        assert!(matches!(error, WriteError::Label { .. }), "{error}");
        assert!(!new.exists());
    }
    let error = WriteForm::folder(&articles, &out).expect_err("not empty");
    assert!(error.to_string().contains("is not empty"));
}

#[test]
fn what_would_be_read_as_something_else_is_refused() {
    let article = Document {
        text: "متن".to_owned(),
        labels: Some(["a".to_owned()].into()),
        ..Document::default()
    };
    let fields = [("label".to_owned(), "x".to_owned())].into();
    let clashing = Document {
        fields,
        ..article.clone()
    };
    for form in [
        WriteForm::Jsonl,
        WriteForm::Csv,
        WriteForm::Doccano,
        WriteForm::Prodigy,
    ] {
        let written = form
            .text(std::slice::from_ref(&clashing))
            .expect("a text form");
        assert!(
            matches!(written, Err(WriteError::Field { .. })),
            "{}",
            form.name()
        );
    }
    let text = "__label__b قال".to_owned();
    let hidden = Document { text, ..article };
    let written = WriteForm::FastText.text(&[hidden]).expect("a text form");
    assert!(matches!(written, Err(WriteError::Label { .. })));
}
