//! A prepared corpus in folds goes in; the settings of the support vector machines come out, with
//! the scores that they gave out of fold.

use crate::linear::Method;
use crate::train::error::LearnError;
use crate::train::extra_corpus::join::Quarters;
use crate::train::folds::out_of_fold::{Folds, LARGE, OutOfFold};
use crate::train::options::{SvmSettings, TrainOptions};
use crate::train::training_set::TrainingSet;

/// The costs that are tried, ascending: each fit begins with the weights of the one before.
const COSTS: [f64; 5] = [0.1, 0.25, 0.6, 1.5, 4.0];
/// The interpolation that is tried beside none; Wang and Manning recommend it.
const INTERPOLATION: f64 = 0.25;
/// Of a share of a large corpus, documents that are scored out of fold for each cost.
const CHOICE_ENOUGH: usize = 4000;

impl TrainingSet<'_> {
    /// The settings that make the labels the likeliest out of fold, and their scores: first the
    /// cost, then whether the ratios of naive Bayes help at that cost. Naive Bayes has no such
    /// settings and is scored once.
    pub(crate) fn choose(
        &self,
        folds: &Folds,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<(SvmSettings, OutOfFold), LearnError> {
        let costs = self.costs(rows, options, weight)?;
        let interpolation = options.interpolation.unwrap_or(0.0);
        let mut path: Vec<SvmSettings> = costs
            .into_iter()
            .map(|cost| SvmSettings {
                cost,
                interpolation,
            })
            .collect();
        let enough = options.enough(rows);
        let scored = self.out_of_fold(folds, options, weight, &path, enough)?;
        let (place, best) = self.likeliest(scored)?;
        let settings = path.swap_remove(place);
        if options.method == Method::NaiveBayes || options.interpolation.is_some() {
            return Ok((settings, best));
        }
        let interpolated = SvmSettings {
            interpolation: INTERPOLATION,
            ..settings
        };
        let mut scored = self.out_of_fold(folds, options, weight, &[interpolated], enough)?;
        scored.insert(0, best);
        let (place, best) = self.likeliest(scored)?;
        Ok(([settings, interpolated][place], best))
    }

    /// The costs to try on all of the rows, ascending; one where it is given or no machine is
    /// trained. Of a large corpus, a share chooses before. More documents want stronger
    /// regularisation, so the next lower cost comes along.
    fn costs(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Vec<f64>, LearnError> {
        match (options.method, options.cost) {
            (Method::NaiveBayes, _) => return Ok(vec![1.0]),
            (Method::Nbsvm, Some(cost)) => return Ok(vec![cost]),
            (Method::Nbsvm, None) if rows.len() <= LARGE => return Ok(COSTS.to_vec()),
            (Method::Nbsvm, None) => {}
        }
        let step = rows.len().div_ceil(LARGE);
        let sample: Vec<usize> = rows.iter().copied().step_by(step).collect();
        let folds = self.folds(&sample, options)?;
        let interpolation = options.interpolation.unwrap_or(0.0);
        let path = COSTS.map(|cost| SvmSettings {
            cost,
            interpolation,
        });
        let scored = self.out_of_fold(&folds, options, weight, &path, CHOICE_ENOUGH)?;
        let (place, _) = self.likeliest(scored)?;
        Ok(COSTS[place.saturating_sub(1)..=place].to_vec())
    }

    /// The first of the scores whose calibrated probabilities make the labels the likeliest.
    fn likeliest(&self, mut scored: Vec<OutOfFold>) -> Result<(usize, OutOfFold), LearnError> {
        if scored.len() == 1 {
            // Nothing to choose from; a calibration would be for nothing.
            return scored
                .pop()
                .map(|only| (0, only))
                .ok_or(LearnError::NoArticles);
        }
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
