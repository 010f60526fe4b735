//! Word counts of articles. Counts of parts of a corpus merge into the counts of the whole, in any order
//! and with the same result.

use super::finish;
use super::finish::{CountedCorpus, CountedDocument, Repeats};
use super::mode::{Mode, ModeChoice};
use super::settle::{LeftOut, drop_without_words, settle};
use crate::corpus::DuplicateReport;
use crate::features::count_settings::CountSettings;
use crate::features::error::{CountsError, FeatureError};
use crate::parallel::threads;
use crate::tokens::TokenBatch;
use crate::tokens::cache::{TokenCache, WordTypes, intern};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Growing counts of a corpus or a part of one.
///
/// For given settings and kept fields, counts are a commutative monoid: [`merge`](Self::merge) is
/// associative and commutative, and counts without documents change nothing. Words are told by
/// their text, not by a place in a vocabulary, so counts that were made on different machines
/// merge; [`to_bytes`](Self::to_bytes) and [`from_bytes`](Self::from_bytes) carry them from one
/// to another. Any engine that maps and folds can so count a corpus:
///
/// ```
/// use tasnif::{CorpusCounts, Document};
///
/// let article = |id: &str, text: &str| Document {
///     id: id.into(),
///     text: text.into(),
///     labels: Some([String::from("sport")].into()),
///     ..Document::default()
/// };
/// // On each machine: count some articles, send the bytes.
/// let count = |articles: &[Document]| {
///     let mut counts = CorpusCounts::default();
///     articles.iter().try_for_each(|article| counts.add(article))?;
///     Ok::<_, tasnif::Error>(counts.to_bytes())
/// };
/// let parts = [
///     count(&[article("1", "فاز الفريق بالكأس"), article("2", "خسر الفريق")])?,
///     count(&[article("3", "تعادل الفريقان")])?,
/// ];
/// // Where they arrive, in any order: fold.
/// let mut all = CorpusCounts::default();
/// for bytes in &parts {
///     all.merge(CorpusCounts::from_bytes(bytes)?)?;
/// }
/// assert_eq!(all.len(), 3);
/// // An article that is withdrawn goes, with the words that only it had.
/// all.forget(&["3".to_owned()].into())?;
/// assert_eq!(all.to_bytes(), parts[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct CorpusCounts {
    pub(crate) settings: CountSettings,
    /// Fields to keep of each document.
    pub(crate) fields: Vec<String>,
    pub(crate) field_names: BTreeSet<String>,
    pub(crate) words: WordTypes,
    /// With repeats, so that one of two equal articles can be forgotten.
    pub(crate) documents: Vec<CountedDocument>,
    pub(crate) cache: TokenCache,
    /// Tokens at hand.
    pub(crate) batch: TokenBatch,
    /// Count of each word type in the document at hand; all 0 between documents.
    pub(crate) current: Vec<u32>,
    /// Word types of the document at hand.
    pub(crate) touched: Vec<u32>,
    /// The word before, in the document at hand.
    pub(crate) previous: Option<u32>,
}

impl CorpusCounts {
    /// Empty counts. Parts that are to be merged must be made with equal settings.
    ///
    /// # Errors
    /// [`FeatureError`] for a setting out of its range.
    pub fn new(settings: CountSettings) -> Result<Self, FeatureError> {
        Ok(Self::empty(settings.check()?))
    }

    /// Empty counts by settings that are known to be in their ranges.
    pub(crate) fn empty(settings: CountSettings) -> Self {
        Self {
            settings,
            fields: Vec::new(),
            field_names: BTreeSet::new(),
            words: WordTypes::default(),
            documents: Vec::new(),
            cache: TokenCache::default(),
            batch: TokenBatch::default(),
            current: Vec::new(),
            touched: Vec::new(),
            previous: None,
        }
    }

    /// Keeps these fields of each document that is added from now on; by default none, so that a
    /// corpus takes no memory for them. To be called before the first document is added.
    pub fn keeping(mut self, fields: &[String]) -> Self {
        self.fields = fields.to_vec();
        self
    }

    /// The settings that the counts are made by.
    pub fn settings(&self) -> CountSettings {
        self.settings
    }

    /// Names of the fields that are kept of each document.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// How many documents were added, repeats counted.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Takes in the counts of another part. The result does not depend on the order of merging
    /// once the counts are learned from or written. Nothing is
    /// united: an article that is in both parts is there twice.
    ///
    /// # Errors
    /// [`CountsError`] if settings or kept fields differ; nothing is taken in then.
    pub fn merge(&mut self, other: Self) -> Result<(), CountsError> {
        self.settings.agree(other.settings)?;
        if self.fields != other.fields {
            return Err(CountsError::Fields {
                ours: self.fields.join(", "),
                theirs: other.fields.join(", "),
            });
        }
        threads::run(|| self.absorb(other));
        Ok(())
    }

    /// [`merge`](Self::merge) of counts that are known to be made alike.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.field_names.extend(other.field_names);
        self.words.reserve(other.words.len());
        let ids: Vec<u32> = other
            .words
            .iter()
            .map(|word| intern(&mut self.words, word))
            .collect();
        let mut documents = other.documents;
        documents.par_iter_mut().for_each(|document| {
            for (word, _) in &mut document.words {
                *word = ids[*word as usize];
            }
        });
        self.documents.append(&mut documents);
    }

    /// Sorts words and documents, and unites articles that are equal up to white space. An article that is not labelled has
    /// no topic.
    pub(crate) fn finish(self) -> CountedCorpus {
        self.sorted(|documents| {
            let (repeats, left_out) = settle(documents, Repeats::Unite, false);
            (repeats, left_out, None)
        })
    }

    /// Sorts words and documents, leaves out those that nothing can be learned from, and does with equal articles what
    /// `repeats` says.
    pub(crate) fn finish_with(self, repeats: Repeats, mode: Mode) -> CountedCorpus {
        self.sorted(|documents| {
            let without_words = drop_without_words(documents);
            let choice = ModeChoice::of(mode, &*documents);
            let (repeats, mut left_out) = settle(documents, repeats, choice.is_exclusive());
            left_out.without_words = without_words;
            (repeats, left_out, Some(choice))
        })
    }

    fn sorted(
        self,
        settle: impl FnOnce(&mut Vec<CountedDocument>) -> (DuplicateReport, LeftOut, Option<ModeChoice>),
    ) -> CountedCorpus {
        let (words, mut documents) = threads::run(|| finish::sort(self.words, self.documents));
        let (repeats, left_out, choice) = settle(&mut documents);
        // As if what is left out had never been there, words that only it had are gone.
        let (words, documents) = match left_out.is_any_dropped() {
            true => threads::run(|| finish::sort(words, documents)),
            false => (words, documents),
        };
        CountedCorpus {
            settings: self.settings,
            words,
            repeats,
            left_out,
            choice,
            documents,
            field_names: self.field_names,
        }
    }
}

/// Empty counts by the default settings.
impl Default for CorpusCounts {
    fn default() -> Self {
        Self::empty(CountSettings::default())
    }
}

#[cfg(test)]
mod tests;
