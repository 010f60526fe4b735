//! The two factors of the design matrix, scaled: documents by their lengths, features by inverse
//! document frequency.

use super::sparse_rows::{RowBuilder, SparseRows, entries};
use crate::features::{COUNT_UNIT, FactorisedMatrix};
use crate::linear::LengthNorm;
use crate::train::counts::matrix::TrainingMatrix;
use rayon::prelude::*;

/// A whole word says as much as several of its n-grams together (by folds of the training files:
/// 1 → 3 gives +0.5 macro-F1).
const WORD_SCALE: f64 = 3.0;

/// Pairs of words are rare, so that a factor as large as that of words gives chance pairs too much
/// weight. By folds, neither 1 nor 3 is better on small and large corpora alike: this lies between.
const PAIR_SCALE: f64 = 1.5;

/// What each feature is multiplied by: its inverse document frequency, `1 + ln((1 + N) / (1 + n))`,
/// times the factor of its kind; 0 for one that is left out.
pub(super) fn scales(
    data: &TrainingMatrix,
    documents: usize,
    frequencies: &[u32],
    min_documents: u32,
) -> Vec<f32> {
    let scale = |(feature, &frequency): (usize, &u32)| {
        if frequency < min_documents.max(1) {
            return 0.0;
        }
        let idf = 1.0 + libm::log((1.0 + documents as f64) / (1.0 + f64::from(frequency)));
        (idf * kind_scale(&data.matrix, feature)) as f32
    };
    frequencies.iter().enumerate().map(scale).collect()
}

/// The factor of a feature by its kind: n-gram, whole word or pair of words.
fn kind_scale(matrix: &FactorisedMatrix, feature: usize) -> f64 {
    match feature.checked_sub(matrix.ngrams.len()) {
        None => 1.0,
        // A pair has one feature, itself; a word has n-grams as well.
        Some(rank) if matrix.word_lengths[matrix.whole_words[rank] as usize] == 1 => PAIR_SCALE,
        Some(_) => WORD_SCALE,
    }
}

/// The counts of the documents, transformed and divided by the square root of the document's
/// length in features. Columns are the word types that occur, which come second, ascending.
pub(super) fn normalised_documents(
    data: &TrainingMatrix,
    rows: &[usize],
) -> (SparseRows, Vec<u32>) {
    let matrix = &data.matrix;
    let documents = || {
        rows.iter()
            .filter_map(|&row| matrix.documents.outer_view(row))
    };
    let mut ranks = vec![0u32; matrix.words.rows()];
    for document in documents() {
        for &word in document.indices() {
            ranks[word as usize] = 1;
        }
    }
    let used: Vec<u32> = (0..)
        .zip(&ranks)
        .filter(|(_, seen)| **seen > 0)
        .map(|(word, _)| word)
        .collect();
    for (rank, &word) in (0..).zip(&used) {
        ranks[word as usize] = rank;
    }
    let entries = documents().map(|document| document.nnz()).sum();
    let mut normalised = RowBuilder::with_capacity(rows.len(), entries);
    for document in documents() {
        let units = |count: u32| matrix.settings.transform.apply(count);
        let length = document
            .iter()
            .map(|(word, &count)| units(count) * u64::from(matrix.word_lengths[word]))
            .sum();
        let divisor = LengthNorm::SquareRoot.divisor(length) * COUNT_UNIT;
        for (word, &count) in document.iter() {
            normalised.push(ranks[word], (units(count) as f64 / divisor) as f32);
        }
        normalised.end_row();
    }
    (normalised.finish(used.len()), used)
}

/// The features of the used word types, scaled: word × kept feature.
pub(super) fn scaled_words(
    data: &TrainingMatrix,
    used: &[u32],
    kept: &[u32],
    scales: &[f32],
) -> SparseRows {
    let mut ranks = vec![0u32; scales.len()];
    for (rank, &feature) in (0..).zip(kept) {
        ranks[feature as usize] = rank;
    }
    let mut words = RowBuilder::with_capacity(used.len(), data.matrix.words.nnz());
    for &word in used {
        if let Some(features) = data.matrix.words.outer_view(word as usize) {
            for (feature, &times) in features.iter() {
                if scales[feature] != 0.0 {
                    words.push(ranks[feature], times as f32 * scales[feature]);
                }
            }
        }
        words.end_row();
    }
    words.finish(kept.len())
}

/// Documents whose lengths are measured for the scale.
const SAMPLE: usize = 500;

/// One over the root mean squared length of a row of `documents · words`, by a sample of rows.
pub(super) fn scale_of_documents(documents: &SparseRows, words: &SparseRows) -> f64 {
    let rows = documents.rows();
    let sample: Vec<usize> = (0..rows).step_by(rows.div_ceil(SAMPLE).max(1)).collect();
    let square = |sums: &mut Vec<f32>, row: usize| -> f64 {
        let mut touched = Vec::new();
        for (word, value) in entries(documents, row) {
            for (feature, factor) in entries(words, word) {
                touched.push(feature);
                sums[feature] += value * factor;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        touched
            .into_iter()
            .map(|feature| f64::from(std::mem::take(&mut sums[feature])))
            .map(|value| value * value)
            .sum()
    };
    let squares: Vec<f64> = sample
        .par_iter()
        .map_init(|| vec![0f32; words.cols()], |sums, &row| square(sums, row))
        .collect();
    let mean = squares.iter().sum::<f64>() / sample.len().max(1) as f64;
    if mean > 0.0 { 1.0 / mean.sqrt() } else { 1.0 }
}
