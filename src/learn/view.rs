//! Masses of features in all parts but one go in, naive Bayes in whole weights comes out.

use super::log_odds::LogOdds;
use super::naive_bayes::prior_log_odds;
use super::part_masses::{Features, Remaining};
use super::quantise::{quantised, steps};
use super::{NaiveBayesValidParams, QuantisedWeights};
use rayon::prelude::*;

/// The weights of one linear model per topic.
#[derive(Default)]
pub(super) struct View {
    /// Feature × topic.
    pub(super) weights: QuantisedWeights,
    /// The prior log-odds of each topic.
    pub(super) bias: Vec<f64>,
}

/// What is used again from one batch of features to the next.
#[derive(Default)]
struct Batch {
    features: Vec<usize>,
    masses: Vec<u64>,
    logs: Vec<f64>,
    weights: Vec<f64>,
}

/// Features handled by one task.
const CHUNK: usize = 4096;
/// Features weighed together, so that what they need stays in the nearest cache.
const BATCH: usize = 32;

impl View {
    /// Fits to all parts but one. If there is one, the weights of features that it does not have
    /// stay what they were: nothing is scored by them. Memory is used again.
    ///
    /// `features` is how many the matrix has.
    pub(super) fn fit(
        &mut self,
        features: usize,
        remaining: &Remaining<'_>,
        set: Features,
        params: &NaiveBayesValidParams,
    ) {
        let columns = remaining.members.len() - 1;
        let odds = LogOdds::new(remaining.totals(set), params);
        let scales = steps(&odds.bounds(remaining.largest(set)));
        self.bias = prior_log_odds(&remaining.members);
        self.weights.values.resize(features * columns, 0);
        let weigh = |batch: &mut Batch, (chunk, values): (usize, &mut [i16])| {
            let first = chunk * CHUNK;
            for (place, feature) in remaining.places(first..first + CHUNK, set) {
                if remaining.is_rare(place) {
                    let start = (feature - first) * columns;
                    values[start..start + columns].fill(0);
                    continue;
                }
                batch.features.push(feature - first);
                remaining.push(place, &mut batch.masses);
                if batch.features.len() == BATCH {
                    batch.weigh(&odds, &scales, values);
                }
            }
            batch.weigh(&odds, &scales, values);
        };
        self.weights
            .values
            .par_chunks_mut((CHUNK * columns).max(1))
            .enumerate()
            .for_each_init(Batch::default, weigh);
        self.weights.scales = scales;
    }
}

impl Batch {
    /// Writes the weights of the features to their rows, and forgets the features.
    fn weigh(&mut self, odds: &LogOdds, scales: &[f64], values: &mut [i16]) {
        let columns = scales.len();
        odds.weigh(&self.masses, &mut self.logs, &mut self.weights);
        let rows = self.weights.chunks_exact(columns.max(1));
        for (&feature, row) in self.features.iter().zip(rows) {
            let slots = values[feature * columns..(feature + 1) * columns].iter_mut();
            slots
                .zip(quantised(row, scales))
                .for_each(|(slot, value)| *slot = value);
        }
        self.features.clear();
        self.masses.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::borrowed::Quarters;
    use super::super::document_slots::Part;
    use super::super::part_masses::PartMasses;
    use super::super::training_matrix::TrainingMatrix;
    use super::super::{ClassCounts, Membership, NaiveBayesParams, fit_counts};
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
    use linfa::ParamGuard;
    use proptest::prelude::*;

    const DOCUMENTS: usize = 14;

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

    /// Compares one fit by parts with a fit to the rows of the other parts.
    fn check(
        view: &mut View,
        data: &TrainingMatrix,
        topics: &[Vec<bool>],
        (rows, held_out): (&[Vec<usize>], Option<usize>),
        params: NaiveBayesParams,
    ) {
        let params = params.check().unwrap();
        let slices: Vec<&[usize]> = rows.iter().map(Vec::as_slice).collect();
        let frequencies = data.frequencies_by_part(&slices, params.min_documents());
        let part = |(rows, frequencies)| Part {
            rows,
            frequencies,
            weight: Quarters::ONE,
            has_prior: true,
        };
        let parts: Vec<Part<'_>> = slices
            .iter()
            .copied()
            .zip(frequencies.iter().map(Vec::as_slice))
            .map(part)
            .collect();
        let masses = PartMasses::new(data, topics, &parts, params.min_documents());
        let others = (0..rows.len()).filter(|&part| Some(part) != held_out);
        let others: Vec<usize> = others.flat_map(|part| rows[part].iter().copied()).collect();
        let membership = Membership {
            topics: topics.to_vec(),
        };
        let counts = ClassCounts::count(data, &membership, &others);
        let remaining = masses.without(held_out);
        let Ok(expected) = fit_counts(data, &counts, &params) else {
            assert_eq!(remaining.totals(Features::All).features, 0);
            return;
        };
        assert_eq!(remaining.members, counts.members);
        view.fit(data.features(), &remaining, Features::All, &params);
        assert_eq!(view.bias, expected.bias);
        let is_held_out =
            |feature: usize| held_out.is_none_or(|part| frequencies[part][feature] > 0);
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
        /// Fold after fold in the same memory, and all of them last, as training does.
        #[test]
        fn a_fit_by_parts_is_a_fit_to_the_other_parts(
            texts in prop::collection::vec("[ابتحد]{1,3}( [ابتحد]{1,7}){0,6}", DOCUMENTS),
            parts in prop::collection::vec(0usize..4, DOCUMENTS),
            flags in prop::collection::vec(any::<[bool; 3]>(), DOCUMENTS),
            is_plain in any::<bool>(),
        ) {
            let data = matrix(&texts);
            let rows: Vec<Vec<usize>> = (0..3)
                .map(|part| (0..data.documents()).filter(|&row| parts[row] == part).collect())
                .collect();
            let topics: Vec<Vec<bool>> = (0..3)
                .map(|topic| flags.iter().map(|flags| flags[topic]).collect())
                .collect();
            let params = match is_plain {
                true => NaiveBayesParams::plain(0.01),
                false => NaiveBayesParams::new(),
            };
            let mut view = View::default();
            for held_out in [Some(0), Some(1), Some(2), None] {
                check(&mut view, &data, &topics, (&rows, held_out), params);
            }
        }
    }
}
