//! A folded letter and a combining hamza become the letter that they spell together.

/// The letter written as `letter` + combining hamza above (0654): و → ؤ, ي → ئ; else `None`.
///
/// `letter` is a folded letter, so that ى and ی count as yeh. Alef with madda or hamza (0653, 0654, 0655) folds to bare
/// alef, composed or not, and needs no rule.
pub fn compose_hamza(letter: char, mark: char) -> Option<char> {
    match (letter, mark) {
        ('و', '\u{654}') => Some('ؤ'),
        ('ي', '\u{654}') => Some('ئ'),
        _ => None,
    }
}
