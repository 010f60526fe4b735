//! Hugging Face `datasets`: rows of the dataset viewer, and the names of classes that stand as numbers in them.

use super::{Answer, Plain, object};
use crate::corpus::fields::FieldNames;
use crate::corpus::forms::json::object::JsonObject;
use crate::corpus::record_error::RecordError;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Whether the keys are those of a row with its number.
pub(super) fn is_row(keys: &Map<String, Value>) -> bool {
    keys.get("row").is_some_and(Value::is_object)
        && keys
            .keys()
            .all(|key| matches!(key.as_str(), "row" | "row_idx" | "truncated_cells"))
}

/// The article is in `row`.
pub(super) fn row<'l>(
    mut row: JsonObject<'l>,
    _names: &FieldNames,
) -> Result<Plain<'l>, RecordError> {
    let object = match row.others.remove("row") {
        Some(Value::Object(row)) => object(row),
        _ => JsonObject::default(),
    };
    let answer = Answer::AsWritten;
    Ok(Plain { object, answer })
}

/// The names of classes, by the name of the column that holds their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Classes(BTreeMap<String, Vec<String>>);

impl Classes {
    /// Of `features` as the viewer writes them, a list, or as they stand in `dataset_info.json`, an object.
    pub fn of_features(features: &Value) -> Self {
        let mut classes = BTreeMap::new();
        let mut add = |name: &str, feature: &Value| {
            if let Some(names) = names(feature) {
                classes.insert(name.to_owned(), names);
            }
        };
        match features {
            Value::Array(list) => {
                for item in list {
                    let name = item.get("name").and_then(Value::as_str);
                    if let (Some(name), Some(feature)) = (name, item.get("type")) {
                        add(name, feature);
                    }
                }
            }
            Value::Object(features) => features.iter().for_each(|(name, it)| add(name, it)),
            _ => {}
        }
        Self(classes)
    }

    /// The names of the classes in a column.
    pub fn of(&self, column: &str) -> Option<&[String]> {
        self.0.get(column).map(Vec::as_slice)
    }
}

/// The names of a class feature, or of a sequence of it.
fn names(feature: &Value) -> Option<Vec<String>> {
    if let Some(inner) = feature.get("feature") {
        return names(inner);
    }
    if let Value::Array(inner) = feature {
        return inner.first().and_then(names);
    }
    if feature.get("_type")?.as_str()? != "ClassLabel" {
        return None;
    }
    let list = feature.get("names")?.as_array()?;
    list.iter()
        .map(|name| name.as_str().map(str::to_owned))
        .collect()
}
