//! Argilla: records with the responses of annotators to questions, nested (`to_json`) or flat (`to_list(flatten=True)`).
//! Suggestions are what a model says, so they are no labels.

use super::votes::{Vote, decide};
use super::{Answer, Plain, labels, name_of, object, questions};
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::json::object::JsonObject;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};

type Keys = Map<String, Value>;

const RESPONSES: &str = ".responses";

/// Whether the keys are those of a nested record.
pub(super) fn is_nested(keys: &Keys) -> bool {
    keys.get("fields").is_some_and(Value::is_object) && keys.contains_key("responses")
}

/// Whether the keys are those of a flat record. One without any response may have only its number on the server.
pub(super) fn is_flat(keys: &Keys) -> bool {
    keys.contains_key("_server_id") || keys.keys().any(|key| key.ends_with(RESPONSES))
}

/// A response to one question.
struct Response<'v> {
    question: &'v str,
    /// What tells the annotator.
    place: usize,
    status: Option<&'v str>,
    value: &'v Value,
}

/// A nested record: the article is in `fields`.
pub(super) fn nested<'l>(
    mut record: JsonObject<'l>,
    names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let responses = record.others.remove("responses").unwrap_or_default();
    let answer = answer(&nested_responses(&responses), names, &name_of(&record))?;
    let mut article = match record.others.remove("fields") {
        Some(Value::Object(fields)) => object(fields),
        _ => JsonObject::default(),
    };
    if let Some(Value::Object(metadata)) = record.others.remove("metadata") {
        article.others.extend(metadata);
    }
    article.id = record.id.or(article.id);
    let object = article;
    Ok(Plain { object, answer })
}

fn nested_responses(responses: &Value) -> Vec<Response<'_>> {
    let mut found = Vec::new();
    match responses {
        // By question, then by annotator.
        Value::Object(questions) => {
            for (question, list) in questions {
                let list = list.as_array().into_iter().flatten();
                found.extend(list.enumerate().filter_map(|(place, response)| {
                    let status = response.get("status").and_then(Value::as_str);
                    let value = response.get("value")?;
                    Some(Response {
                        question,
                        place,
                        status,
                        value,
                    })
                }));
            }
        }
        // The first versions with questions: by annotator, then by question.
        Value::Array(annotators) => {
            for (place, response) in annotators.iter().enumerate() {
                let status = response.get("status").and_then(Value::as_str);
                let values = response.get("values").and_then(Value::as_object);
                found.extend(values.into_iter().flatten().filter_map(|(question, it)| {
                    let value = it.get("value")?;
                    Some(Response {
                        question,
                        place,
                        status,
                        value,
                    })
                }));
            }
        }
        _ => {}
    }
    found
}

/// A flat record: `Q.responses` is a list with an entry for each annotator.
pub(super) fn flat<'l>(
    mut record: JsonObject<'l>,
    names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let answer = answer(&flat_responses(&record.others), names, &name_of(&record))?;
    let is_bookkeeping = |key: &str| {
        matches!(key, "_server_id" | "status")
            || key.contains(RESPONSES)
            || key.contains(".suggestion")
    };
    record.others.retain(|key, _| !is_bookkeeping(key));
    let object = record;
    Ok(Plain { object, answer })
}

fn flat_responses(keys: &Keys) -> Vec<Response<'_>> {
    let mut found = Vec::new();
    for (key, list) in keys {
        let Some(question) = key.strip_suffix(RESPONSES) else {
            continue;
        };
        let status = keys.get(&format!("{key}.status"));
        let list = list.as_array().into_iter().flatten();
        found.extend(list.enumerate().map(|(place, value)| {
            let status = status.and_then(|list| list.get(place)?.as_str());
            Response {
                question,
                place,
                status,
                value,
            }
        }));
    }
    found
}

fn answer(
    responses: &[Response<'_>],
    names: &FieldNames,
    who: &str,
) -> Result<Answer, RecordError> {
    let is_discarded = |response: &Response<'_>| response.status == Some("discarded");
    let is_submitted = |response: &&Response<'_>| {
        let status = response.status;
        status.is_none_or(|status| status == "submitted") && !response.value.is_null()
    };
    let submitted: Vec<&Response<'_>> = responses.iter().filter(is_submitted).collect();
    if submitted.is_empty() {
        return Ok(match responses.iter().any(is_discarded) {
            true => Answer::Rejected,
            false => Answer::Open,
        });
    }
    let mut asked: Vec<&str> = submitted.iter().map(|it| it.question).collect();
    asked.sort_unstable();
    asked.dedup();
    let questions = questions(names, &asked)?;
    let mut votes: Vec<(usize, Vote)> = Vec::new();
    for response in submitted {
        if !questions.iter().any(|name| name == response.question) {
            continue;
        }
        let chosen = labels(response.question, response.value)?;
        match votes.iter_mut().find(|(place, _)| *place == response.place) {
            Some((_, vote)) => vote.labels.extend(chosen),
            None => votes.push((response.place, Vote::new(chosen))),
        }
    }
    Ok(decide(
        votes.into_iter().map(|(_, vote)| vote).collect(),
        who,
    ))
}
