//! Masses of features in parts go in; naive Bayes without each of the parts comes out, in whole
//! weights.

use super::fold_counts::{PartMasses, Row};
use super::totals::{Features, Remaining};
use crate::linear::QuantisedWeights;
use crate::linear::weights::{quantised, steps};
use crate::train::naive_bayes::fit::prior_log_odds;
use crate::train::naive_bayes::log_odds::{BATCH, Cells, LogOdds};
use crate::train::naive_bayes::params::NaiveBayesValidParams;
use rayon::prelude::*;

/// The weights of one linear model per topic.
pub(crate) struct View {
    held_out: Option<usize>,
    set: Features,
    /// Feature × topic.
    pub(crate) weights: QuantisedWeights,
    /// The prior log-odds of each topic.
    pub(crate) bias: Vec<f64>,
    odds: LogOdds,
}

/// What is used again from one feature to the next.
struct Batches {
    row: Row,
    /// One for each view.
    views: Vec<Batch>,
    cells: Cells,
}

/// Features that one view is to weigh.
#[derive(Default)]
struct Batch {
    /// Counted from the first one of the chunk.
    features: Vec<usize>,
    masses: Vec<u64>,
}

/// Features handled by one task.
const CHUNK: usize = 2048;

impl View {
    /// Weighs nothing yet.
    pub(crate) fn new(
        features: usize,
        remaining: &Remaining,
        set: Features,
        params: &NaiveBayesValidParams,
    ) -> Self {
        let sum = remaining.sum(set);
        let odds = LogOdds::new(&sum.totals, params);
        let bias = prior_log_odds(&remaining.members);
        Self {
            held_out: remaining.held_out,
            set,
            weights: QuantisedWeights {
                values: vec![0; features * bias.len()],
                scales: steps(&odds.bounds(sum.largest)),
            },
            bias,
            odds,
        }
    }

    /// Weighs the features: where a part is held out, only those that it has.
    pub(crate) fn fit_all(views: &mut [Self], masses: &PartMasses<'_>) {
        let length = (CHUNK * (masses.width - 1)).max(1);
        let chunks = masses.data.features().div_ceil(CHUNK);
        let mut values: Vec<Vec<&mut [i16]>> = Vec::new();
        values.resize_with(chunks, Vec::new);
        let mut fits = Vec::new();
        for view in views {
            let slices = view.weights.values.chunks_mut(length);
            values
                .iter_mut()
                .zip(slices)
                .for_each(|(values, slice)| values.push(slice));
            fits.push(Fit {
                held_out: view.held_out,
                set: view.set,
                odds: &view.odds,
                steps: &view.weights.scales,
            });
        }
        let batches = || Batches::new(masses, fits.len());
        values
            .into_par_iter()
            .enumerate()
            .with_max_len(4)
            .for_each_init(batches, |batches, (chunk, mut values)| {
                batches.weigh_chunk(masses, &fits, chunk * CHUNK, &mut values);
            });
    }
}

/// What the weights of a view depend on.
struct Fit<'a> {
    held_out: Option<usize>,
    set: Features,
    odds: &'a LogOdds,
    /// What one unit of each column stands for.
    steps: &'a [f64],
}

impl Fit<'_> {
    /// Whether a feature has a weight, and one that is looked at.
    fn weighs(&self, masses: &PartMasses<'_>, feature: usize, frequency: u32) -> bool {
        self.held_out.is_none_or(|part| {
            masses.is_in(part, feature) && !masses.is_rare_without(part, feature, frequency)
        })
    }
}

impl Batches {
    fn new(masses: &PartMasses<'_>, views: usize) -> Self {
        let mut batches = Vec::new();
        batches.resize_with(views, Batch::default);
        Self {
            row: masses.row(),
            views: batches,
            cells: Cells::default(),
        }
    }

