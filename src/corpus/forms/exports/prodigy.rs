//! Prodigy's `db-out`: the answer of the annotator stands beside a list of options chosen, or beside one label.

use super::votes::{Vote, decide};
use super::{Answer, Plain, labels};
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::json::object::{Field, JsonObject};
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Keys = Map<String, Value>;

/// Whether the keys are those of an answered task.
pub(super) fn is_task(keys: &Keys) -> bool {
    let answer = keys.get("answer").and_then(Value::as_str);
    let is_answer = matches!(answer, Some("accept" | "reject" | "ignore"));
    let others = [
        "accept",
        "options",
        "label",
        "_task_hash",
        "_input_hash",
        "_view_id",
    ];
    is_answer && others.iter().any(|&key| keys.contains_key(key))
}

/// Whether the object asks of one label whether it is right, so that an article has several objects.
pub(crate) fn is_binary(object: &JsonObject<'_>) -> bool {
    let keys = &object.others;
    is_task(keys) && !keys.contains_key("accept") && !keys.contains_key("options")
}

/// A task: only where the answer is `accept`, its labels are true.
pub(super) fn task<'l>(
    mut object: JsonObject<'l>,
    _names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let answer = match object.others.remove("answer") {
        Some(Value::String(answer)) if answer == "accept" => accepted(&mut object)?,
        _ => Answer::Rejected,
    };
    for key in ["accept", "options"] {
        object.others.remove(key);
    }
    object.others.retain(|key, _| !key.starts_with('_'));
    Ok(Plain { object, answer })
}

fn accepted(object: &mut JsonObject<'_>) -> Result<Answer, RecordError> {
    let Some(accept) = object.others.remove("accept") else {
        return Ok(match object.others.contains_key("options") {
            true => Answer::Labels(Vec::new()),
            false => Answer::AsWritten,
        });
    };
    let options = object.others.get("options").and_then(Value::as_array);
    // Options that are numbered are named by their text.
    let name = |id: &Value| {
        let mut options = options.into_iter().flatten();
        let option = options.find(|option| option.get("id") == Some(id))?;
        option.get("text").filter(|_| id.is_number()).cloned()
    };
    let named = match &accept {
        Value::Array(ids) => ids
            .iter()
            .map(|id| name(id).unwrap_or_else(|| id.clone()))
            .collect(),
        one => one.clone(),
    };
    labels("accept", &named).map(Answer::Labels)
}

/// Unites the answers about one text. Returns, for each text in the order of its first acceptance, the place of that object and the
/// answer; and the places of objects that give no label.
pub(crate) fn unite(objects: &[JsonObject<'_>]) -> (Vec<(usize, Answer)>, Vec<usize>) {
    let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, object) in objects.iter().enumerate() {
        texts.entry(key(object)).or_default().push(at);
    }
    let (mut united, mut without) = (Vec::new(), Vec::new());
    for places in texts.into_values() {
        let answers: Vec<(usize, String, bool)> = places
            .iter()
            .filter_map(|&at| {
                let keys = &objects[at].others;
                let answer = keys.get("answer").and_then(Value::as_str);
                let label = keys.get("label").and_then(super::string);
                let is_accepted = answer == Some("accept");
                let counts = is_accepted || answer == Some("reject");
                counts.then_some((at, label?, is_accepted))
            })
            .collect();
        let accepted = |&at: &usize| {
            let keys = &objects[at].others;
            keys.get("answer").and_then(Value::as_str) == Some("accept")
        };
        without.extend(places.iter().copied().filter(|at| !accepted(at)));
        if let Some(first) = places.iter().copied().find(accepted) {
            united.push((first, united_answer(&answers)));
        }
    }
    united.sort_by_key(|(at, _)| *at);
    without.sort_unstable();
    (united, without)
}

/// Each label by itself: given if it was accepted more often than rejected, or as often and first.
fn united_answer(answers: &[(usize, String, bool)]) -> Answer {
    let mut labels: BTreeMap<&str, Vec<Vote>> = BTreeMap::new();
    for (_, label, is_accepted) in answers {
        let chosen = is_accepted.then(|| label.clone());
        labels.entry(label).or_default().push(Vote::new(chosen));
    }
    let (mut given, mut disputes) = (Vec::new(), Vec::new());
    for votes in labels.into_values() {
        match decide(votes, "") {
            Answer::Labels(labels) => given.extend(labels),
            Answer::Disputed { labels, said } => {
                given.extend(labels);
                disputes.push(said);
            }
            _ => {}
        }
    }
    match disputes.is_empty() {
        true => Answer::Labels(given),
        false => Answer::Disputed {
            labels: given,
            said: disputes.join(", "),
        },
    }
}

/// What tells the text of an object.
fn key(object: &JsonObject<'_>) -> String {
    match (&object.text, &object.title) {
        (Some(Field::Text(text)), Some(Field::Text(title))) => format!("{title}\n{text}"),
        (Some(Field::Text(text)), _) => text.to_string(),
        _ => object
            .others
            .get("_input_hash")
            .map_or_else(String::new, Value::to_string),
    }
}
