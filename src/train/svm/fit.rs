//! Fits support vector machines to some documents of a corpus.

use super::design_matrix::Design;
use super::nb_ratios::ratios;
use super::newton_cg::{STOPPING, Solver, SvmWeights};
use super::squared_hinge::width;
use crate::parallel::StopFlag;
use crate::train::counts::class_counts::{ClassCounts, Membership};
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::TrainError;
use crate::train::naive_bayes::fit::{LinearWeights, fit_counts};
use crate::train::options::{SvmSettings, TrainOptions};
use linfa::ParamGuard;

/// What support vector machines are fitted to.
#[derive(Clone, Copy)]
pub struct Sample<'a> {
    /// The corpus.
    pub data: &'a TrainingMatrix,
    /// Which topics its documents carry.
    pub membership: &'a Membership,
    /// The documents to learn from.
    pub rows: &'a [usize],
    /// Their counts.
    pub counts: &'a ClassCounts,
    /// The share of C that each of their losses gets: 1 for the user's own articles, less for extra
    /// ones.
    pub importance: &'a [f64],
    /// Ends the fits once it is set.
    pub stop: &'a StopFlag,
}

/// Fits one support vector machine per topic for each of the settings of `path`. From one cost to a
/// higher one, the solver begins with the weights of the lower one. The weights of one setting go
/// to `take` before the next is fitted, since all together may take gigabytes.
///
/// # Errors
/// [`TrainError`] for settings out of range, no features, or a stop.
pub fn fit_svms(
    sample: Sample<'_>,
    options: &TrainOptions,
    path: &[SvmSettings],
    take: &mut dyn FnMut(LinearWeights),
) -> Result<(), TrainError> {
    let Sample { data, counts, .. } = sample;
    let params = options.naive_bayes.check_ref()?;
    let topics = &sample.membership.topics;
    let design = Design::new(
        data,
        sample.rows,
        &counts.frequencies,
        params.min_documents(),
        sample.stop,
    )?;
    if design.features() == 0 {
        let min_documents = params.min_documents();
        return Err(TrainError::NoFeatures { min_documents });
    }
    let truth: Vec<bool> = sample
        .rows
        .iter()
        .flat_map(|&row| topics.iter().map(move |flags| flags[row]))
        .collect();
    for run in path.chunk_by(|a, b| a.interpolation == b.interpolation && a.cost < b.cost) {
        let ratios = match run[0].interpolation {
            0.0 => None,
            share => {
                let naive_bayes = fit_counts(data, counts, params)?;
                TrainError::if_stopped(sample.stop)?;
                Some(ratios(&naive_bayes, &design, width(topics.len()), share))
            }
        };
        let mut solver = Solver::new(&design, &truth, topics.len(), sample.importance, ratios);
        for settings in run {
            let svms = solver.fit(settings.cost, STOPPING, sample.stop);
            TrainError::if_stopped(sample.stop)?;
            take(over_all_features(&svms, &design, data.features()));
        }
    }
    Ok(())
}

/// Weights over the features of the training matrix, from those over the kept ones.
fn over_all_features(svms: &SvmWeights, design: &Design, features: usize) -> LinearWeights {
    let topics = svms.bias.len();
    let mut linear = LinearWeights::zero(features, topics);
    let rows = svms.weights.chunks_exact(topics).zip(&design.scales);
    for (&feature, (row, &scale)) in design.kept.iter().zip(rows) {
        let (feature, factor) = (feature as usize, f64::from(scale) * design.unit);
        let weights = &mut linear.weights[feature * topics..(feature + 1) * topics];
        for (weight, value) in weights.iter_mut().zip(row) {
            *weight = f64::from(*value) * factor;
        }
    }
    linear.bias = svms.bias.iter().copied().map(f64::from).collect();
    linear
}
