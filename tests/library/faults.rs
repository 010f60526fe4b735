//! The inputs of `tests/inputs/faults/` that are hard to read, and what is said of each: `expected.txt` beside them.

use std::path::{Path, PathBuf};
use tasnif::Document;
use tasnif::corpus::{LabelsWanted, ReadOptions, read_all};

/// What came out of an input.
struct Outcome {
    articles: Vec<Document>,
    errors: Vec<String>,
    warnings: Vec<String>,
}

/// Reads a labelled input of `tests/inputs/faults/`. Messages name it without that folder.
fn read(input: &str, options: ReadOptions) -> Outcome {
    let faults = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/faults");
    let path: PathBuf = faults.join(input);
    assert!(path.exists(), "{input}");
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        ..options
    };
    let folder = format!("{}/", path.parent().unwrap().display());
    let cut = |message: String| message.replace('\\', "/").replace(&folder, "");
    let (articles, errors) = read_all(&[path], &options).unwrap();
    let warnings = options.notices.warnings();
    Outcome {
        articles,
        errors: errors.iter().map(|error| cut(error.to_string())).collect(),
        warnings: warnings
            .iter()
            .map(|warning| cut(warning.to_string()))
            .collect(),
    }
}

impl Outcome {
    /// How many articles have each label, in the order of the labels.
    fn topics(&self) -> Vec<(String, usize)> {
        let labels = self
            .articles
            .iter()
            .flat_map(|article| article.labels.iter().flatten());
        let mut topics = std::collections::BTreeMap::new();
        for label in labels {
            *topics.entry(label.clone()).or_default() += 1;
        }
        topics.into_iter().collect()
    }
}

/// Fails the test unless there is one message, and it holds all fragments.
#[track_caller]
fn assert_said(messages: &[String], fragments: &[&str]) {
    assert_eq!(messages.len(), 1, "{messages:#?}");
    for fragment in fragments {
        assert!(
            messages[0].contains(fragment),
            "{fragment:?}: {messages:#?}"
        );
    }
}

#[test]
fn quotes_that_are_letters() {
    for input in ["tsv-quote/news.tsv", "csv-quote-in-the-middle/news.csv"] {
        let found = read(input, ReadOptions::default());
        assert!(
            found.errors.is_empty() && found.warnings.is_empty(),
            "{input}"
        );
        let expected = [("اقتصاد".to_owned(), 4), ("رياضة".to_owned(), 4)];
        assert_eq!(found.topics(), expected, "{input}");
    }
}

#[test]
fn a_stray_quote_is_said_with_its_line_and_costs_one_row() {
    for (input, place, articles) in [
        ("csv-quote-closed-far-below/news.csv", "news.csv:3: ", 7),
        ("csv-quote-never-closed/news.csv", "news.csv:4: ", 7),
    ] {
        let found = read(input, ReadOptions::default());
        assert_said(&found.errors, &[place, "a double quote opens a cell here"]);
        assert_eq!(found.articles.len(), articles, "{input}");
        assert!(
            found
                .articles
                .iter()
                .all(|article| !article.text.contains('\n'))
        );
    }
    let found = read("csv-text-after-quote/news.csv", ReadOptions::default());
    assert_eq!(found.errors.len(), 2, "{:#?}", found.errors);
    assert!(found.errors[0].starts_with("news.csv:5: the row has 3 cell(s)"));
    assert!(found.errors[1].starts_with("news.csv:6: a double quote opens a cell here"));
    assert_eq!(found.articles.len(), 6);
}

#[test]
fn folders_that_stand_above_the_topics() {
    let same = "which hold the same sub-folders (اقتصاد, رياضة and صحة)";
    for (fault, names, give) in [
        ("folders-train-test", "train and test", "news/train"),
        (
            "folders-training-testing",
            "Training and Testing",
            "news/Training",
        ),
    ] {
        let found = read(&format!("{fault}/news"), ReadOptions::default());
        let message = format!("news holds {names}, {same}: give {give};");
        assert_said(&found.errors, &[&message]);
        assert!(found.articles.is_empty());
        let given = read(&format!("{fault}/{give}"), ReadOptions::default());
        assert_eq!(given.topics().len(), 3);
    }
}

#[test]
fn texts_without_words_are_counted_and_get_no_topic() {
    let found = read("one-empty-text/news.jsonl", ReadOptions::default());
    assert_said(
        &found.warnings,
        &["2 article(s) hold no word (news.jsonl:3, news.jsonl:6)"],
    );
    // Of exclusive topics the most probable one is given, but not for nothing.
    let mut articles = super::made_up(80, 7);
    articles.retain(|article| {
        article
            .labels
            .as_ref()
            .is_some_and(|labels| labels.len() == 1)
    });
    let trainer = tasnif::Trainer::new()
        .mode(tasnif::Mode::Exclusive)
        .folds(2);
    let tagger = trainer.fit_documents(&articles).unwrap().tagger();
    for text in ["", " \n", "★ — !", "\u{200F}"] {
        assert!(tagger.tag("", text).is_none() && tagger.explain("", text).tags().is_none());
    }
    assert!(!tagger.tag("", "كلمة").is_none());
}

