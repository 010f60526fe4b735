//! Weighs every feature for several models at once, so that the masses of a feature are loaded once
//! and not again for each fold.

use super::fold_counts::{FeatureMasses, FoldCounts};
use super::totals::FeatureSet;
use crate::parallel::StopFlag;
use crate::train::naive_bayes::log_odds::{BATCH, BatchBuffers, LogOdds};
use rayon::prelude::*;

/// A model whose weights are wanted, as numbers of type `W`.
pub(crate) struct Request<'a, W> {
    pub(crate) held_out: Option<usize>,
    pub(crate) set: FeatureSet,
    pub(crate) odds: &'a LogOdds,
    /// Feature × topic, over all features of the training matrix. Weights that the model does not
    /// need stay as they are.
    pub(crate) weights: &'a mut [W],
}

/// A request without the memory for its weights.
struct Model<'a> {
    held_out: Option<usize>,
    set: FeatureSet,
    odds: &'a LogOdds,
}

/// Memory of one task, used again for the next features.
struct Task {
    masses: FeatureMasses,
    /// One for each model.
    batches: Vec<Batch>,
    buffers: BatchBuffers,
}

/// Features that one model is about to weigh.
#[derive(Default)]
struct Batch {
    /// Counted from the first feature of the chunk.
    features: Vec<usize>,
    /// Feature × class.
    masses: Vec<u64>,
}

/// Features handled by one task.
const CHUNK: usize = 2048;

/// Weighs the features of all requested models. A model without a fold gets the weights of that
/// fold's features alone, since it scores nothing else. `write` stores the weights of a feature,
/// given in nats, for the model of the given number. Once `stop` is set, the weights are of no use.
pub(crate) fn weigh<W: Send>(
    counts: &FoldCounts<'_>,
    requests: Vec<Request<'_, W>>,
    stop: &StopFlag,
    write: impl Fn(usize, &[f64], &mut [W]) + Sync,
) {
    let topics = counts.width - 1;
    if topics == 0 {
        return;
    }
    let chunks = counts.data.features().div_ceil(CHUNK);
    let mut weights: Vec<Vec<&mut [W]>> = Vec::new();
    weights.resize_with(chunks, Vec::new);
    let mut models = Vec::new();
    for request in requests {
        let slices = request.weights.chunks_mut(CHUNK * topics);
        let pairs = weights.iter_mut().zip(slices);
        pairs.for_each(|(weights, slice)| weights.push(slice));
        models.push(Model {
            held_out: request.held_out,
            set: request.set,
            odds: request.odds,
        });
    }
    weights
        .into_par_iter()
        .enumerate()
        .with_max_len(4)
        .for_each_init(
            || Task::new(counts, models.len()),
            |task, (chunk, mut weights)| {
                if stop.is_set() {
                    return;
                }
                task.weigh_chunk(counts, &models, chunk * CHUNK, &mut weights, &write);
            },
        );
}

impl Model<'_> {
    /// Whether the model needs the weight of a feature, and that weight is not 0.
    fn weighs(&self, counts: &FoldCounts<'_>, feature: usize, frequency: u32) -> bool {
        self.held_out.is_none_or(|fold| {
            counts.is_in(fold, feature) && !counts.is_rare_without(fold, feature, frequency)
        })
    }
}

impl Task {
    fn new(counts: &FoldCounts<'_>, models: usize) -> Self {
        let mut batches = Vec::new();
        batches.resize_with(models, Batch::default);
        Self {
            masses: counts.feature_masses(),
            batches,
            buffers: BatchBuffers::default(),
        }
    }

    /// Weighs a chunk of features that begins with `first`. `weights` has the chunk's weights of
    /// each model.
    fn weigh_chunk<W>(
        &mut self,
        counts: &FoldCounts<'_>,
        models: &[Model<'_>],
        first: usize,
        weights: &mut [&mut [W]],
        write: &impl Fn(usize, &[f64], &mut [W]),
    ) {
        for index in counts.indices(first..first + CHUNK) {
            let feature = counts.features[index] as usize;
            let sets = FeatureSet::of(counts.data.is_whole_word(feature));
            let frequency = counts.frequency(feature);
            counts.load(index, &mut self.masses);
            for (number, model) in models.iter().enumerate() {
                if sets.contains(&model.set) && model.weighs(counts, feature, frequency) {
                    let batch = &mut self.batches[number];
                    batch.features.push(feature - first);
                    self.masses.push_without(model.held_out, &mut batch.masses);
                    if batch.features.len() == BATCH {
                        self.flush(number, model, counts.width - 1, weights[number], write);
                    }
                }
            }
        }
        for (number, model) in models.iter().enumerate() {
            self.flush(number, model, counts.width - 1, weights[number], write);
        }
    }

    /// Weighs the features of a batch and empties it.
    fn flush<W>(
        &mut self,
        number: usize,
        model: &Model<'_>,
        topics: usize,
        weights: &mut [W],
        write: &impl Fn(usize, &[f64], &mut [W]),
    ) {
        let batch = &mut self.batches[number];
        let found = model.odds.weigh(&batch.masses, &mut self.buffers);
        let rows = found.chunks_exact(topics.max(1));
        for (&feature, row) in batch.features.iter().zip(rows) {
            write(
                number,
                row,
                &mut weights[feature * topics..(feature + 1) * topics],
            );
        }
        batch.features.clear();
        batch.masses.clear();
    }
}
