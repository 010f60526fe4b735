//! spaCy: `cats` gives each topic a number from 0 to 1; a topic counts from 0.5 on.

use super::{Answer, Plain};
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::json::labels::wrong_type;
use crate::corpus::forms::json::object::JsonObject;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};

/// Whether the keys have `cats`, and no labels beside it.
pub(super) fn has_cats(keys: &Map<String, Value>) -> bool {
    let has_cats = keys.get("cats").is_some_and(Value::is_object);
    has_cats && !keys.contains_key("label") && !keys.contains_key("labels")
}

/// An object with `cats`.
pub(super) fn cats<'l>(
    mut object: JsonObject<'l>,
    _names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let cats = match object.others.remove("cats") {
        Some(Value::Object(cats)) => cats,
        _ => Map::new(),
    };
    let mut given = Vec::new();
    for (topic, value) in &cats {
        let is_given = match value {
            Value::Bool(is_given) => *is_given,
            Value::Number(number) => number.as_f64().is_some_and(|number| number >= 0.5),
            other => return Err(wrong_type("cats", "an object of numbers", other)),
        };
        if is_given {
            given.push(topic.clone());
        }
    }
    let answer = match cats.is_empty() {
        true => Answer::Open,
        false => Answer::Labels(given),
    };
    Ok(Plain { object, answer })
}

/// `["text", {"cats": …}]` as an object; the value itself if it is something else.
pub(super) fn pair(value: Value) -> Result<JsonObject<'static>, Value> {
    let is_pair = match value.as_array().map(Vec::as_slice) {
        Some([Value::String(_), Value::Object(annotations)]) => annotations.contains_key("cats"),
        _ => false,
    };
    match value {
        Value::Array(mut pair) if is_pair => {
            let mut object = match pair.pop() {
                Some(Value::Object(annotations)) => super::object(annotations),
                _ => JsonObject::default(),
            };
            object.insert("text".to_owned(), pair.pop().unwrap_or_default());
            Ok(object)
        }
        value => Err(value),
    }
}
