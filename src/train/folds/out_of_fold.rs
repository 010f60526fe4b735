//! Out-of-fold scores, and what is learned from them: calibration, thresholds, and how well a
//! model does.

use crate::linear::Calibration;
use crate::train::calibration::sigmoid::MANY_TOPICS;
use crate::train::calibration::threshold::{Tune, Tuned, tune_threshold};
use crate::train::error::TrainError;
use crate::train::linear_model::LinearModel;
use crate::train::training_set::TrainingSet;
use ndarray::Array2;

/// Scores of documents by models that have not seen their folds.
pub(crate) struct OutOfFold {
    /// The documents, as rows of the corpus.
    pub(crate) rows: Vec<usize>,
    /// Document × column.
    pub(crate) scores: Array2<f64>,
    /// The model fitted to all folds, where it comes nearly free with the fits to all but one, as
    /// for naive Bayes.
    pub(crate) model: Option<LinearModel>,
}

impl OutOfFold {
    /// Fits a calibration to the scores. Returns with it the probabilities that it gives to the
    /// same scores, document × topic.
    ///
    /// # Errors
    /// [`TrainError::Calibration`].
    pub(crate) fn calibrate(
        &self,
        training: &TrainingSet<'_>,
    ) -> Result<(Calibration, Vec<Vec<f64>>), TrainError> {
        let calibration = self.fit_calibration(training)?;
        let rows = self.scores.outer_iter();
        let probabilities = rows
            .map(|row| calibration.probabilities(&row.to_vec()))
            .collect();
        Ok((calibration, probabilities))
    }

    fn fit_calibration(&self, training: &TrainingSet<'_>) -> Result<Calibration, TrainError> {
        let flags = self.flags(training);
        let scores = self.scores.view();
        let topics = training.topics.len();
        let class = |index: usize| flags.iter().position(|flags| flags[index]).unwrap_or(0);
        let classes = || -> Vec<usize> { (0..self.rows.len()).map(class).collect() };
        match (training.exclusive, topics > MANY_TOPICS) {
            (false, false) => Calibration::fit_sigmoid(scores, &flags),
            (false, true) => Calibration::fit_own_sigmoid(scores, &flags),
            (true, false) => Ok(Calibration::fit_softmax(scores, &classes(), topics)),
            (true, true) => Ok(Calibration::fit_own_softmax(scores, &classes(), topics)),
        }
    }

    /// Tunes the threshold of each topic on calibrated probabilities, document × topic.
    pub(crate) fn tune_thresholds(
        &self,
        training: &TrainingSet<'_>,
        probabilities: &[Vec<f64>],
        tune: Tune,
    ) -> Vec<Tuned> {
        let flags = self.flags(training);
        let topics = flags.iter().enumerate();
        topics
            .map(|(topic, flags)| {
                let column: Vec<f64> = probabilities.iter().map(|row| row[topic]).collect();
                tune_threshold(&column, flags, tune)
            })
            .collect()
    }

    /// Mean negative log-likelihood of a document's labels under calibrated probabilities,
    /// document × topic; in nats.
    pub(crate) fn log_loss(&self, training: &TrainingSet<'_>, probabilities: &[Vec<f64>]) -> f64 {
        let mut sum = 0.0;
        for (&row, probabilities) in self.rows.iter().zip(probabilities) {
            for (flags, &p) in training.membership.topics.iter().zip(probabilities) {
                let likelihood = if flags[row] { p } else { 1.0 - p };
                if flags[row] || !training.exclusive {
                    sum -= libm::log(likelihood.max(1e-12));
                }
            }
        }
        sum / self.rows.len().max(1) as f64
    }

    /// Topic × document: whether the document carries the topic.
    fn flags(&self, training: &TrainingSet<'_>) -> Vec<Vec<bool>> {
        let topics = training.membership.topics.iter();
        topics
            .map(|topic| self.rows.iter().map(|&row| topic[row]).collect())
            .collect()
    }
}
