//! Exact counts by class, which the naive Bayes that scales an SVM's features is fitted to.
//!
//! They are kept beside the sums of naive Bayes by folds because both round the weight of extra
//! articles: here once for each word and class, there for each word and document. At weights
//! under 1, models would differ in their last bits.
//!
//! Each document weighs the same: its counts are divided by its length as fixed-point integers,
//! so that sums are exact and do not depend on the order of documents or threads.

use super::matrix::TrainingMatrix;
use crate::train::extra_corpus::weight::ExtraWeight;
use rayon::prelude::*;

/// The weight of one document, 2^36. 2^27 documents fit into a `u64` sum.
pub const DOCUMENT_MASS: u64 = 1 << 36;

/// Which documents carry which topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Membership {
    /// Topic × document of the corpus.
    pub topics: Vec<Vec<bool>>,
}

/// Exact counts of some documents of a training matrix. They are meant for this matrix only, whose
/// rows stand for word types and features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassCounts {
    /// Word type × class: the word's mass in the documents of each topic, and last in all
    /// documents.
    pub masses: Vec<u64>,
    /// In how many documents each feature occurs.
    pub frequencies: Vec<u32>,
    /// How many documents carry each topic, and last how many there are.
    pub members: Vec<u32>,
}

impl ClassCounts {
    /// Counts the given rows.
    pub fn count(data: &TrainingMatrix, membership: &Membership, rows: &[usize]) -> Self {
        let frequencies = data.document_frequencies(rows);
        Self::with_frequencies(data, &membership.topics, rows, frequencies)
    }

    /// Counts the given rows, whose document frequencies are known.
    pub(crate) fn with_frequencies(
        data: &TrainingMatrix,
        topics: &[Vec<bool>],
        rows: &[usize],
        frequencies: Vec<u32>,
    ) -> Self {
        let members = members(topics, rows);
        let width = members.len();
        let classes = classes(topics, rows, data.documents());
        let mut masses = vec![0; data.matrix.words.rows() * width];
        masses
            .par_chunks_exact_mut(width)
            .enumerate()
            .with_min_len(1024)
            .for_each(|(word, sums)| {
                for (document, mass) in data.masses_of(word) {
                    classes[document]
                        .iter()
                        .for_each(|&class| sums[class as usize] += mass);
                }
            });
        Self {
            masses,
            frequencies,
            members,
        }
    }

    /// Number of classes: the topics and all documents.
    pub fn width(&self) -> usize {
        self.members.len()
    }

    /// These counts and those of extra documents, whose masses are multiplied by `weight`. A
    /// feature's document frequency counts every extra document, however little it weighs. The
    /// members of a topic stay as they are, since they give the prior odds, and how often a topic
    /// occurs elsewhere says nothing about that.
    #[must_use]
    pub fn with_extra(&self, extra: &Self, weight: ExtraWeight) -> Self {
        let mut sum = self.clone();
        if weight == ExtraWeight::ZERO {
            return sum;
        }
        for (mass, &more) in sum.masses.iter_mut().zip(&extra.masses) {
            *mass += weight.of(more);
        }
        for (frequency, more) in sum.frequencies.iter_mut().zip(&extra.frequencies) {
            *frequency += more;
        }
        sum
    }
}

/// How many of the rows carry each topic, and last how many there are.
fn members(topics: &[Vec<bool>], rows: &[usize]) -> Vec<u32> {
    let carriers = |flags: &Vec<bool>| rows.iter().filter(|&&row| flags[row]).count() as u32;
    let mut members: Vec<u32> = topics.iter().map(carriers).collect();
    members.push(rows.len() as u32);
    members
}

/// For each document of the corpus the classes that it counts for: if it is one of `rows`, its
/// topics and all documents; if not, none.
fn classes(topics: &[Vec<bool>], rows: &[usize], documents: usize) -> Vec<Vec<u32>> {
    let mut classes = vec![Vec::new(); documents];
    for &row in rows {
        let carried = (0..topics.len()).filter(|&topic| topics[topic][row]);
        classes[row] = carried.map(|topic| topic as u32).collect();
        classes[row].push(topics.len() as u32);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FactorisedMatrix, FeatureSettings};
    use proptest::prelude::*;

    fn matrix() -> (TrainingMatrix, Membership) {
        let mut counts = CorpusCounts::default();
        for (number, text) in [
            "ضبط حرس الحدود",
            "فاز الفريق",
            "حرس الفريق",
            "خبر",
            "الحدود",
        ]
        .iter()
        .enumerate()
        {
            counts.add_or_none(&Document {
                id: number.to_string(),
                text: (*text).into(),
                ..Document::default()
            });
        }
        let matrix = FactorisedMatrix::build(&counts.finish(), &FeatureSettings::default());
        let flags = [true, false, true, true, false];
        let topics = vec![flags.to_vec(), flags.map(|flag| !flag).to_vec()];
        (TrainingMatrix::new(matrix), Membership { topics })
    }

    proptest! {
        /// Each row goes to one of three parts.
        #[test]
        fn counts_of_parts_add_up(part in [0usize..3, 0..3, 0..3, 0..3, 0..3]) {
            let (data, membership) = matrix();
            let count = |wanted: &dyn Fn(usize) -> bool| {
                let rows: Vec<usize> = (0..5).filter(|&row| wanted(part[row])).collect();
                ClassCounts::count(&data, &membership, &rows)
            };
            let parts = [0, 1, 2].map(|this| count(&|part| part == this));
            let whole = count(&|_| true);
            for (index, mass) in whole.masses.iter().enumerate() {
                prop_assert_eq!(*mass, parts.iter().map(|part| part.masses[index]).sum::<u64>());
            }
            for (index, frequency) in whole.frequencies.iter().enumerate() {
                let sum = parts.iter().map(|part| part.frequencies[index]).sum::<u32>();
                prop_assert_eq!(*frequency, sum);
            }
            for (index, members) in whole.members.iter().enumerate() {
                let sum = parts.iter().map(|part| part.members[index]).sum::<u32>();
                prop_assert_eq!(*members, sum);
            }
        }
    }
}
