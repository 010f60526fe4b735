//! fastText's supervised format: one article on each line.
//!
//! As in fastText's `Dictionary::getLine`, every token that begins with `__label__` is a label wherever it stands, and the other
//! tokens are the text. The format has no title. `__label__none` means "no topic".

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;

const PREFIX: &str = "__label__";

/// The form.
pub(crate) struct FastText;

impl Form for FastText {
    fn endings(&self) -> &'static [&'static str] {
        &["ft", "fasttext"]
    }

    fn begins(&self, head: &[u8]) -> bool {
        head.starts_with(PREFIX.as_bytes())
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn records(&self, stream: Stream) -> Items {
        stream.into_line_records(LineParser)
    }
}

/// Parses one line.
#[derive(Debug)]
struct LineParser;

impl RecordParser for LineParser {
    fn parse(&self, line: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        let (names, text) = split(line);
        let labels = match (names.is_empty(), context.wanted) {
            (true, LabelsWanted::Required) => {
                let no_topic = "__label__none";
                return Err(RecordError::MissingLabels { no_topic });
            }
            (true, LabelsWanted::Optional) => None,
            (false, _) => {
                context.labels(|labels| names.iter().try_for_each(|name| labels.item(name)))?
            }
        };
        Ok(Document {
            id: context.id(),
            text,
            labels,
            ..Document::default()
        })
    }
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
