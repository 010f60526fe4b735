//! Masses in parts go in; what is left of them without each of the parts comes out, over all
//! features together.

use super::fold_counts::{PartMasses, Row};
use super::label_sets::Slot;
use crate::train::naive_bayes::log_odds::Totals;
use rayon::prelude::*;

/// Which features there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Features {
    All = 0,
    WholeWords = 1,
}

/// All parts but one, or all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remaining {
    pub(crate) held_out: Option<usize>,
    /// How many documents carry each topic, and last how many there are.
    pub(crate) members: Vec<u32>,
    /// Over all features that enough documents still have, and over the whole words among them.
    pub(crate) sums: [Sum; 2],
}

/// Features together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) totals: Totals,
    /// No feature has more mass than this.
    pub(crate) largest: u64,
}

/// Features together, before any part is taken out.
#[derive(Clone)]
struct Parts {
    /// Part × class.
    masses: Vec<u64>,
    largest: u64,
    features: usize,
    /// For each part that is taken out the features that are too rare then: what the others have
    /// of them.
    rare: Vec<Totals>,
}

/// Features handled by one task.
const CHUNK: usize = 8192;

impl Features {
    /// Those that a feature belongs to.
    pub(crate) fn of(is_whole_word: bool) -> &'static [Self] {
        match is_whole_word {
            true => &[Self::All, Self::WholeWords],
            false => &[Self::All],
        }
    }
}

impl Remaining {
    /// All parts but each of the first ones, and last all of them.
    pub(crate) fn each(masses: &PartMasses<'_>, folds: usize) -> Vec<Self> {
        let none = || [Parts::none(masses, folds), Parts::none(masses, folds)];
        let sums = (0..masses.features.len())
            .into_par_iter()
            .with_min_len(CHUNK)
            .fold(
                || (none(), masses.row()),
                |(mut sums, mut row), place| {
                    masses.fill(place, &mut row);
                    let feature = masses.features[place] as usize;
                    for &set in Features::of(masses.data.is_whole_word(feature)) {
                        sums[set as usize].add(masses, place, &row);
                    }
                    (sums, row)
                },
            )
            .map(|(sums, _)| sums)
            .reduce(none, |[mut all, mut words], [more, more_words]| {
                all.merge(&more);
                words.merge(&more_words);
                [all, words]
            });
        let held_out = (0..folds).map(Some).chain([None]);
        held_out
            .map(|held_out| Self {
                held_out,
                members: members(masses, held_out),
                sums: [0, 1].map(|set: usize| sums[set].without(masses, held_out)),
            })
            .collect()
    }

    pub(crate) fn sum(&self, set: Features) -> &Sum {
        &self.sums[set as usize]
    }
}

impl Parts {
    fn none(masses: &PartMasses<'_>, folds: usize) -> Self {
        let rare = Totals {
            masses: vec![0; masses.width],
            features: 0,
        };
        Self {
            masses: vec![0; masses.parts.len() * masses.width],
            largest: 0,
            features: 0,
            rare: vec![rare; folds],
        }
    }

    /// Adds the feature at a place, whose masses are in `row`.
    fn add(&mut self, masses: &PartMasses<'_>, place: usize, row: &Row) {
        add(&mut self.masses, row.parts());
        self.largest = self.largest.max(row.mass());
        self.features += 1;
        let feature = masses.features[place] as usize;
        let frequency = masses.frequency(feature);
        for (part, rare) in self.rare.iter_mut().enumerate() {
            if masses.is_rare_without(part, feature, frequency) {
                rare.features += 1;
                row.add_without(part, &mut rare.masses);
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

    fn without(&self, masses: &PartMasses<'_>, held_out: Option<usize>) -> Sum {
        let mut totals = Totals {
            masses: vec![0; masses.width],
            features: self.features,
        };
        let parts = self.masses.chunks_exact(masses.width).enumerate();
        for (_, part) in parts.filter(|(part, _)| Some(*part) != held_out) {
            add(&mut totals.masses, part);
        }
        if let Some(rare) = held_out.map(|part| &self.rare[part]) {
            totals.features -= rare.features;
            let pairs = totals.masses.iter_mut().zip(&rare.masses);
            pairs.for_each(|(sum, rare)| *sum -= rare);
        }
        Sum {
            totals,
            largest: self.largest,
        }
    }
}

fn members(masses: &PartMasses<'_>, held_out: Option<usize>) -> Vec<u32> {
    let mut members = vec![0; masses.width];
    for (Slot { part, classes }, documents) in &masses.slots {
        if Some(*part) != held_out && masses.parts[*part].has_prior {
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
