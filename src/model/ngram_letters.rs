//! The keys of n-grams that come in ascending order, without decoding again what an n-gram shares with the one before.
//!
//! Most n-grams differ from the one before in their last letter only, so only that letter is decoded.

use crate::features::{MAX_NGRAM, with_letter};

/// Letters of the longest n-gram.
const LETTERS: usize = MAX_NGRAM as usize;

/// The letters of the n-gram before.
#[derive(Debug, Default)]
pub(super) struct NgramLetters {
    /// The key of its first letters, by their number.
    keys: [u128; LETTERS + 1],
    /// Where in the text its first letters end, by their number.
    ends: [u8; LETTERS + 1],
    count: usize,
}

impl NgramLetters {
    /// The key of the n-gram `text`, which begins with the first `shared` bytes of the one before. `None` if it is not UTF-8,
    /// has not 1 to [`MAX_NGRAM`] letters, or holds U+0000, which no key has room for; no n-gram can follow then.
    #[inline]
    pub fn next(&mut self, text: &[u8], shared: usize) -> Option<u128> {
        // Letters that end within the shared bytes stay. The first end is 0.
        let mut count = self.count;
        while usize::from(self.ends[count]) > shared {
            count -= 1;
        }
        let mut start = usize::from(self.ends[count]);
        while start < text.len() {
            if count == LETTERS {
                return None;
            }
            let (letter, bytes) = first_letter(&text[start..])?;
            start += bytes;
            self.keys[count + 1] = with_letter(self.keys[count], count, letter);
            count += 1;
            self.ends[count] = start as u8;
        }
        self.count = count;
        (count > 0).then(|| self.keys[count])
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
