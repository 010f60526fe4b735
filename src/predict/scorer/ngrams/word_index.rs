//! A folded word goes in, the features that are the word as a whole come out.
//!
//! That is an n-gram with both boundary marks, or an entry of the model's list of words, or, in a
//! model that was not trained here, both.

use crate::features::{
    MAX_NGRAM, NgramRange, Vocabulary, WORD_END, WORD_START, has_both_marks, length_of, letters_of,
};

/// Features that are whole words, by the hash of the word.
#[derive(Debug)]
pub(crate) struct WordIndex {
    /// 0 for an empty slot, otherwise the feature plus 1, below 32 bits of the hash. At most two
    /// thirds of the slots are taken.
    slots: Vec<u64>,
}

impl WordIndex {
    /// Takes in the vocabulary's words, and those of its n-grams that are words as a whole; n-grams
    /// of lengths that are not in `range` are no features of a word.
    pub(crate) fn new(vocabulary: &Vocabulary, range: NgramRange) -> Self {
        let ngrams = vocabulary.ngrams.iter().zip(0..);
        let marked: Vec<(u128, u64)> = ngrams
            .map(|(&key, feature)| (key, feature))
            .filter(|&(key, _)| has_both_marks(key))
            // No word has a space, and a pair of words has no n-grams.
            .filter(|&(key, _)| letters_of(key).all(|letter| letter != ' '))
            .filter(|&(key, _)| (range.min()..=range.max()).contains(&length_of(key)))
            .collect();
        let features = vocabulary.words.len() + marked.len();
        let mut slots = vec![0; (features * 3 / 2 + 2).next_power_of_two()];
        let first = vocabulary.ngrams.len() as u64;
        for (word, feature) in vocabulary.words.iter().zip(first..) {
            take_slot(&mut slots, hash(word.as_bytes()), feature);
        }
        for (key, feature) in marked {
            let mut bytes = [0; 4 * MAX_NGRAM as usize];
            let mut length = 0;
            for letter in letters_of(key).filter(|&c| c != WORD_START && c != WORD_END) {
                length += letter.encode_utf8(&mut bytes[length..]).len();
            }
            take_slot(&mut slots, hash(&bytes[..length]), feature);
        }
        Self { slots }
    }

    /// The slot where the look-up of a word begins, by its hash.
    #[inline]
    pub(crate) fn first_slot(&self, hash: u64) -> u64 {
        self.slots[hash as usize & (self.slots.len() - 1)]
    }

    /// Calls `visit` with each feature that may be the word of a hash, of which `found` is the
    /// first slot. All but one in 2³² others are told apart by the hash; [`is_word`] looks at the
    /// feature itself.
    #[inline]
    pub(crate) fn for_each_candidate(&self, mut found: u64, hash: u64, mut visit: impl FnMut(u32)) {
        let last = self.slots.len() - 1;
        let mut slot = hash as usize;
        while found != 0 {
            if (found ^ hash) >> 32 == 0 {
                visit(found as u32 - 1);
            }
            slot = slot.wrapping_add(1);
            found = self.slots[slot & last];
        }
    }
}

/// Whether a feature is a word as a whole.
pub(crate) fn is_word(vocabulary: &Vocabulary, feature: u32, word: &str) -> bool {
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

/// Its low bits choose the slot, its high half is kept there.
pub(crate) fn hash(word: &[u8]) -> u64 {
    let (chunks, rest) = word.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut hash = word.len() as u64;
    for chunk in chunks.iter().chain([&last]) {
        let product = u128::from(hash ^ u64::from_le_bytes(*chunk)) * 0x9E37_79B9_7F4A_7C15;
        hash = (product >> 64) as u64 ^ product as u64;
    }
    hash
}

fn take_slot(slots: &mut [u64], hash: u64, feature: u64) {
    let last = slots.len() - 1;
    let mut slot = hash as usize;
    while slots[slot & last] != 0 {
        slot = slot.wrapping_add(1);
    }
    slots[slot & last] = (hash >> 32 << 32) | (feature + 1);
}
