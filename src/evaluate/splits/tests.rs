//! Tests of splits: who is trained on, who is tested on, and what can't be split.

use super::*;
use crate::corpus::Document;
use crate::evaluate::tests::made_up::{articles, corpus, training};
use crate::features::CountedCorpus;

fn values<'a>(training: &TrainingSet<'a>, name: &'a str, place: usize) -> FieldValues<'a> {
    FieldValues::new(training, name, place).unwrap()
}

/// The values of the rows, each once.
fn distinct<'a>(field: &FieldValues<'a>, rows: &[usize]) -> BTreeSet<&'a str> {
    rows.iter().map(|&row| field.values[row]).collect()
}

fn with_copy() -> CountedCorpus {
    let mut articles = articles(60, false);
    // The same text but for one word, printed by another outlet half a year later.
    let mut copy = articles[3].clone();
    copy.id = "copy".into();
    copy.text += " انتهى";
    copy.fields.insert("outlet".into(), "jadid".into());
    copy.fields.insert("date".into(), "2024-12-30".into());
    articles.push(copy);
    corpus(&articles)
}

fn row_of(corpus: &CountedCorpus, id: &str) -> usize {
    corpus.documents.iter().position(|d| d.id == id).unwrap()
}

#[test]
fn every_article_is_tested_on_once_and_never_trained_on_then() {
    let corpus = corpus(&articles(60, false));
    let training = training(&corpus);
    let outlets = values(&training, "outlet", 0);
    let by_outlet = by_value(&training, &outlets, 3).unwrap();
    for splits in [by_folds(&training, 5).unwrap(), by_outlet] {
        let mut tested: Vec<usize> = splits.iter().flat_map(|split| split.test.clone()).collect();
        tested.sort_unstable();
        assert_eq!(tested, training.all_rows());
        for split in &splits {
            assert!(split.train.is_sorted() && split.test.is_sorted());
            assert!(split.train.iter().all(|row| !split.test.contains(row)));
        }
    }
}

#[test]
fn values_stay_together_in_folds_of_like_size() {
    let corpus = corpus(&articles(140, false));
    let training = training(&corpus);
    let outlets = values(&training, "outlet", 0);
    let splits = by_value(&training, &outlets, 3).unwrap();
    // Outlets by number modulo 7: sabah, masaa, wakala two of seven each, usbu one of seven.
    let sizes: Vec<usize> = splits.iter().map(|split| split.test.len()).collect();
    assert_eq!(sizes, [60, 40, 40]);
    let names: Vec<Vec<&str>> = splits
        .iter()
        .map(|split| distinct(&outlets, &split.test).into_iter().collect())
        .collect();
    assert_eq!(
        names,
        [vec!["masaa", "usbu"], vec!["sabah"], vec!["wakala"]]
    );
    for split in &splits {
        let shared = distinct(&outlets, &split.train);
        assert!(shared.is_disjoint(&distinct(&outlets, &split.test)));
    }
}

#[test]
fn a_copy_in_another_part_is_not_trained_on() {
    let corpus = with_copy();
    let training = training(&corpus);
    let (first, copy) = (row_of(&corpus, "0003"), row_of(&corpus, "copy"));
    assert_eq!(training.groups[first], training.groups[copy]);
    let outlets = values(&training, "outlet", 0);
    for split in by_value(&training, &outlets, 5).unwrap() {
        let (tests_first, tests_copy) = (split.test.contains(&first), split.test.contains(&copy));
        assert!(!tests_first || !split.train.contains(&copy));
        assert!(!tests_copy || !split.train.contains(&first));
    }
    let dates = values(&training, "date", 1);
    let latest = by_latest(&training, &dates, 0.1).unwrap().split;
    assert!(latest.test.contains(&copy) && !latest.train.contains(&first));
}

#[test]
fn the_latest_part_is_tested_on_without_dividing_a_day() {
    let mut articles = articles(100, false);
    // Ten articles a day from 2024-01-10 on; two without a date.
    for (number, article) in articles.iter_mut().enumerate() {
        let date = format!("2024-01-{}", 10 + number / 10);
        article.fields.insert("date".into(), date);
    }
    articles[0].fields.remove("date");
    articles[99].fields.remove("date");
    let corpus = corpus(&articles);
    let training = training(&corpus);
    let dates = values(&training, "date", 1);
    assert_eq!(dates.missing(), 2);
    for (share, test_from, tested) in [
        (0.2, "2024-01-18", 19),
        (0.24, "2024-01-18", 19),
        (0.25, "2024-01-17", 29),
        (0.999, "2024-01-11", 89),
        (0.001, "2024-01-19", 9),
    ] {
        let latest = by_latest(&training, &dates, share).unwrap();
        assert_eq!(
            (latest.test_from, latest.split.test.len()),
            (test_from, tested)
        );
        assert!(latest.train_to < latest.test_from);
        let split = &latest.split;
        assert!(
            split
                .train
                .iter()
                .all(|&row| dates.values[row] <= latest.train_to)
        );
        assert!(split.test.iter().all(|&row| dates.values[row] >= test_from));
        assert_eq!(split.train.len() + split.test.len(), 98);
    }
}

#[test]
fn what_cannot_be_split_is_refused() {
    let corpus = corpus(&articles(40, false));
    let training = training(&corpus);
    let unknown = FieldValues::new(&training, "outlett", 2).unwrap_err();
    let message = unknown.to_string();
    assert!(
        message.contains("'outlett'") && message.contains("'date', 'outlet'"),
        "{message}"
    );

    let outlets = values(&training, "outlet", 0);
    let error = by_value(&training, &outlets, 5).unwrap_err();
    let few = EvaluateError::FewValues {
        field: "outlet".into(),
        values: 4,
        parts: 5,
        remedy: "ask for fewer folds or split by another field",
    };
    assert_eq!(error.to_string(), few.to_string());
    for folds in [0, 1, 101] {
        let error = by_value(&training, &outlets, folds).unwrap_err();
        assert!(
            matches!(error, EvaluateError::Learn(TrainError::Folds { .. })),
            "{folds}"
        );
    }
    for share in [0.0, 1.0, -0.5, f64::NAN] {
        let error = by_latest(&training, &outlets, share).unwrap_err();
        assert!(matches!(error, EvaluateError::TestShare { .. }), "{share}");
    }
    let same = FieldValues {
        name: "page",
        values: vec!["1"; training.data.documents()],
    };
    let error = by_latest(&training, &same, 0.2).unwrap_err();
    assert!(matches!(error, EvaluateError::FewValues { values: 1, .. }));
}

#[test]
fn nothing_is_left_where_all_are_copies() {
    let original = articles(20, false);
    let copies: Vec<Document> = (0..4)
        .map(|number| Document {
            id: number.to_string(),
            text: format!("{} {number}", original[1].text),
            labels: original[number + 1].labels.clone(),
            fields: [("outlet".into(), number.to_string())].into(),
            ..Document::default()
        })
        .collect();
    let corpus = corpus(&copies);
    let training = training(&corpus);
    let outlets = values(&training, "outlet", 0);
    let error = by_value(&training, &outlets, 2).unwrap_err();
    assert!(matches!(error, EvaluateError::NothingToTrain));
}
