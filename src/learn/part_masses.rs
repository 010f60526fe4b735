//! Rows in parts go in; the exact mass of each feature in each class of each part comes out, in one
//! pass over the words of each feature.

use super::document_slots::{DocumentSlots, Part, Slot};
use super::log_odds::Totals;
use super::slot_masses::SlotMasses;
use super::training_matrix::TrainingMatrix;

/// Masses of features, all parts side by side.
pub(super) struct PartMasses<'a> {
    data: &'a TrainingMatrix,
    parts: &'a [Part<'a>],
    /// Classes: topics, then all documents.
    width: usize,
    slots: Vec<(Slot, u32)>,
    min_documents: u32,
    /// Those that enough documents of all parts together have, ascending.
    features: Vec<u32>,
    /// In how many of those documents each of them occurs.
    frequencies: Vec<u32>,
    /// For each of them.
    masses: SlotMasses,
    /// Of all of them, and of those that are whole words.
    sums: [SlotTotals; 2],
}

/// The masses of some features together.
#[derive(Default)]
struct SlotTotals {
    /// By slot.
    masses: Vec<u64>,
    /// The mass of the feature that has most.
    largest: u64,
    features: usize,
}

/// Which features there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Features {
    All = 0,
    WholeWords = 1,
}

/// All parts but one, or all of them.
pub(super) struct Remaining<'a> {
    masses: &'a PartMasses<'a>,
    held_out: Option<usize>,
    /// For each slot the classes that it counts for: none if it is held out.
    classes: Vec<&'a [u32]>,
    /// How many documents carry each topic, and last how many there are.
    pub(super) members: Vec<u32>,
    totals: [Totals; 2],
}

impl<'a> PartMasses<'a> {
    /// Sums up what the parts hold. No document is in two parts.
    pub(super) fn new(
        data: &'a TrainingMatrix,
        topics: &[Vec<bool>],
        parts: &'a [Part<'a>],
        min_documents: u32,
    ) -> Self {
        let min_documents = min_documents.max(1);
        let (features, frequencies) = frequent(data.features(), parts, min_documents);
        let documents = DocumentSlots::new(data.documents(), topics, parts);
        let masses = feature_masses(data, &documents, &features);
        let mut sums: [SlotTotals; 2] = Default::default();
        for sum in &mut sums {
            sum.masses.resize(documents.slots.len(), 0);
        }
        for (place, &feature) in features.iter().enumerate() {
            sums[Features::All as usize].add(masses.get(place));
            if data.is_whole_word(feature as usize) {
                sums[Features::WholeWords as usize].add(masses.get(place));
            }
        }
        Self {
            data,
            parts,
            width: topics.len() + 1,
            slots: documents.slots,
            min_documents,
            features,
            frequencies,
            masses,
            sums,
        }
    }

    /// How many documents a feature must stand in to be kept.
    pub(super) fn min_documents(&self) -> u32 {
        self.min_documents
    }

    /// All parts but one, or all of them.
    pub(super) fn without(&'a self, held_out: Option<usize>) -> Remaining<'a> {
        let mut members = vec![0; self.width];
        let mut classes: Vec<&[u32]> = Vec::new();
        for (Slot { part, classes: own }, documents) in &self.slots {
            if Some(*part) == held_out {
                classes.push(&[]);
                continue;
            }
            classes.push(own);
            if self.parts[*part].has_prior {
                own.iter()
                    .for_each(|&class| members[class as usize] += documents);
            }
        }
        let mut remaining = Remaining {
            masses: self,
            held_out,
            classes,
            members,
            totals: Default::default(),
        };
        remaining.totals = [Features::All, Features::WholeWords].map(|set| remaining.sum(set));
        remaining
    }
}

impl SlotTotals {
    fn add(&mut self, masses: impl Iterator<Item = (u32, u64)>) {
        let mut all = 0;
        for (slot, mass) in masses {
            self.masses[slot as usize] += mass;
            all += mass;
        }
        self.largest = self.largest.max(all);
        self.features += 1;
    }
}

