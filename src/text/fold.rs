//! Folds text in one pass over its characters. Every public way to fold runs this pass, each into a sink of its own.

use super::action::{Action, action, action_of_part, parts, table};
use super::steps::hamza::compose_hamza;
use super::tokens::raw_tokens;
use super::words::FoldedWords;
use std::ops::Range;

/// Where folded letters go. Byte ranges are those of the original characters.
pub(crate) trait Sink {
    /// Appends a letter or digit to the current word.
    fn append(&mut self, letter: char, source: Range<usize>);
    /// Replaces the last letter of the current word, after a mark that changes it.
    fn amend(&mut self, letter: char);
    /// Notes a deleted character, which ends at byte `end`.
    fn deleted(&mut self, end: usize);
    /// Ends the current word, if there is one.
    fn separate(&mut self);
}

/// Folds all of `text` into `sink` and ends the last word.
pub(crate) fn fold_into<S: Sink>(text: &str, sink: &mut S) {
    let table = table();
    let mut pass = Pass { sink, before: None };
    for (start, c) in text.char_indices() {
        let source = start..start + c.len_utf8();
        match action(table, c) {
            Action::Append(letter) => pass.append(letter, source),
            Action::Replace => parts(c, |part| {
                pass.take(part, action_of_part(part), source.clone());
            }),
            other => pass.take(c, other, source),
        }
    }
    pass.sink.separate();
}

/// State of the pass: where the letters go, and the letter that a combining hamza would change.
struct Pass<'a, S> {
    sink: &'a mut S,
    before: Option<char>,
}

impl<S: Sink> Pass<'_, S> {
    #[inline]
    fn append(&mut self, letter: char, source: Range<usize>) {
        self.before = Some(letter);
        self.sink.append(letter, source);
    }

    /// Takes a character `c` that has no parts, with its action.
    fn take(&mut self, c: char, action: Action, source: Range<usize>) {
        match action {
            Action::Append(letter) => self.append(letter, source),
            Action::Delete => {
                if let Some(letter) = self.before.and_then(|before| compose_hamza(before, c)) {
                    self.before = Some(letter);
                    self.sink.amend(letter);
                }
                self.sink.deleted(source.end);
            }
            Action::DeleteTatweel => {
                self.before = None;
                self.sink.deleted(source.end);
            }
            Action::Separate | Action::Replace => {
                self.before = None;
                self.sink.separate();
            }
        }
    }
}

/// Folds one raw token into `words`, replacing what was there. Allocates only while the buffers grow.
///
/// A token may hold any number of words: none ("،"), one, or several ("السلام-الأمن").
pub fn fold_token(token: &str, words: &mut FoldedWords) {
    words.clear();
    if is_folded(token) {
        words.push(token);
    } else {
        fold_into(token, words);
    }
}

/// Whether every character is a letter or digit that stays as it is: then the token is its word.
fn is_folded(token: &str) -> bool {
    let table = table();
    token
        .chars()
        .all(|c| table.get(c as usize) == Some(&Action::Append(c)))
}

/// The folded words of a whole text.
///
/// ```
/// use tasnif::text::fold;
/// assert_eq!(fold("أَعلنتِ الوِزارةُ، مساءَ 12 أيّار"), ["اعلنت", "الوزاره", "مساء", "00", "ايار"]);
/// ```
pub fn fold(text: &str) -> Vec<String> {
    let mut words = FoldedWords::new();
    let mut all = Vec::new();
    for (_, token) in raw_tokens(text) {
        fold_token(token, &mut words);
        all.extend(words.iter().map(str::to_owned));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_folded_token_takes_the_short_way_to_the_same_words(token in "[ابتثحدرسكلمنويأىة0-9a-zA-Z\u{64E}\u{654}.ـﻻ]{0,8}|[ابتحدر0]{0,8}") {
            let (mut found, mut expected) = (FoldedWords::new(), FoldedWords::new());
            fold_token(&token, &mut found);
            fold_into(&token, &mut expected);
            prop_assert!(found.iter().eq(expected.iter()));
        }
    }
}
