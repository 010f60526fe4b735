//! One line of JSONL → document; and the scan of a JSONL stream for lines.
//!
//! `text` is a required string. Optional: `title` (string), `id` (string or number), `labels` (list of strings) or `label`
//! (string); null, an empty list or string, and "none" mean "no topic". A label with `+` is not split. Other strings, numbers
//! and booleans become fields.

use super::json_object::{Field, JsonLine, JsonObject};
use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::labels::{label_set, single_label};
use crate::corpus::options::LabelsWanted;
use crate::corpus::read::format::Format;
use crate::corpus::read::lines::{Line, Lines};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

type Object = Map<String, Value>;
type Labels = Option<BTreeSet<String>>;

/// The lines that hold something. A file that begins with `[` is one array, which has no lines worth reporting one by one.
pub(crate) fn scan(
    lines: Lines,
    origin: Origin,
) -> impl Iterator<Item = Result<Line, CorpusError>> + Send {
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
                    Some(Some(Err(CorpusError::JsonArray { origin })))
                }
                line => Some(Some(line)),
            }
        })
        .flatten()
}

/// Parses one line; `id` is asked if it names none.
pub(crate) fn parse(
    line: &str,
    id: impl FnOnce() -> String,
    origin: &Origin,
    wanted: LabelsWanted,
) -> Result<Document, CorpusError> {
    let object = object(line, origin)?;
    let text = match object.text {
        Some(Field::Text(text)) => text.into_owned(),
        Some(Field::Other(other)) => return Err(wrong_type(origin, "text", "a string", &other)),
        None => {
            let origin = origin.clone();
            let found = object.keys();
            return Err(CorpusError::MissingText { origin, found });
        }
    };
    let title = match object.title {
        None | Some(Field::Other(Value::Null)) => String::new(),
        Some(Field::Text(title)) => title.into_owned(),
        Some(Field::Other(other)) => return Err(wrong_type(origin, "title", "a string", &other)),
    };
    let id = match object.id {
        None | Some(Field::Other(Value::Null)) => id(),
        Some(Field::Text(own)) if own.trim().is_empty() => id(),
        Some(Field::Text(own)) => own.into_owned(),
        Some(Field::Other(Value::Number(own))) => own.to_string(),
        Some(Field::Other(other)) => {
            return Err(wrong_type(origin, "id", "a string or a number", &other));
        }
    };
    let mut object = object.others;
    let labels = match (labels(&mut object, origin), wanted) {
        (Ok(None), LabelsWanted::Required) => {
            let (origin, form) = (origin.clone(), Format::Jsonl);
            return Err(CorpusError::MissingLabels { origin, form });
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

fn object<'l>(line: &'l str, origin: &Origin) -> Result<JsonObject<'l>, CorpusError> {
    match serde_json::from_str(line) {
        Ok(JsonLine::Object(object)) => Ok(object),
        Ok(JsonLine::Other(other)) => Err(CorpusError::NotAnObject {
            origin: origin.clone(),
            found: type_name(&other),
        }),
        Err(error) => {
            // The parser's "at line 1 column 5" would contradict the file's line.
            let message = error.to_string();
            let cause = message
                .rsplit_once(" at line ")
                .map_or(message.as_str(), |(cause, _)| cause);
            Err(CorpusError::Json {
                origin: origin.clone(),
                column: error.column(),
                cause: cause.to_owned(),
            })
        }
    }
}

fn labels(object: &mut Object, origin: &Origin) -> Result<Labels, CorpusError> {
    let invalid = |source| CorpusError::InvalidLabel {
        origin: origin.clone(),
        source,
    };
    match (object.remove("labels"), object.remove("label")) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(CorpusError::TwoLabelFields {
            origin: origin.clone(),
        }),
        (Some(Value::Null), None) | (None, Some(Value::Null)) => Ok(Some(BTreeSet::new())),
        (None, Some(Value::String(label))) => single_label(&label).map(Some).map_err(invalid),
        (None, Some(other)) => Err(wrong_type(origin, "label", "a string", &other)),
        (Some(Value::Array(list)), None) => {
            let mut names = Vec::new();
            for value in &list {
                match value {
                    Value::String(name) => names.push(name.as_str()),
                    other => {
                        return Err(wrong_type(origin, "labels", "a list of strings", other));
                    }
                }
            }
            label_set(names).map(Some).map_err(invalid)
        }
        (Some(other), None) => Err(wrong_type(origin, "labels", "a list of strings", &other)),
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

fn wrong_type(
    origin: &Origin,
    key: &'static str,
    expected: &'static str,
    found: &Value,
) -> CorpusError {
    CorpusError::WrongType {
        origin: origin.clone(),
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
