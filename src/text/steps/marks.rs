//! The characters that are deleted without separating words: diacritics and all combining marks, tatweel, invisible controls.

use crate::text::terminal::{is_bidi_control, is_zero_width};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// ARABIC TATWEEL, which stretches a word and means nothing.
pub const TATWEEL: char = '\u{640}';

const SOFT_HYPHEN: char = '\u{AD}';

/// Whether `c` is an Arabic diacritic: 0610–061A, 064B–065F, 0670, 06D6–06ED.
///
/// The last block also holds Koranic annotation signs that are not marks (06DD, 06DE, 06E5, 06E6, 06E9).
pub fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}')
}

/// Whether `c` is a combining mark of any script (general category M).
pub fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

/// Whether `c` is an invisible control that word processors leave inside words.
///
/// [Bidi controls](is_bidi_control), [zero-width characters](is_zero_width) and the soft hyphen (00AD).
pub fn is_invisible(c: char) -> bool {
    c == SOFT_HYPHEN || is_bidi_control(c) || is_zero_width(c)
}

/// `None` for a character that folding deletes, else the character.
///
/// Named after CAMeL Tools' `dediac_ar`, which deletes fewer signs and no tatweel.
pub fn dediac(c: char) -> Option<char> {
    let deleted = c == TATWEEL || is_diacritic(c) || is_invisible(c) || is_mark(c);
    (!deleted).then_some(c)
}
