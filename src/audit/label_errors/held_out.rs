//! Out-of-fold probabilities of every article, and the words that contradict its labels. A model that
//! had learned from a wrong label would agree with it.

use crate::train::{Fitted, TrainError, TrainOptions, TrainingSet, assign_folds};
use rayon::prelude::*;

/// A word type and what it adds to the log-odds of a topic, in nats.
pub(super) type Contribution = (u32, f64);

/// What models that have not seen an article say of it.
pub(super) struct HeldOut {
    /// Article × topic: its probability.
    pub probabilities: Vec<Vec<f64>>,
    /// Article × topic: the words that contradict the label most, the strongest first. For a topic
    /// that the article carries, these are the most negative contributions; for any other topic, the
    /// most positive ones.
    pub against: Vec<Vec<Vec<Contribution>>>,
}

/// Words kept for each article and topic.
const WORDS: usize = 6;

impl HeldOut {
    /// Fits a model on all folds but one, for each of `options.folds` folds; with fewer articles
    /// than folds, each article is a fold.
    pub(super) fn compute(
        training: &TrainingSet<'_>,
        options: &TrainOptions,
    ) -> Result<Self, TrainError> {
        let rows = training.all_rows();
        let folds = options.folds.min(rows.len());
        let assigned = assign_folds(training.corpus, &training.groups, &rows, folds)?;
        let options = with_settings(training, &rows, options)?;
        let mut held_out = Self {
            probabilities: vec![Vec::new(); rows.len()],
            against: vec![Vec::new(); rows.len()],
        };
        for fold in 0..folds {
            let (members, rest): (Vec<usize>, Vec<usize>) =
                rows.iter().partition(|&&row| assigned[row] == fold);
            let fitted = training.fit(&rest, &options)?;
            held_out.read(training, &fitted, &members);
        }
        Ok(held_out)
    }

    /// Stores what a model says of the articles of its held-out fold.
    fn read(&mut self, training: &TrainingSet<'_>, fitted: &Fitted, rows: &[usize]) {
        let words = WordWeights {
            training,
            rows: fitted.weights.word_rows(&training.data),
            columns: fitted.weights.columns(),
        };
        let sums = training.sums(&fitted.weights, rows);
        let against: Vec<Vec<Vec<Contribution>>> = rows
            .par_iter()
            .zip(&sums)
            .map(|(&row, (_, length))| words.against(fitted, row, *length))
            .collect();
        for ((&row, (sums, length)), against) in rows.iter().zip(&sums).zip(against) {
            self.probabilities[row] = fitted.rule.probabilities(sums, *length);
            self.against[row] = against;
        }
    }
}

/// The options with the settings that are chosen on all articles, so that they are not chosen again for
/// each fold. They are two numbers out of a few each, on which one label has next to no influence.
fn with_settings(
    training: &TrainingSet<'_>,
    rows: &[usize],
    options: &TrainOptions,
) -> Result<TrainOptions, TrainError> {
    match options.leaves_open() {
        true => Ok(training.fit(rows, options)?.options),
        false => Ok(*options),
    }
}

/// The weights of a model by word type.
struct WordWeights<'a> {
    training: &'a TrainingSet<'a>,
    /// Word type × column.
    rows: Vec<i64>,
    columns: usize,
}

impl WordWeights<'_> {
    /// For each topic, the words that contradict the label of an article.
    fn against(&self, fitted: &Fitted, row: usize, length: u64) -> Vec<Vec<Contribution>> {
        let topics = self.training.membership.topics.iter().enumerate();
        topics
            .map(|(topic, carried)| {
                let factors = fitted.rule.factors(topic, length);
                strongest(self.contributions(row, &factors), carried[row])
            })
            .collect()
    }

    fn contributions(&self, row: usize, factors: &[f64]) -> Vec<Contribution> {
        let matrix = &self.training.data.matrix;
        let Some(document) = matrix.documents.outer_view(row) else {
            return Vec::new();
        };
        let of_word = |(word, &count): (usize, &u32)| {
            let units = matrix.settings.transform.apply(count) as f64;
            let weights = &self.rows[word * self.columns..(word + 1) * self.columns];
            let terms = weights.iter().zip(factors);
            let sum: f64 = terms.map(|(&weight, factor)| weight as f64 * factor).sum();
            (word as u32, sum * units)
        };
        document.iter().map(of_word).collect()
    }
}

/// The most negative contributions to a topic that the article carries, or the most positive ones to one that it does not.
fn strongest(mut words: Vec<Contribution>, carried: bool) -> Vec<Contribution> {
    words.retain(|&(_, sum)| if carried { sum < 0.0 } else { sum > 0.0 });
    words.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    words.truncate(WORDS);
    words
}

#[cfg(test)]
mod tests {
    use super::strongest;

    #[test]
    fn only_words_against_the_label_count() {
        let words = vec![(0, 1.0), (1, -3.0), (2, 2.0), (3, -4.0), (4, 2.0)];
        assert_eq!(strongest(words.clone(), true), [(3, -4.0), (1, -3.0)]);
        assert_eq!(strongest(words, false), [(2, 2.0), (4, 2.0), (0, 1.0)]);
    }
}
