//! Documents → each article once: [`digest`], [`Merger`], [`merge`].
//!
//! Two articles are the same when title and text are, white space aside. Copies are merged: the first is kept and gets the labels
//! of all. Only digests, ids and labels are held, so that texts need not stay in memory.

use super::document::Document;
use super::warning::{CorpusWarning, EXAMPLES};
use std::collections::{BTreeSet, HashMap};
use xxhash_rust::xxh3::xxh3_128;

type Labels = Option<BTreeSet<String>>;

/// The XXH3-128 hash (seed 0) of title, LF, text in UTF-8, where each run of Unicode white space is one space and none stands at
/// the ends. Equal on all platforms. Not cryptographic: it finds copies, it does not prove that a corpus is unaltered.
pub fn digest(title: &str, text: &str) -> u128 {
    let mut normal = String::with_capacity(title.len() + text.len() + 1);
    push_words(title, &mut normal);
    normal.push('\n');
    push_words(text, &mut normal);
    xxh3_128(normal.as_bytes())
}

fn push_words(text: &str, into: &mut String) {
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            into.push(' ');
        }
        into.push_str(word);
    }
}

/// What [`Merger::push`] finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// The article is new: it is the `index`-th to keep, counted from 0.
    First {
        /// Its index among those kept.
        index: usize,
    },
    /// The article repeats the `index`-th kept one, which takes over its labels.
    Repeat {
        /// The index of the one it repeats.
        index: usize,
    },
}

/// Recognises repeated articles by their digests.
#[derive(Debug, Default)]
pub struct Merger {
    // Only looked up, never iterated: its order does not reach any output.
    index_of: HashMap<u128, usize>,
    kept: Vec<Kept>,
    report: DuplicateReport,
}

#[derive(Debug)]
struct Kept {
    id: Box<str>,
    labels: Labels,
    conflicting: bool,
}

impl Merger {
    /// A merger that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one article: its [`digest`], its id, for examples in warnings, and its labels.
    ///
    /// Copies conflict when both are labelled and the labels differ. A copy without labels adds nothing.
    pub fn push(&mut self, digest: u128, id: &str, labels: Labels) -> Merged {
        let index = *self.index_of.entry(digest).or_insert(self.kept.len());
        let Some(kept) = self.kept.get_mut(index) else {
            self.kept.push(Kept {
                id: id.into(),
                labels,
                conflicting: false,
            });
            return Merged::First { index };
        };
        let example = || (kept.id.to_string(), id.to_owned());
        self.report.duplicates += 1;
        push_example(&mut self.report.duplicate_examples, example);
        match (&mut kept.labels, labels) {
            (Some(ours), Some(theirs)) => {
                if *ours != theirs && !kept.conflicting {
                    kept.conflicting = true;
                    self.report.conflicting += 1;
                    let examples = &mut self.report.conflicting_examples;
                    push_example(examples, || (kept.id.to_string(), id.to_owned()));
                }
                ours.extend(theirs);
            }
            (ours @ None, theirs) => *ours = theirs,
            (Some(_), None) => {}
        }
        Merged::Repeat { index }
    }

    /// The merged labels of the articles kept, by index, and the report.
    pub fn finish(self) -> (Vec<Labels>, DuplicateReport) {
        let labels = self.kept.into_iter().map(|kept| kept.labels).collect();
        (labels, self.report)
    }
}

fn push_example(examples: &mut Vec<(String, String)>, example: impl Fn() -> (String, String)) {
    if examples.len() < EXAMPLES {
        examples.push(example());
    }
}

/// What was merged. The counts do not depend on the order of the articles, the examples do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DuplicateReport {
    /// How many articles repeat an earlier one.
    pub duplicates: u64,
    /// How many of the articles kept had copies with different labels.
    pub conflicting: u64,
    /// The first few ids: the one kept, its copy.
    pub duplicate_examples: Vec<(String, String)>,
    /// The first few ids of copies with different labels.
    pub conflicting_examples: Vec<(String, String)>,
}

impl DuplicateReport {
    /// The warnings that follow; none if nothing was merged.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let mut warnings = Vec::new();
        if self.duplicates > 0 {
            warnings.push(CorpusWarning::Duplicates {
                count: self.duplicates,
                examples: self.duplicate_examples.clone(),
            });
        }
        if self.conflicting > 0 {
            warnings.push(CorpusWarning::ConflictingLabels {
                count: self.conflicting,
                examples: self.conflicting_examples.clone(),
            });
        }
        warnings
    }
}

/// Keeps the first copy of each article, in order, with the labels of all its copies.
pub fn merge(documents: Vec<Document>) -> (Vec<Document>, DuplicateReport) {
    let mut merger = Merger::new();
    let mut kept = Vec::new();
    for mut document in documents {
        let digest = digest(&document.title, &document.text);
        let labels = document.labels.take();
        if let Merged::First { .. } = merger.push(digest, &document.id, labels) {
            kept.push(document);
        }
    }
    let (labels, report) = merger.finish();
    for (document, labels) in kept.iter_mut().zip(labels) {
        document.labels = labels;
    }
    (kept, report)
}
