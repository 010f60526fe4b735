//! Groups documents by fold and set of labels.
//!
//! All documents of a group go into the same sums: an article with one topic counts for that topic
//! and for all documents. Its mass is added once, to the sum of its group, and only the group's sum
//! is added to both classes.

use crate::train::extra_corpus::weight::ExtraWeight;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// One fold of the documents that are counted. The extra articles are a fold of their own.
#[derive(Clone, Copy)]
pub(crate) struct CountedFold<'a> {
    pub(crate) rows: &'a [usize],
    /// For each feature the number of these documents that contain it. Exact only below the
    /// smallest frequency that a feature needs.
    pub(crate) frequencies: &'a [u32],
    /// The masses of these documents are multiplied by this.
    pub(crate) weight: ExtraWeight,
    /// Whether these documents count towards the prior odds.
    pub(crate) has_prior: bool,
}

/// A fold and a set of labels.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct LabelSet {
    pub(crate) fold: usize,
    /// Topics, ascending, and last the class of all documents.
    pub(crate) classes: Vec<u32>,
}

/// The label sets of some folds.
pub(crate) struct LabelSets {
    /// Each label set, with its number of documents.
    pub(crate) sets: Vec<(LabelSet, u32)>,
    /// For each document of the corpus its label set and its weight. `None` outside of all folds.
    of_document: Vec<Option<(u32, ExtraWeight)>>,
}

impl LabelSets {
    /// No document is in two folds. `topics` has a flag for each topic and document.
    pub(crate) fn new(documents: usize, topics: &[Vec<bool>], folds: &[CountedFold<'_>]) -> Self {
        let mut sets: IndexMap<LabelSet, u32, FxBuildHasher> = IndexMap::default();
        let mut of_document = vec![None; documents];
        for (fold, counted) in folds.iter().enumerate() {
            for &row in counted.rows {
                let carried = (0..topics.len()).filter(|&topic| topics[topic][row]);
                let classes = carried.chain([topics.len()]);
                let entry = sets.entry(LabelSet {
                    fold,
                    classes: classes.map(|class| class as u32).collect(),
                });
                of_document[row] = Some((entry.index() as u32, counted.weight));
                *entry.or_default() += 1;
            }
        }
        Self {
            sets: sets.into_iter().collect(),
            of_document,
        }
    }

    /// The label set of a document, and a mass of the document at the document's weight.
    #[inline]
    pub(crate) fn weighted(&self, document: usize, mass: u64) -> Option<(u32, u64)> {
        self.of_document[document].map(|(set, weight)| (set, weight.of(mass)))
    }
}