    /// Weighs the features from `first` on; `values` has the weights of each view.
    fn weigh_chunk(
        &mut self,
        masses: &PartMasses<'_>,
        fits: &[Fit<'_>],
        first: usize,
        values: &mut [&mut [i16]],
    ) {
        for place in masses.places(first..first + CHUNK) {
            let feature = masses.features[place] as usize;
            let sets = Features::of(masses.data.is_whole_word(feature));
            let frequency = masses.frequency(feature);
            masses.fill(place, &mut self.row);
            for (view, fit) in fits.iter().enumerate() {
                if sets.contains(&fit.set) && fit.weighs(masses, feature, frequency) {
                    let batch = &mut self.views[view];
                    batch.features.push(feature - first);
                    self.row.push_without(fit.held_out, &mut batch.masses);
                    if batch.features.len() == BATCH {
                        self.weigh(view, fit, values[view]);
                    }
                }
            }
        }
        for (view, fit) in fits.iter().enumerate() {
            self.weigh(view, fit, values[view]);
        }
    }

    /// Writes the weights of the features of a batch to their rows, and forgets the features.
    fn weigh(&mut self, view: usize, fit: &Fit<'_>, values: &mut [i16]) {
        let batch = &mut self.views[view];
        let columns = fit.steps.len();
        let weights = fit.odds.weigh(&batch.masses, &mut self.cells);
        let rows = weights.chunks_exact(columns.max(1));
        for (&feature, row) in batch.features.iter().zip(rows) {
            let slots = values[feature * columns..(feature + 1) * columns].iter_mut();
            slots
                .zip(quantised(row, fit.steps))
                .for_each(|(slot, value)| *slot = value);
        }
        batch.features.clear();
        batch.masses.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
    use crate::train::counts::class_counts::{ClassCounts, Membership};
    use crate::train::counts::matrix::TrainingMatrix;
    use crate::train::extra_corpus::join::Quarters;
    use crate::train::naive_bayes::fit::fit_counts;
    use crate::train::naive_bayes::leave_one_out::label_sets::Part;
    use crate::train::naive_bayes::params::NaiveBayesParams;
    use linfa::ParamGuard;
    use proptest::prelude::*;

    const DOCUMENTS: usize = 14;
    const HALF: Quarters = Quarters::TRIED[2];

    fn matrix(texts: &[String]) -> TrainingMatrix {
        let mut counts = CorpusCounts::default();
        for (id, text) in texts.iter().enumerate() {
            let (id, text) = (id.to_string(), text.clone());
            counts.add(&Document {
                id,
                text,
                ..Document::default()
            });
        }
        let corpus = counts.finish();
        TrainingMatrix::new(FactorisedMatrix::build(
            &corpus,
            &FeatureSettings::default(),
        ))
    }

    /// Compares fits by parts with fits to the rows of the other parts.
    fn check(
        data: &TrainingMatrix,
        topics: &[Vec<bool>],
        rows: &[Vec<usize>],
        params: NaiveBayesParams,
    ) {
        let params = params.check().unwrap();
        let slices: Vec<&[usize]> = rows.iter().map(Vec::as_slice).collect();
        let frequencies = data.frequencies_by_part(&slices, params.min_documents());
        // The last part is lent.
        let lent = rows.len() - 1;
        let part = |(number, (rows, frequencies))| Part {
            rows,
            frequencies,
            weight: if number == lent { HALF } else { Quarters::ONE },
            has_prior: number != lent,
        };
        let pairs = slices
            .into_iter()
            .zip(frequencies.iter().map(Vec::as_slice));
        let parts: Vec<Part<'_>> = pairs.enumerate().map(part).collect();
        let masses = PartMasses::new(data, topics, &parts, params.min_documents());
        let mut views = Vec::new();
        let each = Remaining::each(&masses, lent);
        for remaining in &each {
            views.push(View::new(
                data.features(),
                remaining,
                Features::All,
                &params,
            ));
        }
        View::fit_all(&mut views, &masses);
        for (view, remaining) in views.iter().zip(&each) {
            check_view(view, remaining, &masses, rows, topics);
        }
    }

    fn check_view(
        view: &View,
        remaining: &Remaining,
        masses: &PartMasses<'_>,
        rows: &[Vec<usize>],
        topics: &[Vec<bool>],
    ) {
        let data = masses.data;
        let (lent, own) = rows.split_last().unwrap();
        let others = (0..own.len()).filter(|&part| Some(part) != view.held_out);
        let others: Vec<usize> = others.flat_map(|part| rows[part].iter().copied()).collect();
        let membership = Membership {
            topics: topics.to_vec(),
        };
        let counts = ClassCounts::count(data, &membership, &others);
        let counts = counts.with_extra(&ClassCounts::count(data, &membership, lent), HALF);
        let Ok(expected) = fit_counts(data, &counts, &view.odds.params()) else {
            assert_eq!(remaining.sum(Features::All).totals.features, 0);
            return;
        };
        assert_eq!(remaining.members, counts.members);
        assert_eq!(
            remaining.sum(Features::WholeWords).totals.features,
            (0..data.features())
                .filter(|&feature| data.is_whole_word(feature))
                .filter(|&feature| counts.frequencies[feature] >= masses.min_documents)
                .count()
        );
        assert_eq!(view.bias, expected.bias);
        let is_held_out =
            |feature: usize| view.held_out.is_none_or(|part| masses.is_in(part, feature));
        for feature in (0..data.features()).filter(|&feature| is_held_out(feature)) {
            let found = view.weights.row(feature).iter().zip(&view.weights.scales);
            let expected = &expected.weights[feature * topics.len()..];
            for ((&found, scale), expected) in found.zip(expected) {
                let error = f64::from(found) * scale - expected;
                assert!(
                    error.abs() <= 0.5001 * scale,
                    "{error} with a step of {scale}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn a_fit_by_parts_is_a_fit_to_the_other_parts(
            texts in prop::collection::vec("[ابتحد]{1,3}( [ابتحد]{1,7}){0,6}", DOCUMENTS),
            parts in prop::collection::vec(0usize..5, DOCUMENTS),
            flags in prop::collection::vec(any::<[bool; 3]>(), DOCUMENTS),
            is_plain in any::<bool>(),
        ) {
            let data = matrix(&texts);
            let rows: Vec<Vec<usize>> = (0..4)
                .map(|part| (0..data.documents()).filter(|&row| parts[row] == part).collect())
                .collect();
            let topics: Vec<Vec<bool>> = (0..3)
                .map(|topic| flags.iter().map(|flags| flags[topic]).collect())
                .collect();
            let params = match is_plain {
                true => NaiveBayesParams::plain(0.01),
                false => NaiveBayesParams::new(),
            };
            check(&data, &topics, &rows, params);
        }
    }
}
