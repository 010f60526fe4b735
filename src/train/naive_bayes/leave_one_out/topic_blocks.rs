//! Fits naive Bayes block by block of topics. Topics do not depend on each other, so a block bounds
//! what is in memory at once, and so does the number of folds that are fitted together.

use super::fold_counts::FoldCounts;
use super::fold_model::{FoldModel, fit_models, models_per_fit};
use super::label_sets::CountedFold;
use super::scores::{LENGTH_NORM, WordSums, score};
use super::totals::LeaveOneOut;
use crate::train::error::TrainError;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::folds::out_of_fold::OutOfFold;
use crate::train::folds::split::Folds;
use crate::train::linear_model::LinearModel;
use crate::train::options::TrainOptions;
use crate::train::training_set::TrainingSet;
use linfa::ParamGuard;
use ndarray::{Array2, Axis};
use std::ops::Range;

/// Topics that are fitted together.
const BLOCK: usize = 32;
/// Fits that are made together: one without each of five folds, and the one to all folds.
const FITS_TOGETHER: usize = 6;

/// Fits to all folds and to the extra articles. The columns over all features come first, one for
/// each topic.
pub(crate) fn fit(
    training: &TrainingSet<'_>,
    folds: &Folds<'_>,
    options: &TrainOptions,
    weight: ExtraWeight,
) -> Result<LinearModel, TrainError> {
    let task = Task::new(training, folds, options, weight);
    let mut model = task.zero();
    task.fit_blocks(0, |block, _, models| task.set(&mut model, block, models))?;
    Ok(model)
}

/// Scores every fold by a model without it, and fits to all folds.
pub(crate) fn score_out_of_fold(
    training: &TrainingSet<'_>,
    folds: &Folds<'_>,
    options: &TrainOptions,
    weight: ExtraWeight,
) -> Result<OutOfFold, TrainError> {
    let task = Task::new(training, folds, options, weight);
    let (mut rows, mut starts) = (Vec::new(), Vec::new());
    for fold in &folds.folds {
        starts.push(rows.len());
        rows.extend_from_slice(&fold.rows);
    }
    let mut model = task.zero();
    let mut scores = Array2::zeros((rows.len(), task.columns()));
    let mut word_sums = WordSums::default();
    task.fit_blocks(folds.folds.len(), |block, held_out, models| {
        let Some(fold) = held_out else {
            return task.set(&mut model, block, models);
        };
        let found = score(
            models,
            &training.data,
            &folds.folds[fold].rows,
            &mut word_sums,
        );
        task.set_scores(&mut scores, starts[fold], block, &found);
    })?;
    Ok(OutOfFold {
        rows,
        scores,
        model: Some(model),
    })
}

/// What all blocks share.
struct Task<'a> {
    training: &'a TrainingSet<'a>,
    folds: Vec<CountedFold<'a>>,
    options: &'a TrainOptions,
    topics: usize,
}

impl<'a> Task<'a> {
    fn new(
        training: &'a TrainingSet<'a>,
        folds: &'a Folds<'_>,
        options: &'a TrainOptions,
        weight: ExtraWeight,
    ) -> Self {
        let own = folds.folds.iter().map(|fold| CountedFold {
            rows: &fold.rows,
            frequencies: &fold.frequencies,
            weight: ExtraWeight::ONE,
            has_prior: true,
        });
        let extra = training.extra_at(weight).map(|extra| CountedFold {
            rows: &extra.rows,
            frequencies: &extra.counts.frequencies,
            weight,
            has_prior: false,
        });
        Self {
            training,
            folds: own.chain(extra).collect(),
            options,
            topics: training.topics.len(),
        }
    }

    /// Fits each block of topics without each of the first `held_out` folds and to all folds.
    /// `take` gets the block, the fold that was held out, and the models of one fit.
    fn fit_blocks(
        &self,
        held_out: usize,
        mut take: impl FnMut(&Range<usize>, Option<usize>, &[FoldModel]),
    ) -> Result<(), TrainError> {
        let min_documents = self.options.naive_bayes.check_ref()?.min_documents();
        for first in (0..self.topics).step_by(BLOCK) {
            let block = first..self.topics.min(first + BLOCK);
            let topics = &self.training.membership.topics[block.clone()];
            let folds = self.folds.clone();
            let counts = FoldCounts::new(&self.training.data, topics, folds, min_documents);
            for fits in LeaveOneOut::each(&counts, held_out).chunks(FITS_TOGETHER) {
                TrainError::if_stopped(&self.training.stop)?;
                let models = fit_models(&counts, fits, self.options, &self.training.stop)?;
                let models = models.chunks_exact(models_per_fit(self.options));
                for (fit, models) in fits.iter().zip(models) {
                    TrainError::if_stopped(&self.training.stop)?;
                    take(&block, fit.held_out, models);
                }
            }
        }
        Ok(())
    }

