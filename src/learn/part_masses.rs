//! Rows in parts go in; the exact mass of each feature in each class of each part comes out, in one
//! pass over the words of each feature.
//!
//! Part and class together are a slot: `part · classes + class`.

use super::borrowed::Quarters;
use super::class_counts::members;
use super::naive_bayes::KeptMasses;
use super::slot_masses::SlotMasses;
use super::training_matrix::TrainingMatrix;

/// One part of the rows.
pub(super) struct Part<'a> {
    pub(super) rows: &'a [usize],
    /// In how many of their documents each feature occurs.
    pub(super) frequencies: &'a [u32],
    /// What the masses of its documents are multiplied by.
    pub(super) weight: Quarters,
    /// Whether its documents count for the prior odds.
    pub(super) has_prior: bool,
}

/// Masses of features, all parts side by side.
pub(super) struct PartMasses<'a> {
    parts: &'a [Part<'a>],
    /// Classes of a part: topics, then all documents.
    width: usize,
    /// How many documents of each part carry each topic, and last how many there are.
    members: Vec<Vec<u32>>,
    min_documents: u32,
    /// Those that enough documents of all parts together have, ascending.
    features: Vec<u32>,
    /// In how many of those documents each of them occurs.
    frequencies: Vec<u32>,
    /// For each of them.
    masses: SlotMasses,
}

impl<'a> PartMasses<'a> {
    /// Sums up what the parts hold. No document is in two parts.
    pub(super) fn new(
        data: &TrainingMatrix,
        topics: &[Vec<bool>],
        parts: &'a [Part<'a>],
        min_documents: u32,
    ) -> Self {
        let min_documents = min_documents.max(1);
        let (features, frequencies) = frequent(data.features(), parts, min_documents);
        let width = topics.len() + 1;
        Self {
            parts,
            width,
            members: parts
                .iter()
                .map(|part| members(topics, part.rows))
                .collect(),
            min_documents,
            masses: feature_masses(data, topics, parts, &features),
            features,
            frequencies,
        }
    }

    /// The masses in all parts but one. The memory of `kept` is used again.
    pub(super) fn without(&self, held_out: Option<usize>, kept: &mut KeptMasses) {
        let taken = |part: usize| Some(part) != held_out;
        kept.min_documents = self.min_documents;
        kept.members.clear();
        kept.members.resize(self.width, 0);
        for part in (0..self.parts.len()).filter(|&part| taken(part)) {
            if self.parts[part].has_prior {
                let pairs = kept.members.iter_mut().zip(&self.members[part]);
                pairs.for_each(|(sum, count)| *sum += count);
            }
        }
        let out = held_out.map(|part| self.parts[part].frequencies);
        let slots = 0..self.parts.len() * self.width;
        let class_of: Vec<Option<usize>> = slots
            .map(|slot| taken(slot / self.width).then_some(slot % self.width))
            .collect();
        kept.features.clear();
        kept.masses.clear();
        kept.masses.reserve(self.features.len() * self.width);
        let known = self.features.iter().zip(&self.frequencies);
        for (place, (&feature, &frequency)) in known.enumerate() {
            let held_out_frequency = out.map_or(0, |out| out[feature as usize]);
            if frequency - held_out_frequency < self.min_documents {
                continue;
            }
            kept.features.push(feature);
            let start = kept.masses.len();
            kept.masses.resize(start + self.width, 0u64);
            let sums = &mut kept.masses[start..];
            for (slot, mass) in self.masses.get(place) {
                if let Some(class) = class_of[slot as usize] {
                    sums[class] += mass;
                }
            }
        }
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
    topics: &[Vec<bool>],
    parts: &[Part<'_>],
    features: &[u32],
) -> SlotMasses {
    let slots = parts.len() * (topics.len() + 1);
    let documents = DocumentSlots::new(data.documents(), topics, parts);
    let words = SlotMasses::new(data.matrix.words.rows(), slots, |word, sums| {
        for (document, mass) in data.masses_of(word) {
            let mass = documents.weights[document].of(mass);
            for &slot in documents.slots_of(document) {
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

/// Where the mass of a document goes.
struct DocumentSlots {
    /// Document → where its slots begin.
    starts: Vec<usize>,
    /// The classes that it counts for, as part × class.
    slots: Vec<u32>,
    /// Of each document.
    weights: Vec<Quarters>,
}

impl DocumentSlots {
    fn new(documents: usize, topics: &[Vec<bool>], parts: &[Part<'_>]) -> Self {
        let mut part_of = vec![None; documents];
        for (number, part) in parts.iter().enumerate() {
            part.rows
                .iter()
                .for_each(|&row| part_of[row] = Some(number));
        }
        let (mut starts, mut slots, mut weights) = (vec![0], Vec::new(), Vec::new());
        for (document, part) in part_of.into_iter().enumerate() {
            if let Some(part) = part {
                let first = part * (topics.len() + 1);
                let carried = (0..topics.len()).filter(|&topic| topics[topic][document]);
                slots.extend(carried.map(|topic| (first + topic) as u32));
                slots.push((first + topics.len()) as u32);
            }
            weights.push(part.map_or(Quarters::ZERO, |part| parts[part].weight));
            starts.push(slots.len());
        }
        Self {
            starts,
            slots,
            weights,
        }
    }

    fn slots_of(&self, document: usize) -> &[u32] {
        &self.slots[self.starts[document]..self.starts[document + 1]]
    }
}
