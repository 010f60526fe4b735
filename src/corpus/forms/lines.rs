//! One text a line, as crawlers write them: no title, no labels. The id is file and line.

use super::Form;
use crate::corpus::document::Document;
use crate::corpus::error::CorpusError;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;

/// The form. It has no endings and cannot be told from an article, so the caller must name it.
pub(crate) struct Lines;

impl Form for Lines {
    fn endings(&self) -> &'static [&'static str] {
        &[]
    }

    fn records(&self, stream: Stream) -> Items {
        if stream.wanted == LabelsWanted::Required {
            let error = CorpusError::record(&stream.origin, RecordError::LinesWithoutLabels);
            return Box::new(std::iter::once(Err(error)));
        }
        let (lines, records) = stream.into_lines();
        let lines = lines.filter(|line| line.as_ref().map_or(true, |line| !line.is_blank()));
        records.records(lines, LineParser)
    }
}

/// Parses one line.
#[derive(Debug)]
struct LineParser;

impl RecordParser for LineParser {
    fn parse(&self, line: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        Ok(Document {
            id: context.id(),
            text: line.trim().to_owned(),
            ..Document::default()
        })
    }
}
