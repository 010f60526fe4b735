//! Label Studio: tasks with all their annotations (JSON), or one object for each annotation (JSON_MIN).

use super::votes::{Vote, decide};
use super::{Answer, Plain, name_of, object, questions};
use crate::corpus::fields::{self, FieldNames, FieldRole};
use crate::corpus::forms::json::object::JsonObject;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

type Keys = Map<String, Value>;

/// Whether the keys are those of a task. Old versions have `completions` for `annotations`.
pub(super) fn is_task(keys: &Keys) -> bool {
    let has_data = keys.get("data").is_some_and(Value::is_object);
    has_data && (keys.contains_key("annotations") || keys.contains_key("completions"))
}

/// Whether the keys are those of a single annotation.
pub(super) fn is_flat(keys: &Keys) -> bool {
    keys.contains_key("annotation_id")
        && (keys.contains_key("annotator") || keys.contains_key("lead_time"))
}

/// A task: the article is in `data`, its labels are in the annotations that were not cancelled.
pub(super) fn task<'l>(
    mut task: JsonObject<'l>,
    names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let annotations = ["annotations", "completions"]
        .into_iter()
        .find_map(|key| task.others.remove(key));
    let annotations = match annotations {
        Some(Value::Array(annotations)) => annotations,
        _ => Vec::new(),
    };
    let answer = answer(&annotations, names, &format!("task {}", name_of(&task)))?;
    let mut article = match task.others.remove("data") {
        Some(Value::Object(data)) => object(data),
        _ => JsonObject::default(),
    };
    article.id = task.id.or(article.id);
    let object = article;
    Ok(Plain { object, answer })
}

fn answer(annotations: &[Value], names: &FieldNames, who: &str) -> Result<Answer, RecordError> {
    let is_set = |annotation: &Value, key: &str| annotation.get(key) == Some(&Value::Bool(true));
    let counted: Vec<&Value> = annotations
        .iter()
        .filter(|annotation| !is_set(annotation, "was_cancelled") && !is_set(annotation, "skipped"))
        .collect();
    if counted.is_empty() && !annotations.is_empty() {
        return Ok(Answer::Rejected);
    }
    let choices: Vec<Vec<Choice<'_>>> = counted.iter().map(|it| choices(it)).collect();
    let asked: BTreeSet<&str> = choices.iter().flatten().map(|it| it.question).collect();
    let asked: Vec<&str> = asked.into_iter().collect();
    let questions = questions(names, &asked)?;
    let votes = counted.iter().zip(&choices).map(|(annotation, choices)| {
        let about = |choice: &&Choice<'_>| questions.iter().any(|it| it == choice.question);
        let chosen = choices.iter().filter(about).map(|choice| choice.label);
        Vote {
            is_truth: is_set(annotation, "ground_truth"),
            ..Vote::new(chosen.map(str::to_owned))
        }
    });
    Ok(decide(votes.collect(), who))
}

struct Choice<'a> {
    /// The name of the control in the labelling interface.
    question: &'a str,
    label: &'a str,
}

fn choices(annotation: &Value) -> Vec<Choice<'_>> {
    let results = annotation.get("result").and_then(Value::as_array);
    let mut choices = Vec::new();
    for result in results.into_iter().flatten() {
        let question = result.get("from_name").and_then(Value::as_str);
        let chosen = result.pointer("/value/choices").and_then(Value::as_array);
        let labels = chosen.into_iter().flatten().filter_map(Value::as_str);
        choices.extend(labels.map(|label| Choice {
            question: question.unwrap_or_default(),
            label,
        }));
    }
    choices
}

/// An annotation: the labels stand under the name of the control, which may be any; where nothing was chosen, it is not there.
pub(super) fn flat<'l>(
    mut object: JsonObject<'l>,
    names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    for key in ["annotation_id", "annotator", "lead_time"] {
        object.others.remove(key);
    }
    let keys = object.others.keys().map(String::as_str);
    let answer = match fields::choose(FieldRole::Labels, keys) {
        Ok(None) if names.labels.is_empty() => chosen(&mut object)?,
        _ => Answer::AsWrittenOrNone,
    };
    Ok(Plain { object, answer })
}

/// Without a usual name, labels are known by their form.
fn chosen(object: &mut JsonObject<'_>) -> Result<Answer, RecordError> {
    let of_choices = |(_, value): &(&String, &Value)| value.get("choices").is_some();
    let mut found = object.others.iter().filter(of_choices);
    let key = match (found.next(), found.next()) {
        (None, _) => return Ok(Answer::AsWrittenOrNone),
        (Some((key, _)), None) => key.clone(),
        (Some((first, _)), Some((second, _))) => {
            return Err(RecordError::AmbiguousField {
                role: FieldRole::Labels,
                candidates: vec![first.clone(), second.clone()],
            });
        }
    };
    let value = object.others.remove(&key).unwrap_or_default();
    let labels = value.get("choices").unwrap_or(&Value::Null);
    super::labels(&key, labels).map(Answer::Labels)
}
