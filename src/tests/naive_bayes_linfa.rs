//! Plain naive Bayes against `linfa_bayes::MultinomialNb` on dense data, and its stability where
//! that one overflows. linfa-bayes prints a debug dump at each fit; the test harness keeps it.

use super::articles::{Article, made_up, sentence};
use super::trained::{counted, trained};
use crate::features::{
    CountSettings, CountedCorpus, FactorisedMatrix, FeatureSettings, NgramRange,
};
use crate::linear::Method;
use crate::linfa::{NaiveBayesModel, TrainingMatrix};
use crate::predict::{ScoreCache, Scorer};
use crate::train::{NaiveBayesParams, TrainOptions};
use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::{Fit, Predict};
use linfa_bayes::{MultinomialNb, NaiveBayes};
use ndarray::{Array1, Array2};
use std::sync::Arc;

const ALPHA: f64 = 0.01;
/// Our masses are whole multiples of 2^-36 of a document, linfa's are floating-point numbers.
const TOLERANCE: f64 = 1e-6;

/// A small corpus, sparse and dense.
struct Sample {
    settings: FeatureSettings,
    corpus: CountedCorpus,
    topics: Vec<String>,
    /// Document × feature, counts.
    dense: Array2<f64>,
}

impl Sample {
    fn new(articles: &[Article]) -> Self {
        let settings = FeatureSettings {
            ngrams: NgramRange::new(2, 3).unwrap(),
            ..FeatureSettings::default()
        };
        let corpus = counted(articles, settings.counting);
        let matrix = FactorisedMatrix::build(&corpus, &settings);
        let dense = (&matrix.documents * &matrix.words)
            .to_dense()
            .mapv(f64::from);
        let topics = corpus.labels().into_iter().map(str::to_owned).collect();
        Self {
            settings,
            corpus,
            topics,
            dense,
        }
    }

    fn data(&self) -> TrainingMatrix {
        TrainingMatrix::new(FactorisedMatrix::build(&self.corpus, &self.settings))
    }

    fn flags(&self) -> Array2<bool> {
        Array2::from_shape_fn(
            (self.corpus.documents.len(), self.topics.len()),
            |(row, topic)| {
                self.corpus.documents[row]
                    .labels
                    .contains(&self.topics[topic])
            },
        )
    }

    /// Each document's counts divided by their sum.
    fn shares(&self) -> Array2<f64> {
        let mut shares = self.dense.clone();
        for mut row in shares.rows_mut() {
            let sum = row.sum();
            row /= sum;
        }
        shares
    }

    fn ours(&self) -> NaiveBayesModel {
        let params = NaiveBayesParams::plain(ALPHA).check().unwrap();
        params
            .fit(&DatasetBase::new(self.data(), self.flags()))
            .unwrap()
    }

    fn linfas(&self, topic: usize) -> MultinomialNb<f64, bool> {
        let targets: Array1<bool> = self.flags().column(topic).to_owned();
        let dataset = DatasetBase::new(self.shares(), targets);
        MultinomialNb::params().alpha(ALPHA).fit(&dataset).unwrap()
    }
}

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    let difference = (found - expected).abs();
    assert!(difference < tolerance, "{found} instead of {expected}");
}

#[test]
fn weights_and_priors_are_those_of_linfa() {
    let sample = Sample::new(&made_up(24, 3));
    let ours = sample.ours();
    // A document of one feature has that feature's weight and the prior for log-odds.
    let single: Array2<f64> = Array2::eye(sample.dense.ncols());
    for topic in 0..sample.topics.len() {
        let linfas = sample.linfas(topic);
        let theirs = linfas.joint_log_likelihood(single.view());
        let odds = &theirs[&true] - &theirs[&false];
        for (feature, &odds) in odds.iter().enumerate() {
            let weight = ours.linear().weights[feature * sample.topics.len() + topic];
            assert_near(ours.linear().bias[topic] + weight, odds, TOLERANCE);
        }
    }
}

