//! The section of the vocabulary: a vocabulary as bytes and back.

use super::error::ModelError;
use super::front_coding::{KeyReader, KeyWriter, text};
use super::ngram_letters::NgramLetters;
use crate::features::{MAX_NGRAM, Vocabulary, letters_of, text_of};

pub use super::front_coding::MAX_KEY;

/// The bytes of a vocabulary. Words over [`MAX_KEY`] bytes must have been left out before.
pub(super) fn encode(vocabulary: &Vocabulary) -> Vec<u8> {
    let mut keys = KeyWriter::default();
    let lengths = [vocabulary.ngrams.len(), vocabulary.words.len()];
    for length in lengths {
        keys.bytes.extend((length as u64).to_le_bytes());
    }
    let mut ngram = String::new();
    for &key in &vocabulary.ngrams {
        ngram.clear();
        ngram.extend(letters_of(key));
        keys.push(&ngram);
    }
    keys.restart();
    for word in &vocabulary.words {
        keys.push(word);
    }
    keys.bytes
}

/// Reads a vocabulary back.
///
/// # Errors
/// [`ModelError::Content`] if a count exceeds the bytes, a key is not UTF-8, too long or out of
/// order, or bytes are left over.
pub(super) fn decode(mut bytes: &[u8]) -> Result<Vocabulary, ModelError> {
    let (ngrams, words) = (count(&mut bytes)?, count(&mut bytes)?);
    // Each key takes at least the two bytes of its lengths.
    let room = bytes.len() as u64 / 2;
    if ngrams > room || words > room - ngrams {
        return Err(wrong(format!(
            "{ngrams} n-grams and {words} words in room for {room}"
        )));
    }
    let mut keys = KeyReader::new(bytes);
    let ngrams = decode_ngrams(&mut keys, ngrams as usize)?;
    keys.restart();
    let words = decode_words(&mut keys, words as usize)?;
    match keys.bytes.len() {
        0 => Ok(Vocabulary { ngrams, words }),
        left => Err(wrong(format!("{left} bytes are left over"))),
    }
}

fn count(bytes: &mut &[u8]) -> Result<u64, ModelError> {
    let split = bytes.split_first_chunk::<8>();
    let (number, rest) = split.ok_or_else(|| wrong("the counts are cut off".into()))?;
    *bytes = rest;
    Ok(u64::from_le_bytes(*number))
}

fn decode_ngrams(keys: &mut KeyReader<'_>, count: usize) -> Result<Vec<u128>, ModelError> {
    let mut letters = NgramLetters::default();
    let mut ngrams = Vec::with_capacity(count);
    for _ in 0..count {
        let (bytes, shared) = keys.next().map_err(wrong)?;
        let key = letters.next(bytes, shared).ok_or_else(|| no_ngram(bytes))?;
        if ngrams.last().is_some_and(|&last| last >= key) {
            let text = text_of(key);
            return Err(wrong(format!("n-gram '{text}' is out of order")));
        }
        ngrams.push(key);
    }
    Ok(ngrams)
}

fn decode_words(keys: &mut KeyReader<'_>, count: usize) -> Result<Vec<Box<str>>, ModelError> {
    let mut words: Vec<Box<str>> = Vec::with_capacity(count);
    for _ in 0..count {
        let (bytes, _) = keys.next().map_err(wrong)?;
        let word: Box<str> = text(bytes).map_err(wrong)?.into();
        if words.last().is_some_and(|last| *last >= word) {
            return Err(wrong(format!("word '{word}' is out of order")));
        }
        words.push(word);
    }
    Ok(words)
}

/// Why these bytes are no n-gram.
#[cold]
fn no_ngram(bytes: &[u8]) -> ModelError {
    wrong(match text(bytes) {
        Err(reason) => reason,
        Ok(text) if (1..=MAX_NGRAM as usize).contains(&text.chars().count()) => {
            format!("n-gram '{text}' holds U+0000")
        }
        Ok(text) => format!("n-gram '{text}' has not 1 to {MAX_NGRAM} characters"),
    })
}

fn wrong(reason: String) -> ModelError {
    ModelError::Content {
        section: "VOCB",
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::ngram::key_of;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn comes_back(
            ngrams in prop::collection::btree_set("[ابتح⟨⟩a0]{1,6}", 0..40),
            words in prop::collection::btree_set("[ابتحدر ]{1,30}", 0..20),
        ) {
            let keys: BTreeSet<u128> = ngrams.iter().map(|text| key_of(text).unwrap()).collect();
            let vocabulary = Vocabulary {
                ngrams: keys.into_iter().collect(),
                words: words.into_iter().map(String::into_boxed_str).collect(),
            };
            prop_assert_eq!(decode(&encode(&vocabulary)), Ok(vocabulary));
        }

        #[test]
        fn any_bytes_are_refused_or_read(counts in (0u8..4, 0u8..4), tail in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut bytes = vec![0; 16];
            bytes[0] = counts.0;
            bytes[8] = counts.1;
            bytes.extend(tail);
            if let Ok(vocabulary) = decode(&bytes) {
                prop_assert_eq!(vocabulary.ngrams.len(), usize::from(counts.0));
            }
        }
    }

    #[test]
    fn an_ngram_of_too_many_letters_is_refused() {
        let mut bytes = vec![0; 16];
        bytes[0] = 1;
        bytes.extend([0, 7]);
        bytes.extend(b"abcdefg");
        assert_eq!(
            decode(&bytes),
            Err(wrong("n-gram 'abcdefg' has not 1 to 6 characters".into()))
        );
    }

    #[test]
    fn a_letter_without_a_code_is_refused() {
        let mut bytes = vec![0; 16];
        bytes[0] = 1;
        bytes.extend([0, 2]);
        bytes.extend(b"a\0");
        assert_eq!(
            decode(&bytes),
            Err(wrong("n-gram 'a\0' holds U+0000".into()))
        );
    }

    #[test]
    fn a_count_past_the_bytes_is_refused_before_anything_is_allocated() {
        let mut bytes = vec![0; 20];
        bytes[..8].copy_from_slice(&u64::MAX.to_le_bytes());
        assert_eq!(
            decode(&bytes),
            Err(wrong(
                "18446744073709551615 n-grams and 0 words in room for 2".into()
            ))
        );
    }

    #[test]
    fn keys_out_of_order_are_refused() {
        let vocabulary = Vocabulary {
            ngrams: vec![key_of("ب").unwrap(), key_of("ا").unwrap()],
            words: vec![],
        };
        assert_eq!(
            decode(&encode(&vocabulary)),
            Err(wrong("n-gram 'ا' is out of order".into()))
        );
    }
}
