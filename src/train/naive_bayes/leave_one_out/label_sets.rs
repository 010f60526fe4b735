//! Rows in parts and the topics of each go in, one slot for each document comes out: its part and
//! its topics together.
//!
//! Masses are summed by slot, and most documents share theirs with many others: an article with
//! one topic counts for that and for all documents, and yet is added once.

use crate::train::extra_corpus::join::Quarters;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// One part of the rows.
pub(crate) struct Part<'a> {
    pub(crate) rows: &'a [usize],
    /// In how many of their documents each feature occurs; exact where that is not enough.
    pub(crate) frequencies: &'a [u32],
    /// What the masses of its documents are multiplied by.
    pub(crate) weight: Quarters,
    /// Whether its documents count for the prior odds.
    pub(crate) has_prior: bool,
}

/// The documents that go into one sum.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Slot {
    /// The number of their part.
    pub(crate) part: usize,
    /// Their topics, ascending, and last the class of all documents.
    pub(crate) classes: Vec<u32>,
}

/// Where the mass of each document goes.
pub(crate) struct DocumentSlots {
    /// The slots, and how many documents each has.
    pub(crate) slots: Vec<(Slot, u32)>,
    /// For each document its slot and its weight; `None` for one that is in no part.
    of: Vec<Option<(u32, Quarters)>>,
}

impl DocumentSlots {
    /// No document is in two parts.
    pub(crate) fn new(documents: usize, topics: &[Vec<bool>], parts: &[Part<'_>]) -> Self {
        let mut slots: IndexMap<Slot, u32, FxBuildHasher> = IndexMap::default();
        let mut of = vec![None; documents];
        for (number, part) in parts.iter().enumerate() {
            for &row in part.rows {
                let carried = (0..topics.len()).filter(|&topic| topics[topic][row]);
                let classes = carried.chain([topics.len()]);
                let entry = slots.entry(Slot {
                    part: number,
                    classes: classes.map(|class| class as u32).collect(),
                });
                of[row] = Some((entry.index() as u32, part.weight));
                *entry.or_default() += 1;
            }
        }
        Self {
            slots: slots.into_iter().collect(),
            of,
        }
    }

    /// The slot of a document, and how much of a mass goes there.
    #[inline]
    pub(crate) fn place(&self, document: usize, mass: u64) -> Option<(u32, u64)> {
        self.of[document].map(|(slot, weight)| (slot, weight.of(mass)))
    }
}