#[test]
fn posteriors_are_those_of_linfa_where_it_does_not_overflow() {
    let sample = Sample::new(&made_up(24, 4));
    let (ours, shares) = (sample.ours(), sample.shares());
    for topic in 0..sample.topics.len() {
        let linfas = sample.linfas(topic);
        let (theirs, their_classes) = linfas.predict_log_proba(shares.view());
        let posterior = ours.topic(topic);
        let (found, classes) = posterior.predict_log_proba(shares.view());
        assert_eq!(classes, their_classes);
        for (found, theirs) in found.iter().zip(&theirs) {
            assert_near(*found, *theirs, TOLERANCE);
        }
    }
}

#[test]
fn predictions_are_those_of_linfa() {
    let sample = Sample::new(&made_up(40, 5));
    let dataset = DatasetBase::new(sample.data(), sample.flags());
    let predicted: Array2<bool> = sample.ours().predict(&dataset);
    for topic in 0..sample.topics.len() {
        let theirs: Array1<bool> = sample.linfas(topic).predict(&sample.dense);
        assert!(theirs.iter().any(|&given| given) && !theirs.iter().all(|&given| given));
        assert_eq!(predicted.column(topic), theirs);
    }
}

#[test]
fn posteriors_are_numbers_for_any_length() {
    let sample = Sample::new(&made_up(24, 6));
    let ours = sample.ours();
    for length in [1.0, 1e2, 1e4, 1e7, 1e12] {
        let documents = sample.shares() * length;
        for topic in 0..sample.topics.len() {
            let posterior = ours.topic(topic);
            let (log_posteriors, _) = posterior.predict_log_proba(documents.view());
            let (posteriors, _) = posterior.predict_proba(documents.view());
            assert!(
                log_posteriors
                    .iter()
                    .all(|value| value.is_finite() && *value <= 0.0)
            );
            for row in posteriors.rows() {
                assert_near(row.sum(), 1.0, 1e-12);
            }
        }
    }
}

/// From nothing to 10 MB of words, and a megabyte of one word and of none.
fn lengths() -> Vec<String> {
    const MEGABYTE: usize = 1 << 20;
    let words = format!("{} ", sentence(0));
    vec![
        String::new(),
        "ا".to_owned(),
        "x".to_owned(),
        sentence(0),
        words.repeat(10 * MEGABYTE / words.len() + 1),
        "حدود".repeat(MEGABYTE / 8),
        "، ".repeat(MEGABYTE / 3),
    ]
}

#[test]
fn probabilities_are_numbers_from_one_letter_to_ten_megabytes() {
    let articles = made_up(60, 7);
    let calibrated = TrainOptions::default();
    let plain = TrainOptions {
        method: Method::NaiveBayes,
        calibrate: false,
        naive_bayes: NaiveBayesParams::plain(ALPHA),
        ..calibrated
    };
    for options in [calibrated, plain] {
        let model = trained(&articles, CountSettings::default(), &options);
        let scorer = Scorer::new(Arc::new(model.clone()));
        let mut cache = ScoreCache::default();
        for text in lengths() {
            let sums = scorer.sums("", &text, &mut cache);
            let rule = &model.metadata.rule;
            let odds = rule.log_odds(&sums.columns);
            assert!(odds.iter().all(|odds| odds.is_finite()));
            let found = rule.probabilities(&sums.columns, sums.length);
            let bytes = text.len();
            assert!(
                found.iter().all(|p| (0.0..=1.0).contains(p)),
                "{bytes} bytes: {found:?}"
            );
        }
    }
}

#[test]
fn an_article_of_any_length_can_be_learned_from() {
    let mut articles = made_up(24, 8);
    for (number, text) in lengths().into_iter().enumerate() {
        articles.push(Article {
            id: format!("length {number}"),
            title: String::new(),
            text,
            labels: vec!["border-security"],
        });
    }
    let settings = FeatureSettings::default();
    let data = TrainingMatrix::new(FactorisedMatrix::build(
        &counted(&articles, settings.counting),
        &settings,
    ));
    let targets = Array2::from_shape_fn((data.documents(), 1), |(row, _)| row % 2 == 0);
    let params = NaiveBayesParams::new().check().unwrap();
    let model = params.fit(&DatasetBase::new(data, targets)).unwrap();
    assert!(
        model
            .linear()
            .weights
            .iter()
            .all(|weight| weight.is_finite())
    );
    trained(&articles, settings.counting, &TrainOptions::default());
}
