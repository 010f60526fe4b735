//! The features that a model knows: n-grams and whole words, each in ascending order.

use super::ngram::{self, for_each_ngram, text_of};
use super::settings::FeatureSettings;

/// The features of a model. Feature `i` is the `i`-th n-gram, or past them the whole word
/// `i - ngrams.len()`.
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

    /// Whether there is no feature.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a feature; n-grams carry the boundary marks.
    pub fn text(&self, feature: usize) -> Option<String> {
        match self.ngrams.get(feature) {
            Some(&key) => Some(text_of(key)),
            None => self
                .words
                .get(feature - self.ngrams.len())
                .map(|word| word.to_string()),
        }
    }

    /// Calls `visit` with every feature of a folded word (or pair) that the vocabulary holds,
    /// once for each time it stands in the word, by binary search. This is the definition that
    /// the fast scorer is compared with.
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

    /// How many features a folded word (or pair) has, known to the model or not.
    pub fn features_of(word: &str, settings: &FeatureSettings) -> u64 {
        if word.contains(' ') {
            1
        } else {
            settings.ngrams.features_of(word.chars().count())
        }
    }

    /// The feature of an n-gram given as text.
    pub fn ngram(&self, text: &str) -> Option<usize> {
        self.ngrams.binary_search(&ngram::key_of(text)?).ok()
    }
}
