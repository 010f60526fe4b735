//! Naive Bayes through linfa's traits: a dataset of sparse records goes in, an estimator that
//! predicts and composes like the rest of linfa comes out.

use super::fit::{LinearWeights, fit_counts};
use super::params::NaiveBayesValidParams;
use crate::train::counts::class_counts::{ClassCounts, Membership};
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::LearnError;
use linfa::dataset::{DatasetBase, Records};
use linfa::traits::{Fit, PredictInplace};
use linfa_bayes::NaiveBayes;
use ndarray::{Array1, Array2, ArrayView2};
use std::collections::HashMap;

impl Records for TrainingMatrix {
    type Elem = u32;

    fn nsamples(&self) -> usize {
        self.documents()
    }

    fn nfeatures(&self) -> usize {
        self.features()
    }
}

/// Naive Bayes fitted through linfa, over the features of the matrix that it was fitted on.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveBayesModel {
    linear: LinearWeights,
}

/// One topic of a [`NaiveBayesModel`] against the rest, with linfa-bayes's posteriors.
#[derive(Debug, Clone, Copy)]
pub struct TopicPosterior<'a> {
    linear: &'a LinearWeights,
    topic: usize,
}

impl Fit<TrainingMatrix, Array2<bool>, LearnError> for NaiveBayesValidParams {
    type Object = NaiveBayesModel;

    /// Fits one model per column of the targets (document × topic).
    fn fit(
        &self,
        dataset: &DatasetBase<TrainingMatrix, Array2<bool>>,
    ) -> Result<NaiveBayesModel, LearnError> {
        let (data, targets) = (dataset.records(), dataset.targets());
        if data.documents() != targets.nrows() {
            return Err(LearnError::Shape {
                records: data.documents(),
                targets: targets.nrows(),
            });
        }
        let membership = Membership {
            topics: targets
                .columns()
                .into_iter()
                .map(|column| column.to_vec())
                .collect(),
        };
        let rows: Vec<usize> = (0..data.documents()).collect();
        let counts = ClassCounts::count(data, &membership, &rows);
        let linear = fit_counts(data, &counts, self)?;
        Ok(NaiveBayesModel { linear })
    }
}

impl NaiveBayesModel {
    /// The weights and priors.
    pub fn linear(&self) -> &LinearWeights {
        &self.linear
    }

    /// One topic with its posteriors.
    pub fn topic(&self, topic: usize) -> TopicPosterior<'_> {
        TopicPosterior {
            linear: &self.linear,
            topic,
        }
    }

    /// Log-odds of every topic, document × topic, in nats: prior plus the weights of every
    /// feature, as often as it counts.
    pub fn log_odds(&self, data: &TrainingMatrix) -> Array2<f64> {
        let topics = self.linear.bias.len();
        let word_rows = self.word_rows(data);
        let mut odds = Array2::zeros((data.documents(), topics));
        for (mut row, document) in odds
            .outer_iter_mut()
            .zip(data.matrix.documents.outer_iterator())
        {
            row.assign(&Array1::from(self.linear.bias.clone()));
            for (word, &count) in document.iter() {
                let weights = &word_rows[word * topics..(word + 1) * topics];
                row.iter_mut()
                    .zip(weights)
                    .for_each(|(sum, weight)| *sum += weight * f64::from(count));
            }
        }
        odds
    }

    fn word_rows(&self, data: &TrainingMatrix) -> Vec<f64> {
        let topics = self.linear.bias.len();
        let mut rows = vec![0.0; data.matrix.words.rows() * topics];
        for (sums, features) in rows
            .chunks_mut(topics.max(1))
            .zip(data.matrix.words.outer_iterator())
        {
            for (feature, &times) in features.iter() {
                let weights = &self.linear.weights[feature * topics..(feature + 1) * topics];
                sums.iter_mut()
                    .zip(weights)
                    .for_each(|(sum, weight)| *sum += weight * f64::from(times));
            }
        }
        rows
    }
}

impl PredictInplace<TrainingMatrix, Array2<bool>> for NaiveBayesModel {
    /// A topic is predicted where its log-odds are over 0.
    fn predict_inplace(&self, data: &TrainingMatrix, targets: &mut Array2<bool>) {
        *targets = self.log_odds(data).mapv(|odds| odds > 0.0);
    }

    fn default_target(&self, data: &TrainingMatrix) -> Array2<bool> {
        Array2::from_elem((data.documents(), self.linear.bias.len()), false)
    }
}

const IN_TOPIC: &bool = &true;
const IN_REST: &bool = &false;

impl<'a> NaiveBayes<'a, f64, bool> for TopicPosterior<'a> {
    /// Log-likelihoods up to a constant per document: the topic's log-odds against 0 for the
    /// rest. `x` is document × feature, in counts.
    fn joint_log_likelihood(&self, x: ArrayView2<f64>) -> HashMap<&bool, Array1<f64>> {
        let topics = self.linear.bias.len();
        let weights: Array1<f64> = self
            .linear
            .weights
            .iter()
            .skip(self.topic)
            .step_by(topics.max(1))
            .copied()
            .collect();
        let odds = x.dot(&weights) + self.linear.bias[self.topic];
        HashMap::from([(IN_REST, Array1::zeros(x.nrows())), (IN_TOPIC, odds)])
    }

    /// Log-posteriors of (rest, topic), stable however long the document is: the trait's own
    /// sums of exponentials overflow past some hundred features.
    fn predict_log_proba(&self, x: ArrayView2<f64>) -> (Array2<f64>, Vec<&bool>) {
        let likelihoods = self.joint_log_likelihood(x);
        let odds = &likelihoods[IN_TOPIC];
        let mut log_posteriors = Array2::zeros((odds.len(), 2));
        for (mut row, &odds) in log_posteriors.outer_iter_mut().zip(odds) {
            row[0] = log_sigmoid(-odds);
            row[1] = log_sigmoid(odds);
        }
        (log_posteriors, vec![IN_REST, IN_TOPIC])
    }
}

/// `ln(1 / (1 + e^-x))` without overflow.
fn log_sigmoid(x: f64) -> f64 {
    x.min(0.0) - libm::log1p(libm::exp(-x.abs()))
}
