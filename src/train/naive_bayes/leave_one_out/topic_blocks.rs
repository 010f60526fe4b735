//! A prepared corpus goes in, naive Bayes over all of its topics comes out, block by block: the
//! topics do not depend on each other, so what is in memory at once is bounded by a block, and by a
//! few folds of it.

use super::fold_counts::PartMasses;
use super::label_sets::Part;
use super::scores::{NORMALISER, Views, WordRows, fit_views, score, width};
use super::totals::Remaining;
use crate::linear::LengthNorm;
use crate::linear::QuantisedWeights;
use crate::train::error::LearnError;
use crate::train::extra_corpus::join::Quarters;
use crate::train::folds::out_of_fold::{Fold, Folds, OutOfFold};
use crate::train::options::TrainOptions;
use crate::train::training_set::TrainingSet;
use linfa::ParamGuard;
use ndarray::{Array2, Axis};
use rayon::prelude::*;
use std::ops::Range;

/// Topics that are fitted together.
const BLOCK: usize = 32;
/// Fits, each without another fold, that are made together: those of five folds and the last one.
const FITS_TOGETHER: usize = 6;

/// Columns of weights, not yet calibrated.
pub(crate) struct Columns {
    /// Feature × column.
    pub(crate) weights: QuantisedWeights,
    /// Added to each column's log-odds.
    pub(crate) bias: Vec<f64>,
    /// What each column's sums are divided by.
    pub(crate) length_norms: Vec<LengthNorm>,
}

fn blocks(topics: usize) -> impl Iterator<Item = Range<usize>> {
    (0..topics)
        .step_by(BLOCK)
        .map(move |first| first..topics.min(first + BLOCK))
}

impl TrainingSet<'_> {
    /// Fits to some of one's own rows and the extra ones. The columns of the first view come
    /// first, one per topic.
    pub(crate) fn naive_bayes(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Columns, LearnError> {
        let topics = self.topics.len();
        let enough = options.enough_documents()?;
        let mut frequencies = self.data.frequencies_by_part(&[rows], enough);
        let own = Fold {
            rows: rows.to_vec(),
            frequencies: frequencies.pop().unwrap_or_default(),
        };
        let parts = self.parts(std::slice::from_ref(&own), weight);
        let mut columns = Columns::zero(self.data.features(), topics, width(options));
        for block in blocks(topics) {
            let masses = self.part_masses(&parts, block.clone(), options)?;
            let views = fit_views(&masses, &Remaining::each(&masses, 0), options)?;
            columns.set_views(&block, &views, topics);
        }
        Ok(columns)
    }

    /// Scores every fold by a model fitted to the others, and fits to all of them.
    pub(crate) fn naive_bayes_out_of_fold(
        &self,
        folds: &Folds,
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<OutOfFold, LearnError> {
        let topics = self.topics.len();
        let rows: Vec<usize> = folds
            .parts
            .iter()
            .flat_map(|fold| fold.rows.clone())
            .collect();
        let parts = self.parts(&folds.parts, weight);
        let mut scores = Array2::zeros((rows.len(), width(options) * topics));
        let mut columns = Columns::zero(self.data.features(), topics, width(options));
        let mut word_rows = WordRows::default();
        for block in blocks(topics) {
            let masses = self.part_masses(&parts, block.clone(), options)?;
            let remaining = Remaining::each(&masses, folds.parts.len());
            let mut first = 0;
            for fits in remaining.chunks(FITS_TOGETHER) {
                let views = fit_views(&masses, fits, options)?;
                for (fit, views) in fits.iter().zip(views.chunks_exact(width(options))) {
                    let Some(fold) = fit.held_out else {
                        columns.set_views(&block, views, topics);
                        continue;
                    };
                    let rows = &folds.parts[fold].rows;
                    let found = score(views, &self.data, rows, &mut word_rows);
                    place(&mut scores, first, &found, &block, topics);
                    first += rows.len();
                }
            }
        }
        let columns = Some(columns);
        Ok(OutOfFold {
            rows,
            scores,
            columns,
        })
    }

    /// One's own folds, and the extra rows as one more part.
    fn parts<'a>(&'a self, folds: &'a [Fold], weight: Quarters) -> Vec<Part<'a>> {
        let own = folds.iter().map(|fold| Part {
            rows: &fold.rows,
            frequencies: &fold.frequencies,
            weight: Quarters::ONE,
            has_prior: true,
        });
        let lent = self.lent(weight).map(|lent| Part {
            rows: &lent.rows,
            frequencies: &lent.counts.frequencies,
            weight,
            has_prior: false,
        });
        own.chain(lent).collect()
    }

    fn part_masses<'a>(
        &'a self,
        parts: &'a [Part<'a>],
        block: Range<usize>,
        options: &TrainOptions,
    ) -> Result<PartMasses<'a>, LearnError> {
        let min_documents = options.naive_bayes.check_ref()?.min_documents();
        let topics = &self.membership.topics[block];
        Ok(PartMasses::new(&self.data, topics, parts, min_documents))
    }
}

