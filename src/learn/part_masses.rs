//! Rows in parts go in; the exact mass of each feature in each class of each part comes out, in one
//! pass over the words of each feature.
//!
//! Half of the words of a corpus are in a single article, and most of the rest in a few: so a
//! word's masses are kept as a short list of those that are not 0.

use super::borrowed::Quarters;
use super::class_counts::members;
use super::naive_bayes::KeptMasses;
use super::training_matrix::TrainingMatrix;
use rayon::prelude::*;

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
    /// Feature × part × class.
    masses: Vec<u64>,
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
        let words = WordMasses::new(data, topics, parts);
        let mut masses = vec![0u64; features.len() * parts.len() * width];
        masses
            .par_chunks_exact_mut(parts.len() * width)
            .zip(&features)
            .with_min_len(256)
            .for_each(|(sums, &feature)| words.add(data, feature as usize, sums));
        Self {
            parts,
            width,
            members: parts
                .iter()
                .map(|part| members(topics, part.rows))
                .collect(),
            min_documents,
            features,
            frequencies,
            masses,
        }
    }

    /// The masses in all parts but one. The memory of `kept` is used again.
    pub(super) fn without(&self, held_out: Option<usize>, kept: &mut KeptMasses) {
        let taken = |part: &usize| Some(*part) != held_out;
        let KeptMasses {
            members,
            min_documents,
            features,
            masses,
        } = kept;
        *min_documents = self.min_documents;
        members.clear();
        members.resize(self.width, 0);
        for part in (0..self.parts.len()).filter(taken) {
            if self.parts[part].has_prior {
                let pairs = members.iter_mut().zip(&self.members[part]);
                pairs.for_each(|(sum, count)| *sum += count);
            }
        }
        let out = held_out.map(|part| self.parts[part].frequencies);
        features.clear();
        features.reserve(self.features.len());
        masses.clear();
        masses.reserve(self.features.len() * self.width);
        let rows = self.masses.chunks_exact(self.parts.len() * self.width);
        let known = self.features.iter().zip(&self.frequencies);
        for ((&feature, &frequency), row) in known.zip(rows) {
            let held_out_frequency = out.map_or(0, |out| out[feature as usize]);
            if frequency - held_out_frequency < self.min_documents {
                continue;
            }
            features.push(feature);
            let start = masses.len();
            masses.resize(start + self.width, 0u64);
            let parts = row.chunks_exact(self.width).enumerate();
            for (_, part) in parts.filter(|(part, _)| taken(part)) {
                let pairs = masses[start..].iter_mut().zip(part);
                pairs.for_each(|(sum, mass)| *sum += mass);
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

/// The masses of word types that are not 0.
struct WordMasses {
    /// Word type → where its masses begin.
    starts: Vec<usize>,
    /// Part × class.
    slots: Vec<u32>,
    masses: Vec<u64>,
}

/// Word types handled by one task.
const CHUNK: usize = 2048;

impl WordMasses {
    fn new(data: &TrainingMatrix, topics: &[Vec<bool>], parts: &[Part<'_>]) -> Self {
        let slots = DocumentSlots::new(data.documents(), topics, parts);
        let words = data.matrix.words.rows();
        let chunks: Vec<(Vec<usize>, Vec<u32>, Vec<u64>)> = (0..words.div_ceil(CHUNK))
            .into_par_iter()
            .map_init(
                || vec![0u64; parts.len() * (topics.len() + 1)],
                |sums, chunk| {
                    let (mut ends, mut slot_list, mut masses) =
                        (Vec::new(), Vec::new(), Vec::new());
                    for word in chunk * CHUNK..words.min((chunk + 1) * CHUNK) {
                        let first = slot_list.len();
                        for (document, mass) in data.masses_of(word) {
                            slots.add(document, mass, sums, &mut slot_list);
                        }
                        let found = &slot_list[first..];
                        masses.extend(
                            found
                                .iter()
                                .map(|&slot| std::mem::take(&mut sums[slot as usize])),
                        );
                        ends.push(slot_list.len());
                    }
                    (ends, slot_list, masses)
                },
            )
            .collect();
        let mut all = Self {
            starts: vec![0],
            slots: Vec::new(),
            masses: Vec::new(),
        };
        for (ends, slots, masses) in chunks {
            let first = all.slots.len();
            all.starts.extend(ends.into_iter().map(|end| first + end));
            all.slots.extend(slots);
            all.masses.extend(masses);
        }
        all
    }

    /// Adds the masses of a feature's words, as often as it stands in them.
    fn add(&self, data: &TrainingMatrix, feature: usize, sums: &mut [u64]) {
        let Some(words) = data.by_feature.outer_view(feature) else {
            return;
        };
        for (word, &times) in words.iter() {
            let range = self.starts[word]..self.starts[word + 1];
            let masses = self.masses[range.clone()].iter();
            for (&slot, mass) in self.slots[range].iter().zip(masses) {
                sums[slot as usize] += mass * u64::from(times);
            }
        }
    }
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

    /// Adds a document's mass to its slots; those that were 0 are put on the list.
    fn add(&self, document: usize, mass: u64, sums: &mut [u64], list: &mut Vec<u32>) {
        let mass = self.weights[document].of(mass);
        for &slot in &self.slots[self.starts[document]..self.starts[document + 1]] {
            let sum = &mut sums[slot as usize];
            if *sum == 0 {
                list.push(slot);
            }
            *sum += mass;
        }
    }
}
