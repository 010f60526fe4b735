//! Plain naive Bayes against scikit-learn's `MultinomialNB`, with the numbers of `oracles/naive_bayes.py`.

use super::articles::Article;
use super::trained::counted;
use crate::features::{
    CountSettings, CountedCorpus, FactorisedMatrix, FeatureSettings, NgramRange,
};
use crate::linfa::{NaiveBayesModel, TrainingMatrix};
use crate::train::NaiveBayesParams;
use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use linfa_bayes::NaiveBayes;
use ndarray::Array2;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Our masses are whole multiples of 2^-36 of a document; scikit-learn's are floating-point numbers.
const TOLERANCE: f64 = 1e-6;

#[derive(Deserialize)]
struct Oracle {
    settings: Settings,
    documents: Vec<Written>,
    /// `ngram ⟨حر` or `word الحدود`; the order of the weights below.
    features: Vec<String>,
    fits: Vec<OracleFit>,
}

#[derive(Deserialize)]
struct Settings {
    min: u32,
    max: u32,
    title_weight: u32,
    lead_weight: u32,
    lead_chars: u32,
}

#[derive(Deserialize)]
struct Written {
    title: String,
    text: String,
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct OracleFit {
    alpha: f64,
    topics: Vec<OracleTopic>,
}

#[derive(Deserialize)]
struct OracleTopic {
    topic: String,
    bias: f64,
    weights: Vec<f64>,
    log_posteriors: Vec<f64>,
}

/// The same corpus, counted by the library.
struct Counted {
    oracle: Oracle,
    corpus: CountedCorpus,
    settings: FeatureSettings,
}

impl Counted {
    fn read() -> Self {
        let oracle: Oracle =
            serde_json::from_str(include_str!("../../tests/oracles/naive_bayes.json")).unwrap();
        let written = &oracle.settings;
        let settings = FeatureSettings {
            ngrams: NgramRange::new(written.min, written.max).unwrap(),
            counting: CountSettings {
                title_weight: written.title_weight,
                lead_weight: written.lead_weight,
                lead_chars: written.lead_chars,
                ..CountSettings::default()
            },
            ..FeatureSettings::default()
        };
        let article = |(number, document): (usize, &Written)| Article {
            id: number.to_string(),
            title: document.title.clone(),
            text: document.text.clone(),
            labels: Vec::new(),
        };
        let articles: Vec<Article> = oracle.documents.iter().enumerate().map(article).collect();
        let corpus = counted(&articles, settings.counting);
        Self {
            oracle,
            corpus,
            settings,
        }
    }

    fn matrix(&self) -> FactorisedMatrix {
        FactorisedMatrix::build(&self.corpus, &self.settings)
    }

    /// The written document that row `row` of the matrix counts.
    fn written(&self, row: usize) -> usize {
        self.corpus.documents[row].id.parse().unwrap()
    }

    fn fit(&self, alpha: f64) -> NaiveBayesModel {
        let data = TrainingMatrix::new(self.matrix());
        let topics = &self.oracle.fits[0].topics;
        let shape = (data.documents(), topics.len());
        let targets = Array2::from_shape_fn(shape, |(row, topic)| {
            let labels = &self.oracle.documents[self.written(row)].labels;
            labels.contains(&topics[topic].topic)
        });
        let params = NaiveBayesParams::plain(alpha).check().unwrap();
        params.fit(&DatasetBase::new(data, targets)).unwrap()
    }

    /// The place of each of our features in the oracle's list.
    fn places(&self) -> Vec<usize> {
        let matrix = self.matrix();
        let names: BTreeMap<&str, usize> = self
            .oracle
            .features
            .iter()
            .map(String::as_str)
            .zip(0..)
            .collect();
        (0..matrix.words.cols())
            .map(|feature| {
                let kind = if feature < matrix.ngrams.len() {
                    "ngram"
                } else {
                    "word"
                };
                let text = matrix.feature_text(&self.corpus, feature).unwrap();
                names[&*format!("{kind} {text}")]
            })
            .collect()
    }
}

#[test]
fn the_features_are_the_same() {
    let counted = Counted::read();
    let mut places = counted.places();
    places.sort_unstable();
    assert_eq!(
        places,
        (0..counted.oracle.features.len()).collect::<Vec<_>>()
    );
}

#[test]
fn weights_are_the_differences_of_log_probabilities() {
    let counted = Counted::read();
    let places = counted.places();
    for fit in &counted.oracle.fits {
        let model = counted.fit(fit.alpha);
        let linear = model.linear();
        for (topic, expected) in fit.topics.iter().enumerate() {
            assert!((linear.bias[topic] - expected.bias).abs() < TOLERANCE);
            for (feature, &place) in places.iter().enumerate() {
                let weight = linear.weights[feature * fit.topics.len() + topic];
                let difference = (weight - expected.weights[place]).abs();
                assert!(
                    difference < TOLERANCE,
                    "alpha {}, topic {}, {}: {weight} instead of {}",
                    fit.alpha,
                    expected.topic,
                    counted.oracle.features[place],
                    expected.weights[place]
                );
            }
        }
    }
}

#[test]
fn posteriors_of_whole_documents_agree() {
    let counted = Counted::read();
    let matrix = counted.matrix();
    let dense = (&matrix.documents * &matrix.words)
        .to_dense()
        .mapv(f64::from);
    for fit in &counted.oracle.fits {
        let model = counted.fit(fit.alpha);
        for (topic, expected) in fit.topics.iter().enumerate() {
            let posterior = model.topic(topic);
            let (log_posteriors, classes) = posterior.predict_log_proba(dense.view());
            assert_eq!(classes, [&false, &true]);
            for (row, found) in log_posteriors.column(1).iter().enumerate() {
                let expected = expected.log_posteriors[counted.written(row)];
                // A sum over some hundred weights, each within the tolerance of its own.
                let allowed = TOLERANCE * dense.row(row).sum();
                assert!(
                    (found - expected).abs() < allowed,
                    "{found} instead of {expected}"
                );
            }
        }
    }
}
