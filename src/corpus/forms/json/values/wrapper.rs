//! Objects such as `{"data": […]}`, which are no articles, but hold a list of them.

use crate::corpus::fields::{FieldNames, FieldRole, usual_role};
use crate::corpus::forms::exports::Classes;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// An object that is no article, but holds a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Wrapper {
    /// Where the list begins.
    pub(super) list: usize,
    pub(super) classes: Option<Classes>,
}

/// Keys of lists of objects that describe an article or a data set.
const NO_ARTICLES: &[&str] = &[
    "annotations",
    "completions",
    "predictions",
    "drafts",
    "responses",
    "suggestions",
    "entities",
    "relations",
    "spans",
    "tokens",
    "options",
    "comments",
    "features",
    "links",
    "images",
    "authors",
];

/// The list of an object that has no text and exactly one list of objects.
pub(in super::super) fn wrapper(text: &str, names: &FieldNames) -> Option<Wrapper> {
    if !text.starts_with('{') {
        return None;
    }
    let keys = serde_json::from_str::<Keys<'_>>(text).ok()?.0;
    let is_text = |(key, value): &(Cow<'_, str>, &RawValue)| {
        let is_usual = || usual_role(key).is_some_and(|(role, _)| role == FieldRole::Text);
        let is_meant = match names.text.as_slice() {
            [] => is_usual(),
            given => given.iter().any(|name| {
                let first = name
                    .split_once('.')
                    .map_or(name.as_str(), |(first, _)| first);
                name == key || first == key
            }),
        };
        is_meant && !value.get().starts_with('[')
    };
    if keys.iter().any(is_text) {
        return None;
    }
    let mut lists = keys.iter().filter(|(key, value)| {
        let inside = value.get().strip_prefix('[');
        let has_objects = inside.is_some_and(|it| it.trim_ascii_start().starts_with('{'));
        has_objects && !NO_ARTICLES.contains(&&**key)
    });
    let (Some((_, list)), None) = (lists.next(), lists.next()) else {
        return None;
    };
    let features = keys.iter().find(|(key, _)| key == "features");
    let features = features.and_then(|(_, value)| serde_json::from_str::<Value>(value.get()).ok());
    Some(Wrapper {
        list: list.get().as_ptr() as usize - text.as_ptr() as usize,
        classes: features.map(|features| Classes::of_features(&features)),
    })
}

/// The entries of an object, values unread.
struct Keys<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> serde::Deserialize<'de> for Keys<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Keys<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut entries: A,
            ) -> Result<Self::Value, A::Error> {
                let mut keys = Vec::new();
                while let Some(entry) = entries.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    keys.push(entry);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}
