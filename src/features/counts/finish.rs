//! Sorts counted documents into the one order that does not depend on how they came.

use super::mode::ModeChoice;
use super::settle::LeftOut;
use crate::corpus::{CorpusWarning, DuplicateReport, label_warnings};
use crate::features::count_settings::CountSettings;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What equal articles are. Articles are equal when title and text are, white space aside.
///
/// ```
/// use tasnif::{Repeats, Trainer};
///
/// // As scikit-learn counts samples.
/// let trainer = Trainer::new().repeats(Repeats::Keep);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Repeats {
    /// One article with the labels of all of them; where topics are exclusive, none of them if their labels differ.
    #[default]
    Unite,
    /// As many articles as there are, each with its own labels. All of them are in one fold.
    Keep,
}

/// The words of one document, without its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountedDocument {
    /// Identifier as read; never part of a model.
    pub id: String,
    /// Digest of title and text, equal for texts equal up to white space. Orders the corpus.
    pub digest: u128,
    /// Topics; empty for none.
    pub labels: BTreeSet<String>,
    /// Whether nobody said what its topics are. There are none then in `labels`.
    pub unlabelled: bool,
    /// (word type, count) by ascending word type; counts include title and lead weights.
    pub words: Vec<(u32, u32)>,
    /// Values of the fields that were asked for, in their order, empty for one that the article
    /// lacks. Nothing if none was asked for.
    pub fields: Box<[Box<str>]>,
}

impl CountedDocument {
    /// The order of documents, in which only equal ones are equal. Words come before fields, so
    /// that which of several repeats is kept, and so the model, does not depend on what fields
    /// were asked for. (Equal up to Unicode white space is not equal in words: a no-break space
    /// does not end a token, so the lead may end elsewhere.)
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.digest
            .cmp(&other.digest)
            .then_with(|| self.id.cmp(&other.id))
            .then_with(|| self.words.cmp(&other.words))
            .then_with(|| self.fields.cmp(&other.fields))
            .then_with(|| self.labels.cmp(&other.labels))
            .then_with(|| self.unlabelled.cmp(&other.unlabelled))
    }
}

/// A finished corpus of counts: words sorted, documents sorted by digest, no document twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedCorpus {
    /// How the words were counted.
    pub settings: CountSettings,
    /// Distinct folded words (and pairs `first second`), ascending.
    pub words: Vec<Box<str>>,
    /// The documents by ascending digest.
    pub documents: Vec<CountedDocument>,
    /// Documents left out because an equal one was there.
    pub repeats: DuplicateReport,
    /// Documents left out, or taken to have no topic, for other reasons.
    pub left_out: LeftOut,
    /// The mode by what the records say, copies each by itself; `None` where nobody asked for it.
    pub choice: Option<ModeChoice>,
    /// Names of all fields that some document has; nothing if no field was asked for.
    pub field_names: BTreeSet<String>,
}

impl CountedCorpus {
    /// The labels that occur, ascending.
    pub fn labels(&self) -> BTreeSet<&str> {
        labels(&self.documents)
    }

    /// Whether every document has exactly one label, as the records say.
    pub fn is_exclusive(&self) -> bool {
        let has_one = |document: &CountedDocument| document.labels.len() == 1;
        match &self.choice {
            Some(choice) => choice.is_exclusive(),
            None => self.documents.iter().all(has_one),
        }
    }

    /// What is suspicious about the articles and their labels.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let mut warnings = self.repeats.warnings();
        warnings.extend(self.left_out.warnings());
        let counts = label_counts(&self.documents);
        warnings.extend(label_warnings(&counts));
        let articles = self.documents.len() as u64;
        for (label, count) in counts {
            if count == articles {
                let label = label.to_owned();
                warnings.push(CorpusWarning::LabelOfAll { label, articles });
            }
        }
        warnings
    }
}

/// How many documents have each label.
pub(crate) fn label_counts(documents: &[CountedDocument]) -> BTreeMap<&str, u64> {
    let mut counts = BTreeMap::new();
    for label in documents.iter().flat_map(|document| &document.labels) {
        *counts.entry(label.as_str()).or_default() += 1;
    }
    counts
}

/// The labels that occur, ascending.
pub(crate) fn labels(documents: &[CountedDocument]) -> BTreeSet<&str> {
    documents
        .iter()
        .flat_map(|document| document.labels.iter().map(String::as_str))
        .collect()
}

/// Sorts word types and documents, and leaves out word types that no document has (any more).
pub(crate) fn sort(
    words: impl IntoIterator<Item = Box<str>>,
    mut documents: Vec<CountedDocument>,
) -> (Vec<Box<str>>, Vec<CountedDocument>) {
    let mut words: Vec<Box<str>> = words.into_iter().collect();
    let mut rank = vec![0u32; words.len()];
    let counted = documents.iter().flat_map(|document| &document.words);
    counted.for_each(|&(word, _)| rank[word as usize] = 1);
    let order = order(&words, |word| rank[word] == 1);
    for (new, &old) in (0..).zip(&order) {
        rank[old as usize] = new;
    }
    documents.par_iter_mut().for_each(|document| {
        for (word, _) in &mut document.words {
            *word = rank[*word as usize];
        }
        document.words.sort_unstable_by_key(|&(word, _)| word);
    });
    documents.sort_unstable_by(CountedDocument::order);
    let sorted = order
        .iter()
        .map(|&old| std::mem::take(&mut words[old as usize]));
    (sorted.collect(), documents)
}

/// The numbers of some of the words, in the order of the words.
fn order(words: &[Box<str>], is_wanted: impl Fn(usize) -> bool) -> Vec<u32> {
    // Most words differ within their first bytes, which are compared without a look at the words.
    let first_bytes = |word: &str| {
        let mut bytes = [0; 16];
        let length = word.len().min(16);
        bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
        u128::from_be_bytes(bytes)
    };
    let wanted = (0u32..)
        .zip(words)
        .filter(|&(number, _)| is_wanted(number as usize));
    let mut keyed: Vec<(u128, u32)> = wanted
        .map(|(number, word)| (first_bytes(word), number))
        .collect();
    keyed.par_sort_unstable_by(|(key, word), (other_key, other)| {
        let words = || words[*word as usize].cmp(&words[*other as usize]);
        key.cmp(other_key).then_with(words)
    });
    keyed.into_iter().map(|(_, number)| number).collect()
}
