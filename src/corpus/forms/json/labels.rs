//! The value of a JSON key → labels.

use crate::corpus::label_reader::LabelReader;
use crate::corpus::record_error::RecordError;
use serde_json::{Number, Value};

/// Reads the labels of a value: a string, a number, a list of them, or `{"choices": …}`; null says nothing. Numbers are places in
/// `classes`, if there are any.
pub(super) fn labels(
    key: &str,
    value: &Value,
    classes: Option<&[String]>,
    reader: &mut LabelReader<'_>,
) -> Result<(), RecordError> {
    match value {
        Value::Null => {}
        Value::String(label) => reader.text(label)?,
        Value::Number(number) => reader.item(&name(key, number, classes)?)?,
        Value::Array(list) => {
            if list.is_empty() {
                reader.empty_list();
            }
            for item in list {
                match item {
                    Value::String(label) => reader.item(label)?,
                    Value::Number(number) => reader.item(&name(key, number, classes)?)?,
                    other => return Err(wrong_type(key, "a list of strings or numbers", other)),
                }
            }
        }
        Value::Object(object) if object.len() == 1 => match object.get("choices") {
            Some(choices) if !choices.is_object() => labels(key, choices, classes, reader)?,
            _ => return Err(wrong_type(key, EXPECTED, value)),
        },
        other => return Err(wrong_type(key, EXPECTED, other)),
    }
    Ok(())
}

const EXPECTED: &str = "a string, a number or a list of them";

/// Whether a value can be the labels of an article.
pub(super) fn can_be_labels(value: &Value) -> bool {
    match value {
        Value::Null | Value::String(_) | Value::Number(_) => true,
        Value::Array(items) => items.iter().all(|it| it.is_string() || it.is_number()),
        Value::Object(object) => object.len() == 1 && object.contains_key("choices"),
        Value::Bool(_) => false,
    }
}

/// The class of a number. A whole number is written without a fraction, as programs write it that keep numbers as decimals.
fn name(key: &str, number: &Number, classes: Option<&[String]>) -> Result<String, RecordError> {
    /// From here on, decimals do not hold every whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let written = match number.as_f64() {
        _ if !number.is_f64() => number.to_string(),
        Some(value) if value.fract() == 0.0 && value.abs() < EXACT => format!("{value:.0}"),
        _ => number.to_string(),
    };
    let Some(classes) = classes else {
        return Ok(written);
    };
    let place = written.parse::<usize>().ok();
    let class = place.and_then(|place| classes.get(place));
    class.cloned().ok_or_else(|| RecordError::NoSuchClass {
        key: key.to_owned(),
        number: written,
        classes: classes.len(),
    })
}

pub(crate) fn wrong_type(key: &str, expected: &'static str, found: &Value) -> RecordError {
    RecordError::WrongType {
        key: key.to_owned(),
        expected,
        found: type_name(found),
    }
}

pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    fn joined(value: &Value, classes: Option<&[String]>) -> Result<String, String> {
        let mut reader = LabelReader::default();
        labels("label", value, classes, &mut reader).map_err(|error| error.to_string())?;
        let labels = reader.labels().map_err(|error| error.to_string())?;
        let joined = |it: BTreeSet<String>| it.into_iter().collect::<Vec<_>>().join("+");
        Ok(labels.map_or("nothing said".to_owned(), joined))
    }

    #[test]
    fn plain_forms() {
        for (value, expected) in [
            (json!("رياضة"), "رياضة"),
            (json!(["b", "a"]), "a+b"),
            (json!([]), ""),
            (json!(null), "nothing said"),
            (json!(""), "nothing said"),
            (json!("['a', 'b']"), "a+b"),
            (json!("none"), ""),
            (json!(3), "3"),
            (json!(-1), "-1"),
            (json!(3.0), "3"),
            (json!(1.5), "1.5"),
            (json!([0, 2.0]), "0+2"),
            (json!({"choices": ["b", "a"]}), "a+b"),
            (json!({"choices": "a"}), "a"),
        ] {
            assert_eq!(joined(&value, None).as_deref(), Ok(expected), "{value}");
            assert!(can_be_labels(&value));
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for (value, fragment) in [
            (json!(true), "a boolean is found"),
            (json!([["a"]]), "an array is found"),
            (json!([null]), "null is found"),
            (json!({"a": 1}), "an object is found"),
            (json!({"choices": ["a"], "b": 1}), "an object is found"),
            (json!({"choices": {"choices": "a"}}), "an object is found"),
        ] {
            let error = joined(&value, None).unwrap_err();
            assert!(error.contains(fragment), "{value}: {error}");
            assert!(error.contains("\"label\" must be"), "{error}");
        }
    }

    #[test]
    fn numbers_are_places_in_the_classes() {
        let classes = ["a".to_owned(), "b".to_owned()];
        assert_eq!(joined(&json!(1), Some(&classes)).as_deref(), Ok("b"));
        assert_eq!(joined(&json!([0.0]), Some(&classes)).as_deref(), Ok("a"));
        let error = joined(&json!(2), Some(&classes)).unwrap_err();
        assert!(error.contains("2 classes"), "{error}");
        assert!(joined(&json!(-1), Some(&classes)).is_err());
    }
}
