//! MALLET's `import-file`: on each line an id, a label and the text, with spaces or tabs between them.
//!
//! Told by name only: a line of text may begin with any two words. The label `none` means "no topic".

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;

/// The form.
pub(crate) struct Mallet;

impl Form for Mallet {
    fn endings(&self) -> &'static [&'static str] {
        &["mallet"]
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
        let Some((id, label, text)) = split(line) else {
            let expected = "an id, a label and a text, with spaces or tabs between them";
            return Err(RecordError::Line { expected });
        };
        let labels = context.labels(|labels| labels.text(label))?;
        Ok(Document {
            id: id.to_owned(),
            text: text.to_owned(),
            labels,
            ..Document::default()
        })
    }
}

/// As MALLET's expression `(\S*)[\s,]*(\S*)[\s,]*(.*)` does, but all three must be there.
fn split(line: &str) -> Option<(&str, &str, &str)> {
    let between = |c: char| c.is_whitespace() || c == ',';
    let (id, rest) = line.trim().split_once(char::is_whitespace)?;
    let rest = rest.trim_start_matches(between);
    let (label, text) = rest.split_once(char::is_whitespace)?;
    let text = text.trim_start_matches(between);
    (!text.is_empty()).then_some((id, label, text))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn lines() {
        for (line, expected) in [
            ("1 a نص الخبر", Some(("1", "a", "نص الخبر"))),
            ("1\ta\tنص\tآخر ", Some(("1", "a", "نص\tآخر"))),
            (" 1 , a , نص", Some(("1", "a", "نص"))),
            ("1 a", None),
            ("1 a ", None),
            ("1", None),
        ] {
            assert_eq!(split(line), expected, "{line:?}");
        }
    }
}
