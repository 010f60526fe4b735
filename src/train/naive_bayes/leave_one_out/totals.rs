//! Sums the masses of all features without each of the folds, which smoothing and prior odds
//! depend on.

use super::fold_counts::{FeatureMasses, FoldCounts};
use super::label_sets::LabelSet;
use crate::train::naive_bayes::log_odds::Totals;
use rayon::prelude::*;

/// The features that a model is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FeatureSet {
    All = 0,
    WholeWords = 1,
}

/// What a model shares among its features, without one fold or with all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeaveOneOut {
    /// The fold that is left out; `None` if the model is fitted to all folds.
    pub(crate) held_out: Option<usize>,
    /// The number of documents with each topic, and last of all documents. Only documents that
    /// count towards the prior odds.
    pub(crate) members: Vec<u32>,
    /// By [`FeatureSet`], over the features that are frequent enough without the fold.
    sums: [FeatureSums; 2],
}

/// Sums over a set of features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FeatureSums {
    pub(crate) totals: Totals,
    /// No feature has more mass than this.
    pub(crate) largest: u64,
}

/// Sums over a set of features, before a fold is left out.
#[derive(Clone)]
struct SumsByFold {
    /// Fold × class.
    masses: Vec<u64>,
    largest: u64,
    features: usize,
    /// For each fold, sums over the features that are too rare without it: their masses in the
    /// other folds.
    rare: Vec<Totals>,
}

/// Features handled by one task.
const CHUNK: usize = 8192;

impl FeatureSet {
    /// The sets that a feature belongs to.
    pub(crate) fn of(is_whole_word: bool) -> &'static [Self] {
        match is_whole_word {
            true => &[Self::All, Self::WholeWords],
            false => &[Self::All],
        }
    }
}

impl LeaveOneOut {
    /// Leaves out each of the first `held_out` folds in turn, and last none.
    pub(crate) fn each(counts: &FoldCounts<'_>, held_out: usize) -> Vec<Self> {
        let none = || [(); 2].map(|()| SumsByFold::none(counts, held_out));
        let sums = (0..counts.features.len())
            .into_par_iter()
            .with_min_len(CHUNK)
            .fold(
                || (none(), counts.feature_masses()),
                |(mut sums, mut masses), index| {
                    counts.load(index, &mut masses);
                    let feature = counts.features[index] as usize;
                    for &set in FeatureSet::of(counts.data.is_whole_word(feature)) {
                        sums[set as usize].add(counts, feature, &masses);
                    }
                    (sums, masses)
                },
            )
            .map(|(sums, _)| sums)
            .reduce(none, |[mut all, mut words], [more, more_words]| {
                all.merge(&more);
                words.merge(&more_words);
                [all, words]
            });
        let each = (0..held_out).map(Some).chain([None]);
        each.map(|held_out| Self {
            held_out,
            members: members(counts, held_out),
            sums: [0, 1].map(|set: usize| sums[set].without(counts, held_out)),
        })
        .collect()
    }

    /// The sums over a set of features.
    pub(crate) fn sums(&self, set: FeatureSet) -> &FeatureSums {
        &self.sums[set as usize]
    }
}

impl SumsByFold {
    fn none(counts: &FoldCounts<'_>, held_out: usize) -> Self {
        let rare = Totals {
            masses: vec![0; counts.width],
            features: 0,
        };
        Self {
            masses: vec![0; counts.folds.len() * counts.width],
            largest: 0,
            features: 0,
            rare: vec![rare; held_out],
        }
    }

    fn add(&mut self, counts: &FoldCounts<'_>, feature: usize, masses: &FeatureMasses) {
        add(&mut self.masses, masses.by_fold());
        self.largest = self.largest.max(masses.total());
        self.features += 1;
        let frequency = counts.frequency(feature);
        for (fold, rare) in self.rare.iter_mut().enumerate() {
            if counts.is_rare_without(fold, feature, frequency) {
                rare.features += 1;
                masses.add_without(fold, &mut rare.masses);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        add(&mut self.masses, &other.masses);
        self.largest = self.largest.max(other.largest);
        self.features += other.features;
        for (rare, more) in self.rare.iter_mut().zip(&other.rare) {
            add(&mut rare.masses, &more.masses);
            rare.features += more.features;
        }
    }

    fn without(&self, counts: &FoldCounts<'_>, held_out: Option<usize>) -> FeatureSums {
        let mut totals = Totals {
            masses: vec![0; counts.width],
            features: self.features,
        };
        let folds = self.masses.chunks_exact(counts.width).enumerate();
        for (_, masses) in folds.filter(|(fold, _)| Some(*fold) != held_out) {
            add(&mut totals.masses, masses);
        }
        if let Some(rare) = held_out.map(|fold| &self.rare[fold]) {
            totals.features -= rare.features;
            let pairs = totals.masses.iter_mut().zip(&rare.masses);
            pairs.for_each(|(sum, rare)| *sum -= rare);
        }
        FeatureSums {
            totals,
            largest: self.largest,
        }
    }
}

fn members(counts: &FoldCounts<'_>, held_out: Option<usize>) -> Vec<u32> {
    let mut members = vec![0; counts.width];
    for (LabelSet { fold, classes }, documents) in &counts.sets {
        if Some(*fold) != held_out && counts.folds[*fold].has_prior {
            let classes = classes.iter();
            classes.for_each(|&class| members[class as usize] += documents);
        }
    }
    members
}

fn add(sums: &mut [u64], more: &[u64]) {
    let pairs = sums.iter_mut().zip(more);
    pairs.for_each(|(sum, more)| *sum += more);
}
