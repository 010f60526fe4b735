//! The matrix `X = D·M` of documents and features, kept as its two factors. The product is never built:
//! a word's n-grams are counted once, however many documents have the word.

use super::ngram_keys::{FullKeys, SmallKeys};
use super::word_matrix::word_matrix;
use crate::features::counts::finish::CountedCorpus;
use crate::features::ngram::NgramRange;
#[cfg(test)]
use crate::features::ngram::text_of;
use crate::features::settings::FeatureSettings;
use rayon::prelude::*;
use sprs::CsMatI;

/// A sparse matrix of counts, stored row by row.
pub type CountMatrix = CsMatI<u32, u32, usize>;

/// `D` (documents × word types) and `M` (word types × features).
///
/// Features are first the n-grams, ascending by key, then the whole words, ascending: each word that
/// is longer than the longest n-gram, and each pair of words. A pair has no other feature.
#[derive(Debug, Clone)]
pub struct FactorisedMatrix {
    /// `D`: how often the word counts in the document, by the weights of title and lead, before the
    /// transform of counts.
    pub documents: CountMatrix,
    /// `M`: how often the feature stands in the word.
    pub words: CountMatrix,
    /// Keys of the n-gram features, ascending.
    pub ngrams: Vec<u128>,
    /// The word type of each whole-word feature, ascending.
    pub whole_words: Vec<u32>,
    /// How many features each word type has, with repeats.
    pub word_lengths: Vec<u32>,
    /// The settings that the counts were made with.
    pub settings: FeatureSettings,
}

impl FactorisedMatrix {
    /// The matrix of a corpus that was counted with `settings`. Runs on the current Rayon pool.
    pub fn build(corpus: &CountedCorpus, settings: &FeatureSettings) -> Self {
        let range = settings.ngrams;
        let whole_words: Vec<u32> = corpus
            .words
            .par_iter()
            .zip(0u32..corpus.words.len() as u32)
            .filter(|(word, _)| has_word_feature(word, range))
            .map(|(_, id)| id)
            .collect();
        let matrix = || match SmallKeys::new(&corpus.words, range) {
            Some(keys) => {
                let (ngrams, words) = word_matrix(&corpus.words, &whole_words, &keys);
                let full = ngrams.par_iter().map(|&key| keys.full(key));
                (full.collect(), words)
            }
            None => word_matrix(&corpus.words, &whole_words, &FullKeys(range)),
        };
        let ((ngrams, words), documents) = rayon::join(matrix, || document_matrix(corpus));
        let length = |word: usize| {
            let counts = &words.data()[words.indptr().outer_inds_sz(word)];
            counts.iter().fold(0u32, |sum, &n| sum.saturating_add(n))
        };
        let word_lengths = (0..words.rows()).into_par_iter().map(length).collect();
        Self {
            documents,
            words,
            ngrams,
            whole_words,
            word_lengths,
            settings: *settings,
        }
    }

    /// The text of a feature of the corpus that the matrix was built from: an n-gram with its boundary
    /// marks, or a whole word without.
    #[cfg(test)]
    pub(crate) fn feature_text(&self, corpus: &CountedCorpus, feature: usize) -> Option<String> {
        if let Some(&key) = self.ngrams.get(feature) {
            return Some(text_of(key));
        }
        let word = self.whole_words.get(feature - self.ngrams.len())?;
        corpus
            .words
            .get(*word as usize)
            .map(|word| word.to_string())
    }

    /// The length of each document, by which its counts are divided: the sum of the transformed counts
    /// of its features, in 1/1024.
    pub fn document_lengths(&self) -> Vec<u64> {
        let length = |row: usize| {
            let range = self.documents.indptr().outer_inds_sz(row);
            let words = self.documents.indices()[range.clone()].iter();
            words
                .zip(&self.documents.data()[range])
                .map(|(&word, &count)| {
                    let length = u64::from(self.word_lengths[word as usize]);
                    self.settings.transform.apply(count) * length
                })
                .sum()
        };
        (0..self.documents.rows())
            .into_par_iter()
            .map(length)
            .collect()
    }
}

