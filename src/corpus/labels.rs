//! Checks labels.
//!
//! A label is trimmed, not empty, at most [`MAX_LABEL_BYTES`] long and without control characters and bidi controls, so that
//! two labels that look the same on the screen are the same label. A lone [`NONE`], in any letter case, means "no topic".

use crate::text::{BYTE_ORDER_MARK, is_bidi_control};
use std::collections::BTreeSet;

/// The name that means "no topic".
pub const NONE: &str = "none";

/// The longest label, in bytes of UTF-8.
pub const MAX_LABEL_BYTES: usize = 200;

/// Whether labels are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelsWanted {
    /// To learn or to evaluate: a record without labels, or with labels that are not acceptable, is an error.
    Required,
    /// To predict: labels are read where they are; a record whose labels are not acceptable counts as not labelled.
    Optional,
}

/// Why a label is not acceptable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// Nothing is left after trimming.
    #[error("a label is empty: write {NONE} for an article without a topic")]
    Empty,
    /// Longer than [`MAX_LABEL_BYTES`].
    #[error(
        "the label {start:?}… has {bytes} bytes, the limit is {MAX_LABEL_BYTES}: use a short identifier"
    )]
    TooLong {
        /// Its first characters.
        start: String,
        /// Its length.
        bytes: usize,
    },
    /// Holds a control character, a bidi control or the byte-order mark.
    #[error("the label {label:?} holds the invisible character U+{:04X}: delete it", u32::from(*.character))]
    Invisible {
        /// The label.
        label: String,
        /// The character.
        character: char,
    },
    /// "none" and a topic contradict each other.
    #[error("{NONE:?} stands beside {other:?}: an article has either no topic or topics; keep one")]
    NoneBesideOther {
        /// The other label.
        other: String,
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
        let label = validate(label)?;
        if label.eq_ignore_ascii_case(NONE) {
            none = true;
        } else {
            set.insert(label.to_owned());
        }
    }
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

/// The labels in a CSV cell, separated by `+` or `|`; an empty cell has no topic.
pub(crate) fn cell_labels(cell: &str) -> Result<BTreeSet<String>, LabelError> {
    if cell.trim().is_empty() {
        return Ok(BTreeSet::new());
    }
    label_set(cell.split(['+', '|']))
}

/// One label that is not split; empty means no topic.
pub(crate) fn single_label(label: &str) -> Result<BTreeSet<String>, LabelError> {
    if label.trim().is_empty() {
        return Ok(BTreeSet::new());
    }
    label_set([label])
}

fn validate(label: &str) -> Result<&str, LabelError> {
    let label = label.trim();
    if label.is_empty() {
        return Err(LabelError::Empty);
    }
    if label.len() > MAX_LABEL_BYTES {
        return Err(LabelError::TooLong {
            start: label.chars().take(20).collect(),
            bytes: label.len(),
        });
    }
    match label.chars().find(|&c| is_invisible(c)) {
        Some(character) => Err(LabelError::Invisible {
            label: label.to_owned(),
            character,
        }),
        None => Ok(label),
    }
}

/// Whether a label must not hold this character: a control character, a bidi control, or the byte-order mark, which
/// spreadsheets leave beside Arabic text. The joiners U+200C and U+200D stay allowed: some languages spell words with them.
fn is_invisible(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || c == BYTE_ORDER_MARK
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn cells() {
        assert_eq!(cell_labels("a|b+c"), Ok(set(&["a", "b", "c"])));
        assert_eq!(cell_labels(" "), Ok(set(&[])));
        assert_eq!(cell_labels("a|"), Err(LabelError::Empty));
        assert_eq!(single_label("c+a"), Ok(set(&["c+a"])));
        assert_eq!(single_label(""), Ok(set(&[])));
    }

    #[test]
    fn refused() {
        let none = LabelError::NoneBesideOther { other: "a".into() };
        assert_eq!(folder_labels("none+a"), Err(none));
        assert_eq!(folder_labels("a++b"), Err(LabelError::Empty));
        let long = "ب".repeat(101);
        let error = folder_labels(&long).expect_err("202 bytes");
        assert!(error.to_string().contains("202 bytes, the limit is 200"));
        assert!(folder_labels(&"ب".repeat(100)).is_ok());
        let error = folder_labels("أمن\u{200F}x").expect_err("bidi mark");
        assert!(error.to_string().contains("U+200F"), "{error}");
        assert!(folder_labels("a\u{7}b").is_err());
    }
}
