//! [`Stream`]: an open source and what all its records have in common. The forms of input cut it into records.

use super::decode::RawText;
use super::lines::{Line, Lines};
use super::record::{Body, Items, RawRecord, RecordParser};
use super::source::{self, Source};
use crate::corpus::document::Origin;
use crate::corpus::encoding::Encoding;
use crate::corpus::error::CorpusError;
use crate::corpus::fields::FieldNames;
use crate::corpus::labels::LabelsWanted;
use crate::corpus::notices::Notices;
use crate::corpus::options::ReadOptions;
use std::sync::Arc;

/// A stream of records.
pub(crate) struct Stream {
    source: Source,
    pub origin: Origin,
    name: Arc<str>,
    max_bytes: u64,
    pub wanted: LabelsWanted,
    pub fields: Arc<FieldNames>,
    pub notices: Notices,
}

impl Stream {
    /// `name` stands for the file in ids.
    pub fn new(source: Source, origin: Origin, name: &str, options: &ReadOptions) -> Self {
        source.note_encoding(&origin, options);
        Self {
            source,
            origin,
            name: name.into(),
            max_bytes: options.max_bytes,
            wanted: options.labels,
            fields: Arc::new(options.fields.clone()),
            notices: options.notices.clone(),
        }
    }

    /// The longest line or row in bytes.
    pub fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// Whether the stream was UTF-16.
    pub fn is_from_utf16(&self) -> bool {
        self.source.is_from_utf16
    }

    /// The whole stream as one record.
    pub fn into_record(
        self,
        parser: impl RecordParser + 'static,
    ) -> Result<RawRecord, CorpusError> {
        let raw = source::read_whole(self.source, &self.origin, self.max_bytes)?;
        Ok(RawRecord {
            origin: self.origin,
            name: self.name,
            body: Body::Bytes(raw),
            parser: Arc::new(parser),
        })
    }

    /// All of the stream, and what makes records of its parts.
    pub fn into_whole(self) -> Result<(RawText, LineRecords), CorpusError> {
        let records = LineRecords {
            origin: self.origin.clone(),
            name: self.name,
            encoding: self.source.encoding,
            notices: self.notices,
        };
        let raw = source::read_whole(self.source, &self.origin, self.max_bytes)?;
        Ok((raw, records))
    }

    /// One record for each line that holds something.
    pub fn into_line_records(self, parser: impl RecordParser + 'static) -> Items {
        let (lines, records) = self.into_lines();
        let lines = lines.filter(|line| line.as_ref().map_or(true, |line| !line.is_blank()));
        records.records(lines, parser)
    }

    /// The lines of a table, which end in CR alone in some.
    pub fn into_lines_of_table(self) -> (Lines, LineRecords) {
        let head = &self.source.head;
        let at = head.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let is_lone =
            |at: usize| head[at] == b'\r' && head.get(at + 1).is_some_and(|&next| next != b'\n');
        let ends_in_cr = at.is_some_and(is_lone);
        let (lines, records) = self.into_lines();
        match ends_in_cr {
            true => (lines.ending_in_cr(), records),
            false => (lines, records),
        }
    }

    /// The lines, and what makes records of them.
    pub fn into_lines(self) -> (Lines, LineRecords) {
        let Source {
            reader,
            encoding,
            start,
            ..
        } = self.source;
        let lines = Lines::new(reader, self.origin.clone(), start, self.max_bytes);
        let records = LineRecords {
            origin: self.origin,
            name: self.name,
            encoding,
            notices: self.notices,
        };
        (lines, records)
    }
}

/// Makes records of lines, or of rows of several lines.
pub(crate) struct LineRecords {
    origin: Origin,
    name: Arc<str>,
    encoding: Encoding,
    notices: Notices,
}

impl LineRecords {
    /// The file, and what stands for it in ids.
    pub fn base(&self) -> (Origin, Arc<str>) {
        (self.origin.clone(), Arc::clone(&self.name))
    }

    /// Where a line stands.
    pub fn origin_of(&self, line: &Line) -> Origin {
        self.origin.at_line(line.number)
    }

    /// The text of a line that is no record, such as a header.
    pub fn decode(&self, line: Line) -> Result<String, CorpusError> {
        let origin = self.origin_of(&line);
        self.raw(line).decode(&origin, &self.notices)
    }

    /// The text of bytes of several lines.
    pub fn decode_raw(&self, raw: RawText) -> Result<String, CorpusError> {
        raw.decode(&self.origin, &self.notices)
    }

    /// A record whose text was made of what begins at a place: a line, and which of the records on it, from 1.
    pub fn made(
        &self,
        (line, nth): (u64, u64),
        text: String,
        parser: &Arc<dyn RecordParser>,
    ) -> RawRecord {
        RawRecord {
            origin: self.origin.at_record(line, nth),
            name: Arc::clone(&self.name),
            body: Body::Bytes(RawText {
                bytes: text.into_bytes(),
                encoding: Encoding::UTF_8,
                start: 0,
            }),
            parser: Arc::clone(parser),
        }
    }

    /// One record for each line.
    pub fn records(
        self,
        lines: impl Iterator<Item = Result<Line, CorpusError>> + Send + 'static,
        parser: impl RecordParser + 'static,
    ) -> Items {
        let parser: Arc<dyn RecordParser> = Arc::new(parser);
        Box::new(lines.map(move |line| {
            let line = line?;
            Ok(RawRecord {
                origin: self.origin_of(&line),
                name: Arc::clone(&self.name),
                body: Body::Bytes(self.raw(line)),
                parser: Arc::clone(&parser),
            })
        }))
    }

    fn raw(&self, line: Line) -> RawText {
        RawText {
            bytes: line.bytes,
            encoding: self.encoding,
            start: line.start,
        }
    }
}