fn in_encoding(name: &str) -> ReadOptions {
    ReadOptions {
        encoding: name.parse().unwrap(),
        ..ReadOptions::default()
    }
}

/// Whether all letters are Arabic, and none is among those that wrong decoding gives.
fn is_arabic(article: &Document) -> bool {
    let letters = article.text.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().count() > 10 && !article.text.contains("ط§") && {
        letters
            .clone()
            .all(|letter| ('\u{621}'..='\u{64A}').contains(&letter))
    }
}

#[test]
fn encodings_that_differ_from_file_to_file() {
    let found = read("mixed-encodings/news", in_encoding("auto"));
    assert!(found.errors.is_empty(), "{:#?}", found.errors);
    assert_eq!(found.articles.len(), 8);
    assert!(
        found.articles.iter().all(is_arabic),
        "{:#?}",
        found.articles
    );
    assert_said(
        &found.warnings,
        &[
            "the encodings of 8 file(s) were told",
            "UTF-8",
            "windows-1256",
            "UTF-16LE",
        ],
    );
    // With a name, the files that are UTF-8 are still seen to be.
    let found = read("mixed-encodings/news", in_encoding("windows-1256"));
    assert!(
        found.articles.iter().all(is_arabic),
        "{:#?}",
        found.articles
    );
    let found = read("utf-8-named-windows-1256/news", in_encoding("windows-1256"));
    assert!(found.errors.is_empty() && found.articles.iter().all(is_arabic));
    assert_said(
        &found.warnings,
        &["8 text(s) are valid UTF-8 and are read so"],
    );
}

#[test]
fn a_nul_separates_words() {
    for input in ["nul-in-good-text/news", "nul-in-good-text/news.csv"] {
        let found = read(input, ReadOptions::default());
        assert!(found.errors.is_empty(), "{:#?}", found.errors);
        assert_eq!(found.articles.len(), 8);
        assert!(
            found
                .articles
                .iter()
                .all(|article| !article.text.contains('\0'))
        );
        assert_said(
            &found.warnings,
            &["1 article(s) hold a NUL, which is read as a space ("],
        );
    }
}

#[test]
fn lists_in_cells_are_lists() {
    for fault in ["cell-json", "cell-python"] {
        let found = read(&format!("{fault}/news.csv"), ReadOptions::default());
        assert!(found.errors.is_empty(), "{:#?}", found.errors);
        let topics = found.topics();
        let names: Vec<&str> = topics.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["border-security", "weapons-control"], "{fault}");
        let both = |article: &&Document| article.labels.as_ref().is_some_and(|it| it.len() == 2);
        assert_eq!(found.articles.iter().filter(both).count(), 3, "{fault}");
    }
}

#[test]
fn labels_with_a_separator_of_the_caller() {
    for (fault, separator) in [
        ("cell-arabic-comma", "،"),
        ("cell-comma", ","),
        ("cell-hash", "#"),
        ("cell-semicolon", ";"),
    ] {
        let options = ReadOptions {
            label_separator: Some(separator.to_owned()),
            ..ReadOptions::default()
        };
        let found = read(&format!("{fault}/news.csv"), options);
        let topics = found.topics();
        let names: Vec<&str> = topics.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["border-security", "weapons-control"], "{fault}");
        assert_eq!(topics.iter().map(|(_, count)| count).sum::<usize>(), 14);
    }
}

#[test]
fn labels_that_look_the_same_are_the_same() {
    for fault in ["nbsp", "nfd", "outer-space", "zwnj", "zwsp"] {
        let found = read(&format!("label-{fault}/news.jsonl"), ReadOptions::default());
        assert!(found.errors.is_empty(), "{:#?}", found.errors);
        let topics = found.topics();
        assert_eq!(topics.len(), 2, "{fault}: {topics:?}");
        assert!(topics.iter().all(|(_, count)| *count == 4), "{topics:?}");
    }
}

#[test]
fn a_label_of_null_says_nothing() {
    let found = read("one-null-label/news.jsonl", ReadOptions::default());
    assert!(found.errors.is_empty(), "{:#?}", found.errors);
    let unlabelled = found.articles.iter().filter(|it| it.labels.is_none());
    assert_eq!(unlabelled.count(), 1);
    assert_eq!(found.articles.len(), 8);
}
