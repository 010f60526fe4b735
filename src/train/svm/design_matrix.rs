//! The training matrix as real numbers: rows of `D` normalised and scaled, features scaled by
//! inverse document frequency, and the two products that a linear learner needs.
//!
//! `X = N·D·M·S` is never built: `X·W` costs a pass over `M` and one over `D`, and so does
//! `Xᵀ·R`. Every number of a result is a sum in a fixed order, so that it does not depend on
//! the number of threads.

use super::csr::Rows;
use crate::features::FactorisedMatrix;
use crate::linear::{COUNT_UNIT, LengthNorm};
use crate::train::counts::matrix::TrainingMatrix;
use rayon::prelude::*;

/// The design matrix of some documents, over the words that they hold and the features that
/// were kept.
pub struct Design {
    documents: Rows,
    by_word: Rows,
    words: Rows,
    by_feature: Rows,
    /// The kept features, ascending, as numbers of the training matrix.
    pub kept: Vec<u32>,
    /// What each kept feature is multiplied by.
    pub scales: Vec<f32>,
    /// What each document is multiplied by on top of its own length, so that the mean squared
    /// length of a row is 1 and one strength of regularisation fits corpora of every kind.
    pub unit: f64,
}

/// Whole words are as telling as several of their n-grams together (by folds of the training
/// files: 1 → 3 gives +0.5 macro-F1).
const WORD_SCALE: f64 = 3.0;

/// Pairs of words are rare, so that a factor as strong as that of words lets chance pairs speak
/// loud. By folds, neither 1 nor 3 is better on small and large corpora alike: this lies between.
const PAIR_SCALE: f64 = 1.5;

impl Design {
    /// The rows of the given documents. `frequencies` are document frequencies among them;
    /// features rarer than `min_documents` are left out.
    pub fn new(
        data: &TrainingMatrix,
        rows: &[usize],
        frequencies: &[u32],
        min_documents: u32,
    ) -> Self {
        let all_scales = scales(data, rows.len(), frequencies, min_documents);
        let kept: Vec<u32> = (0..)
            .zip(&all_scales)
            .filter(|(_, scale)| **scale != 0.0)
            .map(|(feature, _)| feature)
            .collect();
        let (mut documents, used) = normalised_rows(data, rows);
        let words = scaled_words(data, &used, &kept, &all_scales);
        let unit = unit(&documents, &words, kept.len());
        documents.scale(unit as f32);
        Self {
            by_word: documents.transpose(used.len()),
            documents,
            by_feature: words.transpose(kept.len()),
            words,
            scales: kept.iter().map(|&kept| all_scales[kept as usize]).collect(),
            kept,
            unit,
        }
    }

    /// Number of documents.
    pub fn rows(&self) -> usize {
        self.documents.len()
    }

    /// Number of kept features.
    pub fn features(&self) -> usize {
        self.kept.len()
    }

    /// `X·W`: document × column, from feature × column; columns in multiples of [`LANES`].
    ///
    /// [`LANES`]: super::csr::LANES
    pub fn times(&self, weights: &[f32], columns: usize, buffers: &mut Buffers) -> Vec<f32> {
        self.words.times(weights, columns, &mut buffers.by_word);
        let mut scores = Vec::new();
        self.documents.times(&buffers.by_word, columns, &mut scores);
        scores
    }

    /// `Xᵀ·R`: feature × column, from document × column; columns in multiples of [`LANES`]. The
    /// result takes the place of what `product` held.
    ///
    /// [`LANES`]: super::csr::LANES
    pub fn transposed_times(
        &self,
        residuals: &[f32],
        columns: usize,
        buffers: &mut Buffers,
        product: &mut Vec<f32>,
    ) {
        self.by_word.times(residuals, columns, &mut buffers.by_word);
        self.by_feature.times(&buffers.by_word, columns, product);
    }
}

/// Room for what lies between the two halves of a product. A fresh vector of this size would be
/// mapped and unmapped by the system for each product.
#[derive(Debug, Default)]
pub struct Buffers {
    /// Word × column.
    by_word: Vec<f32>,
}

/// Inverse document frequency, `1 + ln((1 + N) / (1 + n))`, times the scale of whole words.
fn scales(
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
        (idf * word_scale(&data.matrix, feature)) as f32
    };
    frequencies.iter().enumerate().map(scale).collect()
}

