//! Splits text into raw tokens. Their folded words are cached, so a token that comes again is not folded again.
//!
//! Every byte of every article passes here, so 64 bytes are examined together: one number says which of them are white
//! space, and tokens begin and end where its bits change.

use std::ops::Range;

/// Splits `text` into raw tokens with their byte offsets.
///
/// A raw token is a maximal run of bytes without ASCII white space (space, tab, line feed, form feed, carriage return).
/// Other white space, such as the no-break space, stays inside a token; folding separates words there.
pub fn raw_tokens(text: &str) -> RawTokens<'_> {
    RawTokens {
        text,
        next: 0,
        changes: 0,
        in_token: false,
    }
}

/// Bytes looked at together.
const BLOCK: usize = 64;

/// The raw tokens of a text, made by [`raw_tokens`].
#[derive(Debug, Clone)]
pub struct RawTokens<'a> {
    text: &'a str,
    /// Where the next block begins.
    next: usize,
    /// Bit `i`: whether a token begins or ends at byte `i` of the block before `next`. Bits that
    /// were used are 0.
    changes: u64,
    /// Whether the last byte before `next` belongs to a token.
    in_token: bool,
}

impl<'a> RawTokens<'a> {
    /// The bytes of the next token: a range of the text whose ends are boundaries of characters.
    #[inline]
    pub fn next_range(&mut self) -> Option<Range<usize>> {
        // Changes come in pairs, and the first one is the beginning of a token.
        let start = self.next_change()?;
        let end = self.next_change()?;
        Some(start..end)
    }

    /// The text that is split.
    pub fn text(&self) -> &'a str {
        self.text
    }

    #[inline]
    fn next_change(&mut self) -> Option<usize> {
        while self.changes == 0 {
            if self.next >= self.text.len() {
                return std::mem::take(&mut self.in_token).then_some(self.text.len());
            }
            self.read_block();
        }
        let place = self.changes.trailing_zeros() as usize;
        self.changes &= self.changes - 1;
        Some(self.next - BLOCK + place)
    }

    fn read_block(&mut self) {
        let rest = self.text.as_bytes().get(self.next..).unwrap_or_default();
        let spaces = match rest.first_chunk() {
            Some(block) => white_space(block),
            None => {
                // What is past the end counts as white space, so the last token ends there.
                let mut block = [b' '; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                white_space(&block)
            }
        };
        let before = (spaces << 1) | u64::from(!self.in_token);
        self.changes = spaces ^ before;
        self.in_token = spaces >> (BLOCK - 1) == 0;
        self.next += BLOCK;
    }
}

impl<'a> Iterator for RawTokens<'a> {
    type Item = (usize, &'a str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let range = self.next_range()?;
        let start = range.start;
        Some((start, self.text.get(range)?))
    }
}

/// Bit `i`: whether byte `i` is ASCII white space.
#[inline]
fn white_space(block: &[u8; BLOCK]) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let (words, _) = block.as_chunks::<8>();
    let (mut candidates, mut controls) = (0, 0);
    for (place, &word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(word);
        // The high bit of a byte survives the subtraction where its low seven bits are at least
        // 33; no byte borrows from the next, since its own high bit is set.
        let most_space = !((word | HIGH) - 0x21 * EACH) & !word & HIGH;
        let control = !((word | HIGH) - 0x20 * EACH) & !word & HIGH;
        controls |= control;
        // Brings the eight high bits together in the top byte.
        let bits = (most_space >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        candidates |= bits << (8 * place);
    }
    if controls == 0 {
        return candidates;
    }
    // Rare: of the control characters some are white space and some are not.
    let bit = |(place, byte): (usize, &u8)| u64::from(byte.is_ascii_whitespace()) << place;
    block.iter().enumerate().map(bit).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn offsets_are_byte_offsets() {
        let found: Vec<_> = raw_tokens(" كتب \t\nx\u{A0}y\r").collect();
        assert_eq!(found, [(1, "كتب"), (10, "x\u{A0}y")]);
        assert_eq!(raw_tokens("").count() + raw_tokens(" \n").count(), 0);
        assert_eq!(raw_tokens("ab").collect::<Vec<_>>(), [(0, "ab")]);
    }

    #[test]
    fn every_byte_is_judged_alone() {
        for byte in 0..=255u8 {
            for place in 0..BLOCK {
                let mut block = [b'a'; BLOCK];
                block[place] = byte;
                let expected = u64::from(byte.is_ascii_whitespace()) << place;
                assert_eq!(white_space(&block), expected, "{byte} at {place}");
            }
        }
    }

    proptest! {
        /// With texts around the length of a block and of several.
        #[test]
        fn equals_the_standard_split(text in "([a-zاب\u{A0}]{0,70}[ \t\n\u{B}\u{C}\r\u{0}]{0,3}){0,6}") {
            let expected: Vec<&str> = text
                .split(|c: char| c.is_ascii_whitespace())
                .filter(|token| !token.is_empty())
                .collect();
            let found: Vec<_> = raw_tokens(&text).collect();
            for (start, token) in &found {
                prop_assert_eq!(&text[*start..*start + token.len()], *token);
            }
            prop_assert_eq!(found.into_iter().map(|(_, token)| token).collect::<Vec<_>>(), expected);
        }
    }
}
