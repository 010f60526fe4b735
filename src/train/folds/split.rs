//! Splits rows into folds, with the document frequencies of each fold.

use super::assign::assign_folds;
use crate::train::error::TrainError;
use crate::train::training_set::TrainingSet;

/// Rows of the corpus, in folds.
pub(crate) struct Folds<'a> {
    /// The rows of all folds, in the caller's order.
    pub(crate) rows: &'a [usize],
    pub(crate) folds: Vec<Fold>,
}

/// One fold.
pub(crate) struct Fold {
    pub(crate) rows: Vec<usize>,
    /// For each feature the number of these documents that contain it. Exact only as far as the
    /// learning method needs.
    pub(crate) frequencies: Vec<u32>,
}

impl<'a> Folds<'a> {
    /// Splits into `folds` folds, or into fewer where there are fewer rows. A document frequency
    /// is exact where it is below `exact`.
    ///
    /// # Errors
    /// [`TrainError::Folds`].
    pub(crate) fn split(
        training: &TrainingSet<'_>,
        rows: &'a [usize],
        folds: usize,
        exact: u32,
    ) -> Result<Self, TrainError> {
        let folds = folds.min(rows.len());
        let assigned = assign_folds(training.corpus, &training.groups, rows, folds)?;
        let mut by_fold = vec![Vec::new(); folds];
        for (&row, fold) in rows.iter().zip(assigned) {
            by_fold[fold].push(row);
        }
        Ok(Self::of(training, rows, by_fold, exact))
    }

    /// All rows in one fold, for a fit that holds none out.
    pub(crate) fn one(training: &TrainingSet<'_>, rows: &'a [usize], exact: u32) -> Self {
        Self::of(training, rows, vec![rows.to_vec()], exact)
    }

    fn of(
        training: &TrainingSet<'_>,
        rows: &'a [usize],
        by_fold: Vec<Vec<usize>>,
        exact: u32,
    ) -> Self {
        let slices: Vec<&[usize]> = by_fold.iter().map(Vec::as_slice).collect();
        let frequencies = training.data.frequencies_by_fold(&slices, exact);
        let fold = |(rows, frequencies)| Fold { rows, frequencies };
        Self {
            rows,
            folds: by_fold.into_iter().zip(frequencies).map(fold).collect(),
        }
    }
}

/// For each feature the number of documents of all the given folds that contain it.
pub(crate) fn sum_frequencies<'a>(folds: impl IntoIterator<Item = &'a Fold>) -> Vec<u32> {
    let mut sum = Vec::new();
    for fold in folds {
        if sum.is_empty() {
            sum.clone_from(&fold.frequencies);
            continue;
        }
        let pairs = sum.iter_mut().zip(&fold.frequencies);
        pairs.for_each(|(sum, frequency)| *sum += frequency);
    }
    sum
}
