//! One article in a file: title, then text. It has no labels but those that its folder gives.

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::error::CorpusError;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::read::record::{Context, Items, NO_TOPIC_FOLDER, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;

/// The form.
pub(crate) struct Text;

impl Form for Text {
    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn records(&self, stream: Stream) -> Items {
        let (wanted, origin) = (stream.wanted, stream.origin.clone());
        let record = stream.into_record(ArticleParser);
        let record = record.and_then(|record| match wanted {
            LabelsWanted::Optional => Ok(record),
            LabelsWanted::Required => {
                let no_topic = NO_TOPIC_FOLDER;
                let error = RecordError::MissingLabels { no_topic };
                Err(CorpusError::record(&origin, error))
            }
        });
        Box::new(std::iter::once(record))
    }
}

/// Parses an article, without labels.
#[derive(Debug)]
pub(crate) struct ArticleParser;

impl RecordParser for ArticleParser {
    fn parse(&self, text: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        let (title, text) = split(text);
        Ok(Document {
            id: context.id(),
            title,
            text,
            ..Document::default()
        })
    }
}

/// Splits at the first line break after leading blank lines: the first line is the title, the rest the text, both trimmed.
/// A file of one line is a text with an empty title, since a lone line is more often a body than a headline.
pub(crate) fn split(content: &str) -> (String, String) {
    let content = content.trim();
    match content.split_once(['\n', '\r']) {
        Some((title, text)) => (title.trim_end().to_owned(), text.trim_start().to_owned()),
        None => (String::new(), content.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn titles() {
        for (content, title, text) in [
            ("عنوان\nمتن", "عنوان", "متن"),
            ("عنوان\r\n\r\nمتن\r\nسطر\r\n", "عنوان", "متن\r\nسطر"),
            ("a\rb", "a", "b"),
            ("\n \nعنوان \nمتن\n", "عنوان", "متن"),
            ("سطر واحد", "", "سطر واحد"),
            ("سطر واحد\n", "", "سطر واحد"),
            ("", "", ""),
            (" \n\n ", "", ""),
        ] {
            assert_eq!(
                split(content),
                (title.to_owned(), text.to_owned()),
                "{content:?}"
            );
        }
    }
}
