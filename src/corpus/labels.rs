//! Cleans and checks labels.
//!
//! A label is in NFC, without invisible characters, with single spaces and none around it, so that two labels that look the same
//! on the screen are the same label. It is not empty, at most [`MAX_LABEL_BYTES`] long, and without control characters. A lone
//! [`NONE`], in any letter case, means "no topic".

use super::record_error::quote;
use crate::text::is_unseen;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The name that means "no topic".
pub const NONE: &str = "none";

/// The longest label, in bytes of UTF-8.
pub const MAX_LABEL_BYTES: usize = 200;

/// Whether labels are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelsWanted {
    /// To learn or to evaluate: a record without a place for labels, or with labels that are not acceptable, is an error. One whose
    /// place is empty or holds null is not labelled.
    Required,
    /// To predict: labels are read where they are; a record whose labels are not acceptable counts as not labelled.
    Optional,
}

/// Why a label is not acceptable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// Nothing is left without spaces and invisible characters.
    #[error("a label is empty: write {NONE} for an article without a topic")]
    Empty,
    /// Longer than [`MAX_LABEL_BYTES`].
    #[error(
        "the label {}… has {bytes} bytes, the limit is {MAX_LABEL_BYTES}: use a short identifier", quote(.start)
    )]
    TooLong {
        /// Its first characters.
        start: String,
        /// Its length.
        bytes: usize,
    },
    /// Holds a control character.
    #[error("the label {} holds the control character U+{:04X}: delete it", quote(.label), u32::from(*.character))]
    Control {
        /// The label.
        label: String,
        /// The character.
        character: char,
    },
    /// "none" and a topic contradict each other.
    #[error("{NONE:?} stands beside {}: an article has either no topic or topics; keep one", quote(.other))]
    NoneBesideOther {
        /// The other label.
        other: String,
    },
    /// Brackets around what is no list.
    #[error(
        "the label {} stands in brackets and is no list of labels in quotes: \
         write [\"a\", \"b\"], or the label without brackets", quote(.start)
    )]
    NoList {
        /// Its first characters.
        start: String,
    },
    /// A folder has a name that programs write where there is no label.
    #[error(
        "the name {word:?} is what programs write where a label is missing: \
         label the articles, or name the folder {NONE} if they have no topic"
    )]
    Missing {
        /// The name.
        word: String,
    },
}

/// A set of labels; a lone "none" gives the empty set. Repeated labels count once.
///
/// # Errors
/// The first [`LabelError`] in the order given.
pub fn label_set<'a>(
    labels: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeSet<String>, LabelError> {
    let mut set = BTreeSet::new();
    let mut none = false;
    for label in labels {
        let label = clean(label)?;
        if label.eq_ignore_ascii_case(NONE) {
            none = true;
        } else {
            set.insert(label);
        }
    }
    without_none(set, none)
}

/// The set, which is empty where "none" is said.
pub(crate) fn without_none(
    mut set: BTreeSet<String>,
    none: bool,
) -> Result<BTreeSet<String>, LabelError> {
    match set.pop_first() {
        Some(other) if none => Err(LabelError::NoneBesideOther { other }),
        Some(first) => {
            set.insert(first);
            Ok(set)
        }
        None => Ok(set),
    }
}

/// The labels in the name of a sub-folder: `border-security+trafficking` has two, `none` has no topic.
///
/// # Errors
/// As [`label_set`].
pub fn folder_labels(name: &str) -> Result<BTreeSet<String>, LabelError> {
    label_set(name.split('+'))
}

/// Whether two spellings are one label.
pub(crate) fn is_same_label(one: &str, other: &str) -> bool {
    one == other || clean(one).is_ok_and(|one| clean(other).is_ok_and(|other| one == other))
}

/// Whether nothing of a label needs cleaning, as of nearly all: words of ASCII or of Arabic letters without marks, a space between them.
/// Spares `predict` on JSONL with labels 1.7 % of its instructions (callgrind, one thread).
fn is_plain(label: &str) -> bool {
    let is_letter = |c: char| {
        c.is_ascii_graphic() || matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}')
    };
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_letter);
    label.len() <= MAX_LABEL_BYTES && label.split(' ').all(is_word)
}

