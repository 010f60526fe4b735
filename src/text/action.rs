//! Decides what folding does with each character. Only this file chains the steps.

use super::steps::canonical::canonical_parts;
use super::steps::digits::normalize_digit;
use super::steps::honorific::write_out_honorific;
use super::steps::letters::{is_letter, normalize_letter};
use super::steps::marks::{TATWEEL, dediac};
use super::steps::presentation::{is_presentation_form, presentation_parts};
use std::sync::LazyLock;

/// What folding does with one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Append this folded letter or digit.
    Append(char),
    /// Delete; a mark may compose with the letter before it.
    Delete,
    /// Delete; marks that follow belong to the tatweel, not to the letter before it.
    DeleteTatweel,
    /// End the word.
    Separate,
    /// Replace by several characters, from [`parts`].
    Replace,
}

/// Actions of the characters below 0800, where nearly all Arabic and Latin text lies.
static TABLE: LazyLock<[Action; 0x800]> = LazyLock::new(|| {
    std::array::from_fn(|code| char::from_u32(code as u32).map_or(Action::Separate, action_of_any))
});

/// The table that [`action`] reads; fetch it once per text, not once per character.
pub(crate) fn table() -> &'static [Action; 0x800] {
    &TABLE
}

/// What to do with `c`, from the table where it reaches.
#[inline]
pub(crate) fn action(table: &[Action; 0x800], c: char) -> Action {
    match table.get(c as usize) {
        Some(&action) => action,
        None => action_of_any(c),
    }
}

/// The definition: what to do with `c`.
fn action_of_any(c: char) -> Action {
    if is_presentation_form(c) {
        return Action::Replace;
    }
    let mut first = None;
    let mut rest_is_marks = true;
    canonical_parts(c, |part| match first {
        None => first = Some(part),
        Some(_) => rest_is_marks &= dediac(part).is_none(),
    });
    match first {
        Some(letter) if rest_is_marks => action_of_part(letter),
        _ => Action::Replace,
    }
}

/// What to do with a character that has no parts.
pub(crate) fn action_of_part(c: char) -> Action {
    if c == TATWEEL {
        Action::DeleteTatweel
    } else if dediac(c).is_none() {
        Action::Delete
    } else if let Some(digit) = normalize_digit(c) {
        Action::Append(digit)
    } else if is_letter(c) {
        Action::Append(normalize_letter(c))
    } else {
        Action::Separate
    }
}

/// Whether the text has a letter or a digit, so that folding gives a word. It mostly ends at the first character.
pub(crate) fn has_word(text: &str) -> bool {
    let table = table();
    let kept = |c| matches!(action(table, c), Action::Append(_) | Action::Replace);
    text.chars().any(kept)
}

/// Emits the characters that replace `c`. A phrase comes with separators, since it is never part of a longer word.
pub(crate) fn parts(c: char, mut emit: impl FnMut(char)) {
    if let Some(phrase) = write_out_honorific(c) {
        emit(' ');
        phrase.chars().for_each(&mut emit);
        emit(' ');
    } else if is_presentation_form(c) {
        presentation_parts(c, emit);
    } else {
        canonical_parts(c, emit);
    }
}