/// Writes the scores of a block of topics to their columns, from row `first` on.
fn place(
    scores: &mut Array2<f64>,
    first: usize,
    found: &Array2<f64>,
    block: &Range<usize>,
    topics: usize,
) {
    for (column, values) in found.axis_iter(Axis(1)).enumerate() {
        let (view, topic) = (column / block.len(), column % block.len());
        let mut column = scores.column_mut(view * topics + block.start + topic);
        for (row, value) in values.iter().enumerate() {
            column[first + row] = *value;
        }
    }
}

impl Columns {
    fn zero(features: usize, topics: usize, views: usize) -> Self {
        let columns = topics * views;
        Self {
            weights: QuantisedWeights {
                values: vec![0; features * columns],
                scales: vec![1.0; columns],
            },
            bias: vec![0.0; columns],
            length_norms: vec![NORMALISER; columns],
        }
    }

    /// Sets the columns of a block of topics.
    fn set_views(&mut self, block: &Range<usize>, views: Views<'_>, topics: usize) {
        for (number, view) in views.iter().enumerate() {
            self.set(number * topics + block.start, &view.weights, &view.bias);
        }
    }

    /// Sets the columns from `first` on.
    fn set(&mut self, first: usize, weights: &QuantisedWeights, bias: &[f64]) {
        let (width, added) = (self.bias.len(), bias.len());
        self.bias[first..first + added].copy_from_slice(bias);
        self.weights.scales[first..first + added].copy_from_slice(&weights.scales);
        self.weights
            .values
            .par_chunks_exact_mut(width)
            .zip(weights.values.par_chunks_exact(added))
            .with_min_len(4096)
            .for_each(|(row, values)| row[first..first + added].copy_from_slice(values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FeatureSettings};
    use crate::train::options::Mode;

    const TOPICS: usize = BLOCK + 3;

    /// Two to four articles of each topic, some of two; words of the topic and words of all.
    fn corpus() -> crate::features::CountedCorpus {
        let mut counts = CorpusCounts::default();
        for id in 0..3 * TOPICS {
            let (topic, other) = (id % TOPICS, id * 7 % TOPICS);
            let word = |seed: usize| -> String {
                (0..2 + seed % 4)
                    .map(|place| char::from_u32(0x628 + (seed / (place + 1) % 11) as u32).unwrap())
                    .collect()
            };
            let text: Vec<String> = [topic, topic + 40, other, id % 5, id % 7, id]
                .map(word)
                .into();
            let mut labels = std::collections::BTreeSet::from([format!("topic {topic}")]);
            if id % 4 == 0 {
                labels.insert(format!("topic {other}"));
            }
            counts.add(&Document {
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
        let training =
            TrainingSet::prepare(&corpus, &FeatureSettings::default(), Mode::Multi).unwrap();
        let options = TrainOptions {
            folds: FITS_TOGETHER + 3,
            ..TrainOptions::default()
        };
        let folds = training.folds(&training.all_rows(), &options).unwrap();
        let scored = training
            .naive_bayes_out_of_fold(&folds, &options, Quarters::ZERO)
            .unwrap();
        let mut first = 0;
        for fold in &folds.parts {
            let mut others = training.all_rows();
            others.retain(|row| !fold.rows.contains(row));
            let columns = training
                .naive_bayes(&others, &options, Quarters::ZERO)
                .unwrap();
            let sums = training.sums(&columns.weights, &fold.rows);
            for (place, (sums, length)) in sums.iter().enumerate() {
                assert_eq!(scored.rows[first + place], fold.rows[place]);
                for (column, (&sum, &scale)) in sums.iter().zip(&columns.weights.scales).enumerate()
                {
                    let expected = NORMALISER.score(sum, scale, *length);
                    let found = scored.scores[(first + place, column)];
                    // Both are means of weights that were rounded to steps of nearly this size.
                    assert!((found - expected).abs() < 2.0 * scale, "{found} {expected}");
                }
            }
            first += fold.rows.len();
        }
        let all = training
            .naive_bayes(&training.all_rows(), &options, Quarters::ZERO)
            .unwrap();
        let columns = scored.columns.unwrap();
        assert_eq!(columns.weights, all.weights);
        assert_eq!(columns.bias, all.bias);
    }
}