/// The label as it is compared and kept.
///
/// # Errors
/// [`LabelError`] if it is empty, too long, or holds a control character.
pub(crate) fn clean(label: &str) -> Result<String, LabelError> {
    if is_plain(label) {
        return Ok(label.to_owned());
    }
    let mut clean = String::with_capacity(label.len());
    let mut space = false;
    let seen = label.trim().chars().filter(|&c| !is_unseen(c));
    for c in seen.nfc() {
        if c.is_whitespace() && !c.is_control() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !clean.is_empty() {
            clean.push(' ');
        }
        clean.push(c);
    }
    if clean.is_empty() {
        return Err(LabelError::Empty);
    }
    if clean.len() > MAX_LABEL_BYTES {
        return Err(LabelError::TooLong {
            start: clean.chars().take(20).collect(),
            bytes: clean.len(),
        });
    }
    match clean.chars().find(|c| c.is_control()) {
        Some(character) => Err(LabelError::Control {
            label: clean,
            character,
        }),
        None => Ok(clean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn folder_names() {
        for (name, expected) in [
            ("border-security", &["border-security"][..]),
            (
                "border-security+trafficking",
                &["border-security", "trafficking"],
            ),
            ("b + a+b", &["a", "b"]),
            ("none", &[]),
            ("None", &[]),
            ("أمن الحدود", &["أمن الحدود"]),
        ] {
            assert_eq!(folder_labels(name), Ok(set(expected)), "{name}");
        }
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (label, expected) in [
            ("رياضة\u{200F}", "رياضة"),
            ("\u{FEFF}رياضة", "رياضة"),
            ("ريا\u{200B}ضة", "رياضة"),
            ("ريا\u{200C}ضة", "رياضة"),
            ("ريا\u{2060}\u{AD}ضة", "رياضة"),
            ("\u{A0}رياضة\u{3000}", "رياضة"),
            ("\u{200E} رياضة \u{200E}", "رياضة"),
            ("ا\u{653}راء", "آراء"),
            ("أمن\u{A0}الحدود", "أمن الحدود"),
            ("أمن \u{2003} الحدود", "أمن الحدود"),
            ("\tsport\n", "sport"),
            ("رياضـة", "رياضـة"),
            ("ریاضة", "ریاضة"),
        ] {
            assert_eq!(clean(label).as_deref(), Ok(expected), "{label:?}");
            assert!(is_same_label(label, expected));
        }
        assert!(!is_same_label("رياضة", "ریاضة"));
    }

    proptest! {
        #[test]
        fn a_clean_label_stays_as_it_is(label in ".{0,12}|[ ا\u{653}\u{654}\u{A0}\u{200B}\u{200F}\u{34F}وي]{0,8}") {
            if let Ok(once) = clean(&label) {
                prop_assert_eq!(clean(&once), Ok(once.clone()));
                prop_assert_eq!(once.trim(), &once);
            }
        }
    }

    #[test]
    fn refused() {
        let none = LabelError::NoneBesideOther { other: "a".into() };
        assert_eq!(folder_labels("none+a"), Err(none));
        assert_eq!(folder_labels("a++b"), Err(LabelError::Empty));
        assert_eq!(clean(" \u{200B}\u{A0}"), Err(LabelError::Empty));
        let long = "ب".repeat(101);
        let error = folder_labels(&long).expect_err("202 bytes");
        assert!(error.to_string().contains("202 bytes, the limit is 200"));
        assert!(folder_labels(&"ب".repeat(100)).is_ok());
        let error = folder_labels("a\u{7}b").expect_err("control");
        assert!(error.to_string().contains("U+0007"), "{error}");
    }

    #[test]
    fn plain_labels_are_what_cleaning_leaves() {
        for label in [
            "economy",
            "أمن الحدود",
            "a b",
            "مال+أعمال",
            "ء آ ؤ",
            "x".repeat(MAX_LABEL_BYTES).as_str(),
        ] {
            assert!(is_plain(label), "{label}");
            let seen: String = label.nfc().collect();
            assert_eq!(seen, label);
        }
        for label in [
            "",
            " a",
            "a ",
            "a  b",
            "ا\u{654}",
            "a\u{200B}",
            "a\tb",
            "é",
            "x".repeat(MAX_LABEL_BYTES + 1).as_str(),
        ] {
            assert!(!is_plain(label), "{label}");
        }
    }
}
