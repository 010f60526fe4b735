//! The features that a model has weights for.

use super::ngram::{for_each_ngram, text_of};
use super::settings::FeatureSettings;

/// The features of a model, numbered from 0: first the n-grams, then the whole words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Packed n-grams, strictly ascending.
    pub ngrams: Vec<u128>,
    /// Whole words (and pairs `first second`), strictly ascending.
    pub words: Vec<Box<str>>,
}

impl Vocabulary {
    /// Number of features.
    pub fn len(&self) -> usize {
        self.ngrams.len() + self.words.len()
    }

    /// The text of a feature, an n-gram with its boundary marks; `None` if there is no such feature.
    pub fn text(&self, feature: usize) -> Option<String> {
        match self.ngrams.get(feature) {
            Some(&key) => Some(text_of(key)),
            None => self
                .words
                .get(feature - self.ngrams.len())
                .map(|word| word.to_string()),
        }
    }

    /// Calls `visit` with each known feature of a folded word, or of a pair of words, once for each
    /// time that it stands there. This is the definition, by binary search, that faster ways are
    /// compared with.
    pub fn for_each_feature(
        &self,
        word: &str,
        settings: &FeatureSettings,
        mut visit: impl FnMut(usize),
    ) {
        if !word.contains(' ') {
            for_each_ngram(word, settings.ngrams, |key| {
                if let Ok(feature) = self.ngrams.binary_search(&key) {
                    visit(feature);
                }
            });
        }
        if let Ok(place) = self.words.binary_search_by(|known| (**known).cmp(word)) {
            visit(self.ngrams.len() + place);
        }
    }

    /// How many features a folded word or a pair of words has, known to the model or not, with repeats.
    pub fn features_of(word: &str, settings: &FeatureSettings) -> u64 {
        if word.contains(' ') {
            1
        } else {
            settings.ngrams.features_of(word.chars().count())
        }
    }
}
