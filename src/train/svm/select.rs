//! Chooses the settings of the support vector machines by cross-validation.

use super::method::{LARGE, documents_to_score, out_of_fold};
use crate::train::error::TrainError;
use crate::train::extra_corpus::weight::ExtraWeight;
use crate::train::folds::out_of_fold::OutOfFold;
use crate::train::folds::split::Folds;
use crate::train::options::{SvmSettings, TrainOptions};
use crate::train::training_set::TrainingSet;

/// The costs C that are tried, ascending: each fit begins with the weights of the one before.
const COSTS: [f64; 5] = [0.1, 0.25, 0.6, 1.5, 4.0];
/// The interpolation that is tried beside none: the one that Wang and Manning (2012) recommend.
const INTERPOLATION: f64 = 0.25;
/// Documents of a large corpus's sample that are scored out of fold for each cost.
const SAMPLE_SCORED: usize = 4000;

impl TrainingSet<'_> {
    /// The settings that make the labels the likeliest out of fold, and their scores: first the
    /// cost, then whether the ratios of naive Bayes help at that cost.
    pub(super) fn choose_svm(
        &self,
        folds: &Folds<'_>,
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<(SvmSettings, OutOfFold), TrainError> {
        let costs = self.costs(folds.rows, options, weight)?;
        let interpolation = options.interpolation.unwrap_or(0.0);
        let mut path: Vec<SvmSettings> = costs
            .into_iter()
            .map(|cost| SvmSettings {
                cost,
                interpolation,
            })
            .collect();
        let documents = documents_to_score(folds.rows.len());
        let scored = out_of_fold(self, folds, options, weight, &path, documents)?;
        let (place, best) = self.likeliest(scored)?;
        let settings = path.swap_remove(place);
        if options.interpolation.is_some() {
            return Ok((settings, best));
        }
        let interpolated = SvmSettings {
            interpolation: INTERPOLATION,
            ..settings
        };
        let mut scored = out_of_fold(self, folds, options, weight, &[interpolated], documents)?;
        scored.insert(0, best);
        let (place, best) = self.likeliest(scored)?;
        Ok(([settings, interpolated][place], best))
    }

    /// The costs to try on all of the rows, ascending; only one if it is given. For a large corpus, a sample
    /// chooses first, and then the choice is between the sample's best cost and the next lower one, since more
    /// documents want stronger regularisation.
    fn costs(
        &self,
        rows: &[usize],
        options: &TrainOptions,
        weight: ExtraWeight,
    ) -> Result<Vec<f64>, TrainError> {
        match options.cost {
            Some(cost) => return Ok(vec![cost]),
            None if rows.len() <= LARGE => return Ok(COSTS.to_vec()),
            None => {}
        }
        let step = rows.len().div_ceil(LARGE);
        let sample: Vec<usize> = rows.iter().copied().step_by(step).collect();
        let folds = Folds::split(self, &sample, options.folds, u32::MAX)?;
        let interpolation = options.interpolation.unwrap_or(0.0);
        let path = COSTS.map(|cost| SvmSettings {
            cost,
            interpolation,
        });
        let scored = out_of_fold(self, &folds, options, weight, &path, SAMPLE_SCORED)?;
        let (place, _) = self.likeliest(scored)?;
        Ok(COSTS[place.saturating_sub(1)..=place].to_vec())
    }

    /// The scores whose calibrated probabilities make the labels the likeliest, and their place; of
    /// equally good ones the first.
    fn likeliest(&self, mut scored: Vec<OutOfFold>) -> Result<(usize, OutOfFold), TrainError> {
        if scored.len() == 1 {
            // No choice, so no calibration is needed.
            return scored
                .pop()
                .map(|only| (0, only))
                .ok_or(TrainError::NoArticles);
        }
        let mut best: Option<(f64, usize, OutOfFold)> = None;
        for (place, out_of_fold) in scored.into_iter().enumerate() {
            let (_, probabilities) = out_of_fold.calibrate(self)?;
            let loss = out_of_fold.log_loss(self, &probabilities);
            if best.as_ref().is_none_or(|(least, _, _)| loss < *least) {
                best = Some((loss, place, out_of_fold));
            }
        }
        best.map(|(_, place, out_of_fold)| (place, out_of_fold))
            .ok_or(TrainError::NoArticles)
    }
}