impl Remaining<'_> {
    /// Masses of the features that enough documents still have.
    pub(super) fn totals(&self, features: Features) -> &Totals {
        &self.totals[features as usize]
    }

    /// What no feature has more mass than.
    pub(super) fn largest(&self, features: Features) -> u64 {
        self.masses.sums[features as usize].largest
    }

    /// The sum over all features, less those that are too rare now: only a feature that is held
    /// out somewhere can be.
    fn sum(&self, set: Features) -> Totals {
        let all = &self.masses.sums[set as usize];
        let mut sums = vec![0; self.masses.width];
        self.add((0u32..).zip(all.masses.iter().copied()), &mut sums);
        let places = 0..self.masses.features.len();
        let mut rare = vec![0; self.masses.width];
        let mut features = all.features;
        for place in places.filter(|&place| self.has(place, set) && self.is_rare(place)) {
            self.add(self.masses.masses.get(place), &mut rare);
            features -= 1;
        }
        let pairs = sums.iter_mut().zip(rare);
        pairs.for_each(|(sum, rare)| *sum -= rare);
        Totals {
            masses: sums,
            features,
        }
    }

    /// Those of some features that are to be weighed for the held-out part, with their places: all
    /// that stand in it, or all that there are if no part is held out.
    pub(super) fn places(
        &self,
        features: std::ops::Range<usize>,
        set: Features,
    ) -> impl Iterator<Item = (usize, usize)> + '_ {
        let known = &self.masses.features;
        let place = |end: usize| known.partition_point(|&feature| (feature as usize) < end);
        (place(features.start)..place(features.end))
            .filter(move |&place| self.has(place, set))
            .filter(|&place| self.held_out.is_none() || self.held_out_frequency(place) > 0)
            .map(|place| (place, known[place] as usize))
    }

    /// Adds the masses of the feature at a place, class by class, to a list.
    pub(super) fn push(&self, place: usize, list: &mut Vec<u64>) {
        let start = list.len();
        list.resize(start + self.masses.width, 0);
        self.add(self.masses.masses.get(place), &mut list[start..]);
    }

    #[inline]
    fn add(&self, masses: impl Iterator<Item = (u32, u64)>, sums: &mut [u64]) {
        for (slot, mass) in masses {
            for &class in self.classes[slot as usize] {
                sums[class as usize] += mass;
            }
        }
    }

    fn has(&self, place: usize, set: Features) -> bool {
        let feature = self.masses.features[place] as usize;
        set == Features::All || self.masses.data.is_whole_word(feature)
    }

    fn held_out_frequency(&self, place: usize) -> u32 {
        let feature = self.masses.features[place] as usize;
        let part = self.held_out.map(|part| &self.masses.parts[part]);
        part.map_or(0, |part| part.frequencies[feature])
    }

    /// Whether too few of the remaining documents have a feature.
    pub(super) fn is_rare(&self, place: usize) -> bool {
        let remaining = self.masses.frequencies[place] - self.held_out_frequency(place);
        remaining < self.masses.min_documents
    }
}

/// The features that enough documents have, and how many have them.
fn frequent(features: usize, parts: &[Part<'_>], min_documents: u32) -> (Vec<u32>, Vec<u32>) {
    let mut sums = vec![0u32; features];
    for part in parts {
        let pairs = sums.iter_mut().zip(part.frequencies);
        pairs.for_each(|(sum, frequency)| *sum += frequency);
    }
    (0u32..)
        .zip(sums)
        .filter(|&(_, frequency)| frequency >= min_documents)
        .unzip()
}

/// Of each feature the masses of its words, as often as it stands in them.
fn feature_masses(
    data: &TrainingMatrix,
    documents: &DocumentSlots,
    features: &[u32],
) -> SlotMasses {
    let slots = documents.slots.len();
    let words = SlotMasses::new(data.matrix.words.rows(), slots, |word, sums| {
        for (document, mass) in data.masses_of(word) {
            if let Some((slot, mass)) = documents.place(document, mass) {
                sums.add(slot, mass);
            }
        }
    });
    SlotMasses::new(features.len(), slots, |place, sums| {
        let Some(row) = data.by_feature.outer_view(features[place] as usize) else {
            return;
        };
        for (word, &times) in row.iter() {
            for (slot, mass) in words.get(word) {
                sums.add(slot, mass * u64::from(times));
            }
        }
    })
}
