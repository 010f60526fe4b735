//! The training matrix as real numbers: rows of `D` normalised and scaled, features scaled by
//! inverse document frequency, and the two products that a linear learner needs.
//!
//! `X = N·D·M·S` is never built: `X·W` costs a pass over `M` and one over `D`, and so does
//! `Xᵀ·R`. Every number of a result is a sum in a fixed order, so that it does not depend on
//! the number of threads.

use super::class_counts::TrainingMatrix;
use super::readout::{COUNT_UNIT, Normaliser};
use rayon::prelude::*;

/// Sparse rows of real numbers.
#[derive(Debug, Clone, Default)]
struct Rows {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

impl Rows {
    fn row(&self, row: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        let range = start..self.ends[row];
        let columns = self.columns[range.clone()]
            .iter()
            .map(|&column| column as usize);
        columns.zip(self.values[range].iter().copied())
    }

    fn transpose(&self, columns: usize) -> Self {
        let mut ends = vec![0usize; columns];
        for &column in &self.columns {
            ends[column as usize] += 1;
        }
        let mut next = 0;
        let mut places: Vec<usize> = Vec::with_capacity(columns);
        for end in &mut ends {
            places.push(next);
            next += *end;
            *end = next;
        }
        let mut by_column = Self {
            ends,
            columns: vec![0; next],
            values: vec![0.0; next],
        };
        for row in 0..self.ends.len() {
            for (column, value) in self.row(row) {
                let place = places[column];
                places[column] += 1;
                by_column.columns[place] = row as u32;
                by_column.values[place] = value;
            }
        }
        by_column
    }
}

/// The design matrix of some documents.
pub struct Design<'a> {
    data: &'a TrainingMatrix,
    documents: Rows,
    by_word: Rows,
    /// What each feature is multiplied by; 0 for one that was left out.
    pub scales: Vec<f32>,
    /// What each document is multiplied by on top of its own length, so that the mean squared
    /// length of a row is 1 and one strength of regularisation fits corpora of every kind.
    pub unit: f64,
}

/// Whole words are as telling as several of their n-grams together (by folds of the training
/// files: 1 → 3 gives +0.5 macro-F1).
const WORD_SCALE: f64 = 3.0;

impl<'a> Design<'a> {
    /// The rows of the given documents. `frequencies` are document frequencies among them;
    /// features rarer than `min_documents` are left out.
    pub fn new(
        data: &'a TrainingMatrix,
        rows: &[usize],
        frequencies: &[u32],
        min_documents: u32,
    ) -> Self {
        let scales = scales(data, rows.len(), frequencies, min_documents);
        let mut documents = normalised_rows(data, rows);
        let unit = unit(data, &documents, &scales);
        documents
            .values
            .iter_mut()
            .for_each(|value| *value *= unit as f32);
        let by_word = documents.transpose(data.matrix.words.rows());
        Self {
            data,
            documents,
            by_word,
            scales,
            unit,
        }
    }

    /// Number of documents.
    pub fn rows(&self) -> usize {
        self.documents.ends.len()
    }

    /// Number of features, those that were left out included.
    pub fn features(&self) -> usize {
        self.scales.len()
    }

    /// `X·W`: document × column, from feature × column.
    pub fn times(&self, weights: &[f32], columns: usize) -> Vec<f32> {
        let words = &self.data.matrix.words;
        let mut by_word = vec![0f32; words.rows() * columns];
        by_word
            .par_chunks_mut(columns)
            .enumerate()
            .for_each(|(word, sums)| {
                let unused = self.by_word.row(word).next().is_none();
                let Some(features) = words.outer_view(word).filter(|_| !unused) else {
                    return;
                };
                for (feature, &times) in features.iter() {
                    let factor = times as f32 * self.scales[feature];
                    add(
                        sums,
                        &weights[feature * columns..(feature + 1) * columns],
                        factor,
                    );
                }
            });
        let mut products = vec![0f32; self.rows() * columns];
        products
            .par_chunks_mut(columns)
            .enumerate()
            .for_each(|(row, sums)| {
                for (word, value) in self.documents.row(row) {
                    add(sums, &by_word[word * columns..(word + 1) * columns], value);
                }
            });
        products
    }

