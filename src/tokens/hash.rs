//! The hash function of the tables of tokens and words.

/// Bytes that [`hash_words`] takes.
pub(crate) const BLOCK: usize = 24;

/// The hash of three machine words, by products that are folded, as in wyhash (Wang Yi, 2019). All
/// of its bits are usable.
#[inline]
pub(crate) fn hash_words([a, b, c]: [u64; 3]) -> u64 {
    // Digits of pi: any numbers without a pattern would do.
    const KEYS: [u64; 4] = [
        0x243F_6A88_85A3_08D3,
        0x1319_8A2E_0370_7344,
        0xA409_3822_299F_31D0,
        0x082E_FA98_EC4E_6C89,
    ];
    folded_product(a ^ KEYS[0], b ^ KEYS[1]) ^ folded_product(c ^ KEYS[2], KEYS[3])
}

/// The hash of bytes. Zeros at the end make no difference.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let mut hash = 0;
    for block in blocks.iter().chain([&last]) {
        let [a, b, c] = words_of(block);
        hash = hash_words([a ^ hash, b, c]);
    }
    hash
}

/// A block as machine words.
#[inline]
pub(crate) fn words_of(block: &[u8; BLOCK]) -> [u64; 3] {
    let mut words = [0; 3];
    for (word, bytes) in words.iter_mut().zip(block.as_chunks().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

/// Both halves of a product, combined so that each bit of the factors reaches each half of the
/// result.
#[inline]
fn folded_product(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}
