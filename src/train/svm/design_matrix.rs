//! The training matrix as real numbers, and the two products with it that a linear learner needs.
//!
//! The design matrix is `X = D·M` with its factors scaled: rows of `D` by the lengths of the
//! documents, columns of `M` by inverse document frequency. `X` is never built: `X·W` costs a pass
//! over `M` and one over `D`, and so does `Xᵀ·R`.

use super::design_factors::{normalised_documents, scale_of_documents, scaled_words, scales};
use super::sparse_rows::{SparseRows, multiply};
use crate::parallel::StopFlag;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::TrainError;

/// The design matrix of some documents, over the words that they hold and the features that were
/// kept.
pub(super) struct Design {
    /// Document × word.
    documents: SparseRows,
    /// `documents`, transposed: both products run over rows, each written by one task.
    by_word: SparseRows,
    /// Word × feature.
    words: SparseRows,
    /// `words`, transposed.
    by_feature: SparseRows,
    /// The kept features, ascending, as columns of the training matrix.
    pub(super) kept: Vec<u32>,
    /// What each kept feature is multiplied by.
    pub(super) scales: Vec<f32>,
    /// What each document is multiplied by on top of its own length, so that the mean squared
    /// length of a row is 1 and one C fits corpora of every kind.
    pub(super) unit: f64,
}

impl Design {
    /// The rows of the given documents. `frequencies` are document frequencies among them;
    /// features rarer than `min_documents` are left out.
    ///
    /// # Errors
    /// [`TrainError::Stopped`] once `stop` is set.
    pub(super) fn new(
        data: &TrainingMatrix,
        rows: &[usize],
        frequencies: &[u32],
        min_documents: u32,
        stop: &StopFlag,
    ) -> Result<Self, TrainError> {
        let all_scales = scales(data, rows.len(), frequencies, min_documents);
        let kept: Vec<u32> = (0..)
            .zip(&all_scales)
            .filter(|(_, scale)| **scale != 0.0)
            .map(|(feature, _)| feature)
            .collect();
        // Each step takes long, so the flag is looked at between them.
        let (mut documents, used) = normalised_documents(data, rows);
        TrainError::if_stopped(stop)?;
        let words = scaled_words(data, &used, &kept, &all_scales);
        TrainError::if_stopped(stop)?;
        let unit = scale_of_documents(&documents, &words);
        let factor = unit as f32;
        documents
            .data_mut()
            .iter_mut()
            .for_each(|value| *value *= factor);
        let by_word = documents.transpose_view().to_csr();
        TrainError::if_stopped(stop)?;
        Ok(Self {
            by_word,
            documents,
            by_feature: words.transpose_view().to_csr(),
            words,
            scales: kept.iter().map(|&kept| all_scales[kept as usize]).collect(),
            kept,
            unit,
        })
    }

    /// Number of documents.
    pub(super) fn rows(&self) -> usize {
        self.documents.rows()
    }

    /// Number of kept features.
    pub(super) fn features(&self) -> usize {
        self.kept.len()
    }

    /// `X·W`: document × column, from feature × column; columns in multiples of [`LANES`].
    ///
    /// [`LANES`]: super::sparse_rows::LANES
    pub(super) fn times(&self, weights: &[f32], columns: usize, buffers: &mut Buffers) -> Vec<f32> {
        multiply(&self.words, weights, columns, &mut buffers.by_word);
        let mut scores = Vec::new();
        multiply(&self.documents, &buffers.by_word, columns, &mut scores);
        scores
    }

    /// Makes `product` the product `Xᵀ·R`: feature × column, from document × column; columns in
    /// multiples of [`LANES`].
    ///
    /// [`LANES`]: super::sparse_rows::LANES
    pub(super) fn transposed_times(
        &self,
        residuals: &[f32],
        columns: usize,
        buffers: &mut Buffers,
        product: &mut Vec<f32>,
    ) {
        multiply(&self.by_word, residuals, columns, &mut buffers.by_word);
        multiply(&self.by_feature, &buffers.by_word, columns, product);
    }
}

/// Room for what lies between the two halves of a product. A fresh vector of this size would be
/// mapped and unmapped by the system for each product.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// Word × column.
    by_word: Vec<f32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
    use crate::train::svm::sparse_rows::LANES;

    #[test]
    fn products_equal_those_of_the_dense_matrix() {
        let settings = FeatureSettings::default();
        let mut counts = CorpusCounts::empty(settings.counting);
        for (id, text) in ["ضبط شحنة سلاح", "فاز فريق الكرة", "ضبط فريق"]
            .iter()
            .enumerate()
        {
            let id = id.to_string();
            counts.add_or_none(&Document {
                id,
                text: (*text).into(),
                ..Document::default()
            });
        }
        let corpus = counts.finish();
        let data = TrainingMatrix::new(FactorisedMatrix::build(&corpus, &settings));
        let rows = [0, 2];
        let frequencies = data.document_frequencies(&rows);
        let design = Design::new(&data, &rows, &frequencies, 1, &StopFlag::new()).unwrap();
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
