//! Which values of an object are the text, the title, the labels and the id.

use super::labels::can_be_labels;
use super::object::{Field, JsonObject};
use crate::corpus::fields::{Ambiguous, FieldNames, FieldRole, choose, is_own};
use crate::corpus::record_error::RecordError;
use serde_json::Value;
use std::borrow::Cow;

/// A key and its value.
pub(super) type Part<'l> = (Cow<'static, str>, Field<'l>);

/// The values of an object by what they are for. What is left in the object is for other fields.
#[derive(Debug, Default)]
pub(super) struct Selected<'l> {
    pub text: Vec<Part<'l>>,
    pub title: Vec<Part<'l>>,
    pub id: Vec<Part<'l>>,
    pub labels: Vec<Part<'l>>,
    /// Names that the caller did not give and that are not the project's own.
    pub unusual: Vec<(FieldRole, String)>,
    /// Names that the caller gave and that the object lacks.
    pub missing: Vec<String>,
}

/// How labels are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// It is an error if several values can be meant.
    Closely,
    /// If several values can be meant, none is.
    Casually,
    /// Labels are known already.
    Not,
}

/// Takes the values out of the object.
pub(super) fn select<'l>(
    object: &mut JsonObject<'l>,
    names: &FieldNames,
    labels: Look,
) -> Result<Selected<'l>, RecordError> {
    let mut selected = Selected::default();
    for role in FieldRole::ALL {
        if role == FieldRole::Labels && labels == Look::Not {
            continue;
        }
        let given = names.of(role);
        let found = match given.is_empty() {
            true => match usual(object, role, &mut selected.unusual) {
                Err(_) if role == FieldRole::Labels && labels == Look::Casually => Vec::new(),
                found => found?,
            },
            false => {
                let mut found = Vec::new();
                for name in given {
                    match object.take(name) {
                        Some(value) => found.push((Cow::Owned(name.clone()), value)),
                        None => selected.missing.push(name.clone()),
                    }
                }
                found
            }
        };
        match role {
            FieldRole::Text => selected.text = found,
            FieldRole::Title => selected.title = found,
            FieldRole::Labels => selected.labels = found,
            FieldRole::Id => selected.id = found,
        }
    }
    Ok(selected)
}

/// The value under a usual name. The project's own names, in small letters, need no search.
fn usual<'l>(
    object: &mut JsonObject<'l>,
    role: FieldRole,
    unusual: &mut Vec<(FieldRole, String)>,
) -> Result<Vec<Part<'l>>, RecordError> {
    let own = match role {
        FieldRole::Text => object.text.take(),
        FieldRole::Title => object.title.take(),
        FieldRole::Id => object.id.take(),
        FieldRole::Labels => None,
    };
    if let Some(value) = own {
        return Ok(vec![(Cow::Borrowed(role.name()), value)]);
    }
    if role == FieldRole::Labels {
        let (labels, label) = (
            object.others.remove("labels"),
            object.others.remove("label"),
        );
        match (labels, label) {
            (Some(_), Some(_)) => return Err(RecordError::TwoLabelFields),
            (Some(value), None) => return Ok(vec![("labels".into(), value.into())]),
            (None, Some(value)) => return Ok(vec![("label".into(), value.into())]),
            (None, None) => {}
        }
    }
    if object.others.is_empty() {
        return Ok(Vec::new());
    }
    let fitting = object.others.iter().filter(|(_, value)| fits(role, value));
    let name = match choose(role, fitting.map(|(key, _)| key.as_str())) {
        Ok(None) => return Ok(Vec::new()),
        Ok(Some(name)) => name.to_owned(),
        Err(Ambiguous(candidates)) => {
            return Err(RecordError::AmbiguousField { role, candidates });
        }
    };
    if !is_own(&name) {
        unusual.push((role, name.clone()));
    }
    let value = object.others.remove(&name).unwrap_or_default();
    Ok(vec![(name.into(), value.into())])
}

/// Whether a value can be meant, so that an object or a list under a usual name is passed over.
fn fits(role: FieldRole, value: &Value) -> bool {
    match role {
        FieldRole::Text | FieldRole::Title => value.is_string(),
        FieldRole::Labels => can_be_labels(value),
        FieldRole::Id => value.is_string() || value.is_number() || value.get("$oid").is_some(),
    }
}