    fn columns(&self) -> usize {
        models_per_fit(self.options) * self.topics
    }

    fn zero(&self) -> LinearModel {
        LinearModel::zero(self.training.data.features(), self.columns(), LENGTH_NORM)
    }

    /// Sets the columns of a block of topics.
    fn set(&self, model: &mut LinearModel, block: &Range<usize>, models: &[FoldModel]) {
        for (number, found) in models.iter().enumerate() {
            let first = number * self.topics + block.start;
            model.set_columns(first, &found.weights, &found.bias);
        }
    }

    /// Sets the scores of a fold, from row `first` on, in the columns of a block of topics.
    fn set_scores(
        &self,
        scores: &mut Array2<f64>,
        first: usize,
        block: &Range<usize>,
        found: &Array2<f64>,
    ) {
        for (column, values) in found.axis_iter(Axis(1)).enumerate() {
            let (model, topic) = (column / block.len(), column % block.len());
            let mut column = scores.column_mut(model * self.topics + block.start + topic);
            for (row, value) in values.iter().enumerate() {
                column[first + row] = *value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::CorpusCounts;
    use crate::features::CountedCorpus;
    use crate::features::Mode;
    use crate::parallel::StopFlag;

    const TOPICS: usize = BLOCK + 3;

    /// Two to four articles of each topic, some of two; words of the topic and words of all.
    fn corpus() -> CountedCorpus {
        let mut counts = CorpusCounts::default();
        for id in 0..3 * TOPICS {
            let (topic, other) = (id % TOPICS, id * 7 % TOPICS);
            let word = |seed: usize| -> String {
                (0..2 + seed % 4)
                    .map(|nth| char::from_u32(0x628 + (seed / (nth + 1) % 11) as u32).unwrap())
                    .collect()
            };
            let text: Vec<String> = [topic, topic + 40, other, id % 5, id % 7, id]
                .map(word)
                .into();
            let mut labels = std::collections::BTreeSet::from([format!("topic {topic}")]);
            if id % 4 == 0 {
                labels.insert(format!("topic {other}"));
            }
            counts.add_or_none(&Document {
                id: id.to_string(),
                text: text.join(" "),
                labels: Some(labels),
                ..Document::default()
            });
        }
        counts.finish()
    }

    /// More folds than are fitted together, and more topics than a block has.
    #[test]
    fn folds_are_scored_by_fits_to_the_others() {
        let corpus = corpus();
        let training = TrainingSet::prepare(
            &corpus,
            &TrainOptions {
                mode: Mode::Multi,
                ..TrainOptions::default()
            },
            &StopFlag::new(),
        )
        .unwrap();
        let options = TrainOptions {
            folds: FITS_TOGETHER + 3,
            ..TrainOptions::default()
        };
        let fit_to = |rows: &[usize]| {
            let folds = Folds::one(&training, rows, u32::MAX);
            fit(&training, &folds, &options, ExtraWeight::ZERO).unwrap()
        };
        let rows = training.all_rows();
        let folds = Folds::split(&training, &rows, options.folds, u32::MAX).unwrap();
        let scored = score_out_of_fold(&training, &folds, &options, ExtraWeight::ZERO).unwrap();
        let mut first = 0;
        for fold in &folds.folds {
            let mut others = training.all_rows();
            others.retain(|row| !fold.rows.contains(row));
            let model = fit_to(&others);
            let sums = training.sums(&model.weights, &fold.rows);
            for (index, (sums, length)) in sums.iter().enumerate() {
                assert_eq!(scored.rows[first + index], fold.rows[index]);
                for (column, (&sum, &scale)) in sums.iter().zip(&model.weights.scales).enumerate() {
                    let expected = LENGTH_NORM.score(sum, scale, *length);
                    let found = scored.scores[(first + index, column)];
                    // Both are means of weights that were rounded to steps of nearly this size.
                    assert!((found - expected).abs() < 2.0 * scale, "{found} {expected}");
                }
            }
            first += fold.rows.len();
        }
        assert_eq!((first, scored.rows.len()), (rows.len(), rows.len()));
        let all = fit_to(&rows);
        let model = scored.model.unwrap();
        assert_eq!(model.weights, all.weights);
        assert_eq!(model.bias, all.bias);
    }
}
