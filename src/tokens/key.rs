//! A token's bytes go in, three machine words and their hash come out: nearly all tokens have no more
//! bytes, and are compared and hashed as words.

/// Bytes of the longest token that is kept as machine words.
pub(crate) const SHORT: usize = 24;

/// A token to look up: its place in a text, and its first bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// All of a short token, filled up with zeros; of a longer one the beginning.
    pub(crate) words: [u64; 3],
    pub(crate) hash: u64,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Key {
    /// The token at `start..end` of a text.
    #[inline]
    pub(crate) fn read(text: &[u8], start: usize, end: usize) -> Self {
        let length = (end - start).min(SHORT);
        let bytes = match text.get(start..).and_then(<[u8]>::first_chunk::<SHORT>) {
            // Bytes past the token are read as well, and masked: cheaper than a loop that ends.
            Some(bytes) => *bytes,
            None => {
                let mut bytes = [0; SHORT];
                bytes[..length].copy_from_slice(&text[start..start + length]);
                bytes
            }
        };
        let mask = &MASKS[length];
        let mut words = [0; 3];
        for ((word, bytes), mask) in words.iter_mut().zip(bytes.as_chunks().0).zip(mask) {
            *word = u64::from_le_bytes(*bytes) & mask;
        }
        Self {
            words,
            hash: hash(words),
            start,
            end,
        }
    }

    /// A token by itself.
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

    /// How many characters a token has, given the text that it was read from.
    #[inline]
    pub(crate) fn characters(&self, text: &[u8]) -> usize {
        if !self.is_short() {
            let begins = |byte: &&u8| (**byte as i8) >= -0x40;
            return text[self.start..self.end].iter().filter(begins).count();
        }
        // Each character has one byte that does not begin with the bits 10; those that do are
        // counted in each byte of a word, and the product adds the bytes up in the highest.
        const EACH: u64 = 0x0101_0101_0101_0101;
        let continued = |word: u64| (word >> 7) & !(word >> 6) & EACH;
        let [a, b, c] = self.words.map(continued);
        self.length() - ((a + b + c).wrapping_mul(EACH) >> 56) as usize
    }
}

/// The hash of a token's first bytes.
#[inline]
pub(crate) fn hash([a, b, c]: [u64; 3]) -> u64 {
    // Digits of pi, as good as any.
    const KEYS: [u64; 4] = [
        0x243F_6A88_85A3_08D3,
        0x1319_8A2E_0370_7344,
        0xA409_3822_299F_31D0,
        0x082E_FA98_EC4E_6C89,
    ];
    fold(a ^ KEYS[0], b ^ KEYS[1]) ^ fold(c ^ KEYS[2], KEYS[3])
}

/// Both halves of a product, so that each bit of the factors reaches each half of the result.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
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
