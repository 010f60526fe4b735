//! Messages on standard error. They may name strangers' files and topics, so what acts on a terminal is
//! replaced.

use super::hints;
use crate::corpus::{CorpusWarning, Notices};
use crate::text;
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

/// Prints what was odd about the input.
pub fn notices(notices: &Notices) {
    warnings(&notices.warnings());
}

/// Prints what is suspicious about a corpus.
pub fn warnings(warnings: &[CorpusWarning]) {
    warnings
        .iter()
        .map(hints::said_in_warning)
        .for_each(warning);
}

/// Prints a note.
pub fn note(message: Arguments<'_>) {
    line(&message.to_string());
}

fn print(kind: &str, message: Arguments<'_>) {
    line(&format!("{kind}: {message}"));
}

fn line(text: &str) {
    // If standard error is closed, there is nowhere to report it.
    drop(writeln!(std::io::stderr().lock(), "{}", harmless(text)));
}

/// `text` without characters that act on a terminal: [`text::harmless`].
pub fn harmless(text: &str) -> String {
    text::harmless(text).into_owned()
}
