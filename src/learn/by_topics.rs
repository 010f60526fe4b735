//! A prepared corpus goes in, naive Bayes over all of its topics comes out, block by block: the
//! topics do not depend on each other, so what is in memory at once is bounded by a block.

use super::LearnError;
use super::borrowed::Quarters;
use super::class_counts::ClassCounts;
use super::out_of_fold::{Folds, OutOfFold, Part};
use super::readout::Normaliser;
use super::train::{TrainOptions, Training};
use super::views::{NORMALISER, Views};
use super::QuantisedWeights;
use ndarray::{Array2, Axis};
use rayon::prelude::*;
use std::ops::Range;

/// Topics that are fitted together.
const BLOCK: usize = 32;

/// Columns of weights, not yet calibrated.
pub(super) struct Columns {
    /// Feature × column.
    pub(super) weights: QuantisedWeights,
    /// Added to each column's log-odds.
    pub(super) bias: Vec<f64>,
    /// What each column's sums are divided by.
    pub(super) normalisers: Vec<Normaliser>,
}

fn blocks(topics: usize) -> impl Iterator<Item = Range<usize>> {
    (0..topics)
        .step_by(BLOCK)
        .map(move |first| first..topics.min(first + BLOCK))
}

impl Training<'_> {
    /// Fits to some of one's own rows and the borrowed ones. The columns of the first view come
    /// first, one per topic.
    pub(super) fn naive_bayes(
        &self,
        rows: &[usize],
        frequencies: &[u32],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Columns, LearnError> {
        let topics = self.topics.len();
        let mut columns = Columns::zero(self.data.features(), topics, views(options));
        for block in blocks(topics) {
            let counts = self.class_counts(rows, frequencies.to_vec(), block.clone(), weight);
            let views = Views::fit(&self.data, &counts, options)?;
            for (number, view) in views.each().enumerate() {
                columns.set(number * topics + block.start, &view.weights, &view.bias);
            }
        }
        Ok(columns)
    }

    /// Scores every fold by a model fitted to the others: document × column.
    pub(super) fn naive_bayes_out_of_fold(
        &self,
        Folds { parts }: &Folds,
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<OutOfFold, LearnError> {
        let topics = self.topics.len();
        let rows: Vec<usize> = parts.iter().flat_map(|part| part.rows.clone()).collect();
        let mut scores = Array2::zeros((rows.len(), views(options) * topics));
        for block in blocks(topics) {
            let flags = &self.membership.topics[block.clone()];
            let count = |part: &Part| {
                let frequencies = part.frequencies.clone();
                ClassCounts::with_frequencies(&self.data, flags, &part.rows, frequencies)
            };
            let counts: Vec<ClassCounts> = parts.iter().map(count).collect();
            let mut all = ClassCounts::default();
            counts.iter().for_each(|counts| all.merge(counts));
            // Side by side, so that no core waits where one fold has work for one only.
            let scored: Result<Vec<Array2<f64>>, LearnError> = parts
                .par_iter()
                .zip(counts)
                .map(|(part, counts)| {
                    let mut rest = all.clone();
                    rest.subtract(&counts);
                    let rest = self.with_lent(rest, block.clone(), weight);
                    let views = Views::fit(&self.data, &rest, options)?;
                    Ok(views.scores(&self.data, &part.rows))
                })
                .collect();
            let mut first = 0;
            for found in scored? {
                place(&mut scores, first, &found, &block, topics);
                first += found.nrows();
            }
        }
        Ok(OutOfFold { rows, scores })
    }
}

/// How many linear models there are for each topic.
fn views(options: &TrainOptions) -> usize {
    if options.calibrate { 2 } else { 1 }
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
            normalisers: vec![NORMALISER; columns],
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