/// Whether a word type is a feature as a whole.
fn has_word_feature(word: &str, range: NgramRange) -> bool {
    is_pair(word) || range.needs_word_feature(word.chars().count())
}

/// Whether a word type is a pair of words.
pub(crate) fn is_pair(word: &str) -> bool {
    word.contains(' ')
}

fn document_matrix(corpus: &CountedCorpus) -> CountMatrix {
    let (mut pointers, mut end) = (vec![0], 0);
    for document in &corpus.documents {
        end += document.words.len();
        pointers.push(end);
    }
    let column = |number: fn(&(u32, u32)) -> u32| {
        let mut numbers = Vec::with_capacity(end);
        for document in &corpus.documents {
            numbers.extend(document.words.iter().map(number));
        }
        numbers
    };
    let (indices, data) = rayon::join(|| column(|entry| entry.0), || column(|entry| entry.1));
    let shape = (corpus.documents.len(), corpus.words.len());
    CountMatrix::new(shape, pointers, indices, data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Document;
    use crate::features::CountSettings;
    use crate::features::counts::corpus_counts::CorpusCounts;
    use crate::features::ngram::{WORD_END, WORD_START};
    use crate::features::words::for_each_word;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The definition: every n-gram of every word of the document, counted in a map of strings.
    fn naive(document: &Document, settings: &FeatureSettings) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for_each_word(
            &document.title,
            &document.text,
            &settings.counting,
            |word, weight| {
                let mut add = |feature: String| {
                    *counts.entry(feature).or_insert(0) += u64::from(weight);
                };
                if word.contains(' ') {
                    return add(word.to_owned());
                }
                let marked: Vec<char> = format!("{WORD_START}{word}{WORD_END}").chars().collect();
                for n in settings.ngrams.min()..=settings.ngrams.max() {
                    for window in marked.windows(n as usize) {
                        add(window.iter().collect());
                    }
                }
                if marked.len() > settings.ngrams.max() as usize {
                    add(word.to_owned());
                }
            },
        );
        counts
    }

    fn multiply(
        matrix: &FactorisedMatrix,
        corpus: &CountedCorpus,
        row: usize,
    ) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for (word, &count) in matrix.documents.outer_view(row).unwrap().iter() {
            for (feature, &times) in matrix.words.outer_view(word).unwrap().iter() {
                let text = matrix.feature_text(corpus, feature).unwrap();
                *counts.entry(text).or_insert(0) += u64::from(count) * u64::from(times);
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn equals_a_dense_enumeration(
            texts in prop::collection::vec("[ابتحدرسلمنوي ؤة1a،.]{0,60}", 1..6),
            title in "[ابتحد ]{0,12}",
            word_pairs in any::<bool>(),
            min in 1u32..3,
            max in 3u32..6,
        ) {
            let ngrams = NgramRange::new(min, max).unwrap();
            let settings = FeatureSettings {
                ngrams,
                counting: CountSettings { word_pairs, lead_chars: 20, ..CountSettings::default() },
                ..FeatureSettings::default()
            };
            let documents: Vec<Document> = texts
                .iter()
                .enumerate()
                .map(|(id, text)| Document {
                    id: id.to_string(),
                    title: title.clone(),
                    text: text.clone(),
                    labels: None,
                    fields: Default::default(),
                })
                .collect();
            let mut counts = CorpusCounts::empty(settings.counting);
            documents.iter().for_each(|document| counts.add_or_none(document));
            let corpus = counts.finish();
            let matrix = FactorisedMatrix::build(&corpus, &settings);
            prop_assert!(matrix.ngrams.is_sorted());
            for (row, counted) in corpus.documents.iter().enumerate() {
                let document = &documents[counted.id.parse::<usize>().unwrap()];
                let expected = naive(document, &settings);
                let length: u64 = expected.values().sum();
                prop_assert_eq!(multiply(&matrix, &corpus, row), expected);
                prop_assert_eq!(matrix.document_lengths()[row], length << 10);
            }
        }
    }
}
