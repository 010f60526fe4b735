//! Flags that take one of the names of a library type.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::fmt::Display;
use std::str::FromStr;

/// Parses one of the names; each stands with what the help says of it.
pub fn parser<T>(
    names: &[(&'static str, &'static str)],
) -> impl TypedValueParser<Value = T> + use<T>
where
    T: FromStr<Err: Display> + Clone + Send + Sync + 'static,
{
    let values: Vec<PossibleValue> = names
        .iter()
        .map(|(name, help)| PossibleValue::new(*name).help(*help))
        .collect();
    PossibleValuesParser::new(values)
        .try_map(|name| name.parse::<T>().map_err(|error| error.to_string()))
}

/// The learning methods.
pub const METHODS: &[(&str, &str)] = &[
    ("naive-bayes", "One-vs-rest multinomial naive Bayes"),
    (
        "nbsvm",
        "Support vector machines on the same features: more accurate, slower to train",
    ),
];

/// The forms that `convert` writes.
pub const WRITE_FORMS: &[(&str, &str)] = &[
    ("jsonl", "One JSON object a line, with everything"),
    ("csv", "Comma-separated, with a header and everything"),
    ("tsv", "Tab-separated; line breaks become spaces"),
    ("fasttext", "Labels and text on a line, nothing else"),
    ("doccano", "JSONL for doccano"),
    (
        "label-studio",
        "JSON tasks for Label Studio, with annotations",
    ),
    ("prodigy", "JSONL for Prodigy"),
    (
        "folder",
        "Text files in one sub-folder for each set of labels",
    ),
];

/// How many topics an article may carry.
pub const MODES: &[(&str, &str)] = &[
    (
        "auto",
        "Exclusive if every labelled article has exactly one label",
    ),
    ("multi", "Any number of topics, or none"),
    (
        "exclusive",
        "Exactly one topic; articles without a label are left out",
    ),
];

/// The forms of input.
pub const INPUT_FORMS: &[(&str, &str)] = &[
    ("jsonl", "One JSON object a line"),
    (
        "json",
        "A list of JSON objects, or objects over several lines",
    ),
    ("csv", "Comma-separated, with a header"),
    ("tsv", "Tab-separated, with a header"),
    ("fasttext", "Lines that begin with `__label__`"),
    ("mallet", "Lines of an id, a label and the text"),
    ("vw", "Vowpal Wabbit: lines of a label, a bar and the words"),
    ("lines", "One text a line, without labels"),
    ("html", "Web pages, of which the main text is taken"),
    ("feed", "RSS or Atom"),
    ("docx", "Word documents"),
    ("text", "One article"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;
    use crate::corpus::{Format, WriteForm};
    use crate::train::Mode;

    #[test]
    fn every_name_is_one_that_the_library_takes() {
        assert!(
            METHODS
                .iter()
                .all(|(name, _)| name.parse::<Method>().is_ok())
        );
        assert!(MODES.iter().all(|(name, _)| name.parse::<Mode>().is_ok()));
        let forms: Vec<&str> = INPUT_FORMS.iter().map(|(name, _)| *name).collect();
        let known: Vec<&str> = Format::ALL.iter().map(|form| form.name()).collect();
        assert_eq!(forms, known);
        let forms: Vec<&str> = WRITE_FORMS.iter().map(|(name, _)| *name).collect();
        let known: Vec<&str> = WriteForm::ALL.iter().map(|form| form.name()).collect();
        assert_eq!(forms, known);
    }
}
