//! Front-coded n-grams go in, their keys come out, without a string for each.
//!
//! Most n-grams differ from the one before in their last letter only, so only what is new is
//! decoded. Whatever is not plainly right is left to the reader of any keys, which says what is
//! wrong with it.

use crate::features::{MAX_NGRAM, with_letter};

/// Letters of an n-gram.
const LETTERS: usize = MAX_NGRAM as usize;
/// Bytes of the longest n-gram.
const BYTES: usize = 4 * LETTERS;

/// The n-gram read last.
#[derive(Debug, Default)]
pub(super) struct NgramReader {
    bytes: [u8; BYTES],
    length: usize,
    /// The key of so many of its first letters.
    keys: [u128; LETTERS + 1],
    /// Where so many letters end in `bytes`.
    ends: [u8; LETTERS + 1],
    count: usize,
}

impl NgramReader {
    /// Reads one n-gram and goes past it. `None` if it has to be looked at more closely: nothing is
    /// read then, and [`restart`](Self::restart) has to be called before the next one.
    #[inline]
    pub(super) fn next(&mut self, input: &mut &[u8]) -> Option<u128> {
        let (&[shared, added], rest) = input.split_first_chunk::<2>()?;
        let (kept, added) = (usize::from(shared), usize::from(added));
        let (suffix, rest) = rest.split_at_checked(added)?;
        let length = kept + added;
        if kept > self.length || length > BYTES {
            return None;
        }
        let mut next = self.bytes;
        next[kept..length].copy_from_slice(suffix);
        // Whole letters that are kept; the first end is 0.
        let mut count = self.count;
        while self.ends[count] > shared {
            count -= 1;
        }
        let mut start = usize::from(self.ends[count]);
        while start < length {
            if count == LETTERS {
                return None;
            }
            let (letter, bytes) = first_letter(&next[start..length])?;
            start += bytes;
            self.keys[count + 1] = with_letter(self.keys[count], count, letter);
            count += 1;
            self.ends[count] = start as u8;
        }
        if count == 0 {
            return None;
        }
        (self.bytes, self.length, self.count) = (next, length, count);
        *input = rest;
        Some(self.keys[count])
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
            self.keys[self.count + 1] = with_letter(self.keys[self.count], self.count, letter);
            self.count += 1;
            self.ends[self.count] = self.length as u8;
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
