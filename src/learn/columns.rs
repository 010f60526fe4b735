//! Counts of some documents go in, every column of weights that their scores are read from
//! comes out: one or more linear models, side by side.

use super::LearnError;
use super::class_counts::{ClassCounts, Membership, TrainingMatrix};
use super::design::Design;
use super::naive_bayes::{LinearWeights, fit_counts, fit_masses};
use super::nbsvm::{Effort, Machines, Solver, width};
use super::ratios::ratios;
use super::readout::Normaliser;
use super::train::{MachineSettings, Method, TrainOptions};
use crate::features::{WORD_END, WORD_START, text_of};
use linfa::ParamGuard;

/// Linear models over the same features, one column per model and topic.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Feature × column.
    pub linear: LinearWeights,
    /// What each column's sums are divided by.
    pub normalisers: Vec<Normaliser>,
}

/// A whole word is seen in fewer documents than its n-grams; its weight is trusted sooner.
const WORD_EVIDENCE_SHARE: f64 = 0.1;

/// What columns are fitted to.
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

/// Fits the columns of a method: of naive Bayes once, of support vector machines once for each of
/// the settings of `path`. Each goes to `take` before the next is made, since all of them together
/// may take gigabytes.
///
/// # Errors
/// [`LearnError`] for settings out of range or no features.
pub fn fit_columns(
    sample: Sample<'_>,
    options: &TrainOptions,
    path: &[MachineSettings],
    take: &mut dyn FnMut(Columns),
) -> Result<(), LearnError> {
    if options.method == Method::Nbsvm && options.calibrate {
        return machines(sample, options, path, take);
    }
    take(naive_bayes(sample, options)?);
    Ok(())
}

/// Naive Bayes over all features and, where its scores are calibrated, over whole words.
fn naive_bayes(sample: Sample<'_>, options: &TrainOptions) -> Result<Columns, LearnError> {
    let Sample { data, counts, .. } = sample;
    let params = options.naive_bayes.check_ref()?;
    let masses = data.feature_masses(&counts.words);
    let all_features = fit_masses(&masses, counts, params, &|_| true)?;
    let mut columns = Columns::new(all_features, Normaliser::Features);
    if !options.calibrate {
        return Ok(columns);
    }
    let by_word = options
        .naive_bayes
        .evidence(params.evidence() * WORD_EVIDENCE_SHARE);
    let is_word = |feature: usize| is_word_feature(data, feature);
    match fit_masses(&masses, counts, by_word.check_ref()?, &is_word) {
        Ok(words) => columns.append(words, Normaliser::Features),
        // A corpus may be too small for any word to repeat; its n-grams do.
        Err(LearnError::NoFeatures { .. }) => {
            columns.append(
                LinearWeights::zero(data.features(), sample.membership.topics.len()),
                Normaliser::Features,
            );
        }
        Err(error) => return Err(error),
    }
    Ok(columns)
}

/// Whether a feature is a whole word: one of its own, or an n-gram with both boundary marks.
fn is_word_feature(data: &TrainingMatrix, feature: usize) -> bool {
    match data.matrix.ngrams.get(feature) {
        Some(&key) => {
            let text = text_of(key);
            text.starts_with(WORD_START) && text.ends_with(WORD_END)
        }
        None => true,
    }
}

/// Support vector machines. From one cost to a higher one, each begins where the last one ended.
fn machines(
    sample: Sample<'_>,
    options: &TrainOptions,
    path: &[MachineSettings],
    take: &mut dyn FnMut(Columns),
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
            take(Columns::new(linear, Normaliser::SquareRoot));
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

impl Columns {
    fn new(linear: LinearWeights, normaliser: Normaliser) -> Self {
        let normalisers = vec![normaliser; linear.bias.len()];
        Self {
            linear,
            normalisers,
        }
    }

    fn append(&mut self, other: LinearWeights, normaliser: Normaliser) {
        let (own, added) = (self.linear.bias.len(), other.bias.len());
        let mut weights = Vec::with_capacity(self.linear.weights.len() + other.weights.len());
        for (ours, theirs) in self
            .linear
            .weights
            .chunks_exact(own)
            .zip(other.weights.chunks_exact(added))
        {
            weights.extend_from_slice(ours);
            weights.extend_from_slice(theirs);
        }
        self.linear.weights = weights;
        self.linear
            .kept
            .iter_mut()
            .zip(other.kept)
            .for_each(|(kept, other)| *kept |= other);
        self.linear.bias.extend(other.bias);
        self.normalisers
            .extend(std::iter::repeat_n(normaliser, added));
    }
}
