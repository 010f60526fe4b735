//! Which features are a word as a whole: an n-gram with both boundary marks, or an entry of the
//! model's list of words, or, in a model that was not trained here, both.

use crate::features::{
    MAX_NGRAM, NgramRange, Vocabulary, WORD_END, WORD_START, has_both_marks, length_of, letters_of,
};
use crate::tokens::{Slots, hash_bytes};

/// Features that are whole words, by the hash of the word.
#[derive(Debug)]
pub(super) struct WordIndex {
    /// The number of a feature below 32 bits of its hash.
    slots: Slots<u64>,
}

impl WordIndex {
    /// The vocabulary's words, and those of its n-grams that are whole words; n-grams of lengths
    /// that are not in `range` are no features of a word.
    pub(super) fn new(vocabulary: &Vocabulary, range: NgramRange) -> Self {
        let ngrams = vocabulary.ngrams.iter().zip(0..);
        let marked: Vec<(u128, u32)> = ngrams
            .map(|(&key, feature)| (key, feature))
            .filter(|&(key, _)| has_both_marks(key))
            // No word has a space, and a pair of words has no n-grams.
            .filter(|&(key, _)| letters_of(key).all(|letter| letter != ' '))
            .filter(|&(key, _)| (range.min()..=range.max()).contains(&length_of(key)))
            .collect();
        let mut slots = Slots::for_entries(vocabulary.words.len() + marked.len());
        let first = vocabulary.ngrams.len() as u32;
        for (word, feature) in vocabulary.words.iter().zip(first..) {
            let hash = hash(word);
            slots.insert(hash, entry(hash, feature));
        }
        for (key, feature) in marked {
            let mut bytes = [0; 4 * MAX_NGRAM as usize];
            let mut length = 0;
            for letter in letters_of(key).filter(|&c| c != WORD_START && c != WORD_END) {
                length += letter.encode_utf8(&mut bytes[length..]).len();
            }
            let hash = hash_bytes(&bytes[..length]);
            slots.insert(hash, entry(hash, feature));
        }
        Self { slots }
    }

    /// The slot where the look-up of a word begins, given its hash.
    #[inline]
    pub(super) fn first_slot(&self, hash: u64) -> u64 {
        self.slots.first(hash)
    }

    /// Calls `visit` with each feature that may be the word of a hash; `first` is what
    /// [`first_slot`](Self::first_slot) gave for it. The hash tells a word apart from all but one
    /// in 2³² others; [`is_word`] looks at the feature itself.
    #[inline]
    pub(super) fn for_each_candidate(&self, first: u64, hash: u64, mut visit: impl FnMut(u32)) {
        self.slots.search(hash, first, |found| {
            if (found >> 32) as u32 == hash as u32 {
                visit(found as u32);
            }
            None::<()>
        });
    }
}

/// The hash of a word.
#[inline]
pub(super) fn hash(word: &str) -> u64 {
    hash_bytes(word.as_bytes())
}

/// What a slot holds for a feature. The high bits of the hash choose the slot, the low ones are
/// kept.
fn entry(hash: u64, feature: u32) -> u64 {
    (hash << 32) | u64::from(feature)
}

/// Whether a feature is a word as a whole.
pub(super) fn is_word(vocabulary: &Vocabulary, feature: u32, word: &str) -> bool {
    let feature = feature as usize;
    match vocabulary.ngrams.get(feature) {
        Some(&key) => {
            let marked = [WORD_START].into_iter();
            letters_of(key).eq(marked.chain(word.chars()).chain([WORD_END]))
        }
        None => vocabulary
            .words
            .get(feature - vocabulary.ngrams.len())
            .is_some_and(|known| **known == *word),
    }
}
