//! Front-coded n-grams go in, their keys come out, without a string for each.
//!
//! Most n-grams differ from the one before in their last letter only, so only what is new is
//! decoded. Whatever is not plainly right is left to the reader of any keys, which says what is
//! wrong with it.

use crate::features::{MAX_NGRAM, key_of_letters};

/// Letters of an n-gram.
const LETTERS: usize = MAX_NGRAM as usize;
/// Bytes of the longest n-gram.
const BYTES: usize = 4 * LETTERS;

/// The n-gram read last.
#[derive(Debug, Default)]
pub(super) struct NgramReader {
    bytes: [u8; BYTES],
    length: usize,
    letters: [char; LETTERS],
    /// Where each letter ends in `bytes`.
    ends: [u8; LETTERS],
    count: usize,
}

impl NgramReader {
    /// Reads one n-gram and goes past it; `None`, and nothing is read, if it has to be looked at
    /// more closely.
    #[inline]
    pub(super) fn next(&mut self, input: &mut &[u8]) -> Option<u128> {
        let (&[shared, added], rest) = input.split_first_chunk::<2>()?;
        let (shared, added) = (usize::from(shared), usize::from(added));
        let (suffix, rest) = rest.split_at_checked(added)?;
        let length = shared + added;
        if shared > self.length || length > BYTES {
            return None;
        }
        let kept = self.ends[..self.count]
            .iter()
            .take_while(|&&end| usize::from(end) <= shared)
            .count();
        let mut next = self.bytes;
        next[shared..length].copy_from_slice(suffix);
        let mut start = kept.checked_sub(1).map_or(0, |last| self.ends[last].into());
        let (mut letters, mut ends, mut count) = (self.letters, self.ends, kept);
        while start < length {
            let (letter, bytes) = first_letter(&next[start..length])?;
            start += bytes;
            *letters.get_mut(count)? = letter;
            ends[count] = start as u8;
            count += 1;
        }
        if count == 0 {
            return None;
        }
        *self = Self {
            bytes: next,
            length,
            letters,
            ends,
            count,
        };
        *input = rest;
        Some(self.key())
    }

    fn key(&self) -> u128 {
        key_of_letters(&self.letters[..self.count])
    }

    /// Puts the bytes of the n-gram read last in the place of what `bytes` holds.
    pub(super) fn bytes_into(&self, bytes: &mut Vec<u8>) {
        bytes.clear();
        bytes.extend(&self.bytes[..self.length]);
    }

    /// Goes on after an n-gram that was read elsewhere; it has at most [`MAX_NGRAM`] letters.
    pub(super) fn restart(&mut self, text: &str) {
        *self = Self::default();
        for letter in text.chars().take(LETTERS) {
            self.length += letter.encode_utf8(&mut self.bytes[self.length..]).len();
            self.letters[self.count] = letter;
            self.ends[self.count] = self.length as u8;
            self.count += 1;
        }
    }
}

/// The first letter of some UTF-8 and the number of its bytes.
#[inline]
fn first_letter(bytes: &[u8]) -> Option<(char, usize)> {
    match *bytes {
        [byte @ 1..=0x7F, ..] => Some((char::from(byte), 1)),
        [lead @ 0xC2..=0xDF, more @ 0x80..=0xBF, ..] => {
            let code = u32::from(lead & 0x1F) << 6 | u32::from(more & 0x3F);
            char::from_u32(code).map(|letter| (letter, 2))
        }
        [0xE0..=0xEF, ..] => from_text(bytes.get(..3)?),
        [0xF0..=0xF4, ..] => from_text(bytes.get(..4)?),
        _ => None,
    }
}

fn from_text(bytes: &[u8]) -> Option<(char, usize)> {
    let letter = std::str::from_utf8(bytes).ok()?.chars().next()?;
    Some((letter, bytes.len()))
}
