//! A token as three machine words and their hash. Nearly all tokens have at most 24 bytes, so they
//! can be compared and hashed without a loop over bytes.

use super::hash::{BLOCK, hash_words, words_of};

/// Bytes of the longest token that its words hold as a whole.
pub(crate) const SHORT: usize = BLOCK;

/// A token to look up: where it stands in the text, and its first 24 bytes as three machine words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenKey {
    /// All of a short token, filled up with zeros; of a longer one the beginning.
    pub(crate) words: [u64; 3],
    /// The hash of the words.
    pub(crate) hash: u64,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl TokenKey {
    /// The token at `start..end` of a text.
    #[inline]
    pub(crate) fn read(text: &[u8], start: usize, end: usize) -> Self {
        let length = (end - start).min(SHORT);
        let block = match text.get(start..).and_then(<[u8]>::first_chunk::<SHORT>) {
            // Bytes past the token are read as well, and masked: cheaper than a loop that ends.
            Some(block) => *block,
            None => {
                let mut block = [0; SHORT];
                block[..length].copy_from_slice(&text[start..start + length]);
                block
            }
        };
        let mut words = words_of(&block);
        for (word, mask) in words.iter_mut().zip(&MASKS[length]) {
            *word &= mask;
        }
        Self {
            words,
            hash: hash_words(words),
            start,
            end,
        }
    }

    /// A token that is a text of its own.
    pub(crate) fn of(token: &str) -> Self {
        Self::read(token.as_bytes(), 0, token.len())
    }

    /// Bytes of the token.
    #[inline]
    pub(crate) fn length(&self) -> usize {
        self.end - self.start
    }

    #[inline]
    pub(crate) fn is_short(&self) -> bool {
        self.length() <= SHORT
    }

    /// How many characters the token has; `text` is what it was read from.
    #[inline]
    pub(crate) fn characters(&self, text: &[u8]) -> usize {
        if !self.is_short() {
            return count_characters(&text[self.start..self.end]);
        }
        // The bytes of a character after its first one begin with the bits 10. They are counted in
        // each byte of a word, and the product adds the counts up in the highest byte.
        const EACH_BYTE: u64 = 0x0101_0101_0101_0101;
        let continuations = |word: u64| (word >> 7) & !(word >> 6) & EACH_BYTE;
        let [a, b, c] = self.words.map(continuations);
        self.length() - ((a + b + c).wrapping_mul(EACH_BYTE) >> 56) as usize
    }
}

/// How many characters some UTF-8 has: bytes that are no continuation of a character.
#[inline]
pub(crate) fn count_characters(utf8: &[u8]) -> usize {
    let begins = |byte: &&u8| (**byte as i8) >= -0x40;
    utf8.iter().filter(begins).count()
}

/// For each length the bits of the words that belong to a token.
static MASKS: [[u64; 3]; SHORT + 1] = masks();

const fn masks() -> [[u64; 3]; SHORT + 1] {
    let mut masks = [[0u64; 3]; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        masks[length] = masks[length - 1];
        masks[length][(length - 1) / 8] |= 0xFF << ((length - 1) % 8 * 8);
        length += 1;
    }
    masks
}

#[cfg(test)]
mod tests {
    use super::super::hash::hash_bytes;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_is_the_token_wherever_it_stands(token in "\\PC{0,14}", after in "[ اa]{0,30}") {
            let alone = TokenKey::of(&token);
            let text = format!("{token}{after}");
            let key = TokenKey::read(text.as_bytes(), 0, token.len());
            prop_assert_eq!(key.words, alone.words);
            prop_assert_eq!(key.hash, alone.hash);
            prop_assert_eq!(key.characters(text.as_bytes()), token.chars().count());
            if key.is_short() && key.length() < SHORT {
                prop_assert_eq!(hash_bytes(token.as_bytes()), key.hash);
            }
        }
    }
}
