//! Digits of any script become one symbol: a word keeps the shape of a number, not its value.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The symbol that stands for every digit in folded words.
pub const DIGIT: char = '0';

/// [`DIGIT`] for a decimal digit of any script (general category Nd), else `None`.
///
/// Superscripts, fractions and circled numbers (category No) are not digits.
pub fn normalize_digit(c: char) -> Option<char> {
    let digit = c.is_ascii_digit()
        || (!c.is_ascii() && c.general_category() == GeneralCategory::DecimalNumber);
    digit.then_some(DIGIT)
}
