//! A prepared corpus with extra rows goes in; a model comes out whose weight of those rows was
//! chosen by folds over one's own.

use super::join::Quarters;
use crate::train::error::LearnError;
use crate::train::fit::Fitted;
use crate::train::folds::out_of_fold::{OutOfFold, Strength};
use crate::train::options::TrainOptions;
use crate::train::training_set::TrainingSet;

/// What extra articles gave.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtraOutcome {
    /// How many articles there were to borrow.
    pub articles: usize,
    /// What each weighs in the model.
    pub weight: Quarters,
    /// Without them; `None` without calibration.
    pub without: Option<Trial>,
    /// With them: at the model's weight or, where that is 0, at the best of the others that were
    /// tried. `None` if none was.
    pub with: Option<Trial>,
}

/// One weight, tried on the documents that were scored out of fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The weight of extra documents.
    pub weight: Quarters,
    /// Mean negative log-likelihood of a document's labels, in nats.
    pub log_loss: f64,
    /// Probabilities of each of those documents.
    pub probabilities: Vec<Vec<f64>>,
    /// Thresholds tuned on them.
    pub thresholds: Vec<f64>,
}

impl TrainingSet<'_> {
    /// Fits with the weight of extra rows that is given, or else with the one that makes the
    /// labels of one's own rows the likeliest out of fold; of equals the smallest.
    pub(crate) fn fit_with_extra(
        &self,
        rows: &[usize],
        options: &TrainOptions,
    ) -> Result<Fitted, LearnError> {
        let given = options.extra_weight;
        let weights = match given {
            Some(Quarters::ZERO) => vec![Quarters::ZERO],
            Some(weight) => vec![Quarters::ZERO, weight],
            None => Quarters::TRIED.to_vec(),
        };
        let folds = self.folds(rows, options)?;
        // At one weight only, since every cost is a training for each fold.
        let (machine, _) = self.choose(&folds, rows, options, given.unwrap_or(Quarters::ONE))?;
        let enough = options.enough(rows);
        let (mut trials, mut scored) = (Vec::new(), Vec::new());
        for weight in weights {
            let found = self.out_of_fold(&folds, options, weight, &[machine], enough)?;
            for out_of_fold in found {
                trials.push(self.trial(&out_of_fold, options, weight)?);
                scored.push(out_of_fold);
            }
        }
        let best = match given {
            Some(_) => trials.len() - 1,
            None => likeliest(&trials).unwrap_or(0),
        };
        let mut fitted = match trials[best].weight {
            // As if nothing had been extra: the settings are chosen anew.
            Quarters::ZERO => self.fit_at(rows, options, Quarters::ZERO)?,
            weight => {
                let strength = Strength { machine, weight };
                self.fit_scored(rows, &folds, options, strength, scored.swap_remove(best))?
            }
        };
        let with = match best {
            0 => likeliest(&trials[1..]).map(|place| place + 1),
            best => Some(best),
        };
        fitted.extra_outcome = Some(ExtraOutcome {
            articles: self.extra_rows().len(),
            weight: trials[best].weight,
            with: with.map(|place| trials[place].clone()),
            without: Some(trials.swap_remove(0)),
        });
        Ok(fitted)
    }

    fn trial(
        &self,
        out_of_fold: &OutOfFold,
        options: &TrainOptions,
        weight: Quarters,
    ) -> Result<Trial, LearnError> {
        let reading = self.read(out_of_fold, options)?;
        Ok(Trial {
            weight,
            log_loss: self.log_loss(&out_of_fold.rows, &reading.probabilities),
            probabilities: reading.probabilities,
            thresholds: reading.thresholds,
        })
    }
}

/// The first of the trials with the least loss.
fn likeliest(trials: &[Trial]) -> Option<usize> {
    let less = |best: usize, next: usize| {
        if trials[next].log_loss < trials[best].log_loss {
            next
        } else {
            best
        }
    };
    (0..trials.len()).reduce(less)
}
