//! Counts articles one by one.

use super::corpus_counts::CorpusCounts;
use super::finish::CountedDocument;
use crate::corpus::{Document, digest};
use crate::features::error::CountsError;
use crate::text::{RawTokens, raw_tokens};
use crate::tokens::Lead;
use crate::tokens::cache::{WordTypes, intern};
use std::collections::BTreeSet;

impl CorpusCounts {
    /// Counts one article.
    ///
    /// # Errors
    /// [`CountsError::Unlabelled`] for an article whose labels are `None`: whether it has no topic or was
    /// not labelled yet, only the caller knows. An empty set of labels says that it has none.
    pub fn add(&mut self, article: &Document) -> Result<(), CountsError> {
        if article.labels.is_none() {
            let id = article.id.clone();
            return Err(CountsError::Unlabelled { id });
        }
        self.add_or_none(article);
        Ok(())
    }

    /// Counts one article that is not in a [`Document`]; without labels it is one without a topic.
    pub fn add_article<'a>(
        &mut self,
        id: &str,
        title: &str,
        text: &str,
        labels: impl IntoIterator<Item = &'a str>,
    ) {
        let labels = labels.into_iter().map(str::to_owned).collect();
        self.push(id, title, text, Some(labels), Box::default());
    }

    /// Counts one article. What becomes of one that is not labelled is settled when the counts are finished.
    pub(crate) fn add_or_none(&mut self, article: &Document) {
        let fields = self.kept_fields(article);
        let labels = article.labels.clone();
        self.push(&article.id, &article.title, &article.text, labels, fields);
    }

    fn push(
        &mut self,
        id: &str,
        title: &str,
        text: &str,
        labels: Option<BTreeSet<String>>,
        fields: Box<[Box<str>]>,
    ) {
        let words = self.count(title, text);
        let fields = match fields.len() == self.fields.len() {
            true => fields,
            false => self.fields.iter().map(|_| Box::default()).collect(),
        };
        self.documents.push(CountedDocument {
            id: id.to_owned(),
            digest: digest(title, text),
            unlabelled: labels.is_none(),
            labels: labels.unwrap_or_default(),
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
