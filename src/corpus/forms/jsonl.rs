//! JSONL: one article on each line, as a JSON object.
//!
//! `text` is a required string. Optional: `title` (string), `id` (string or number), `labels` (list of strings) or `label`
//! (string); null, an empty list or string, and "none" mean "no topic". A label with `+` is not split. Other strings, numbers
//! and booleans become fields.

use super::Form;
use super::json_object::{Field, JsonLine, JsonObject};
use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::labels::{LabelsWanted, label_set, single_label};
use crate::corpus::read::lines::{Line, Lines};
use crate::corpus::read::record::{Context, Items, RecordParser};
use crate::corpus::read::stream::Stream;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

type Object = Map<String, Value>;
type Labels = Option<BTreeSet<String>>;

/// The form.
pub(crate) struct Jsonl;

impl Form for Jsonl {
    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "json"]
    }

    /// A brace alone is not enough: Arabic articles do begin with a Quranic verse in braces.
    fn begins(&self, head: &[u8]) -> bool {
        let inside = head.strip_prefix(b"{");
        inside.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
    }

    fn records(&self, stream: Stream) -> Items {
        let origin = stream.origin.clone();
        let (lines, records) = stream.into_lines();
        records.records(scan(lines, origin), LineParser)
    }
}

/// The lines that hold something. A file that begins with `[` is one array, which has no lines worth reporting one by one.
fn scan(lines: Lines, origin: Origin) -> impl Iterator<Item = Result<Line, CorpusError>> + Send {
    let mut first = true;
    let mut array = false;
    lines
        .map_while(move |line| {
            if array {
                return None;
            }
            match line {
                Ok(line) if line.is_blank() => Some(None),
                Ok(line)
                    if std::mem::take(&mut first) && line.bytes.trim_ascii().starts_with(b"[") =>
                {
                    array = true;
                    let origin = origin.at_line(line.number);
                    Some(Some(Err(CorpusError::record(
                        &origin,
                        RecordError::JsonArray,
                    ))))
                }
                line => Some(Some(line)),
            }
        })
        .flatten()
}

/// Parses one line.
#[derive(Debug)]
struct LineParser;

impl RecordParser for LineParser {
    fn parse(&self, line: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        let object = object(line)?;
        let text = match object.text {
            Some(Field::Text(text)) => text.into_owned(),
            Some(Field::Other(other)) => return Err(wrong_type("text", "a string", &other)),
            None => {
                let found = object.keys();
                return Err(RecordError::MissingText { found });
            }
        };
        let title = match object.title {
            None | Some(Field::Other(Value::Null)) => String::new(),
            Some(Field::Text(title)) => title.into_owned(),
            Some(Field::Other(other)) => return Err(wrong_type("title", "a string", &other)),
        };
        let id = match object.id {
            None | Some(Field::Other(Value::Null)) => context.id(),
            Some(Field::Text(own)) if own.trim().is_empty() => context.id(),
            Some(Field::Text(own)) => own.into_owned(),
            Some(Field::Other(Value::Number(own))) => own.to_string(),
            Some(Field::Other(other)) => {
                return Err(wrong_type("id", "a string or a number", &other));
            }
        };
        let mut object = object.others;
        let labels = match (labels(&mut object), context.wanted) {
            (Ok(None), LabelsWanted::Required) => {
                let no_topic = "\"labels\": []";
                return Err(RecordError::MissingLabels { no_topic });
            }
            (Ok(labels), _) => labels,
            (Err(error), LabelsWanted::Required) => return Err(error),
            (Err(_), LabelsWanted::Optional) => None,
        };
        let fields = fields(object);
        Ok(Document {
            id,
            title,
            text,
            labels,
            fields,
        })
    }
}

fn object(line: &str) -> Result<JsonObject<'_>, RecordError> {
    match serde_json::from_str(line) {
        Ok(JsonLine::Object(object)) => Ok(object),
        Ok(JsonLine::Other(other)) => Err(RecordError::NotAnObject {
            found: type_name(&other),
        }),
        Err(error) => {
            // The parser's "at line 1 column 5" would contradict the file's line.
            let message = error.to_string();
            let cause = message
                .rsplit_once(" at line ")
                .map_or(message.as_str(), |(cause, _)| cause);
            Err(RecordError::Json {
                column: error.column(),
                cause: cause.to_owned(),
            })
        }
    }
}

fn labels(object: &mut Object) -> Result<Labels, RecordError> {
    match (object.remove("labels"), object.remove("label")) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(RecordError::TwoLabelFields),
        (Some(Value::Null), None) | (None, Some(Value::Null)) => Ok(Some(BTreeSet::new())),
        (None, Some(Value::String(label))) => {
            single_label(&label).map(Some).map_err(RecordError::from)
        }
        (None, Some(other)) => Err(wrong_type("label", "a string", &other)),
        (Some(Value::Array(list)), None) => {
            let mut names = Vec::new();
            for value in &list {
                match value {
                    Value::String(name) => names.push(name.as_str()),
                    other => {
                        return Err(wrong_type("labels", "a list of strings", other));
                    }
                }
            }
            label_set(names).map(Some).map_err(RecordError::from)
        }
        (Some(other), None) => Err(wrong_type("labels", "a list of strings", &other)),
    }
}

fn fields(object: Object) -> BTreeMap<String, String> {
    object
        .into_iter()
        .filter_map(|(key, value)| match value {
            Value::String(value) if !value.is_empty() => Some((key, value)),
            Value::Number(value) => Some((key, value.to_string())),
            Value::Bool(value) => Some((key, value.to_string())),
            _ => None,
        })
        .collect()
}

fn wrong_type(key: &'static str, expected: &'static str, found: &Value) -> RecordError {
    RecordError::WrongType {
        key,
        expected,
        found: type_name(found),
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
