//! Argilla 1 and Rubrix, its name before: `annotation` is what people say, `prediction` what a model says.

use super::{Answer, Plain, labels, object};
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::json::object::JsonObject;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};

/// Whether the keys are those of a record.
pub(super) fn is_record(keys: &Map<String, Value>) -> bool {
    let others = ["annotation_agent", "prediction", "inputs", "status"];
    keys.contains_key("annotation") && others.iter().any(|&key| keys.contains_key(key))
}

/// A record: the article is under `text`, or in `inputs`.
pub(super) fn record<'l>(
    mut record: JsonObject<'l>,
    _names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let annotation = record.others.remove("annotation").unwrap_or_default();
    let is_discarded = record.others.get("status").and_then(Value::as_str) == Some("Discarded");
    let answer = match annotation {
        _ if is_discarded => Answer::Rejected,
        Value::Null => Answer::Open,
        annotation => Answer::Labels(labels("annotation", &annotation)?),
    };
    let inputs = record.others.remove("inputs");
    if let (None, Some(Value::Object(inputs))) = (&record.text, inputs) {
        let inputs = object(inputs);
        record.text = inputs.text;
        record.title = record.title.or(inputs.title);
        record.others.extend(inputs.others);
    }
    if let Some(Value::Object(metadata)) = record.others.remove("metadata") {
        record.others.extend(metadata);
    }
    for key in [
        "prediction_agent",
        "annotation_agent",
        "multi_label",
        "status",
    ] {
        record.others.remove(key);
    }
    let object = record;
    Ok(Plain { object, answer })
}
