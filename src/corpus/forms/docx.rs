//! A Word document (`.docx`): one article, its paragraphs in order.
//!
//! Such a document is a zip archive with the text in `word/document.xml`.

use super::Form;
use super::text::{ArticleParser, one_article};
use crate::corpus::document::Document;
use crate::corpus::read::foreign;
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

/// The form.
pub(crate) struct Docx;

/// The largest text of a document in bytes, as XML.
const LIMIT: u64 = 64 << 20;

impl Form for Docx {
    fn endings(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn begins(&self, head: &[u8]) -> bool {
        foreign::is_word(head)
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn article(&self) -> Option<&'static dyn RecordParser> {
        Some(&DocxParser)
    }

    fn records(&self, stream: Stream) -> Items {
        one_article(stream, DocxParser)
    }
}

/// Parses a document. It has no labels but those that its folder gives.
#[derive(Debug)]
pub(crate) struct DocxParser;

impl RecordParser for DocxParser {
    fn unpack(&self, bytes: &[u8]) -> Option<Result<String, RecordError>> {
        Some(text_of(bytes))
    }

    fn parse(&self, text: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        ArticleParser::IN_FOLDER.parse(text, context)
    }
}

/// The paragraphs, a line each.
fn text_of(bytes: &[u8]) -> Result<String, RecordError> {
    let broken = |cause: String| RecordError::Docx { cause };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let document = archive
        .by_name("word/document.xml")
        .map_err(|error| broken(error.to_string()))?;
    let mut xml = String::new();
    let read = document.take(LIMIT + 1).read_to_string(&mut xml);
    read.map_err(|error| broken(error.to_string()))?;
    if xml.len() as u64 > LIMIT {
        return Err(broken(format!("its text is larger than {LIMIT} bytes")));
    }
    paragraphs(&xml).map_err(|error| broken(error.to_string()))
}

fn paragraphs(xml: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    // Only what stands in runs of text counts; deleted text and the codes of fields stand in elements of their own.
    let mut is_text = false;
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(text),
            Event::Start(start) => is_text = start.name().as_ref() == b"w:t",
            Event::Empty(start) => match start.name().as_ref() {
                b"w:br" | b"w:cr" => text.push('\n'),
                b"w:tab" => text.push(' '),
                _ => {}
            },
            Event::End(end) => {
                is_text = false;
                if end.name().as_ref() == b"w:p" {
                    text.push('\n');
                }
            }
            Event::Text(run) if is_text => text.push_str(&run.decode()?),
            Event::CData(run) if is_text => text.push_str(&run.decode()?),
            Event::GeneralRef(entity) if is_text => {
                let name = String::from_utf8_lossy(&entity);
                let known = quick_xml::escape::resolve_predefined_entity(&name);
                match (known, entity.resolve_char_ref()?) {
                    (Some(known), _) => text.push_str(known),
                    (None, Some(character)) => text.push(character),
                    (None, None) => {}
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_breaks_and_deleted_text() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>عن</w:t></w:r><w:r><w:t>وان</w:t></w:r></w:p>\
                   <w:p><w:del><w:r><w:delText>قديم</w:delText></w:r></w:del><w:r><w:t xml:space=\"preserve\">أ &amp; </w:t>\
                   <w:tab/><w:t>ب</w:t><w:br/><w:t>ج</w:t><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>";
        assert_eq!(paragraphs(xml).expect("XML"), "عنوان\nأ &  ب\nج\n");
    }

    #[test]
    fn what_is_no_document() {
        for bytes in [&b"PK\x03\x04 nothing"[..], b""] {
            assert!(text_of(bytes).is_err());
        }
    }
}
