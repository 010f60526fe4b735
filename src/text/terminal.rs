//! Characters that one does not see and that act on what is around them: control characters, bidi controls and zero-width
//! characters. The one list of them, for folding, for the checks of labels, and for everything that prints names from
//! strangers.

use std::borrow::Cow;

/// ZERO WIDTH NO-BREAK SPACE, which at the beginning of a file is the byte-order mark.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Whether `c` is a bidi control, which reorders what follows: 061C, 200E, 200F, 202A–202E, 2066–2069.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` is a zero-width space, joiner or non-joiner (200B–200D, 2060), or the [`BYTE_ORDER_MARK`].
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | BYTE_ORDER_MARK)
}

/// Whether `c` is an invisible operator of mathematics (2061–2064), or 2065, which is reserved beside them.
fn is_invisible_operator(c: char) -> bool {
    matches!(c, '\u{2061}'..='\u{2065}')
}

/// Whether `c` cannot be seen and has no width of its own: what [`is_invisible`](super::is_invisible) takes, invisible operators,
/// joiners of graphemes (034F, 180E), and selectors of variants (FE00–FE0F).
pub(crate) fn is_unseen(c: char) -> bool {
    super::is_invisible(c)
        || is_invisible_operator(c)
        || matches!(c, '\u{34F}' | '\u{180E}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether `c` acts on a terminal or hides in its output. Line feed and tab, which lay text out, do not count.
fn acts_on_terminal(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || is_bidi_control(c)
        || is_zero_width(c)
        || is_invisible_operator(c)
}

/// `text` with every character that acts on a terminal replaced by U+FFFD. Line feed and tab stay.
///
/// ```
/// assert_eq!(tasnif::text::harmless("a\u{1b}[31mb\nc"), "a\u{fffd}[31mb\nc");
/// ```
pub fn harmless(text: &str) -> Cow<'_, str> {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if plain || !text.contains(acts_on_terminal) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(acts_on_terminal, "\u{FFFD}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_lose_their_effect() {
        for (text, expected) in [
            (
                "a\u{1b}[31mb\u{202e}c\nخبر\t",
                "a\u{fffd}[31mb\u{fffd}c\nخبر\t",
            ),
            (
                "\u{feff}a\u{2060}\u{2064}\u{200c}",
                "\u{fffd}a\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("plain", "plain"),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }

    #[test]
    fn nothing_is_copied_without_need() {
        assert!(matches!(harmless("خبر\nعاجل"), Cow::Borrowed(_)));
    }
}
