//! Settles which documents are learned from and with which labels: leaves out what has no words, makes one document of copies,
//! and decides what becomes of those without a label and of copies that contradict each other.

use super::finish::{CountedDocument, Repeats};
use super::mode::ModeChoice;
use crate::corpus::{CorpusWarning, DuplicateReport, EXAMPLES};
use std::collections::BTreeSet;

/// Documents that are left out, or that count as having no topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many have no words.
    pub without_words: u64,
    /// How many have no label.
    pub unlabelled: u64,
    /// Ids of the first few of them.
    pub unlabelled_examples: Vec<String>,
    /// How many distinct documents have copies with different labels.
    pub conflicting: u64,
    /// Ids of the first few: two copies of a document.
    pub conflicting_examples: Vec<(String, String)>,
    /// Whether those without a label are left out. If not, they count as having no topic.
    pub is_exclusive: bool,
}

impl LeftOut {
    /// The warnings that follow. What has no words was noticed when it was read.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let mut warnings = Vec::new();
        if self.conflicting > 0 {
            warnings.push(CorpusWarning::ConflictingLabels {
                count: self.conflicting,
                examples: self.conflicting_examples.clone(),
                left_out: true,
            });
        }
        if self.unlabelled > 0 {
            warnings.push(CorpusWarning::Unlabelled {
                count: self.unlabelled,
                examples: self.unlabelled_examples.clone(),
                left_out: self.is_exclusive,
            });
        }
        warnings
    }

    /// Whether documents with words are left out.
    pub fn is_any_dropped(&self) -> bool {
        self.is_exclusive && self.unlabelled + self.conflicting > 0
    }

    fn note_unlabelled(&mut self, document: &CountedDocument) {
        self.unlabelled += 1;
        if self.unlabelled_examples.len() < EXAMPLES {
            self.unlabelled_examples.push(document.id.clone());
        }
    }
}

/// Drops documents without words.
pub(super) fn drop_without_words(documents: &mut Vec<CountedDocument>) -> u64 {
    let before = documents.len();
    documents.retain(|document| !document.words.is_empty());
    (before - documents.len()) as u64
}

/// Settles sorted documents. Where topics are exclusive, those without a label and those whose copies contradict each other are
/// left out; else the former have no topic and the latter the labels of all copies.
pub(super) fn settle(
    documents: &mut Vec<CountedDocument>,
    repeats: Repeats,
    is_exclusive: bool,
) -> (DuplicateReport, LeftOut) {
    let mut settled = Settled::default();
    settled.left_out.is_exclusive = is_exclusive;
    let same = |one: &CountedDocument, other: &CountedDocument| {
        repeats == Repeats::Unite && one.digest == other.digest
    };
    let mut kept = Vec::with_capacity(documents.len());
    for copies in documents.chunk_by_mut(same) {
        kept.extend(settled.take(copies));
    }
    *documents = kept;
    (settled.repeats, settled.left_out)
}

#[derive(Default)]
struct Settled {
    repeats: DuplicateReport,
    left_out: LeftOut,
}

impl Settled {
    /// One document of its copies, which are at least one; `None` if it is left out.
    fn take(&mut self, copies: &mut [CountedDocument]) -> Option<CountedDocument> {
        let (first, others) = copies.split_first_mut()?;
        let is_exclusive = self.left_out.is_exclusive;
        let labelled: Vec<&CountedDocument> = std::iter::once(&*first)
            .chain(&*others)
            .filter(|document| !document.unlabelled)
            .collect();
        let Some(said) = labelled.first() else {
            self.left_out.note_unlabelled(first);
            if is_exclusive {
                return None;
            }
            self.note_copies(first, others);
            first.unlabelled = false;
            return Some(std::mem::take(first));
        };
        if let Some(other) = labelled.iter().find(|other| other.labels != said.labels) {
            let example = (said.id.clone(), other.id.clone());
            let (count, examples) = match is_exclusive {
                true => (
                    &mut self.left_out.conflicting,
                    &mut self.left_out.conflicting_examples,
                ),
                false => (
                    &mut self.repeats.conflicting,
                    &mut self.repeats.conflicting_examples,
                ),
            };
            *count += 1;
            if examples.len() < EXAMPLES {
                examples.push(example);
            }
            if is_exclusive {
                return None;
            }
        }
        let labels: BTreeSet<String> = labelled
            .iter()
            .flat_map(|document| document.labels.iter().cloned())
            .collect();
        self.note_copies(first, others);
        first.labels = labels;
        first.unlabelled = false;
        Some(std::mem::take(first))
    }

    fn note_copies(&mut self, first: &CountedDocument, others: &[CountedDocument]) {
        self.repeats.duplicates += others.len() as u64;
        for other in others {
            if self.repeats.duplicate_examples.len() < EXAMPLES {
                let example = (first.id.clone(), other.id.clone());
                self.repeats.duplicate_examples.push(example);
            }
        }
    }
}

/// What becomes of documents without a label where the records are all that is known, as in a part: where topics are
/// exclusive by what the others say, they are left out, else they have no topic.
pub(super) fn settle_unlabelled(
    documents: &mut Vec<CountedDocument>,
    choice: &ModeChoice,
) -> LeftOut {
    let mut left_out = LeftOut {
        is_exclusive: choice.is_exclusive(),
        ..LeftOut::default()
    };
    documents.retain_mut(|document| {
        if document.unlabelled {
            left_out.note_unlabelled(document);
        }
        !std::mem::take(&mut document.unlabelled) || !left_out.is_exclusive
    });
    left_out
}
