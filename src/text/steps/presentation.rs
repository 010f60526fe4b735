//! Arabic presentation forms, which are contextual letter shapes of old encodings and PDF text, become ordinary characters.

use unicode_normalization::char::decompose_compatible;

/// Whether `c` lies in Arabic Presentation Forms-A or -B (FB50–FDFF, FE70–FEFE).
///
/// FEFF, the byte-order mark, shares the last block but is an invisible control.
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Whether `c` shows diacritics without a letter: FE70–FE7F, FC5E–FC63, FCF2–FCF4.
///
/// Compatibility decomposition turns these into a space or a tatweel and the diacritic; the space would split words.
pub fn is_isolated_diacritic(c: char) -> bool {
    matches!(c, '\u{FE70}'..='\u{FE7F}' | '\u{FC5E}'..='\u{FC63}' | '\u{FCF2}'..='\u{FCF4}')
}

/// Emits the compatibility decomposition (the one of NFKC) of a presentation form, nothing for an isolated diacritic.
///
/// Hamza letters come out in two parts, letter and mark, which folding composes again.
pub fn presentation_parts(c: char, emit: impl FnMut(char)) {
    if !is_isolated_diacritic(c) {
        decompose_compatible(c, emit);
    }
}
