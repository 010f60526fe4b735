//! Messages to standard error. Names from strangers are made safe for the terminal first.

use std::fmt::{Arguments, Display};
use std::io::Write;

/// Prints an error.
pub fn error(message: Arguments<'_>) {
    print("error", message);
}

/// Prints a warning.
pub fn warning(message: impl Display) {
    print("warning", format_args!("{message}"));
}

/// Prints a note.
pub fn note(message: Arguments<'_>) {
    line(&message.to_string());
}

fn print(kind: &str, message: Arguments<'_>) {
    line(&format!("{kind}: {message}"));
}

fn line(text: &str) {
    // Nothing can be said when standard error is gone.
    drop(writeln!(std::io::stderr().lock(), "{}", harmless(text)));
}

/// Replaces characters that act on a terminal: control characters and bidi controls.
pub fn harmless(text: &str) -> String {
    let acts = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| if acts(c) { '\u{FFFD}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn escapes_and_overrides_lose_their_effect() {
        assert_eq!(
            harmless("a\u{1b}[31mb\u{202e}c\nخبر"),
            "a\u{fffd}[31mb\u{fffd}c\nخبر"
        );
    }
}
