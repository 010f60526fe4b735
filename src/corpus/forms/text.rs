//! One article in a file: title, then text. It has no labels but those that its folder gives.

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::error::CorpusError;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::notices::Notice;
use crate::corpus::read::record::{Context, Items, NO_TOPIC_FOLDER, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;

/// The form.
pub(crate) struct Text;

impl Form for Text {
    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn article(&self) -> Option<&'static dyn RecordParser> {
        Some(&ArticleParser::ALONE)
    }

    fn records(&self, stream: Stream) -> Items {
        one_article(stream, ArticleParser::ALONE)
    }
}

/// The whole stream as one record, which has no labels.
pub(super) fn one_article(stream: Stream, parser: impl RecordParser + 'static) -> Items {
    let (wanted, origin) = (stream.wanted, stream.origin.clone());
    let record = stream.into_record(parser);
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

/// Parses an article, without labels.
#[derive(Debug)]
pub(crate) struct ArticleParser {
    /// From how many lines on it is said that they may be so many articles.
    pub many_lines: usize,
}

impl ArticleParser {
    /// A file that was given by itself.
    pub const ALONE: Self = Self { many_lines: 6 };
    /// A file of a folder, which is nearly always one article.
    pub const IN_FOLDER: Self = Self { many_lines: 60 };
}

impl RecordParser for ArticleParser {
    fn parse(&self, text: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        if is_one_text_a_line(text, self.many_lines) {
            context.note(Notice::ManyLines);
        }
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

/// Whether a text looks like one text a line: at least `many` lines, all of them long, none blank between them, and the first is
/// no title.
fn is_one_text_a_line(content: &str, many: usize) -> bool {
    /// Sentences on a line of their own have fewer words.
    const LONG: usize = 12;
    let is_long = |line: &str| line.split_ascii_whitespace().nth(LONG).is_some();
    let mut lines = content.trim().lines();
    let Some(first) = lines.next().map(str::trim) else {
        return false;
    };
    let has_title = !first.ends_with(['.', '!', '?', '؟', '…', '"', '»']);
    !has_title && is_long(first) && lines.clone().all(is_long) && lines.count() + 1 >= many
}

#[cfg(test)]
mod tests {
    use super::{is_one_text_a_line, split};

    #[test]
    fn texts_on_lines_of_their_own() {
        let line = "كلمة ".repeat(15) + "نهاية.\n";
        let lines = line.repeat(6);
        assert!(is_one_text_a_line(&lines, 6));
        assert!(!is_one_text_a_line(&lines, 7));
        for other in [
            format!("عنوان قصير\n{lines}"),
            format!("{}\n{lines}", "كلمة ".repeat(15)),
            lines.replacen("\n", "\n\n", 1),
            format!("{lines}نهاية\n"),
            String::new(),
        ] {
            assert!(!is_one_text_a_line(&other, 6), "{other}");
        }
    }

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
