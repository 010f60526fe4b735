//! Documents go in one by one, their word counts come out. Counts of parts of a corpus merge
//! into the counts of the whole, in any order and with the same result.

use super::finish;
use super::finish::{CountedCorpus, CountedDocument};
use crate::corpus::{Document, digest};
use crate::features::count_settings::CountSettings;
use crate::features::error::CountsError;
use crate::features::settings::FeatureSettings;
use crate::text::{RawTokens, raw_tokens};
use crate::tokens::Lead;
use crate::tokens::TokenBatch;
use crate::tokens::cache::{TokenCache, WordTypes, intern};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Growing counts of a corpus or a part of one.
///
/// For given settings and kept fields, counts are a commutative monoid: [`merge`](Self::merge) is
/// associative and commutative, and counts without documents change nothing. Words are told by
/// their text, not by a place in a vocabulary, so counts that were made on different machines
/// merge; [`into_bytes`](Self::into_bytes) and [`from_bytes`](Self::from_bytes) carry them from one
/// to another. Any engine that maps and folds can so count a corpus:
///
/// ```
/// use crate::corpus::Document;
/// use tasnif::features::CorpusCounts;
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
///     articles.iter().for_each(|article| counts.add(article));
///     counts.into_bytes()
/// };
/// let parts = [
///     count(&[article("1", "فاز الفريق بالكأس"), article("2", "خسر الفريق")]),
///     count(&[article("3", "تعادل الفريقان")]),
/// ];
/// // Where they arrive, in any order: fold.
/// let mut all = CorpusCounts::default();
/// for bytes in &parts {
///     all.merge(CorpusCounts::from_bytes(bytes)?)?;
/// }
/// assert_eq!(all.len(), 3);
/// // An article that is withdrawn goes, with the words that only it had.
/// all.forget(&["3".to_owned()].into())?;
/// assert_eq!(all.into_bytes(), parts[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct CorpusCounts {
    pub(crate) settings: FeatureSettings,
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
    /// Empty counts; parts that are to be merged must be made with equal settings.
    pub fn new(settings: FeatureSettings) -> Self {
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
        self.settings.counting()
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

    /// Counts one document. A document without labels counts as one labelled with no topic.
    pub fn add(&mut self, document: &Document) {
        let words = self.count(&document.title, &document.text);
        let fields = self.kept_fields(document);
        self.documents.push(CountedDocument {
            id: document.id.clone(),
            digest: digest(&document.title, &document.text),
            labels: document.labels.clone().unwrap_or_default(),
            words,
            fields,
        });
    }

    fn kept_fields(&mut self, document: &Document) -> Box<[Box<str>]> {
        if self.fields.is_empty() {
            return Box::default();
        }
        for name in document.fields.keys() {
            if !self.field_names.contains(name) {
                self.field_names.insert(name.clone());
            }
        }
        let value = |name| document.fields.get(name).map_or("", String::as_str).into();
        self.fields.iter().map(value).collect()
    }

    fn count(&mut self, title: &str, text: &str) -> Vec<(u32, u32)> {
        let settings = self.settings;
        self.previous = None;
        self.count_run(&mut raw_tokens(title), None, settings.title_weight);
        let (mut tokens, mut lead) = (
            raw_tokens(text),
            Lead::new(settings.lead_weight, settings.lead_chars),
        );
        self.count_run(&mut tokens, Some(&mut lead), settings.lead_weight);
        self.count_run(&mut tokens, None, 1);
        let current = &mut self.current;
        self.touched
            .drain(..)
            .map(|word| (word, std::mem::take(&mut current[word as usize])))
            .collect()
    }

    /// Counts tokens that all count `weight` times: the lead's, or those that are left.
    fn count_run(&mut self, tokens: &mut RawTokens<'_>, mut lead: Option<&mut Lead>, weight: u32) {
        let (text, pairs) = (tokens.text(), self.settings.word_pairs);
        let (current, touched) = (&mut self.current, &mut self.touched);
        let previous = &mut self.previous;
        while self.batch.fill(tokens, lead.as_deref_mut()) {
            self.cache
                .for_each(&self.batch, text, &mut self.words, |word, words| {
                    bump(current, touched, word, weight);
                    if let Some(first) = previous.replace(word).filter(|_| pairs) {
                        bump(current, touched, pair(words, first, word), weight);
                    }
                });
        }
    }

    /// Takes in the counts of another part. The result does not depend on the order of merging
    /// once [`finish`](Self::finish) or [`into_bytes`](Self::into_bytes) has been called. Nothing is
    /// united: an article that is in both parts is there twice until `finish`.
    ///
    /// # Errors
    /// [`CountsError`] if settings or kept fields differ; nothing is taken in then.
    pub fn merge(&mut self, other: Self) -> Result<(), CountsError> {
        self.settings().agree(other.settings())?;
        if self.fields != other.fields {
            return Err(CountsError::Fields {
                ours: self.fields.join(", "),
                theirs: other.fields.join(", "),
            });
        }
        self.absorb(other);
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

    /// Sorts words and documents, and unites documents that are equal up to white space.
    pub fn finish(self) -> CountedCorpus {
        let (words, mut documents) = finish::sort(self.words, self.documents);
        let repeats = finish::unite_repeats(&mut documents);
        CountedCorpus {
            words,
            documents,
            repeats,
            field_names: self.field_names,
        }
    }
}

/// Empty counts by the default settings.
impl Default for CorpusCounts {
    fn default() -> Self {
        Self::new(FeatureSettings::default())
    }
}

/// The word type of a pair.
fn pair(words: &mut WordTypes, first: u32, second: u32) -> u32 {
    let text = format!("{} {}", words[first as usize], words[second as usize]);
    intern(words, &text)
}

fn bump(current: &mut Vec<u32>, touched: &mut Vec<u32>, word: u32, weight: u32) {
    if weight == 0 {
        return;
    }
    if current.len() <= word as usize {
        current.resize(word as usize + 1, 0);
    }
    let count = &mut current[word as usize];
    if *count == 0 {
        touched.push(word);
    }
    *count = count.saturating_add(weight);
}

#[cfg(test)]
mod tests;
