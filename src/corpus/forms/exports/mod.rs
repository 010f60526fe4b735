//! Objects as labelling programs export them → an object of the plain form, and what its annotators say of it.
//!
//! An export is recognised by the keys of its objects. Each has a file here and a line in [`of`].

mod argilla;
mod doccano;
mod hugging_face;
mod label_studio;
mod prodigy;
mod rubrix;
mod spacy;
mod votes;

use super::json::object::{Field, JsonObject};
use crate::corpus::fields::{self, Ambiguous, FieldNames, FieldRole};
use crate::corpus::record_error::RecordError;
pub(crate) use prodigy::{is_binary, unite};
use serde_json::{Map, Value};

/// What an object says of its labels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// They stand where those of a plain object stand.
    AsWritten,
    /// The same, and where none stand, annotators have chosen none.
    AsWrittenOrNone,
    /// These.
    Labels(Vec<String>),
    /// Annotators disagree; these were decided on.
    Disputed {
        labels: Vec<String>,
        /// Who it is about and what the answers are.
        said: String,
    },
    /// The label is rejected, or the record was skipped.
    Rejected,
    /// Nobody has decided yet.
    Open,
}

/// An object of the plain form.
#[derive(Debug)]
pub(crate) struct Plain<'l> {
    pub object: JsonObject<'l>,
    pub answer: Answer,
}

/// One program's export.
pub(crate) struct Export {
    /// Makes a plain object. `names` may say which of several questions counts.
    pub read: for<'l> fn(JsonObject<'l>, &FieldNames) -> Result<Plain<'l>, RecordError>,
}

/// The export that an object comes from; `None` for a plain one.
pub(crate) fn of(object: &JsonObject<'_>) -> Option<Export> {
    let keys = &object.others;
    if !keys.keys().any(|key| is_telling(key)) {
        return None;
    }
    let read = if label_studio::is_task(keys) {
        label_studio::task
    } else if label_studio::is_flat(keys) {
        label_studio::flat
    } else if prodigy::is_task(keys) {
        prodigy::task
    } else if argilla::is_nested(keys) {
        argilla::nested
    } else if argilla::is_flat(keys) {
        argilla::flat
    } else if rubrix::is_record(keys) {
        rubrix::record
    } else if doccano::has_annotations(keys) {
        doccano::annotations
    } else if hugging_face::is_row(keys) {
        hugging_face::row
    } else if spacy::has_cats(keys) {
        spacy::cats
    } else {
        return None;
    };
    Some(Export { read })
}

/// Whether a key is one by which an export is told. Asked of every key, so that plain objects cost little.
fn is_telling(key: &str) -> bool {
    matches!(
        key,
        "annotations"
            | "completions"
            | "annotation_id"
            | "answer"
            | "responses"
            | "_server_id"
            | "annotation"
            | "row"
            | "cats"
    ) || key.ends_with(".responses")
}

/// A text and its annotations in one list, as spaCy's training scripts have them.
pub(crate) fn pair(value: Value) -> Result<JsonObject<'static>, Value> {
    spacy::pair(value)
}

pub(crate) use hugging_face::Classes;

/// An object whose keys are those of `map`.
fn object(map: Map<String, Value>) -> JsonObject<'static> {
    let mut object = JsonObject::default();
    for (key, value) in map {
        object.insert(key, value);
    }
    object
}

/// Labels as strings; `None` if there is something else among them.
fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.iter().map(string).collect(),
        Value::Null => Some(Vec::new()),
        one => string(one).map(|label| vec![label]),
    }
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(label) => Some(label.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// [`strings`], or an error that names the key.
fn labels(key: &str, value: &Value) -> Result<Vec<String>, RecordError> {
    strings(value)
        .ok_or_else(|| super::json::labels::wrong_type(key, "labels as strings or numbers", value))
}

/// The questions that are about topics: those that `names` has; else the only one, or the one with a usual name.
fn questions(names: &FieldNames, asked: &[&str]) -> Result<Vec<String>, RecordError> {
    if !names.labels.is_empty() {
        let wanted = names.labels.iter();
        let wanted = wanted.filter(|name| asked.contains(&name.as_str()));
        return Ok(wanted.cloned().collect());
    }
    if let [only] = asked {
        return Ok(vec![(*only).to_owned()]);
    }
    match fields::choose(FieldRole::Labels, asked.iter().copied()) {
        Ok(Some(name)) => Ok(vec![name.to_owned()]),
        Ok(None) if asked.is_empty() => Ok(Vec::new()),
        Ok(None) => {
            let candidates = asked.iter().map(|&name| name.to_owned()).collect();
            let role = FieldRole::Labels;
            Err(RecordError::AmbiguousField { role, candidates })
        }
        Err(Ambiguous(candidates)) => {
            let role = FieldRole::Labels;
            Err(RecordError::AmbiguousField { role, candidates })
        }
    }
}

/// The id of an object, for messages.
fn name_of(object: &JsonObject<'_>) -> String {
    match &object.id {
        Some(Field::Text(id)) => id.to_string(),
        Some(Field::Other(Value::Number(id))) => id.to_string(),
        _ => String::new(),
    }
}
