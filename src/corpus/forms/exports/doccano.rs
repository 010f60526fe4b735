//! doccano's older JSONL: `annotations` is a list of objects with a label and the number of the annotator. The other exports of
//! doccano are plain objects.

use super::votes::{Vote, decide};
use super::{Answer, Plain, labels, name_of};
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::json::object::JsonObject;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};

/// Whether the keys have such a list, and no labels beside it.
pub(super) fn has_annotations(keys: &Map<String, Value>) -> bool {
    let Some(Value::Array(annotations)) = keys.get("annotations") else {
        return false;
    };
    let is_ours = |it: &Value| it.get("label").is_some() && it.get("start_offset").is_none();
    annotations.iter().all(is_ours) && !keys.contains_key("label") && !keys.contains_key("labels")
}

/// The labels of each annotator are one answer.
pub(super) fn annotations<'l>(
    mut object: JsonObject<'l>,
    _names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let annotations = object.others.remove("annotations").unwrap_or_default();
    let mut votes: Vec<(Value, Vote)> = Vec::new();
    for annotation in annotations.as_array().into_iter().flatten() {
        let user = annotation.get("user").cloned().unwrap_or_default();
        let label = annotation.get("label").unwrap_or(&Value::Null);
        let chosen = labels("annotations", label)?;
        match votes.iter_mut().find(|(other, _)| *other == user) {
            Some((_, vote)) => vote.labels.extend(chosen),
            None => votes.push((user, Vote::new(chosen))),
        }
    }
    let votes: Vec<Vote> = votes.into_iter().map(|(_, vote)| vote).collect();
    let answer: Answer = decide(votes, &name_of(&object));
    Ok(Plain { object, answer })
}
