//! Naive Bayes as an estimator of linfa, which fits, predicts and composes like linfa's own.

use super::fit::{LinearWeights, fit_all};
use super::leave_one_out::fold_counts::FoldCounts;
use super::leave_one_out::label_sets::CountedFold;
use super::params::NaiveBayesValidParams;
use crate::features::{CorpusCounts, FactorisedMatrix};
use crate::parallel::threads;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::TrainError;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::options::TrainOptions;
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

/// A dataset of counted articles, document × feature, with their topics as targets, document × topic; and
/// the topics' names, ascending. Of `options`, method and n-grams say which features there are.
pub fn dataset(
    counts: CorpusCounts,
    options: &TrainOptions,
) -> (DatasetBase<TrainingMatrix, Array2<bool>>, Vec<String>) {
    threads::run(|| {
        let corpus = counts.finish();
        let topics: Vec<String> = corpus.labels().into_iter().map(str::to_owned).collect();
        let settings = options.features(corpus.settings);
        let matrix = FactorisedMatrix::build(&corpus, &settings);
        let shape = (corpus.documents.len(), topics.len());
        let targets = Array2::from_shape_fn(shape, |(row, topic)| {
            corpus.documents[row].labels.contains(&topics[topic])
        });
        (
            DatasetBase::new(TrainingMatrix::new(matrix), targets),
            topics,
        )
    })
}

impl TrainingMatrix {
    /// The counts as a dense array, document × feature: for small samples, and estimators that know no
    /// other.
    pub fn to_dense(&self) -> Array2<f64> {
        let product = &self.matrix.documents * &self.matrix.words;
        product.to_dense().mapv(f64::from)
    }
}

/// Naive Bayes fitted through linfa, over the features of the matrix that it was fitted on.
#[derive(Debug, Clone, PartialEq)]
pub struct NaiveBayesModel {
    linear: LinearWeights,
}

/// One topic of a [`NaiveBayesModel`] against the rest, with the posteriors of linfa-bayes.
#[derive(Debug, Clone, Copy)]
pub struct TopicPosterior<'a> {
    linear: &'a LinearWeights,
    topic: usize,
}

impl Fit<TrainingMatrix, Array2<bool>, TrainError> for NaiveBayesValidParams {
    type Object = NaiveBayesModel;

    /// Fits one model for each column of the targets, document × topic.
    fn fit(
        &self,
        dataset: &DatasetBase<TrainingMatrix, Array2<bool>>,
    ) -> Result<NaiveBayesModel, TrainError> {
        let (data, targets) = (dataset.records(), dataset.targets());
        if data.documents() != targets.nrows() {
            return Err(TrainError::Shape {
                records: data.documents(),
                targets: targets.nrows(),
            });
        }
        let topics = targets.columns().into_iter();
        let topics: Vec<Vec<bool>> = topics.map(|column| column.to_vec()).collect();
        let rows: Vec<usize> = (0..data.documents()).collect();
        let all = CountedFold {
            rows: &rows,
            frequencies: &data.document_frequencies(&rows),
            weight: ExtraWeight::ONE,
            has_prior: true,
        };
        let counts = FoldCounts::new(data, &topics, vec![all], self.min_documents());
        let linear = fit_all(&counts, self)?;
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

    /// Log-odds of every topic, document × topic, in nats: the prior plus each feature's weight
    /// times its count.
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