/// The factor of a feature by its kind: n-gram, whole word or pair of words.
fn word_scale(matrix: &FactorisedMatrix, feature: usize) -> f64 {
    match feature.checked_sub(matrix.ngrams.len()) {
        None => 1.0,
        // A pair has one feature, itself; a word has n-grams as well.
        Some(rank) if matrix.word_lengths[matrix.whole_words[rank] as usize] == 1 => PAIR_SCALE,
        Some(_) => WORD_SCALE,
    }
}

/// `N·D`: transformed counts divided by the square root of the document's length in features.
/// Columns are the words that occur, which come second, ascending.
fn normalised_rows(data: &TrainingMatrix, rows: &[usize]) -> (Rows, Vec<u32>) {
    let matrix = &data.matrix;
    let documents = || {
        rows.iter()
            .filter_map(|&row| matrix.documents.outer_view(row))
    };
    let mut ranks = vec![0u32; matrix.words.rows()];
    documents()
        .flat_map(|document| document.indices().to_vec())
        .for_each(|word| ranks[word as usize] = 1);
    let used: Vec<u32> = (0..)
        .zip(&ranks)
        .filter(|(_, seen)| **seen > 0)
        .map(|(word, _)| word)
        .collect();
    for (rank, &word) in (0..).zip(&used) {
        ranks[word as usize] = rank;
    }
    let entries = documents().map(|document| document.nnz()).sum();
    let mut normalised = Rows::with_capacity(rows.len(), entries);
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
    (normalised, used)
}

/// `M·S` of the used words and the kept features.
fn scaled_words(data: &TrainingMatrix, used: &[u32], kept: &[u32], scales: &[f32]) -> Rows {
    let mut ranks = vec![0u32; scales.len()];
    for (rank, &feature) in (0..).zip(kept) {
        ranks[feature as usize] = rank;
    }
    let mut words = Rows::with_capacity(used.len(), data.matrix.words.nnz());
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
    words
}

/// Documents whose lengths are measured for the unit.
const SAMPLE: usize = 500;

/// One over the root mean squared length of a sample of rows.
fn unit(documents: &Rows, words: &Rows, features: usize) -> f64 {
    let rows = documents.len();
    let sample: Vec<usize> = (0..rows).step_by(rows.div_ceil(SAMPLE).max(1)).collect();
    let square = |sums: &mut Vec<f32>, row: usize| -> f64 {
        let mut touched = Vec::new();
        for (word, value) in documents.row(row) {
            for (feature, factor) in words.row(word) {
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
        .map_init(|| vec![0f32; features], |sums, &row| square(sums, row))
        .collect();
    let mean = squares.iter().sum::<f64>() / sample.len().max(1) as f64;
    if mean > 0.0 { 1.0 / mean.sqrt() } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FeatureSettings};
    use crate::train::svm::csr::LANES;

    #[test]
    fn products_equal_those_of_the_dense_matrix() {
        let settings = FeatureSettings::default();
        let mut counts = CorpusCounts::new(settings);
        for (id, text) in ["ضبط شحنة سلاح", "فاز فريق الكرة", "ضبط فريق"]
            .iter()
            .enumerate()
        {
            let id = id.to_string();
            counts.add(&Document {
                id,
                text: (*text).into(),
                ..Document::default()
            });
        }
        let corpus = counts.finish();
        let data = TrainingMatrix::new(FactorisedMatrix::build(&corpus, &settings));
        let rows = [0, 2];
        let frequencies = data.document_frequencies(&rows);
        let design = Design::new(&data, &rows, &frequencies, 1);
        let (n, features) = (design.rows(), design.features());
        let mut buffers = Buffers::default();
        // Dense X, one column of the identity after the other, each the first of four columns.
        let first = |values: Vec<f32>| values.into_iter().step_by(LANES).collect::<Vec<f32>>();
        let dense: Vec<Vec<f32>> = (0..features)
            .map(|feature| {
                let mut unit = vec![0f32; features * LANES];
                unit[feature * LANES] = 1.0;
                first(design.times(&unit, LANES, &mut buffers))
            })
            .collect();
        let square: f32 = dense.iter().flatten().map(|x| x * x).sum();
        assert!(
            (square / n as f32 - 1.0).abs() < 1e-4,
            "mean squared length {square}"
        );
        let residuals: Vec<f32> = (0..n * LANES).map(|i| i as f32 - 1.5).collect();
        let mut product = Vec::new();
        design.transposed_times(&residuals, LANES, &mut buffers, &mut product);
        for feature in 0..features {
            for column in 0..LANES {
                let expected: f32 = (0..n)
                    .map(|row| dense[feature][row] * residuals[row * LANES + column])
                    .sum();
                assert!((product[feature * LANES + column] - expected).abs() < 1e-4);
            }
        }
    }
}
