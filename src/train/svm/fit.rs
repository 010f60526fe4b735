//! Counts of some documents go in, support vector machines over all features come out.

use super::design_matrix::Design;
use super::nb_ratios::ratios;
use super::newton_cg::{Effort, Machines, Solver, width};
use crate::train::counts::class_counts::{ClassCounts, Membership};
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::error::LearnError;
use crate::train::naive_bayes::fit::{LinearWeights, fit_counts};
use crate::train::options::{SvmSettings, TrainOptions};
use linfa::ParamGuard;

/// What machines are fitted to.
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
    /// How much each of them matters to a support vector machine, 1 for a document of one's own.
    pub importance: &'a [f64],
}

/// Fits support vector machines for each of the settings of `path`. From one cost to a higher one,
/// each begins where the last one ended. Each goes to `take` before the next is made, since all
/// of them together may take gigabytes.
///
/// # Errors
/// [`LearnError`] for settings out of range or no features.
pub fn fit_svms(
    sample: Sample<'_>,
    options: &TrainOptions,
    path: &[SvmSettings],
    take: &mut dyn FnMut(LinearWeights),
) -> Result<(), LearnError> {
    let Sample { data, counts, .. } = sample;
    let params = options.naive_bayes.check_ref()?;
    let topics = &sample.membership.topics;
    let design = Design::new(
        data,
        sample.rows,
        &counts.frequencies,
        params.min_documents(),
    );
    if design.features() == 0 {
        let min_documents = params.min_documents();
        return Err(LearnError::NoFeatures { min_documents });
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
                Some(ratios(&naive_bayes, &design, width(topics.len()), share))
            }
        };
        let mut solver = Solver::new(&design, &truth, topics.len(), sample.importance, ratios);
        for settings in run {
            let machines = solver.fit(settings.cost, Effort::default());
            let linear = over_all_features(&machines, &design, data.features());
            take(linear);
        }
    }
    Ok(())
}

/// Weights over the features of the training matrix, from those over the kept ones.
fn over_all_features(machines: &Machines, design: &Design, features: usize) -> LinearWeights {
    let topics = machines.bias.len();
    let mut linear = LinearWeights::zero(features, topics);
    let rows = machines.weights.chunks_exact(topics).zip(&design.scales);
    for (&feature, (row, &scale)) in design.kept.iter().zip(rows) {
        let (feature, factor) = (feature as usize, f64::from(scale) * design.unit);
        linear.kept[feature] = true;
        let weights = &mut linear.weights[feature * topics..(feature + 1) * topics];
        for (weight, value) in weights.iter_mut().zip(row) {
            *weight = f64::from(*value) * factor;
        }
    }
    linear.bias = machines.bias.iter().copied().map(f64::from).collect();
    linear
}
