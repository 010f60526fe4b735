//! Character n-grams of folded words, packed into one number each.
//!
//! A key is a `u128` with 21 bits for each character, the first character highest. So keys compare as
//! the n-grams do, character by character, and no string is allocated while n-grams are counted. 21
//! bits hold every Unicode scalar value, and six characters fit.

mod range;

pub use range::NgramRange;

/// Marks the start of a word in an n-gram. It is no letter, so it cannot occur in a folded word.
pub const WORD_START: char = '⟨';
/// Marks the end of a word in an n-gram. It is no letter either.
pub const WORD_END: char = '⟩';
/// The length of the longest n-gram that a key can hold, in characters.
pub const MAX_NGRAM: u32 = 6;

const BITS: u32 = 21;
/// Bits above the first character, all 0.
const UNUSED: u32 = u128::BITS - BITS * MAX_NGRAM;
/// The bits of one character.
const CODE: u32 = (1 << BITS) - 1;

/// Calls `visit` with the key of each character n-gram of `⟨word⟩`, once for each position.
pub fn for_each_ngram(word: &str, range: NgramRange, mut visit: impl FnMut(u128)) {
    let min = range.min() as usize;
    let max = range.max() as usize;
    // The last `max` characters, newest last. Each new one ends an n-gram of every length.
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

/// The key of an n-gram with one more letter. It has `letters` so far, fewer than [`MAX_NGRAM`].
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
#[cfg(test)]
pub(crate) fn key_of(ngram: &str) -> Option<u128> {
    let mut characters = [0u32; MAX_NGRAM as usize];
    let mut length = 0;
    for character in ngram.chars() {
        *characters.get_mut(length)? = character as u32;
        length += 1;
    }
    (length > 0).then(|| pack(&characters[..length]))
}

/// The letters of an n-gram.
#[inline]
pub fn letters_of(key: u128) -> impl Iterator<Item = char> + Clone {
    // The letters that are left, the next one highest.
    let mut rest = key << UNUSED;
    std::iter::from_fn(move || {
        let code = (rest >> (u128::BITS - BITS)) as u32;
        rest <<= BITS;
        (code != 0).then_some(code)
    })
    .filter_map(char::from_u32)
}

/// How many letters at its beginning `key` shares with `previous`, and the code points of all of its
/// letters, filled up with zeros.
#[inline]
pub(crate) fn new_codes(previous: u128, key: u128) -> (usize, [u32; MAX_NGRAM as usize]) {
    // Three letters at a time fit into a machine word, which takes fewer steps than 128 bits do.
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

/// How many letters an n-gram has.
#[inline]
pub(crate) fn length_of(key: u128) -> u32 {
    MAX_NGRAM - (key.trailing_zeros() / BITS).min(MAX_NGRAM)
}

/// Whether an n-gram is a whole word: it begins and ends with the marks.
#[inline]
pub(crate) fn has_both_marks(key: u128) -> bool {
    let first = (key >> (BITS * (MAX_NGRAM - 1))) as u32;
    let last = || (key >> (BITS * (MAX_NGRAM - length_of(key)))) as u32 & CODE;
    first == WORD_START as u32 && last() == WORD_END as u32
}

/// Whether an n-gram has no letter after the first `letters` ones.
#[inline]
pub(crate) fn ends_after(key: u128, letters: usize) -> bool {
    key.trailing_zeros() >= BITS * (MAX_NGRAM - letters as u32)
}

/// The text of an n-gram, with its boundary marks.
pub fn text_of(key: u128) -> String {
    letters_of(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition: every window of every length over the marked word.
    fn naive(word: &str, range: NgramRange) -> Vec<String> {
        let marked: Vec<char> = format!("{WORD_START}{word}{WORD_END}").chars().collect();
        let mut all: Vec<String> = (range.min()..=range.max())
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
