//! Counts the mass of each feature in each class, fold by fold, in one pass over the words of each
//! feature. A model without one fold then needs one subtraction.

use super::label_sets::{CountedFold, LabelSet, LabelSets};
use super::sparse_sums::SparseSums;
use crate::train::counts::class_counts::ClassCounts;
use crate::train::counts::matrix::TrainingMatrix;
use crate::train::extra_corpus::weight::ExtraWeight;
use std::ops::Range;

/// The masses of the features that are frequent enough.
pub(crate) struct FoldCounts<'a> {
    pub(crate) data: &'a TrainingMatrix,
    pub(crate) folds: Vec<CountedFold<'a>>,
    /// Number of classes: the topics and all documents.
    pub(crate) width: usize,
    /// The label sets of the folds, each with its number of documents.
    pub(crate) sets: Vec<(LabelSet, u32)>,
    /// The smallest number of documents that a feature must occur in. At least 1.
    pub(crate) min_documents: u32,
    /// The features that occur in at least `min_documents` documents of all folds together, ascending.
    pub(crate) features: Vec<u32>,
    /// Feature × label set. A row is the index of a feature in `features`.
    masses: SparseSums,
}

/// The masses of one feature.
pub(crate) struct FeatureMasses {
    /// Fold × class.
    by_fold: Vec<u64>,
    /// By class, all folds together.
    all: Vec<u64>,
}

impl<'a> FoldCounts<'a> {
    /// Counts the documents of the folds. No document is in two folds. `topics` has a flag for
    /// each topic and document.
    pub(crate) fn new(
        data: &'a TrainingMatrix,
        topics: &[Vec<bool>],
        folds: Vec<CountedFold<'a>>,
        min_documents: u32,
    ) -> Self {
        let labels = LabelSets::new(data.documents(), topics, &folds);
        let words = SparseSums::new(data.matrix.words.rows(), labels.sets.len(), |word, sums| {
            for (document, mass) in data.masses_of(word) {
                if let Some((set, mass)) = labels.weighted(document, mass) {
                    sums.add(set, mass);
                }
            }
        });
        let width = topics.len() + 1;
        Self::from_words(data, folds, width, labels.sets, min_documents, &words)
    }

    /// Takes over counts by class, as one fold.
    pub(crate) fn from_class_counts(
        data: &'a TrainingMatrix,
        counts: &'a ClassCounts,
        min_documents: u32,
    ) -> Self {
        let width = counts.width();
        let words = SparseSums::new(data.matrix.words.rows(), width, |word, sums| {
            let masses = &counts.masses[word * width..(word + 1) * width];
            let classes = (0u32..).zip(masses);
            classes.for_each(|(class, &mass)| sums.add(class, mass));
        });
        // Each class is a label set of its own, since its counts are already summed.
        let classes = (0u32..).zip(&counts.members);
        let set = |(class, &members)| {
            let classes = vec![class];
            (LabelSet { fold: 0, classes }, members)
        };
        let fold = CountedFold {
            rows: &[],
            frequencies: &counts.frequencies,
            weight: ExtraWeight::ONE,
            has_prior: true,
        };
        let sets = classes.map(set).collect();
        Self::from_words(data, vec![fold], width, sets, min_documents, &words)
    }

    /// `words` has the masses of word types: word type × label set.
    fn from_words(
        data: &'a TrainingMatrix,
        folds: Vec<CountedFold<'a>>,
        width: usize,
        sets: Vec<(LabelSet, u32)>,
        min_documents: u32,
        words: &SparseSums,
    ) -> Self {
        let min_documents = min_documents.max(1);
        let features = frequent(data.features(), &folds, min_documents);
        let masses = SparseSums::new(features.len(), sets.len(), |index, sums| {
            let Some(row) = data.by_feature.outer_view(features[index] as usize) else {
                return;
            };
            for (word, &times) in row.iter() {
                for (set, mass) in words.row(word) {
                    sums.add(set, mass * u64::from(times));
                }
            }
        });
        Self {
            data,
            folds,
            width,
            sets,
            min_documents,
            features,
            masses,
        }
    }

