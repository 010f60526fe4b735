//! Reads a JSON object without copying its long strings, unless something is escaped in them.
//!
//! The result, errors included, equals that of reading a [`Value`]: everything but strings is read as one.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// One line.
#[derive(Debug, PartialEq)]
pub(crate) enum JsonLine<'l> {
    Object(JsonObject<'l>),
    Other(Value),
}

/// An object. Where a key is repeated, the last value counts.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct JsonObject<'l> {
    pub text: Option<Field<'l>>,
    pub title: Option<Field<'l>>,
    pub id: Option<Field<'l>>,
    pub others: Map<String, Value>,
}

/// A value.
#[derive(Debug, PartialEq)]
pub(crate) enum Field<'l> {
    Text(Cow<'l, str>),
    /// Any value but a string.
    Other(Value),
}

impl<'l> JsonObject<'l> {
    /// Puts a value where its key belongs.
    pub fn insert(&mut self, key: String, value: Value) {
        match key.as_str() {
            "text" => self.text = Some(value.into()),
            "title" => self.title = Some(value.into()),
            "id" => self.id = Some(value.into()),
            _ => drop(self.others.insert(key, value)),
        }
    }

    /// Takes the value of a key away; `a.b`, where there is no such key, is a copy of `b` in the object `a`.
    pub fn take(&mut self, key: &str) -> Option<Field<'l>> {
        let named = match key {
            "text" => self.text.take(),
            "title" => self.title.take(),
            "id" => self.id.take(),
            _ => None,
        };
        named
            .or_else(|| self.others.remove(key).map(Field::from))
            .or_else(|| self.inside(key).cloned().map(Field::from))
    }

    fn inside(&self, path: &str) -> Option<&Value> {
        let (first, rest) = path.split_once('.')?;
        let mut value = self.others.get(first)?;
        for key in rest.split('.') {
            value = value.get(key)?;
        }
        Some(value)
    }
    /// All keys in ascending order.
    pub fn keys(&self) -> Vec<String> {
        let present = |key: &str, field: &Option<Field>| field.is_some().then(|| key.to_owned());
        let named = [
            present("id", &self.id),
            present("text", &self.text),
            present("title", &self.title),
        ];
        let mut keys: Vec<String> = self.others.keys().cloned().collect();
        keys.extend(named.into_iter().flatten());
        keys.sort_unstable();
        keys
    }
}

impl From<Value> for Field<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Self::Text(Cow::Owned(text)),
            other => Self::Other(other),
        }
    }
}

impl<'de> Deserialize<'de> for JsonLine<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LineVisitor)
    }
}

impl<'de> Deserialize<'de> for Field<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

/// The values that are read as a [`Value`], into the variant `Other`.
macro_rules! others {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E: Error>(self, value: $type) -> Result<Self::Value, E> {
            Ok(Self::Value::Other(value.into()))
        })*

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::Other(Value::Null))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
            Value::deserialize(SeqAccessDeserializer::new(items)).map(Self::Value::Other)
        }

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any valid JSON value")
        }
    };
}

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field<'de>;

    others!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Field::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(entries)).map(Field::Other)
    }
}

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = JsonLine<'de>;

    others!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut object = JsonObject::default();
        while let Some(Field::Text(key)) = entries.next_key()? {
            match &*key {
                "text" => object.text = Some(entries.next_value()?),
                "title" => object.title = Some(entries.next_value()?),
                "id" => object.id = Some(entries.next_value()?),
                _ => {
                    let value = entries.next_value()?;
                    object.others.insert(key.into_owned(), value);
                }
            }
        }
        Ok(JsonLine::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the object would be, read as a [`Value`].
    fn whole(line: &JsonLine<'_>) -> Value {
        let value = |field: &Field<'_>| match field {
            Field::Text(text) => Value::from(&**text),
            Field::Other(other) => other.clone(),
        };
        match line {
            JsonLine::Other(other) => other.clone(),
            JsonLine::Object(object) => {
                let named = [
                    ("text", &object.text),
                    ("title", &object.title),
                    ("id", &object.id),
                ];
                let named = named
                    .into_iter()
                    .filter_map(|(key, field)| Some((key.to_owned(), value(field.as_ref()?))));
                let others = object.others.clone();
                Value::Object(others.into_iter().chain(named).collect())
            }
        }
    }

    fn compare(line: &str) -> Result<(), TestCaseError> {
        let expected = serde_json::from_str::<Value>(line).map_err(|error| error.to_string());
        let found = serde_json::from_str::<JsonLine<'_>>(line);
        if let (Ok(JsonLine::Object(object)), Ok(Value::Object(expected))) = (&found, &expected) {
            let keys: Vec<String> = expected.keys().cloned().collect();
            prop_assert_eq!(object.keys(), keys);
        }
        let found = found.map(|line| whole(&line));
        prop_assert_eq!(found.map_err(|error| error.to_string()), expected);
        Ok(())
    }

    fn value() -> impl Strategy<Value = String> {
        let scalar = prop_oneof![
            Just("null".to_owned()),
            Just("true".to_owned()),
            "-?[0-9]{1,4}(\\.[0-9]{1,3})?(e[0-9]{1,3})?",
            "\"[a-zا-ي]{0,6}(\\\\[nt\"\\\\]|\\\\u[0d][0-9a-f]{3})?[a-z]{0,3}\"",
        ];
        scalar.prop_recursive(3, 12, 3, |inner| {
            let key = prop::sample::select(vec!["text", "title", "id", "label", "x", "t\\u0065xt"]);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3)
                    .prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::vec((key, inner), 0..5).prop_map(|entries| {
                    let entries: Vec<String> = entries
                        .into_iter()
                        .map(|(key, value)| format!("\"{key}\": {value}"))
                        .collect();
                    format!("{{{}}}", entries.join(", "))
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn equals_reading_a_value(line in value()) {
            compare(&line)?;
        }

        #[test]
        fn fails_as_reading_a_value(line in value(), place: prop::sample::Index, with in "[\\[\\]{}:,\"0a]?") {
            let mut broken: Vec<char> = line.chars().collect();
            let place = place.index(broken.len());
            broken.splice(place..place + 1, with.chars());
            compare(&broken.into_iter().collect::<String>())?;
        }
    }

    #[test]
    fn depth_is_limited_alike() {
        for depth in [120, 126, 127, 128, 129, 200] {
            for key in ["text", "x"] {
                let line = format!("{{\"{key}\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
                compare(&line).unwrap();
            }
        }
    }
}
