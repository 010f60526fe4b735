//! Masses of features go in, naive Bayes in whole weights comes out: over all features and,
//! where its scores are calibrated, over whole words alone.

use super::LearnError;
use super::part_masses::{Features, PartMasses};
use super::quantise::{Sum, fill_word_rows};
use super::readout::Normaliser;
use super::train::TrainOptions;
use super::training_matrix::TrainingMatrix;
use super::view::View;
use linfa::ParamGuard;
use ndarray::Array2;
use rayon::prelude::*;

/// A whole word is seen in fewer documents than its n-grams; its weight is trusted sooner.
const WORD_EVIDENCE_SHARE: f64 = 0.1;

/// What the scores of naive Bayes are divided by.
pub(super) const NORMALISER: Normaliser = Normaliser::Features;

/// One linear model per topic, or two; and the memory that fits of them take, which is used again
/// from one fit to the next.
#[derive(Default)]
pub(super) struct Views {
    /// Over all features.
    all: View,
    /// Over whole words.
    words: Option<View>,
    /// Sums of weights by word type: the narrow ones, or the wide ones.
    word_rows: (Vec<i32>, Vec<i64>),
}

impl Views {
    /// Fits the views to all parts but one. Only documents of that one can then be scored.
    ///
    /// # Errors
    /// [`LearnError`] for settings out of range or no features.
    pub(super) fn fit(
        &mut self,
        data: &TrainingMatrix,
        masses: &PartMasses<'_>,
        held_out: Option<usize>,
        options: &TrainOptions,
    ) -> Result<(), LearnError> {
        let params = options.naive_bayes.check_ref()?;
        let remaining = masses.without(held_out);
        if remaining.totals(Features::All).features == 0 {
            let min_documents = masses.min_documents();
            return Err(LearnError::NoFeatures { min_documents });
        }
        let features = data.features();
        self.all.fit(features, &remaining, Features::All, params);
        if options.calibrate {
            let evidence = params.evidence() * WORD_EVIDENCE_SHARE;
            let by_word = options.naive_bayes.evidence(evidence);
            // A corpus may be too small for any word to repeat; then all of them weigh 0.
            let words = self.words.get_or_insert_default();
            words.fit(
                features,
                &remaining,
                Features::WholeWords,
                by_word.check_ref()?,
            );
        }
        Ok(())
    }

    /// The views, that of all features first.
    pub(super) fn each(&self) -> impl Iterator<Item = &View> {
        std::iter::once(&self.all).chain(&self.words)
    }

    /// Scores of the given documents: document × column, the topics of one view after those of
    /// the other.
    pub(super) fn scores(&mut self, data: &TrainingMatrix, rows: &[usize]) -> Array2<f64> {
        let scales: Vec<f64> = self
            .each()
            .flat_map(|view| view.weights.scales.iter().copied())
            .collect();
        let mut scores = Array2::zeros((rows.len(), scales.len()));
        let sums = self.sums(data, rows);
        for (mut row, (sums, length)) in scores.outer_iter_mut().zip(sums) {
            let columns = row.iter_mut().zip(&sums).zip(&scales);
            columns.for_each(|((score, &sum), &scale)| {
                *score = NORMALISER.score(sum, scale, length);
            });
        }
        scores
    }

    /// Sums of whole weights of the given documents, the topics of one view after those of the
    /// other, and the documents' lengths.
    fn sums(&mut self, data: &TrainingMatrix, rows: &[usize]) -> Vec<(Vec<i64>, u64)> {
        let (mut narrow, mut wide) = std::mem::take(&mut self.word_rows);
        let longest = data.matrix.word_lengths.iter().max();
        let sums = match longest.is_some_and(|&features| features > FITS) {
            true => self.sums_in(data, rows, &mut wide),
            false => self.sums_in(data, rows, &mut narrow),
        };
        self.word_rows = (narrow, wide);
        sums
    }

    fn sums_in<S: Sum>(
        &self,
        data: &TrainingMatrix,
        rows: &[usize],
        word_rows: &mut Vec<S>,
    ) -> Vec<(Vec<i64>, u64)> {
        let topics = self.all.bias.len();
        let columns = self.each().count() * topics;
        let mut present = vec![false; data.matrix.words.rows()];
        for document in rows
            .iter()
            .filter_map(|&row| data.matrix.documents.outer_view(row))
        {
            let words = document.indices().iter();
            words.for_each(|&word| present[word as usize] = true);
        }
        fill_word_rows(data, columns, word_rows, |word, sums| {
            if !present[word] {
                return;
            }
            self.all.weights.add_word(data, word, &mut sums[..topics]);
            let Some(words) = &self.words else { return };
            // A word is the only whole word in it.
            if let Some(feature) = data.whole_word(word) {
                let row = words.weights.row(feature as usize).iter();
                let sums = sums[topics..].iter_mut();
                sums.zip(row)
                    .for_each(|(sum, &weight)| *sum = S::from(weight));
            }
        });
        document_sums(data, rows, columns, word_rows)
    }
}

/// Up to this many features the weights of a word add up to less than 2^31.
const FITS: u32 = 1 << 16;

/// Sums of the rows of each document's words, as often as they count, and its length.
pub(super) fn document_sums<S: Sum>(
    data: &TrainingMatrix,
    rows: &[usize],
    columns: usize,
    word_rows: &[S],
) -> Vec<(Vec<i64>, u64)> {
    let matrix = &data.matrix;
    rows.par_iter()
        .map(|&row| {
            let (mut sums, mut length) = (vec![0i64; columns], 0);
            let Some(document) = matrix.documents.outer_view(row) else {
                return (sums, length);
            };
            for (word, &count) in document.iter() {
                let units = matrix.settings.transform.apply(count);
                length += units * u64::from(matrix.word_lengths[word]);
                let word = &word_rows[word * columns..(word + 1) * columns];
                for (sum, &weight) in sums.iter_mut().zip(word) {
                    *sum += weight.into() * units as i64;
                }
            }
            (sums, length)
        })
        .collect()
}