    /// Memory for the masses of a feature.
    pub(crate) fn feature_masses(&self) -> FeatureMasses {
        FeatureMasses {
            by_fold: vec![0; self.folds.len() * self.width],
            all: vec![0; self.width],
        }
    }

    /// Replaces `masses` by those of the feature at an index of [`features`](Self::features).
    pub(crate) fn load(&self, index: usize, masses: &mut FeatureMasses) {
        masses.by_fold.fill(0);
        masses.all.fill(0);
        for (set, mass) in self.masses.row(index) {
            let LabelSet { fold, classes } = &self.sets[set as usize].0;
            let in_fold = &mut masses.by_fold[fold * self.width..][..self.width];
            for &class in classes {
                in_fold[class as usize] += mass;
                masses.all[class as usize] += mass;
            }
        }
    }

    /// The indices in [`features`](Self::features) of the features that lie in a range.
    pub(crate) fn indices(&self, features: Range<usize>) -> Range<usize> {
        let index = |end: usize| self.features.partition_point(|&f| (f as usize) < end);
        index(features.start)..index(features.end)
    }

    /// In how many documents of all folds a feature occurs. Exact only below
    /// [`min_documents`](Self::min_documents) documents in each fold.
    pub(crate) fn frequency(&self, feature: usize) -> u32 {
        let folds = self.folds.iter();
        folds.map(|fold| fold.frequencies[feature]).sum()
    }

    /// Whether a feature occurs in a fold.
    pub(crate) fn is_in(&self, fold: usize, feature: usize) -> bool {
        self.folds[fold].frequencies[feature] > 0
    }

    /// Whether a feature is too rare once a fold is left out. `frequency` is the feature's
    /// [`frequency`](Self::frequency).
    pub(crate) fn is_rare_without(&self, fold: usize, feature: usize, frequency: u32) -> bool {
        frequency - self.folds[fold].frequencies[feature] < self.min_documents
    }
}

impl FeatureMasses {
    /// Fold × class.
    pub(crate) fn by_fold(&self) -> &[u64] {
        &self.by_fold
    }

    /// The mass in all documents.
    pub(crate) fn total(&self) -> u64 {
        self.all.last().copied().unwrap_or(0)
    }

    /// Appends the masses by class, without those of a fold that is held out.
    pub(crate) fn push_without(&self, held_out: Option<usize>, list: &mut Vec<u64>) {
        let start = list.len();
        list.extend_from_slice(&self.all);
        if let Some(fold) = held_out {
            let pairs = list[start..].iter_mut().zip(self.of(fold));
            pairs.for_each(|(all, held_out)| *all -= held_out);
        }
    }

    /// Adds to `sums` the masses by class, without those of one fold.
    pub(crate) fn add_without(&self, fold: usize, sums: &mut [u64]) {
        let pairs = self.all.iter().zip(self.of(fold));
        let others = pairs.map(|(all, held_out)| all - held_out);
        sums.iter_mut()
            .zip(others)
            .for_each(|(sum, other)| *sum += other);
    }

    /// The masses in one fold, by class.
    fn of(&self, fold: usize) -> &[u64] {
        let width = self.all.len();
        &self.by_fold[fold * width..(fold + 1) * width]
    }
}

/// The features that occur in at least `min_documents` documents of all folds together.
fn frequent(features: usize, folds: &[CountedFold<'_>], min_documents: u32) -> Vec<u32> {
    let mut sums = vec![0u32; features];
    for fold in folds {
        let pairs = sums.iter_mut().zip(fold.frequencies);
        pairs.for_each(|(sum, frequency)| *sum += frequency);
    }
    let numbered = (0u32..).zip(sums);
    let frequent = numbered.filter(|&(_, frequency)| frequency >= min_documents);
    frequent.map(|(feature, _)| feature).collect()
}
