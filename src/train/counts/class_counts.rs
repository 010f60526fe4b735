//! The factorised matrix and the rows of each class go in, exact counts of each class come out.
//!
//! Each document weighs the same: its counts are divided by its length as fixed-point integers,
//! so that sums are exact and do not depend on the order of documents or threads.

use super::matrix::TrainingMatrix;
use rayon::prelude::*;

/// The weight of one document, 2^36. 2^27 documents fit into a `u64` sum.
pub const DOCUMENT_MASS: u64 = 1 << 36;

/// Which documents carry which topic: `topics[t]` holds a flag per document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Membership {
    /// One vector of flags per topic, each as long as the corpus.
    pub topics: Vec<Vec<bool>>,
}

/// Exact counts of some documents of a training matrix. Counts of disjoint parts add up to the
/// counts of the whole, and a part can be taken out again.
///
/// They are a commutative monoid under [`merge`](Self::merge) with the default as identity, but
/// only within one matrix: places stand for words. Counts that were made on different machines are
/// [`CorpusCounts`](crate::features::CorpusCounts), which tell words by their text; the matrix is
/// built when those are merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassCounts {
    /// Word type × class: the word's mass in the documents of each topic, and last in all
    /// documents. What is summed for a feature is so in one place.
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

    /// Counts the masses of some topics in the given rows, whose document frequencies are known.
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

    /// Adds the counts of other documents of the same matrix.
    pub fn merge(&mut self, other: &Self) {
        if self.members.is_empty() {
            return self.clone_from(other);
        }
        add(&mut self.masses, &other.masses);
        let narrow = self.narrow(other);
        narrow.for_each(|(mine, others)| *mine += others);
    }

    /// Takes the counts of some of its documents out.
    pub fn subtract(&mut self, part: &Self) {
        let masses = self.masses.par_chunks_mut(CHUNK);
        masses
            .zip(part.masses.par_chunks(CHUNK))
            .for_each(|(mine, others)| {
                let pairs = mine.iter_mut().zip(others);
                pairs.for_each(|(mine, others)| *mine -= others);
            });
        let narrow = self.narrow(part);
        narrow.for_each(|(mine, others)| *mine -= others);
    }

    fn narrow<'a>(&'a mut self, other: &'a Self) -> impl Iterator<Item = (&'a mut u32, u32)> {
        let frequencies = self.frequencies.iter_mut().zip(&other.frequencies);
        let members = self.members.iter_mut().zip(&other.members);
        frequencies
            .chain(members)
            .map(|(mine, &others)| (mine, others))
    }

    /// Number of documents counted.
    pub fn documents(&self) -> u32 {
        self.members.last().copied().unwrap_or(0)
    }
}

/// Numbers added up by one task.
const CHUNK: usize = 1 << 16;

fn add(sum: &mut [u64], other: &[u64]) {
    sum.par_chunks_mut(CHUNK)
        .zip(other.par_chunks(CHUNK))
        .for_each(|(sum, other)| {
            let pairs = sum.iter_mut().zip(other);
            pairs.for_each(|(sum, other)| *sum += other);
        });
}

/// How many of the rows carry each topic, and last how many there are.
pub(crate) fn members(topics: &[Vec<bool>], rows: &[usize]) -> Vec<u32> {
    let carriers = |flags: &Vec<bool>| rows.iter().filter(|&&row| flags[row]).count() as u32;
    let mut members: Vec<u32> = topics.iter().map(carriers).collect();
    members.push(rows.len() as u32);
    members
}

/// For each document the classes that it counts for: those of a given row its topics, and all
/// documents; others none.
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
            counts.add(&Document {
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

    fn merged(mut a: ClassCounts, b: &ClassCounts) -> ClassCounts {
        a.merge(b);
        a
    }

    proptest! {
        /// Each row goes to one of three parts.
        #[test]
        fn counts_are_a_commutative_monoid(part in [0usize..3, 0..3, 0..3, 0..3, 0..3]) {
            let (data, membership) = matrix();
            let count = |wanted: &dyn Fn(usize) -> bool| {
                let rows: Vec<usize> = (0..5).filter(|&row| wanted(part[row])).collect();
                ClassCounts::count(&data, &membership, &rows)
            };
            let [a, b, c] = [0, 1, 2].map(|this| count(&|part| part == this));
            let whole = count(&|_| true);
            prop_assert_eq!(&merged(merged(a.clone(), &b), &c), &whole);
            prop_assert_eq!(&merged(a.clone(), &merged(b.clone(), &c)), &whole);
            prop_assert_eq!(&merged(merged(c.clone(), &b), &a), &whole);
            prop_assert_eq!(&merged(a.clone(), &ClassCounts::default()), &a);
            prop_assert_eq!(&merged(ClassCounts::default(), &a), &a);
            let mut left = whole;
            left.subtract(&c);
            prop_assert_eq!(left, merged(a, &b));
        }
    }
}
