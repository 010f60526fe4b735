//! Tests of the learning curve: the shares that are trained on, the points, the guess.

use super::*;
use crate::evaluate::splits::by_folds;
use crate::evaluate::tests::made_up::{articles, corpus, options, training};
use crate::train::{TrainOptions, TrainingSet};
use std::collections::BTreeSet;

fn experiment<'a>(training: &'a TrainingSet<'a>, options: &'a TrainOptions) -> Experiment<'a> {
    Experiment {
        training,
        options,
        thresholds: &[],
        group_field: None,
    }
}

#[test]
fn shares_are_nested_and_keep_the_proportions_of_labels() {
    let corpus = corpus(&articles(300, false));
    let rows: Vec<usize> = (0..300).collect();
    let order = nested_order(&corpus, &rows);
    let split = Split {
        train: rows.clone(),
        test: Vec::new(),
    };
    let mut smaller = BTreeSet::new();
    for share in SHARES {
        let part = part(&split, &order, share);
        assert_eq!(part.train.len(), (300.0 * share).round() as usize);
        let trained: BTreeSet<usize> = part.train.into_iter().collect();
        assert!(trained.is_superset(&smaller));
        for topic in ["economy", "sport", "weather"] {
            let carries = |row: &&usize| corpus.documents[**row].labels.contains(topic);
            let expected = share * rows.iter().filter(carries).count() as f64;
            let found = trained.iter().filter(carries).count() as f64;
            assert!(
                (found - expected).abs() <= 1.0,
                "{topic}: {found} of {expected}"
            );
        }
        smaller = trained;
    }
    assert_eq!(smaller, rows.into_iter().collect());
}

#[test]
fn strata_of_one_article_do_not_all_come_at_once() {
    let mut articles = articles(80, true);
    for (number, article) in articles.iter_mut().enumerate() {
        article.labels = Some([format!("topic {number}")].into());
    }
    let corpus = corpus(&articles);
    let order = nested_order(&corpus, &(0..80).collect::<Vec<_>>());
    assert!(!order.is_sorted());
    assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), 80);
}

#[test]
fn the_last_point_is_the_report_and_more_articles_help() {
    for exclusive in [false, true] {
        let corpus = corpus(&articles(240, exclusive));
        let (training, options) = (training(&corpus), options());
        let experiment = experiment(&training, &options);
        let splits = by_folds(&training, 3).unwrap();
        let outcomes = experiment.outcomes(&splits).unwrap();
        let report = experiment.measure(&outcomes).unwrap();
        let curve = learning_curve(&experiment, &splits, &report).unwrap();
        assert_eq!(
            curve,
            learning_curve(&experiment, &splits, &report).unwrap()
        );
        let articles: Vec<u64> = curve.points.iter().map(|point| point.articles).collect();
        assert_eq!(articles, [20, 40, 80, 120, 160]);
        let (first, last) = (&curve.points[0], &curve.points[4]);
        assert_eq!(last.macro_f1, report.macro_average.f1);
        assert_eq!(last.accuracy, report.accuracy);
        assert_eq!(first.accuracy.is_some(), exclusive);
        assert!(first.macro_f1 < last.macro_f1, "{curve:?}");
        assert_eq!(curve.accuracy.is_some(), exclusive);
        let guess = curve.macro_f1.unwrap();
        assert_eq!(guess.articles, 320);
        assert!(guess.gain >= 0.0 && guess.expected <= 1.0, "{guess:?}");
        let now = 1.0 - guess.law.error(160.0);
        assert!((guess.expected - now - guess.gain).abs() < 1e-12);
    }
}

#[test]
fn a_share_too_small_to_train_on_is_undefined() {
    let corpus = corpus(&articles(16, true));
    let (training, options) = (training(&corpus), options());
    let experiment = experiment(&training, &options);
    let splits = by_folds(&training, 2).unwrap();
    let report = experiment
        .measure(&experiment.outcomes(&splits).unwrap())
        .unwrap();
    let curve = learning_curve(&experiment, &splits, &report).unwrap();
    // One article cannot be divided into folds.
    assert_eq!(
        (curve.points[0].articles, curve.points[0].macro_f1),
        (1, None)
    );
    assert!(curve.points[4].macro_f1.is_some());
}

#[test]
fn a_guess_needs_four_points() {
    let point = |articles: u64, macro_f1| CurvePoint {
        share: 0.5,
        articles,
        macro_f1,
        accuracy: None,
    };
    let mut points = vec![
        point(0, Some(0.1)),
        point(20, None),
        point(40, Some(0.5)),
        point(60, Some(0.6)),
        point(80, Some(0.6)),
    ];
    assert_eq!(forecast(&points, |point| point.macro_f1), None);
    points[1].macro_f1 = Some(0.4);
    assert_eq!(
        forecast(&points, |point| point.macro_f1).unwrap().articles,
        160
    );
}
