//! Values that were selected → title, text, id and other fields.

use super::labels::wrong_type;
use super::object::{Field, JsonObject};
use super::select::Part;
use crate::corpus::record_error::RecordError;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What null is in the place of a string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    IsEmpty,
    IsRefused,
}

/// Strings joined by a line break; beside others, null is nothing.
pub(super) fn joined(mut parts: Vec<Part<'_>>, null: Null) -> Result<String, RecordError> {
    // Nearly every record has one string.
    if let [(_, Field::Text(text))] = parts.as_mut_slice() {
        return Ok(std::mem::take(text).into_owned());
    }
    let mut found: Vec<Cow<'_, str>> = Vec::new();
    let mut refused = None;
    for (key, value) in parts {
        match value {
            Field::Text(text) => found.push(text),
            Field::Other(Value::Null) if null == Null::IsEmpty => {}
            Field::Other(Value::Null) => refused = Some(key),
            Field::Other(other) => return Err(wrong_type(&key, "a string", &other)),
        }
    }
    match (found.len(), refused) {
        (0, Some(key)) => Err(wrong_type(&key, "a string", &Value::Null)),
        (1, _) => Ok(found.remove(0).into_owned()),
        _ => Ok(found.join("\n")),
    }
}

/// The id, if there is one.
pub(super) fn id(parts: Vec<Part<'_>>, text: &str) -> Result<Option<String>, RecordError> {
    let mut found = Vec::new();
    for (key, value) in parts {
        let expected = "a string or a number";
        match value {
            Field::Text(own) if own.trim().is_empty() => {}
            Field::Text(own) => found.push(own.into_owned()),
            Field::Other(Value::Null) => {}
            Field::Other(Value::Number(own)) if own.is_f64() => {
                found.push(as_written(text, &key).unwrap_or_else(|| own.to_string()));
            }
            Field::Other(Value::Number(own)) => found.push(own.to_string()),
            // MongoDB's.
            Field::Other(other) => match other.get("$oid").and_then(Value::as_str) {
                Some(own) => found.push(own.to_owned()),
                None => return Err(wrong_type(&key, expected, &other)),
            },
        }
    }
    Ok(match found.len() {
        0 | 1 => found.pop(),
        _ => Some(found.join("/")),
    })
}

/// The digits of a number that a decimal may not hold.
fn as_written(text: &str, key: &str) -> Option<String> {
    let keys: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(text).ok()?;
    let number = keys.get(key)?.get();
    // Under this key, the object may have stood for another one.
    let is_number = number.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

pub(super) fn fields(object: JsonObject<'_>) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let named = [
        ("id", object.id),
        ("text", object.text),
        ("title", object.title),
    ];
    for (key, value) in named {
        if let Some(Field::Text(value)) = value {
            fields.insert(key.to_owned(), value.into_owned());
        }
    }
    for (key, value) in object.others {
        let value = match value {
            Value::String(value) => value,
            Value::Number(value) => value.to_string(),
            Value::Bool(value) => value.to_string(),
            _ => continue,
        };
        fields.insert(key, value);
    }
    fields.retain(|_, value| !value.is_empty());
    fields
}
