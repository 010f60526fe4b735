//! Rows in parts go in; the exact mass of each feature in each class of each part comes out, in one
//! pass over the words of each feature.

use super::label_sets::{DocumentSlots, Part, Slot};
use super::sparse_sums::SlotMasses;
use crate::train::counts::matrix::TrainingMatrix;
use std::ops::Range;

/// Masses of features, all parts side by side.
pub(crate) struct PartMasses<'a> {
    pub(crate) data: &'a TrainingMatrix,
    pub(crate) parts: &'a [Part<'a>],
    /// Classes of a part: topics, then all documents.
    pub(crate) width: usize,
    /// What documents are summed by, and how many there are of each.
    pub(crate) slots: Vec<(Slot, u32)>,
    /// How many documents a feature must stand in to be kept.
    pub(crate) min_documents: u32,
    /// Those that enough documents of all parts together have, ascending.
    pub(crate) features: Vec<u32>,
    /// For each of them.
    masses: SlotMasses,
}

/// The masses of one feature.
pub(crate) struct Row {
    /// Part × class.
    parts: Vec<u64>,
    /// By class, all parts together.
    all: Vec<u64>,
}

impl<'a> PartMasses<'a> {
    /// Sums up what the parts hold. No document is in two parts.
    pub(crate) fn new(
        data: &'a TrainingMatrix,
        topics: &[Vec<bool>],
        parts: &'a [Part<'a>],
        min_documents: u32,
    ) -> Self {
        let min_documents = min_documents.max(1);
        let features = frequent(data.features(), parts, min_documents);
        let documents = DocumentSlots::new(data.documents(), topics, parts);
        Self {
            data,
            parts,
            width: topics.len() + 1,
            min_documents,
            masses: feature_masses(data, &documents, &features),
            slots: documents.slots,
            features,
        }
    }

    /// Room for the masses of a feature.
    pub(crate) fn row(&self) -> Row {
        Row {
            parts: vec![0; self.parts.len() * self.width],
            all: vec![0; self.width],
        }
    }

    /// Puts the masses of the feature at a place into a row.
    pub(crate) fn fill(&self, place: usize, row: &mut Row) {
        row.parts.fill(0);
        row.all.fill(0);
        for (slot, mass) in self.masses.get(place) {
            let Slot { part, classes } = &self.slots[slot as usize].0;
            let part = &mut row.parts[part * self.width..][..self.width];
            for &class in classes {
                part[class as usize] += mass;
                row.all[class as usize] += mass;
            }
        }
    }

    /// The places of those features that lie in a range.
    pub(crate) fn places(&self, features: Range<usize>) -> Range<usize> {
        let place = |end: usize| self.features.partition_point(|&f| (f as usize) < end);
        place(features.start)..place(features.end)
    }

    /// In how many documents of all parts a feature occurs, or enough of them.
    pub(crate) fn frequency(&self, feature: usize) -> u32 {
        let parts = self.parts.iter();
        parts.map(|part| part.frequencies[feature]).sum()
    }

    /// Whether the documents of a part have a feature.
    pub(crate) fn is_in(&self, part: usize, feature: usize) -> bool {
        self.parts[part].frequencies[feature] > 0
    }

    /// Whether too few of the documents that are not in a part have a feature, which has this
    /// [`frequency`](Self::frequency).
    pub(crate) fn is_rare_without(&self, part: usize, feature: usize, frequency: u32) -> bool {
        frequency - self.parts[part].frequencies[feature] < self.min_documents
    }
}

impl Row {
    /// Part × class.
    pub(crate) fn parts(&self) -> &[u64] {
        &self.parts
    }

    /// The mass in all documents.
    pub(crate) fn mass(&self) -> u64 {
        self.all.last().copied().unwrap_or(0)
    }

    /// Appends the masses in all parts but one, class by class.
    pub(crate) fn push_without(&self, part: Option<usize>, list: &mut Vec<u64>) {
        let start = list.len();
        list.extend_from_slice(&self.all);
        if let Some(part) = part {
            let pairs = list[start..].iter_mut().zip(self.of(part));
            pairs.for_each(|(all, own)| *all -= own);
        }
    }

    /// Adds the masses in all parts but one, class by class.
    pub(crate) fn add_without(&self, part: usize, sums: &mut [u64]) {
        let pairs = self.all.iter().zip(self.of(part));
        let others = pairs.map(|(all, own)| all - own);
        sums.iter_mut()
            .zip(others)
            .for_each(|(sum, other)| *sum += other);
    }

    /// The masses in one part, class by class.
    fn of(&self, part: usize) -> &[u64] {
        let width = self.all.len();
        &self.parts[part * width..(part + 1) * width]
    }
}

/// The features that enough documents have.
fn frequent(features: usize, parts: &[Part<'_>], min_documents: u32) -> Vec<u32> {
    let mut sums = vec![0u32; features];
    for part in parts {
        let pairs = sums.iter_mut().zip(part.frequencies);
        pairs.for_each(|(sum, frequency)| *sum += frequency);
    }
    let numbered = (0u32..).zip(sums);
    let frequent = numbered.filter(|&(_, frequency)| frequency >= min_documents);
    frequent.map(|(feature, _)| feature).collect()
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
