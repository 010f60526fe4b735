//! A folded word goes in, the packed keys of its character n-grams come out.
//!
//! An n-gram is packed into one `u128`, 21 bits per character, first character highest, so that
//! comparing keys compares the n-grams character by character and no string is allocated while
//! counting. 21 bits hold every Unicode scalar value; six of them fit.

use super::error::FeatureError;
use serde::{Deserialize, Serialize};

/// Marks the start of a word inside an n-gram. Not a letter, so it can't occur in a folded word.
pub const WORD_START: char = '⟨';
/// Marks the end of a word inside an n-gram.
pub const WORD_END: char = '⟩';
/// The longest n-gram a key can hold, in characters.
pub const MAX_NGRAM: u32 = 6;

const BITS: u32 = 21;
/// Bits above the first character, all 0.
const UNUSED: u32 = u128::BITS - BITS * MAX_NGRAM;
/// The bits of one character.
const CODE: u32 = (1 << BITS) - 1;

/// The lengths of n-grams to count, in characters, both ends included; boundary marks count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct NgramRange {
    min: u32,
    max: u32,
}

impl NgramRange {
    /// A range from `min` to `max` characters.
    ///
    /// # Errors
    /// [`FeatureError::NgramRange`] unless `1 <= min <= max <=` [`MAX_NGRAM`].
    pub fn new(min: u32, max: u32) -> Result<Self, FeatureError> {
        if min == 0 || min > max || max > MAX_NGRAM {
            return Err(FeatureError::NgramRange { min, max });
        }
        Ok(Self { min, max })
    }

    /// The shortest n-gram, in characters.
    pub fn min(self) -> u32 {
        self.min
    }

    /// The longest n-gram, in characters.
    pub fn max(self) -> u32 {
        self.max
    }

    /// How many features a word of `letters` characters has: its n-grams with the boundary
    /// marks, and the whole word when no n-gram covers it.
    pub fn features_of(self, letters: usize) -> u64 {
        let marked = letters as u64 + 2;
        let ngrams: u64 = (u64::from(self.min)..=u64::from(self.max))
            .map(|n| (marked + 1).saturating_sub(n))
            .sum();
        ngrams + u64::from(self.needs_word_feature(letters))
    }

    /// Whether a word is longer than the longest n-gram, so that it has a feature of its own.
    pub fn needs_word_feature(self, letters: usize) -> bool {
        letters as u64 + 2 > u64::from(self.max)
    }
}

impl Default for NgramRange {
    fn default() -> Self {
        Self { min: 2, max: 5 }
    }
}

impl TryFrom<(u32, u32)> for NgramRange {
    type Error = FeatureError;

    fn try_from((min, max): (u32, u32)) -> Result<Self, FeatureError> {
        Self::new(min, max)
    }
}

impl From<NgramRange> for (u32, u32) {
    fn from(range: NgramRange) -> Self {
        (range.min, range.max)
    }
}

/// Calls `visit` with the key of each character n-gram of `⟨word⟩`, one call per position.
pub fn for_each_ngram(word: &str, range: NgramRange, mut visit: impl FnMut(u128)) {
    let min = range.min as usize;
    let max = range.max as usize;
    // A window of the last `max` characters, newest last; each new character ends one n-gram
    // of every length that fits.
    let mut window = [0u32; MAX_NGRAM as usize];
    let mut filled = 0usize;
    let marked = std::iter::once(WORD_START)
        .chain(word.chars())
        .chain(std::iter::once(WORD_END));
    for character in marked {
        if filled == max {
            window.copy_within(1..max, 0);
            filled -= 1;
        }
        window[filled] = character as u32;
        filled += 1;
        for length in min..=filled {
            visit(pack(&window[filled - length..filled]));
        }
    }
}

/// The key of an n-gram of so many letters, fewer than [`MAX_NGRAM`], and one more.
#[inline]
pub(crate) fn with_letter(key: u128, letters: usize, letter: char) -> u128 {
    debug_assert!(letters < MAX_NGRAM as usize);
    key | u128::from(letter as u32) << (BITS as usize * (MAX_NGRAM as usize - 1 - letters))
}

fn pack(characters: &[u32]) -> u128 {
    let mut key = 0u128;
    for &character in characters {
        key = (key << BITS) | u128::from(character);
    }
    key << (BITS as usize * (MAX_NGRAM as usize - characters.len()))
}

/// The key of an n-gram given as [`MAX_NGRAM`] code points, filled up with zeros.
pub(crate) fn key_of_codes(codes: impl Iterator<Item = u32>) -> u128 {
    codes.fold(0, |key, code| (key << BITS) | u128::from(code))
}

/// The key of an n-gram given as text; `None` if it is empty or longer than [`MAX_NGRAM`].
pub fn key_of(ngram: &str) -> Option<u128> {
    let mut characters = [0u32; MAX_NGRAM as usize];
    let mut length = 0;
    for character in ngram.chars() {
        *characters.get_mut(length)? = character as u32;
        length += 1;
    }
    (length > 0).then(|| pack(&characters[..length]))
}

/// The letters of a key.
#[inline]
pub fn letters_of(key: u128) -> impl Iterator<Item = char> + Clone {
    // The next letter highest.
    let mut rest = key << UNUSED;
    std::iter::from_fn(move || {
        let code = (rest >> (u128::BITS - BITS)) as u32;
        rest <<= BITS;
        (code != 0).then_some(code)
    })
    .filter_map(char::from_u32)
}

