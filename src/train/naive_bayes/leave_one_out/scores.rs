//! Masses of features in parts go in, naive Bayes in whole weights comes out: over all features and,
//! where its scores are calibrated, over whole words alone. With it come the scores of documents.

use super::fold_counts::PartMasses;
use super::totals::{Features, Remaining};
use super::weights::View;
use crate::features::FactorisedMatrix;
use crate::linear::LengthNorm;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::LearnError;
use crate::train::options::TrainOptions;
use crate::train::quantise::{Sum, fill_word_rows};
use linfa::ParamGuard;
use ndarray::Array2;
use rayon::prelude::*;

/// A whole word is seen in fewer documents than its n-grams; its weight is trusted sooner.
const WORD_EVIDENCE_SHARE: f64 = 0.1;

/// What the scores of naive Bayes are divided by.
pub(crate) const NORMALISER: LengthNorm = LengthNorm::Features;

/// The linear models of one fit: over all features and, if calibrated, over whole words.
pub(crate) type Views<'a> = &'a [View];

/// Fits to what is left of the masses, as often as that is given; each fit is [`width`] views.
///
/// # Errors
/// [`LearnError`] for settings out of range or no features.
pub(crate) fn fit_views(
    masses: &PartMasses<'_>,
    remaining: &[Remaining],
    options: &TrainOptions,
) -> Result<Vec<View>, LearnError> {
    let params = options.naive_bayes.check_ref()?;
    let evidence = params.evidence() * WORD_EVIDENCE_SHARE;
    let by_word = options.naive_bayes.evidence(evidence);
    let by_word = by_word.check_ref()?;
    let features = masses.data.features();
    let mut views = Vec::new();
    for remaining in remaining {
        if remaining.sum(Features::All).totals.features == 0 {
            let min_documents = masses.min_documents;
            return Err(LearnError::NoFeatures { min_documents });
        }
        views.push(View::new(features, remaining, Features::All, params));
        if options.calibrate {
            // A corpus may be too small for any word to repeat; then all of them weigh 0.
            views.push(View::new(
                features,
                remaining,
                Features::WholeWords,
                by_word,
            ));
        }
    }
    View::fit_all(&mut views, masses);
    Ok(views)
}

/// How many linear models there are for each topic.
pub(crate) fn width(options: &TrainOptions) -> usize {
    if options.calibrate { 2 } else { 1 }
}

/// Sums of weights by word type, the narrow ones or the wide ones: memory that is used again from
/// one fit to the next.
#[derive(Default)]
pub(crate) struct WordRows {
    narrow: Vec<i32>,
    wide: Vec<i64>,
}

/// Scores of the given documents: document × column, the topics of one view after those of the
/// other.
pub(crate) fn score(
    views: Views<'_>,
    data: &TrainingMatrix,
    rows: &[usize],
    word_rows: &mut WordRows,
) -> Array2<f64> {
    let scales = views.iter().flat_map(|view| &view.weights.scales);
    let scales: Vec<f64> = scales.copied().collect();
    let mut scores = Array2::zeros((rows.len(), scales.len()));
    let longest = data.matrix.word_lengths.iter().max();
    let sums = match longest.is_some_and(|&features| features > FITS) {
        true => sums(views, data, rows, &mut word_rows.wide),
        false => sums(views, data, rows, &mut word_rows.narrow),
    };
    for (mut row, (sums, length)) in scores.outer_iter_mut().zip(sums) {
        let columns = row.iter_mut().zip(&sums).zip(&scales);
        columns.for_each(|((score, &sum), &scale)| {
            *score = NORMALISER.score(sum, scale, length);
        });
    }
    scores
}

/// Sums of whole weights of the given documents, and the documents' lengths.
fn sums<S: Sum>(
    views: Views<'_>,
    data: &TrainingMatrix,
    rows: &[usize],
    word_rows: &mut Vec<S>,
) -> Vec<(Vec<i64>, u64)> {
    let Some((all, words)) = views.split_first() else {
        return Vec::new();
    };
    let topics = all.bias.len();
    let columns = views.len() * topics;
    let present = present(data, rows);
    fill_word_rows(data, columns, word_rows, |word, sums| {
        // What stands in the rows of other words is not looked at.
        if !present[word] {
            return;
        }
        sums.fill(S::default());
        all.weights.add_word(data, word, &mut sums[..topics]);
        // A word is the only whole word in it.
        if let ([words], Some(feature)) = (words, data.whole_word(word)) {
            let row = words.weights.row(feature as usize).iter();
            let sums = sums[topics..].iter_mut();
            sums.zip(row)
                .for_each(|(sum, &weight)| *sum = S::from(weight));
        }
    });
    document_sums(data, rows, columns, word_rows)
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

/// Up to this many features the weights of a word add up to less than 2^31.
const FITS: u32 = 1 << 16;

/// Sums of the rows of each document's words, as often as they count, and its length.
pub(crate) fn document_sums<S: Sum>(
    data: &TrainingMatrix,
    rows: &[usize],
    columns: usize,
    word_rows: &[S],
) -> Vec<(Vec<i64>, u64)> {
    let arch = pulp::Arch::new();
    let matrix = &data.matrix;
    rows.par_iter()
        .map(|&row| {
            arch.dispatch(DocumentSum {
                matrix,
                row,
                columns,
                word_rows,
            })
        })
        .collect()
}

/// The sum over one document.
struct DocumentSum<'a, S> {
    matrix: &'a FactorisedMatrix,
    row: usize,
    columns: usize,
    word_rows: &'a [S],
}

impl<S: Sum> pulp::WithSimd for DocumentSum<'_, S> {
    type Output = (Vec<i64>, u64);

    // Always, since it is compiled for wide registers only as a part of its caller.
    #[inline(always)]
    fn with_simd<R: pulp::Simd>(self, _registers: R) -> Self::Output {
        let Self {
            matrix,
            row,
            columns,
            word_rows,
        } = self;
        let (mut sums, mut length) = (vec![0i64; columns], 0);
        let range = matrix.documents.indptr().outer_inds_sz(row);
        let counts = matrix.documents.data()[range.clone()].iter();
        for (&word, &count) in matrix.documents.indices()[range].iter().zip(counts) {
            let (word, units) = (word as usize, matrix.settings.transform.apply(count));
            length += units * u64::from(matrix.word_lengths[word]);
            let word = &word_rows[word * columns..(word + 1) * columns];
            for (sum, &weight) in sums.iter_mut().zip(word) {
                *sum += weight.into() * units as i64;
            }
        }
        (sums, length)
    }
}
