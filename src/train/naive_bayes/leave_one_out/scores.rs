//! Scores the documents of a held-out fold by the models that have not seen it.

use super::fold_model::FoldModel;
use crate::linear::LengthNorm;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::word_sums::{Sum, document_sums, fill_word_sums};
use ndarray::Array2;

/// The scores of naive Bayes are means over the features of a document.
pub(crate) const LENGTH_NORM: LengthNorm = LengthNorm::Features;

/// The weights of a word with up to so many features sum to less than 2^31.
const NARROW: u32 = 1 << 16;

/// Memory for sums by word type, used again for the next fold. 32 bits suffice unless a word is
/// very long, and half the memory traffic.
#[derive(Default)]
pub(crate) struct WordSums {
    narrow: Vec<i32>,
    wide: Vec<i64>,
}

/// Scores of the given documents: document × column. The columns are the topics of the first model,
/// then those of the next.
pub(crate) fn score(
    models: &[FoldModel],
    data: &TrainingMatrix,
    rows: &[usize],
    word_sums: &mut WordSums,
) -> Array2<f64> {
    let scales = models.iter().flat_map(|model| &model.weights.scales);
    let scales: Vec<f64> = scales.copied().collect();
    let mut scores = Array2::zeros((rows.len(), scales.len()));
    let longest = data.matrix.word_lengths.iter().max();
    let sums = match longest.is_some_and(|&features| features > NARROW) {
        true => sums(models, data, rows, &mut word_sums.wide),
        false => sums(models, data, rows, &mut word_sums.narrow),
    };
    for (mut row, (sums, length)) in scores.outer_iter_mut().zip(sums) {
        let columns = row.iter_mut().zip(&sums).zip(&scales);
        columns.for_each(|((score, &sum), &scale)| {
            *score = LENGTH_NORM.score(sum, scale, length);
        });
    }
    scores
}

/// For each of the given documents the sum of its weights by column, and its length.
fn sums<S: Sum>(
    models: &[FoldModel],
    data: &TrainingMatrix,
    rows: &[usize],
    word_sums: &mut Vec<S>,
) -> Vec<(Vec<i64>, u64)> {
    let Some((all, words)) = models.split_first() else {
        return Vec::new();
    };
    let topics = all.bias.len();
    let columns = models.len() * topics;
    let present = present(data, rows);
    fill_word_sums(data, columns, word_sums, |word, sums| {
        // The sums of all other words are never read.
        if !present[word] {
            return;
        }
        sums.fill(S::default());
        all.weights.add_word(data, word, &mut sums[..topics]);
        // The model over whole words knows one feature of a word, the word itself.
        if let ([words], Some(feature)) = (words, data.whole_word(word)) {
            let row = words.weights.row(feature as usize).iter();
            let sums = sums[topics..].iter_mut();
            sums.zip(row)
                .for_each(|(sum, &weight)| *sum = S::from(weight));
        }
    });
    document_sums(data, rows, columns, word_sums)
}

/// Which word types the given documents have.
fn present(data: &TrainingMatrix, rows: &[usize]) -> Vec<bool> {
    let mut present = vec![false; data.matrix.words.rows()];
    let documents = rows
        .iter()
        .filter_map(|&row| data.matrix.documents.outer_view(row));
    for document in documents {
        let words = document.indices().iter();
        words.for_each(|&word| present[word as usize] = true);
    }
    present
}
