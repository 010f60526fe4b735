//! Spellings of a letter become one letter. Names follow CAMeL Tools (`camel_tools.utils.normalize`).

use super::marks::is_mark;

/// Whether `c` is a letter: Unicode `Alphabetic` and not a combining mark.
pub fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_mark(c)
}

/// Alef with madda, hamza, wasla, wavy hamza or high hamza → bare alef.
pub fn normalize_alef(c: char) -> char {
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' | '\u{672}' | '\u{673}' | '\u{675}' => 'ا',
        other => other,
    }
}

/// Alef maksura → yeh: at the end of a word, Egyptian newsrooms write one for the other.
pub fn normalize_alef_maksura(c: char) -> char {
    if c == 'ى' { 'ي' } else { c }
}

/// Teh marbuta → heh.
pub fn normalize_teh_marbuta(c: char) -> char {
    if c == 'ة' { 'ه' } else { c }
}

/// Persian keheh and yeh → Arabic kaf and yeh.
pub fn normalize_persian(c: char) -> char {
    match c {
        'ک' => 'ك',
        'ی' => 'ي',
        other => other,
    }
}

/// Lower case in one character.
///
/// The only longer lower case in Unicode is that of İ, i and a combining dot; the dot would be deleted anyway.
pub fn lower_case(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// All the steps of this file, in order. The hamza seats ؤ ئ and the letters پ چ ژ گ ڤ stay.
pub fn normalize_letter(c: char) -> char {
    lower_case(normalize_persian(normalize_teh_marbuta(
        normalize_alef_maksura(normalize_alef(c)),
    )))
}
