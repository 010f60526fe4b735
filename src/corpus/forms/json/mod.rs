//! JSON: one object on each line, or any other JSON text whose records are objects: lists, objects over several lines, one after the
//! other, and wrappers such as `{"data": […]}`.
//!
//! Lines are streamed. A text over several lines is read as a whole. `parser` says what an object means, `select` which of its
//! keys, and `exports` what labelling programs add.

mod decided;
pub(super) mod labels;
mod nan;
pub(super) mod object;
mod parser;
mod parts;
mod select;
mod shape;
mod values;

use super::Form;
use crate::corpus::document::Origin;
use crate::corpus::encoding::Encoding;
use crate::corpus::error::CorpusError;
use crate::corpus::forms::exports::Classes;
use crate::corpus::read::decode::RawText;
use crate::corpus::read::lines::Line;
use crate::corpus::read::record::{Body, Items, RawRecord, RecordParser};
use crate::corpus::read::stream::{LineRecords, Stream};
use parser::ObjectParser;
use shape::Shape;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use values::Values;

/// The form. All JSON is read alike; endings differ for the sake of names.
pub(crate) struct Json {
    pub endings: &'static [&'static str],
}

impl Form for Json {
    fn endings(&self) -> &'static [&'static str] {
        self.endings
    }

    fn begins(&self, head: &[u8]) -> bool {
        let list = head.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
        begins_object(head)
            || list.is_some_and(|list| {
                let pair = list.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
                begins_object(list) || pair.is_some_and(|pair| pair.starts_with(b"\""))
            })
    }

    fn hides_in_text_files(&self) -> bool {
        true
    }

    fn records(&self, stream: Stream) -> Items {
        let parser = ObjectParser {
            names: Arc::clone(&stream.fields),
            classes: Arc::new(classes_beside(&stream.origin)),
        };
        let (origin, wanted, limit) = (stream.origin.clone(), stream.wanted, stream.max_bytes());
        let notices = stream.notices.clone();
        let (mut lines, records) = stream.into_lines();
        let (begun, shape) = Shape::of(&mut lines, &parser.names);
        let lines = begun.into_iter().chain(lines);
        let items = match shape {
            Shape::Lines => records.records(lines.filter(is_filled), parser.clone()),
            Shape::Texts => texts(lines, records, parser.clone()),
            Shape::Whole => whole(lines, records, parser.clone(), origin, limit),
        };
        decided::decided(items, &parser, wanted, &notices)
    }
}

/// What parses an object of a stream.
pub(super) fn object_parser(stream: &Stream) -> Arc<dyn RecordParser> {
    Arc::new(ObjectParser {
        names: Arc::clone(&stream.fields),
        classes: Arc::default(),
    })
}

/// Whether this is an object with a key. A brace alone is not enough, nor a quote in it: Arabic articles do begin with a Quranic
/// verse in braces.
fn begins_object(head: &[u8]) -> bool {
    let inside = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let Some(key) = inside.and_then(|inside| inside.strip_prefix(b"\"")) else {
        return false;
    };
    let end = key.iter().position(|&byte| byte == b'"');
    let after = end.and_then(|end| key.get(end + 1..));
    after.is_some_and(|after| after.trim_ascii_start().starts_with(b":"))
}

/// The names of classes in the file `dataset_info.json`, which Hugging Face `datasets` writes beside the rows.
fn classes_beside(origin: &Origin) -> Classes {
    /// The file is small; something large is another one.
    const LIMIT: u64 = 16 << 20;
    let path = Path::new(origin.file());
    let beside = path.with_file_name("dataset_info.json");
    if !path.is_file() || !beside.is_file() {
        return Classes::default();
    }
    let mut text = String::new();
    let read = File::open(beside).and_then(|file| file.take(LIMIT).read_to_string(&mut text));
    let info = read.ok().and_then(|_| serde_json::from_str(&text).ok());
    let info: serde_json::Value = info.unwrap_or_default();
    info.get("features")
        .map_or_else(Classes::default, Classes::of_features)
}

type LineItem = Result<Line, CorpusError>;

fn is_filled(line: &LineItem) -> bool {
    line.as_ref().map_or(true, |line| !line.is_blank())
}

/// The records of lines each of which is a text.
fn texts(
    lines: impl Iterator<Item = LineItem> + Send + 'static,
    records: LineRecords,
    parser: ObjectParser,
) -> Items {
    Box::new(lines.filter(is_filled).flat_map(move |line| -> Items {
        let text = line.and_then(|line| {
            let (number, start) = (line.number, line.start);
            Ok((records.decode(line)?, number, start))
        });
        match text {
            Ok((text, line, start)) => cut(text, records.base(), line, start, parser.clone()),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    }))
}

/// The records of a text that is the whole stream.
fn whole(
    lines: impl Iterator<Item = LineItem>,
    records: LineRecords,
    parser: ObjectParser,
    origin: Origin,
    limit: u64,
) -> Items {
    let text = join(lines, &origin, limit).and_then(|line| {
        let (number, start) = (line.number, line.start);
        Ok((records.decode(line)?, number, start))
    });
    match text {
        Ok((text, line, start)) => cut(text, records.base(), line, start, parser),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// All lines as one.
fn join(
    lines: impl Iterator<Item = LineItem>,
    origin: &Origin,
    limit: u64,
) -> Result<Line, CorpusError> {
    let mut whole: Option<Line> = None;
    for line in lines {
        let line = line?;
        let joined = match &mut whole {
            None => whole.insert(line),
            Some(whole) => {
                whole.bytes.extend_from_slice(whole.ending);
                whole.bytes.extend_from_slice(&line.bytes);
                whole.ending = line.ending;
                whole
            }
        };
        if joined.bytes.len() as u64 > limit {
            return Err(CorpusError::TooLong {
                origin: origin.clone(),
                what: "the JSON text over several lines",
                limit,
            });
        }
    }
    Ok(whole.unwrap_or(Line {
        number: 1,
        start: 0,
        bytes: Vec::new(),
        ending: b"",
    }))
}

/// The records of a text that begins on `line`, `start` bytes into the file.
fn cut(
    text: String,
    base: (Origin, Arc<str>),
    line: u64,
    start: u64,
    parser: ObjectParser,
) -> Items {
    let (origin, name) = base;
    let mut shared = Arc::new(parser.clone());
    let mut values = Values::new(text, Arc::clone(&parser.names), Arc::clone(&parser.classes));
    Box::new(std::iter::from_fn(move || {
        let cut = match values.next()? {
            Ok(cut) => cut,
            Err((at, error)) => {
                let origin = origin.at_line(line - 1 + at);
                return Some(Err(CorpusError::record(&origin, error)));
            }
        };
        if !Arc::ptr_eq(&values.classes, &shared.classes) {
            shared = Arc::new(ObjectParser {
                names: Arc::clone(&parser.names),
                classes: Arc::clone(&values.classes),
            });
        }
        let bytes = values.text().as_bytes().get(cut.range.clone());
        Some(Ok(RawRecord {
            origin: origin.at_record(line - 1 + cut.line, cut.nth),
            name: Arc::clone(&name),
            body: Body::Bytes(RawText {
                bytes: bytes.unwrap_or_default().to_vec(),
                encoding: Encoding::UTF_8,
                start: start + cut.range.start as u64,
            }),
            parser: Arc::clone(&shared) as Arc<dyn RecordParser>,
        }))
    }))
}
