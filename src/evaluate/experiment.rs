//! Trains models on some articles of a corpus and tags the others with them.

use super::error::EvaluateError;
use super::measure;
use super::outcome::Outcome;
use super::report::Report;
use super::splits::Split;
use crate::predict::{Decider, ThresholdOverride, check_topics};
use crate::train::{TrainOptions, TrainingSet};

/// How models are trained and tested on splits of a corpus.
#[derive(Clone, Copy)]
pub struct Experiment<'a> {
    /// The corpus, prepared for learning.
    pub training: &'a TrainingSet<'a>,
    /// How to learn.
    pub options: &'a TrainOptions,
    /// Thresholds in place of the tuned ones of each model.
    pub thresholds: &'a [ThresholdOverride],
    /// Index, among the fields kept of each article, of the field that groups outcomes.
    pub group_field: Option<usize>,
}

impl Experiment<'_> {
    /// Trains a model for each split and tags the split's test articles with it. The model learns
    /// everything without them, calibration and thresholds included. The outcomes are in ascending
    /// order of ids; ids repeat where they repeat in the corpus.
    ///
    /// # Errors
    /// [`EvaluateError::Learn`] or [`EvaluateError::Threshold`].
    pub fn outcomes(&self, splits: &[Split]) -> Result<Vec<Outcome>, EvaluateError> {
        check_topics(&self.topics(), self.thresholds)?;
        let mut outcomes: Vec<(usize, Outcome)> = Vec::new();
        for split in splits {
            self.add_outcomes(split, &mut outcomes)?;
        }
        outcomes.sort_by(|(row_a, a), (row_b, b)| (&a.id, row_a).cmp(&(&b.id, row_b)));
        Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
    }

    /// Measures outcomes on the topics of the corpus.
    ///
    /// # Errors
    /// Those of [`measure`].
    pub fn measure(&self, outcomes: &[Outcome]) -> Result<Report, EvaluateError> {
        measure(&self.training.topics, self.training.exclusive, outcomes)
    }

    fn add_outcomes(
        &self,
        split: &Split,
        outcomes: &mut Vec<(usize, Outcome)>,
    ) -> Result<(), EvaluateError> {
        let training = self.training;
        let fitted = training.fit(&split.train, self.options)?;
        let decider = Decider::new(&fitted.rule).with(&self.topics(), self.thresholds)?;
        let sums = training.sums(&fitted.weights, &split.test);
        for (&row, (sums, length)) in split.test.iter().zip(&sums) {
            let probabilities = fitted.rule.probabilities(sums, *length);
            let outcome = Outcome {
                id: training.corpus.documents[row].id.clone(),
                truth: true_topics(training, row),
                given: decider.topics(&probabilities),
                probabilities,
                group: self.group(row),
            };
            outcomes.push((row, outcome));
        }
        Ok(())
    }

    fn topics(&self) -> Vec<&str> {
        self.training.topics.iter().map(String::as_str).collect()
    }

    fn group(&self, row: usize) -> Option<String> {
        let fields = &self.training.corpus.documents[row].fields;
        let value = fields.get(self.group_field?)?;
        (!value.is_empty()).then(|| value.to_string())
    }
}

/// Indices of an article's topics, ascending.
pub(crate) fn true_topics(training: &TrainingSet<'_>, row: usize) -> Vec<usize> {
    let topics = &training.membership.topics;
    (0..topics.len())
        .filter(|&topic| topics[topic][row])
        .collect()
}
