//! The factorised matrix and the rows of each class go in, exact feature counts of each class
//! come out.
//!
//! Each document weighs the same: its counts are divided by its length as fixed-point integers,
//! so that sums are exact and do not depend on the order of documents or threads.

use crate::features::FactorisedMatrix;
use rayon::prelude::*;
use sprs::CsMatI;

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
    /// Mass of each word type in the documents of each topic, and last in all documents.
    pub words: Vec<Vec<u64>>,
    /// In how many documents each feature occurs.
    pub frequencies: Vec<u32>,
    /// How many documents carry each topic, and last how many there are.
    pub members: Vec<u32>,
}

impl ClassCounts {
    /// Counts the given rows.
    pub fn count(data: &TrainingMatrix, membership: &Membership, rows: &[usize]) -> Self {
        let all = vec![true; data.documents()];
        let classes = membership.topics.iter().chain(std::iter::once(&all));
        let (words, members) = classes
            .map(|flags| data.word_masses(rows.iter().copied().filter(|&row| flags[row])))
            .unzip();
        Self {
            words,
            frequencies: data.document_frequencies(rows),
            members,
        }
    }

    /// Adds the counts of other documents of the same matrix.
    pub fn merge(&mut self, other: &Self) {
        if self.words.is_empty() {
            return self.clone_from(other);
        }
        self.combine(other, |a, b| a + b, |a, b| a + b);
    }

    /// Takes the counts of some of its documents out.
    pub fn subtract(&mut self, part: &Self) {
        self.combine(part, |a, b| a - b, |a, b| a - b);
    }

    fn combine(&mut self, other: &Self, wide: fn(u64, u64) -> u64, narrow: fn(u32, u32) -> u32) {
        for (mine, others) in self.words.iter_mut().zip(&other.words) {
            mine.iter_mut()
                .zip(others)
                .for_each(|(a, b)| *a = wide(*a, *b));
        }
        let frequencies = self.frequencies.iter_mut().zip(&other.frequencies);
        let members = self.members.iter_mut().zip(&other.members);
        frequencies
            .chain(members)
            .for_each(|(a, b)| *a = narrow(*a, *b));
    }

    /// Number of documents counted.
    pub fn documents(&self) -> u32 {
        self.members.last().copied().unwrap_or(0)
    }
}

/// What learning needs of a training matrix, computed once and shared by all folds.
pub struct TrainingMatrix {
    /// `D` and `M`.
    pub matrix: FactorisedMatrix,
    /// `M` by feature: features × word types.
    pub by_feature: CsMatI<u32, u32, usize>,
    /// For each entry of `D`, the count of the word divided by the document's length, as a
    /// share of [`DOCUMENT_MASS`].
    masses: Vec<u64>,
}

impl TrainingMatrix {
    /// Transposes `M` and normalises `D`.
    pub fn new(matrix: FactorisedMatrix) -> Self {
        let by_feature = matrix.words.transpose_view().to_csr();
        let lengths = matrix.document_lengths();
        let transform = matrix.settings.transform;
        let masses = matrix
            .documents
            .outer_iterator()
            .zip(lengths)
            .flat_map(|(row, length)| {
                let mass = move |&count: &u32| {
                    let share = u128::from(transform.apply(count)) << DOCUMENT_MASS.ilog2();
                    (share / u128::from(length.max(1))) as u64
                };
                row.data().iter().map(mass).collect::<Vec<_>>()
            })
            .collect();
        Self {
            matrix,
            by_feature,
            masses,
        }
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.matrix.documents.rows()
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.by_feature.rows()
    }

    /// The word types of a document, each with its share of [`DOCUMENT_MASS`].
    pub fn document(&self, row: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let range = self.matrix.documents.indptr().outer_inds_sz(row);
        let words = &self.matrix.documents.indices()[range.clone()];
        words
            .iter()
            .map(|&word| word as usize)
            .zip(self.masses[range].iter().copied())
    }

    /// Mass of each word type over the given documents, and how many they are.
    fn word_masses(&self, rows: impl Iterator<Item = usize>) -> (Vec<u64>, u32) {
        let mut sums = vec![0; self.matrix.words.rows()];
        let mut documents = 0;
        for row in rows {
            documents += 1;
            for (word, mass) in self.document(row) {
                sums[word] += mass;
            }
        }
        (sums, documents)
    }

    /// Mass of each feature, for each of several classes given by their word masses
    /// (class × word type). Returns feature × class.
    pub fn feature_masses(&self, classes: &[Vec<u64>]) -> Vec<u64> {
        let width = classes.len();
        let mut masses = vec![0u64; self.features() * width];
        masses
            .par_chunks_mut(width.max(1))
            .enumerate()
            .for_each(|(feature, sums)| {
                let Some(words) = self.by_feature.outer_view(feature) else {
                    return;
                };
                for (word, &times) in words.iter() {
                    for (sum, class) in sums.iter_mut().zip(classes) {
                        *sum += class[word] * u64::from(times);
                    }
                }
            });
        masses
    }

    /// In how many of the given documents each feature occurs. Exact for any split of the rows,
    /// so the work is cut by threads.
    pub fn document_frequencies(&self, rows: &[usize]) -> Vec<u32> {
        let features = self.features();
        let chunk = rows.len().div_ceil(rayon::current_num_threads()).max(1);
        rows.par_chunks(chunk)
            .map(|rows| {
                let mut last_seen = vec![u32::MAX; features];
                let mut counts = vec![0u32; features];
                for (turn, &row) in rows.iter().enumerate() {
                    for (word, _) in self.document(row) {
                        let Some(entries) = self.matrix.words.outer_view(word) else {
                            continue;
                        };
                        for &feature in entries.indices() {
                            if last_seen[feature as usize] != turn as u32 {
                                last_seen[feature as usize] = turn as u32;
                                counts[feature as usize] += 1;
                            }
                        }
                    }
                }
                counts
            })
            .reduce_with(|mut left, right| {
                left.iter_mut().zip(right).for_each(|(sum, n)| *sum += n);
                left
            })
            .unwrap_or_else(|| vec![0; features])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::{CorpusCounts, FeatureSettings};
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