/// Where a key first differs from another one, counted in letters, and the code points of all its
/// letters, 0 where it has none.
#[inline]
pub(crate) fn new_codes(previous: u128, key: u128) -> (usize, [u32; MAX_NGRAM as usize]) {
    // Three letters fit into a machine word, which takes fewer steps than two do.
    const HALF: u32 = BITS * MAX_NGRAM / 2;
    let halves = |key: u128| [(key >> HALF) as u64, key as u64 & ((1 << HALF) - 1)];
    let ([before_high, before_low], [high, low]) = (halves(previous), halves(key));
    let codes = [high, high, high, low, low, low];
    let shifts = [2 * BITS, BITS, 0, 2 * BITS, BITS, 0];
    let codes = std::array::from_fn(|place| (codes[place] >> shifts[place]) as u32 & CODE);
    let shared = |one: u64, two: u64| (HALF - (u64::BITS - (one ^ two).leading_zeros())) / BITS;
    let place = match shared(before_high, high) {
        all if all == MAX_NGRAM / 2 => all + shared(before_low, low),
        some => some,
    };
    (place as usize, codes)
}

/// How many letters a key has, up to the last one.
#[inline]
pub(crate) fn length_of(key: u128) -> u32 {
    MAX_NGRAM - (key.trailing_zeros() / BITS).min(MAX_NGRAM)
}

/// Whether a key is a whole word: begins and ends with the marks.
#[inline]
pub(crate) fn has_both_marks(key: u128) -> bool {
    let first = (key >> (BITS * (MAX_NGRAM - 1))) as u32;
    let last = || (key >> (BITS * (MAX_NGRAM - length_of(key)))) as u32 & CODE;
    first == WORD_START as u32 && last() == WORD_END as u32
}

/// Whether a key is an n-gram of so many letters, none of which has the code 0.
#[inline]
pub(crate) fn ends_after(key: u128, letters: usize) -> bool {
    key.trailing_zeros() >= BITS * (MAX_NGRAM - letters as u32)
}

/// The text of a key that [`for_each_ngram`] or [`key_of`] made.
pub fn text_of(key: u128) -> String {
    letters_of(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, one line: every window of every length over the marked word.
    fn naive(word: &str, range: NgramRange) -> Vec<String> {
        let marked: Vec<char> = format!("{WORD_START}{word}{WORD_END}").chars().collect();
        let mut all: Vec<String> = (range.min..=range.max)
            .flat_map(|n| marked.windows(n as usize).map(|w| w.iter().collect()))
            .collect();
        all.sort();
        all
    }

    fn fast(word: &str, range: NgramRange) -> Vec<String> {
        let mut all = Vec::new();
        for_each_ngram(word, range, |key| all.push(text_of(key)));
        all.sort();
        all
    }

    #[test]
    fn an_arabic_word_gives_its_marked_ngrams() {
        let range = NgramRange::new(2, 3).unwrap();
        let mut expected = ["⟨ح", "⟨حد", "حد", "حد⟩", "د⟩"];
        expected.sort_unstable();
        assert_eq!(fast("حد", range), expected);
    }

    #[test]
    fn ranges_are_checked() {
        for (min, max) in [(0, 3), (4, 3), (2, 7)] {
            assert_eq!(
                NgramRange::new(min, max),
                Err(FeatureError::NgramRange { min, max })
            );
        }
    }

    proptest! {
        #[test]
        fn equals_the_naive_enumeration(word in "\\PC{0,12}", min in 1u32..4, extra in 0u32..3) {
            let range = NgramRange::new(min, min + extra).unwrap();
            prop_assert_eq!(fast(&word, range), naive(&word, range));
        }

        #[test]
        fn feature_counts_agree_with_the_enumeration(word in "\\PC{1,12}") {
            let range = NgramRange::default();
            let letters = word.chars().count();
            let expected = naive(&word, range).len() as u64 + u64::from(letters + 2 > 5);
            prop_assert_eq!(range.features_of(letters), expected);
        }

        #[test]
        fn keys_sort_as_their_texts_and_come_back(a in "\\PC{1,6}", b in "\\PC{1,6}") {
            let (ka, kb) = (key_of(&a).unwrap(), key_of(&b).unwrap());
            prop_assert_eq!(text_of(ka), a.clone());
            prop_assert_eq!(ka.cmp(&kb), a.chars().cmp(b.chars()));
            let letters: Vec<char> = a.chars().collect();
            let added = letters.iter().enumerate().fold(0, |key, (place, &c)| with_letter(key, place, c));
            prop_assert_eq!(added, ka);
            prop_assert_eq!(length_of(ka) as usize, letters.len());
            let (place, codes) = new_codes(kb, ka);
            let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(place, if ka == kb { MAX_NGRAM as usize } else { shared });
            let new = letters.iter().skip(place).map(|&letter| letter as u32);
            prop_assert!(codes[place..].iter().copied().take_while(|&code| code != 0).eq(new));
        }

        #[test]
        fn both_marks_are_seen(text in "[⟨⟩اب]{1,6}") {
            let both = text.starts_with(WORD_START) && text.ends_with(WORD_END);
            prop_assert_eq!(has_both_marks(key_of(&text).unwrap()), both);
        }
    }
}
