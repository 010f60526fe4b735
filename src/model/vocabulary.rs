//! The vocabulary as bytes and back: keys in ascending order, each without the bytes that it
//! shares with the one before it (front coding; Witten, Moffat, Bell 1999, section 4.1).

use super::error::ModelError;
use super::ngram_reader::NgramReader;
use crate::features::{MAX_NGRAM, Vocabulary, key_of, letters_of, text_of};

/// Bytes of the longest key: its length is stored in one byte.
pub const MAX_KEY: usize = 255;

/// The bytes of a vocabulary. A word over [`MAX_KEY`] bytes must have been left out before.
pub fn encode(vocabulary: &Vocabulary) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend((vocabulary.ngrams.len() as u64).to_le_bytes());
    bytes.extend((vocabulary.words.len() as u64).to_le_bytes());
    let (mut text, mut previous) = (String::new(), String::new());
    for &key in &vocabulary.ngrams {
        text.clear();
        text.extend(letters_of(key));
        push(&mut bytes, &mut previous, &text);
    }
    previous.clear();
    for word in &vocabulary.words {
        push(&mut bytes, &mut previous, word);
    }
    bytes
}

fn push(bytes: &mut Vec<u8>, previous: &mut String, key: &str) {
    let common = |(a, b): &(u8, u8)| a == b;
    let shared = previous.bytes().zip(key.bytes()).take_while(common).count();
    let suffix = &key.as_bytes()[shared..];
    bytes.extend([shared as u8, suffix.len() as u8]);
    bytes.extend(suffix);
    previous.clear();
    previous.push_str(key);
}

/// Reads a vocabulary back.
///
/// # Errors
/// [`ModelError::Content`] if a count exceeds the bytes, a key is not UTF-8, too long or out of
/// order, or bytes are left over.
pub fn decode(bytes: &[u8]) -> Result<Vocabulary, ModelError> {
    let mut keys = Keys {
        bytes,
        previous: Vec::new(),
    };
    let (ngrams, words) = (keys.count()?, keys.count()?);
    // Each key takes at least the two bytes of its lengths.
    let room = keys.bytes.len() as u64 / 2;
    if ngrams > room || words > room - ngrams {
        return Err(wrong(format!(
            "{ngrams} n-grams and {words} words in room for {room}"
        )));
    }
    let mut vocabulary = Vocabulary {
        ngrams: Vec::with_capacity(ngrams as usize),
        words: Vec::with_capacity(words as usize),
    };
    let mut reader = NgramReader::default();
    for _ in 0..ngrams {
        let key = match reader.next(&mut keys.bytes) {
            Some(key) => key,
            None => {
                reader.bytes_into(&mut keys.previous);
                let text = keys.next()?;
                reader.restart(text);
                ngram(text)?
            }
        };
        if vocabulary.ngrams.last().is_some_and(|&last| last >= key) {
            let text = text_of(key);
            return Err(wrong(format!("n-gram '{text}' is out of order")));
        }
        vocabulary.ngrams.push(key);
    }
    keys.previous.clear();
    for _ in 0..words {
        let word: Box<str> = keys.next()?.into();
        if vocabulary.words.last().is_some_and(|last| *last >= word) {
            return Err(wrong(format!("word '{word}' is out of order")));
        }
        vocabulary.words.push(word);
    }
    match keys.bytes.len() {
        0 => Ok(vocabulary),
        left => Err(wrong(format!("{left} bytes are left over"))),
    }
}

fn ngram(text: &str) -> Result<u128, ModelError> {
    key_of(text).ok_or_else(|| {
        wrong(format!(
            "n-gram '{text}' has not 1 to {MAX_NGRAM} characters"
        ))
    })
}

struct Keys<'a> {
    bytes: &'a [u8],
    previous: Vec<u8>,
}

impl Keys<'_> {
    fn count(&mut self) -> Result<u64, ModelError> {
        let (number, rest) = self
            .bytes
            .split_first_chunk::<8>()
            .ok_or_else(|| wrong("the counts are cut off".into()))?;
        self.bytes = rest;
        Ok(u64::from_le_bytes(*number))
    }

    fn next(&mut self) -> Result<&str, ModelError> {
        let cut = || wrong("a key is cut off".into());
        let ([shared, length], rest) = self.bytes.split_first_chunk::<2>().ok_or_else(cut)?;
        let (suffix, rest) = rest
            .split_at_checked(usize::from(*length))
            .ok_or_else(cut)?;
        if usize::from(*shared) > self.previous.len() {
            return Err(wrong(format!(
                "a key shares {shared} bytes with one of {}",
                self.previous.len()
            )));
        }
        self.previous.truncate(usize::from(*shared));
        self.previous.extend(suffix);
        self.bytes = rest;
        std::str::from_utf8(&self.previous)
            .map_err(|error| wrong(format!("a key is not UTF-8: {error}")))
    }
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
