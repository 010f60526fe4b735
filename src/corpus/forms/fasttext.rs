//! One line of fastText's supervised format → document.
//!
//! As in fastText's `Dictionary::getLine`, every token that begins with `__label__` is a label wherever it stands, and the other
//! tokens are the text. The format has no title. `__label__none` means "no topic".

use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::labels::label_set;
use crate::corpus::options::LabelsWanted;
use crate::corpus::read::format::Format;
use std::collections::BTreeMap;

const PREFIX: &str = "__label__";

/// Parses one line.
pub(crate) fn parse(
    line: &str,
    id: String,
    origin: &Origin,
    wanted: LabelsWanted,
) -> Result<Document, CorpusError> {
    let (names, text) = split(line);
    let labels = match (label_set(names.iter().copied()), wanted) {
        (_, LabelsWanted::Required) if names.is_empty() => {
            let (origin, form) = (origin.clone(), Format::FastText);
            return Err(CorpusError::MissingLabels { origin, form });
        }
        (Ok(labels), _) => (!names.is_empty()).then_some(labels),
        (Err(source), LabelsWanted::Required) => {
            let origin = origin.clone();
            return Err(CorpusError::InvalidLabel { origin, source });
        }
        (Err(_), LabelsWanted::Optional) => None,
    };
    Ok(Document {
        id,
        title: String::new(),
        text,
        labels,
        fields: BTreeMap::new(),
    })
}

/// The label names and the text. Text without labels inside keeps its spaces.
fn split(line: &str) -> (Vec<&str>, String) {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '\u{B}';
    let mut names = Vec::new();
    let mut rest = line.trim_matches(is_space);
    while let Some(after) = rest.strip_prefix(PREFIX) {
        let (name, text) = after.split_once(is_space).unwrap_or((after, ""));
        names.push(name);
        rest = text.trim_start_matches(is_space);
    }
    let tokens = || rest.split(is_space).filter(|token| !token.is_empty());
    let leading = names.len();
    names.extend(tokens().filter_map(|token| token.strip_prefix(PREFIX)));
    if names.len() == leading {
        return (names, rest.to_owned());
    }
    let words: Vec<&str> = tokens()
        .filter(|token| !token.starts_with(PREFIX))
        .collect();
    (names, words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn labels_stand_anywhere() {
        for (line, names, text) in [
            (
                "__label__a __label__b نص  الخبر",
                &["a", "b"][..],
                "نص  الخبر",
            ),
            ("__label__a\tx", &["a"], "x"),
            (" نص __label__a آخر ", &["a"], "نص آخر"),
            ("x __label__a", &["a"], "x"),
            ("__label__", &[""], ""),
            ("x__label__a", &[], "x__label__a"),
            ("", &[], ""),
        ] {
            assert_eq!(split(line), (names.to_vec(), text.to_owned()), "{line:?}");
        }
    }
}
