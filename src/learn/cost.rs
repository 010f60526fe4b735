//! A prepared corpus goes in, C of the support vector machines comes out.

use super::LearnError;
use super::borrowed::Quarters;
use super::out_of_fold::OutOfFold;
use super::train::{Method, TrainOptions, Training};

/// The costs that are tried, ascending: each fit begins with the weights of the one before.
const COSTS: [f64; 5] = [0.1, 0.25, 0.6, 1.5, 4.0];
/// Documents that the cost is chosen on.
const CHOICE_ROWS: usize = 8000;
/// Documents of those that are scored out of fold.
const CHOICE_ENOUGH: usize = 4000;

impl Training<'_> {
    /// C as it is given or chosen, ascending. It is chosen on a share of the rows where there are
    /// many; more documents want stronger regularisation, so the next lower one comes along to be
    /// tried on all of them. One number where no machine is trained.
    pub(super) fn costs(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Vec<f64>, LearnError> {
        match (options.method, options.cost) {
            (Method::NaiveBayes, _) => return Ok(vec![1.0]),
            (Method::Nbsvm, Some(cost)) => return Ok(vec![cost]),
            (Method::Nbsvm, None) => {}
        }
        let step = rows.len().div_ceil(CHOICE_ROWS).max(1);
        let sample: Vec<usize> = rows.iter().copied().step_by(step).collect();
        let folds = self.folds(&sample, options)?;
        let scored = self.out_of_fold(&folds, options, weight, &COSTS, CHOICE_ENOUGH)?;
        let (place, _) = self.likeliest(scored)?;
        let first = match step {
            1 => place,
            _ => place.saturating_sub(1),
        };
        Ok(COSTS[first..=place].to_vec())
    }

    /// The first of the scores whose calibrated probabilities make the labels the likeliest.
    pub(super) fn likeliest(
        &self,
        scored: Vec<OutOfFold>,
    ) -> Result<(usize, OutOfFold), LearnError> {
        let mut best: Option<(f64, usize, OutOfFold)> = None;
        for (place, out_of_fold) in scored.into_iter().enumerate() {
            let (_, probabilities) = self.calibrated(&out_of_fold)?;
            let loss = self.log_loss(&out_of_fold.rows, &probabilities);
            if best.as_ref().is_none_or(|(least, _, _)| loss < *least) {
                best = Some((loss, place, out_of_fold));
            }
        }
        best.map(|(_, place, out_of_fold)| (place, out_of_fold))
            .ok_or(LearnError::NoArticles)
    }
}