    /// `Xᵀ·R`: feature × column, from document × column.
    pub fn transposed_times(&self, residuals: &[f32], columns: usize) -> Vec<f32> {
        let mut by_word = vec![0f32; self.data.matrix.words.rows() * columns];
        by_word
            .par_chunks_mut(columns)
            .enumerate()
            .for_each(|(word, sums)| {
                for (row, value) in self.by_word.row(word) {
                    add(sums, &residuals[row * columns..(row + 1) * columns], value);
                }
            });
        let mut products = vec![0f32; self.features() * columns];
        products
            .par_chunks_mut(columns)
            .enumerate()
            .for_each(|(feature, sums)| {
                let scale = self.scales[feature];
                let Some(words) = self
                    .data
                    .by_feature
                    .outer_view(feature)
                    .filter(|_| scale != 0.0)
                else {
                    return;
                };
                for (word, &times) in words.iter() {
                    add(
                        sums,
                        &by_word[word * columns..(word + 1) * columns],
                        times as f32 * scale,
                    );
                }
            });
        products
    }
}

fn add(sums: &mut [f32], row: &[f32], factor: f32) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value * factor;
    }
}

/// Inverse document frequency, `1 + ln((1 + N) / (1 + n))`, times the scale of whole words.
fn scales(
    data: &TrainingMatrix,
    documents: usize,
    frequencies: &[u32],
    min_documents: u32,
) -> Vec<f32> {
    let ngrams = data.matrix.ngrams.len();
    let scale = |(feature, &frequency): (usize, &u32)| {
        if frequency < min_documents.max(1) {
            return 0.0;
        }
        let idf = 1.0 + libm::log((1.0 + documents as f64) / (1.0 + f64::from(frequency)));
        (if feature < ngrams {
            idf
        } else {
            idf * WORD_SCALE
        }) as f32
    };
    frequencies.iter().enumerate().map(scale).collect()
}

/// `N·D`: transformed counts divided by the square root of the document's length in features.
fn normalised_rows(data: &TrainingMatrix, rows: &[usize]) -> Rows {
    let matrix = &data.matrix;
    let mut normalised = Rows::default();
    for &row in rows {
        let Some(document) = matrix.documents.outer_view(row) else {
            continue;
        };
        let units = |count: u32| matrix.settings.transform.apply(count);
        let length = document
            .iter()
            .map(|(word, &count)| units(count) * u64::from(matrix.word_lengths[word]))
            .sum();
        let divisor = Normaliser::SquareRoot.divisor(length) * COUNT_UNIT;
        for (word, &count) in document.iter() {
            normalised.columns.push(word as u32);
            normalised
                .values
                .push((units(count) as f64 / divisor) as f32);
        }
        normalised.ends.push(normalised.columns.len());
    }
    normalised
}

/// Documents whose lengths are measured for the unit.
const SAMPLE: usize = 500;

/// One over the root mean squared length of a sample of rows.
fn unit(data: &TrainingMatrix, documents: &Rows, scales: &[f32]) -> f64 {
    let rows = documents.ends.len();
    let sample: Vec<usize> = (0..rows).step_by(rows.div_ceil(SAMPLE).max(1)).collect();
    let squares: Vec<f64> = sample
        .par_iter()
        .map_init(
            || vec![0f32; scales.len()],
            |features, &row| {
                let mut touched = Vec::new();
                for (word, value) in documents.row(row) {
                    let Some(entries) = data.matrix.words.outer_view(word) else {
                        continue;
                    };
                    for (feature, &times) in entries.iter() {
                        touched.push(feature);
                        features[feature] += value * times as f32 * scales[feature];
                    }
                }
                touched.sort_unstable();
                touched.dedup();
                let square = |feature: usize| f64::from(std::mem::take(&mut features[feature]));
                touched
                    .into_iter()
                    .map(square)
                    .map(|value| value * value)
                    .sum::<f64>()
            },
        )
        .collect();
    let mean = squares.iter().sum::<f64>() / sample.len().max(1) as f64;
    if mean > 0.0 { 1.0 / mean.sqrt() } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};

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
        // Dense X, one column of the identity after the other.
        let dense: Vec<Vec<f32>> = (0..features)
            .map(|feature| {
                let mut unit = vec![0f32; features];
                unit[feature] = 1.0;
                design.times(&unit, 1)
            })
            .collect();
        let square: f32 = dense.iter().flatten().map(|x| x * x).sum();
        assert!(
            (square / n as f32 - 1.0).abs() < 1e-4,
            "mean squared length {square}"
        );
        let residuals: Vec<f32> = (0..n * 2).map(|i| i as f32 - 1.5).collect();
        let product = design.transposed_times(&residuals, 2);
        for feature in 0..features {
            for column in 0..2 {
                let expected: f32 = (0..n)
                    .map(|row| dense[feature][row] * residuals[row * 2 + column])
                    .sum();
                assert!((product[feature * 2 + column] - expected).abs() < 1e-4);
            }
        }
    }
}
