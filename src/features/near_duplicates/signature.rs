//! MinHash signatures: a fixed number of minima from which the similarity of two sets is estimated.

/// Number of minima in a signature. The standard error of an estimated similarity J is √(J(1−J)/256), at most 0.031.
pub(crate) const SIGNATURE_LEN: usize = 256;

/// Hash functions evaluated together, so that their minima stay in registers.
const BLOCK: usize = 32;

/// Each minimum of a set without elements. A set with elements has only such minima with probability 2⁻⁴⁰⁹⁶.
const EMPTY: u16 = u16::MAX;

/// The MinHash signature of a set: 256 minima of 16 bits each. The same set has the same signature on each platform.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature(Box<[u16; SIGNATURE_LEN]>);

/// The signature of a set of hashes. Their order and repetitions do not matter. Takes 256 multiplications for each element.
pub fn signature(types: &[u64]) -> Signature {
    let mixed: Vec<u32> = types.iter().map(|&element| mix(element) as u32).collect();
    // Only whole numbers are computed, so wider registers change nothing but the time.
    let minima = pulp::Arch::new().dispatch(Minima(&mixed));
    // The low half, since minima of large sets are small numbers, whose high bits are all zero.
    Signature(Box::new(minima.map(|minimum| minimum as u16)))
}

/// The minimum of each hash function over mixed elements.
struct Minima<'a>(&'a [u32]);

impl pulp::WithSimd for Minima<'_> {
    type Output = [u32; SIGNATURE_LEN];

    // Only code that is inlined into the caller is compiled for wide registers.
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _registers: S) -> Self::Output {
        let mut minima = [u32::MAX; SIGNATURE_LEN];
        let (blocks, _) = minima.as_chunks_mut::<BLOCK>();
        for (block, (factors, summands)) in blocks.iter_mut().zip(&FUNCTIONS) {
            for &element in self.0 {
                for ((minimum, factor), summand) in block.iter_mut().zip(factors).zip(summands) {
                    let hash = element.wrapping_mul(*factor).wrapping_add(*summand);
                    *minimum = (*minimum).min(hash);
                }
            }
        }
        minima
    }
}

impl Signature {
    /// Whether the set has no elements. Such a set resembles nothing, not even its like.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&minimum| minimum == EMPTY)
    }

    /// How many of the 256 minima of two signatures are equal.
    pub(crate) fn agreements(&self, other: &Self) -> u32 {
        let equal = self
            .0
            .iter()
            .zip(other.0.iter())
            .map(|(a, b)| u16::from(a == b));
        u32::from(equal.sum::<u16>())
    }

    /// The estimated Jaccard similarity, 0 to 1; 0 if one of the sets is empty.
    pub fn similarity(&self, other: &Self) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        f64::from(self.agreements(other)) / SIGNATURE_LEN as f64
    }

    /// The minima, in the order of the hash functions.
    pub(crate) fn minima(&self) -> &[u16] {
        self.0.as_slice()
    }
}

/// The exact Jaccard similarity of two strictly increasing slices, 0 to 1; 0 if both are empty.
pub fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let (mut left, mut right, mut common) = (a.iter().peekable(), b.iter().peekable(), 0_usize);
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    let union = a.len() + b.len() - common;
    if union == 0 {
        return 0.0;
    }
    common as f64 / union as f64
}

/// Factor (odd, so that the function is a permutation of the 32-bit numbers) and summand of each hash function.
const FUNCTIONS: [([u32; BLOCK], [u32; BLOCK]); SIGNATURE_LEN / BLOCK] = {
    let mut functions = [([0; BLOCK], [0; BLOCK]); SIGNATURE_LEN / BLOCK];
    let mut at = 0;
    while at < SIGNATURE_LEN {
        let random = mix(at as u64);
        functions[at / BLOCK].0[at % BLOCK] = random as u32 | 1;
        functions[at / BLOCK].1[at % BLOCK] = (random >> 32) as u32;
        at += 1;
    }
    functions
};

/// SplitMix64 (Steele, Lea and Flood 2014): one step of the generator from the state `x`.
const fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
