//! Vowpal Wabbit: on each line a label or several with commas, perhaps a weight and a tag, then `|` and the words.
//!
//! `3 1.0 'a01|text words` is labelled `3` and has the id `a01`. A name space that is called as titles usually are is the title,
//! the others are the text.

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::fields::{FieldRole, usual_role};
use crate::corpus::label_reader::LabelReader;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::notices::Notice;
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;
use std::collections::BTreeSet;

/// The form.
pub(crate) struct Vw;

impl Form for Vw {
    fn endings(&self) -> &'static [&'static str] {
        &["vw"]
    }

    /// Each line that can be seen, the last of which may be cut off, begins with the number of a class and a bar apart from it.
    fn begins(&self, head: &[u8]) -> bool {
        let mut lines = head.split(|&byte| byte == b'\n');
        let mut seen = 0;
        lines.all(|line| {
            seen += 1;
            // What was seen of the last line may end before its bar.
            is_sure(line) || (seen > 1 && !line.contains(&b'|') && is_plain_head(line))
        })
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn records(&self, stream: Stream) -> Items {
        stream.into_line_records(LineParser)
    }
}

/// Whether a line has numbers, perhaps a tag, and then a bar after a space or the tag.
fn is_sure(line: &[u8]) -> bool {
    let Some(bar) = line.iter().position(|&byte| byte == b'|') else {
        return false;
    };
    let before = line.get(..bar).unwrap_or_default();
    let (numbers, tag) = match before.iter().position(|&byte| byte == b'\'') {
        Some(quote) => before.split_at(quote),
        None => (before, &[][..]),
    };
    let is_apart = !tag.is_empty() || numbers.ends_with(b" ");
    let has_digit = numbers.iter().any(u8::is_ascii_digit);
    is_apart && has_digit && is_plain_head(numbers)
}

fn is_plain_head(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| byte.is_ascii_digit() || b" ,.-\r".contains(byte))
}

/// Parses one line.
#[derive(Debug)]
struct LineParser;

impl RecordParser for LineParser {
    fn parse(&self, line: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        let Some((head, namespaces)) = line.split_once('|') else {
            let expected = "a label, a bar (|) and the words";
            return Err(RecordError::Line { expected });
        };
        let (head, tag) = split_tag(head);
        let labels = context.labels(|reader| labels(head, reader))?;
        let is_learned = context.wanted == LabelsWanted::Required;
        if is_learned && labels.as_ref().is_some_and(BTreeSet::is_empty) {
            context.note(Notice::NoChoice);
        }
        let (mut titles, mut texts) = (Vec::new(), Vec::new());
        for namespace in namespaces.split('|') {
            let (name, words) = match namespace.split_once(char::is_whitespace) {
                Some((name, words)) => (name, words.trim()),
                None => ("", namespace.trim()),
            };
            let name = name.split(':').next().unwrap_or_default();
            match usual_role(name) {
                Some((FieldRole::Title, _)) => titles.push(words),
                _ => texts.push(words),
            }
        }
        texts.retain(|words| !words.is_empty());
        Ok(Document {
            id: tag.map_or_else(|| context.id(), str::to_owned),
            title: titles.join("\n"),
            text: texts.join("\n"),
            labels,
            ..Document::default()
        })
    }
}

/// The tag stands after a quote, or directly before the bar.
fn split_tag(head: &str) -> (&str, Option<&str>) {
    if let Some((head, tag)) = head.split_once('\'') {
        let tag = tag.trim();
        return (head, (!tag.is_empty()).then_some(tag));
    }
    // Numbers before the bar without a space are the label: `3|words`.
    let is_apart = head.is_empty() || head.ends_with(char::is_whitespace);
    match head.rsplit_once(char::is_whitespace) {
        Some((before, tag)) if !is_apart => (before, Some(tag)),
        _ => (head, None),
    }
}

/// The first word of the head; a weight and a base may follow. Without a word there is no topic.
fn labels(head: &str, reader: &mut LabelReader<'_>) -> Result<(), RecordError> {
    let mut words = head.split_whitespace();
    let first = words.next().unwrap_or_default();
    if !words.all(|word| word.parse::<f64>().is_ok()) || first.contains(':') {
        let expected = "a label or several with commas, perhaps a weight, and a bar (|)";
        return Err(RecordError::Line { expected });
    }
    let mut labels = first
        .split(',')
        .filter(|label| !label.is_empty())
        .peekable();
    if labels.peek().is_none() {
        reader.empty_list();
    }
    Ok(labels.try_for_each(|label| reader.item(label))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_lines() {
        for (head, tag, expected) in [
            ("3 ", None, Some("3")),
            ("3 1.0 'a01", Some("a01"), Some("3")),
            ("3 0.5 a01", Some("a01"), Some("3")),
            ("3", None, Some("3")),
            ("1,4 ", None, Some("1+4")),
            ("sport 2 ", None, Some("sport")),
            ("", None, Some("")),
            (" ", None, Some("")),
            ("1:0.5 2:1 ", None, None),
            ("two words ", None, None),
        ] {
            let (rest, found) = split_tag(head);
            assert_eq!(found, tag, "{head:?}");
            let mut reader = LabelReader::default();
            let labels = labels(rest, &mut reader)
                .ok()
                .and_then(|()| reader.labels().unwrap())
                .map(|it| it.into_iter().collect::<Vec<_>>());
            assert_eq!(
                labels.map(|it| it.join("+")).as_deref(),
                expected,
                "{head:?}"
            );
        }
    }

    #[test]
    fn only_what_is_sure_is_told_from_the_content() {
        for (head, expected) in [
            ("3 | نص\n1 | نص آخر\n", true),
            ("3 1.0 'a|text نص\n12", true),
            ("1,4 | نص طويل بلا نهاية", true),
            ("| نص\n| نص", false),
            ("3|نص", false),
            ("1 | عنوان\nمتن الخبر", false),
            ("نص | نص", false),
            ("", false),
        ] {
            let head = head.as_bytes();
            let lines = head.strip_suffix(b"\n").unwrap_or(head);
            assert_eq!(Vw.begins(lines), expected, "{lines:?}");
            assert_eq!(Vw.begins(head), expected);
        }
    }
}
