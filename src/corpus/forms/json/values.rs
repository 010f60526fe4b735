//! Cuts a JSON text into its records: the objects of lists, of lists in a wrapper such as `{"data": […]}`, and objects that
//! follow each other.

use super::nan::without_nan;
use super::parser::broken;
use crate::corpus::fields::{FieldNames, FieldRole, usual_role};
use crate::corpus::forms::exports::{self, Classes};
use crate::corpus::record_error::RecordError;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A record within the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub range: Range<usize>,
    /// The line of the text where it begins, from 1, and which of the records that begin there it is, from 1.
    pub line: u64,
    pub nth: u64,
}

/// A fault that ends the text, and the line where it is.
pub(super) type Fault = (u64, RecordError);

/// The records of a text, in order. After a fault there are none.
pub(super) struct Values {
    text: String,
    names: Arc<FieldNames>,
    /// Names of classes that the text gives for the records that come next.
    pub classes: Arc<Classes>,
    at: usize,
    list: Option<List>,
    ended: bool,
    place: Place,
}

/// A list whose items are records.
#[derive(Debug, Clone, Copy)]
struct List {
    /// Where the text goes on after it; `None`: after its bracket.
    after: Option<usize>,
    /// Whether an item was read, so that a comma must follow.
    begun: bool,
}

/// Counts lines.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    counted: usize,
    breaks: u64,
    last: u64,
    nth: u64,
}

impl Values {
    pub fn new(text: String, names: Arc<FieldNames>, classes: Arc<Classes>) -> Self {
        Self {
            text,
            names,
            classes,
            at: 0,
            list: None,
            ended: false,
            place: Place::default(),
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) -> Result<Option<Range<usize>>, Fault> {
        loop {
            self.skip_space();
            let Some(byte) = self.peek() else {
                return match self.list {
                    Some(_) => Err(self.unexpected("the list is not closed")),
                    None => Ok(None),
                };
            };
            match (&mut self.list, byte) {
                (Some(list), b']') => {
                    self.at = list.after.unwrap_or(self.at + 1);
                    self.list = None;
                }
                (Some(list), b',') if list.begun => {
                    list.begun = false;
                    self.at += 1;
                    self.skip_space();
                    if self.peek() == Some(b']') {
                        return Err(self.unexpected("trailing comma"));
                    }
                }
                (Some(list), _) if list.begun => {
                    return Err(self.unexpected("expected `,` or `]`"));
                }
                (Some(list), _) => {
                    list.begun = true;
                    return self.cut().map(Some);
                }
                (None, b'[') if !begins_pair(&self.text[self.at..]) => {
                    self.at += 1;
                    self.list = Some(List {
                        after: None,
                        begun: false,
                    });
                }
                (None, _) => {
                    let range = self.cut()?;
                    match wrapper(&self.text[range.clone()], &self.names) {
                        Some(wrapper) => self.enter(range, wrapper),
                        None => return Ok(Some(range)),
                    }
                }
            }
        }
    }

    fn enter(&mut self, range: Range<usize>, wrapper: Wrapper) {
        if let Some(classes) = wrapper.classes {
            self.classes = Arc::new(classes);
        }
        self.at = range.start + wrapper.list + 1;
        self.list = Some(List {
            after: Some(range.end),
            begun: false,
        });
    }

    /// The value that begins here.
    fn cut(&mut self) -> Result<Range<usize>, Fault> {
        let start = self.at;
        match value_end(&self.text[start..]) {
            Ok(length) => {
                self.at = start + length;
                Ok(start..self.at)
            }
            Err(_) if self.mend(start) => self.cut(),
            Err(error) => {
                let (line, column) = self.locate(start);
                // The parser counts from where the value begins.
                let (line, column) = match error.line() {
                    0 | 1 => (line, column - 1 + error.column().max(1)),
                    more => (line + more as u64 - 1, error.column()),
                };
                Err((line, broken(&error, column)))
            }
        }
    }

    /// Writes null for numbers that are no JSON from here on; once, since then there are none.
    fn mend(&mut self, start: usize) -> bool {
        let rest = self.text.get(start..).unwrap_or_default();
        let mended = without_nan(rest.as_bytes()).and_then(|it| String::from_utf8(it).ok());
        if let Some(mended) = &mended {
            self.text.replace_range(start.., mended);
        }
        mended.is_some()
    }

    fn unexpected(&self, cause: &str) -> Fault {
        let (line, column) = self.locate(self.at);
        let cause = cause.to_owned();
        (line, RecordError::Json { column, cause })
    }

    /// The line and the byte in it, both from 1.
    fn locate(&self, at: usize) -> (u64, usize) {
        let before = &self.text.as_bytes()[..at];
        let breaks = memchr::memchr_iter(b'\n', before).count() as u64;
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        (breaks + 1, at - line_start + 1)
    }
}

impl Iterator for Values {
    type Item = Result<Cut, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.step() {
            Ok(Some(range)) => {
                let (line, nth) = self.place.of(&self.text, range.start);
                Some(Ok(Cut { range, line, nth }))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(fault) => {
                self.ended = true;
                Some(Err(fault))
            }
        }
    }
}

impl Place {
    fn of(&mut self, text: &str, at: usize) -> (u64, u64) {
        let between = text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.breaks += memchr::memchr_iter(b'\n', between).count() as u64;
        self.counted = at;
        let line = self.breaks + 1;
        self.nth = if line == self.last { self.nth + 1 } else { 1 };
        self.last = line;
        (line, self.nth)
    }
}

/// The length of the value that the text begins with.
pub(super) fn value_end(text: &str) -> Result<usize, serde_json::Error> {
    let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Err(error)) => Err(error),
        _ => Ok(values.byte_offset()),
    }
}

/// Whether a list begins with a string, as the list of a text and its annotations does. A list of records does not.
pub(super) fn begins_pair(text: &str) -> bool {
    let inside = text.strip_prefix('[');
    inside.is_some_and(|inside| inside.trim_ascii_start().starts_with('"'))
}

/// An object that is no article, but holds a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrapper {
    /// Where the list begins.
    list: usize,
    classes: Option<Classes>,
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
pub(super) fn wrapper(text: &str, names: &FieldNames) -> Option<Wrapper> {
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
        classes: features.map(|features| exports::Classes::of_features(&features)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn values(text: &str) -> Values {
        let names = Arc::new(FieldNames::default());
        Values::new(text.to_owned(), names, Arc::default())
    }

    /// The records with line and place, then the fault.
    fn cut(text: &str) -> (Vec<(String, u64, u64)>, Option<String>) {
        let (mut records, mut fault) = (Vec::new(), None);
        let mut values = values(text);
        while let Some(cut) = values.next() {
            assert_eq!(fault, None);
            match cut {
                Ok(cut) => records.push((values.text[cut.range].to_owned(), cut.line, cut.nth)),
                Err((line, error)) => fault = Some(format!("{line}: {error}")),
            }
        }
        (records, fault)
    }

    #[test]
    fn lists_wrappers_and_sequences() {
        let a = ("{\"a\":1}".to_owned(), 1, 1);
        for (text, expected) in [
            ("", vec![]),
            ("[]", vec![]),
            (" [ ] \n", vec![]),
            ("{\"a\":1}", vec![a.clone()]),
            ("[{\"a\":1}]", vec![a.clone()]),
            ("[{\"a\":1} , {}]", vec![a.clone(), ("{}".to_owned(), 1, 2)]),
            (
                "{\"a\":1}\n{\"b\":\n2}{}",
                vec![
                    a.clone(),
                    ("{\"b\":\n2}".to_owned(), 2, 1),
                    ("{}".to_owned(), 3, 1),
                ],
            ),
            (
                "[{\"a\":1}]\n\n[\n{}]",
                vec![a.clone(), ("{}".to_owned(), 4, 1)],
            ),
            ("{\"n\":1,\"data\":[{\"a\":1}],\"m\":[2]}", vec![a.clone()]),
            (
                "{\"rows\":[{\"row\":{}}],\"features\":[{\"name\":\"x\"}]}",
                vec![("{\"row\":{}}".to_owned(), 1, 1)],
            ),
            (
                "[[\"x\",{\"cats\":{}}]]",
                vec![("[\"x\",{\"cats\":{}}]".to_owned(), 1, 1)],
            ),
            (
                "[{\"a\":1}, {\"b\": NaN},\n{\"c\":-Infinity}]",
                vec![
                    a.clone(),
                    ("{\"b\": null}".to_owned(), 1, 2),
                    ("{\"c\":null}".to_owned(), 2, 1),
                ],
            ),
            ("[\"x\", 2]", vec![("[\"x\", 2]".to_owned(), 1, 1)]),
        ] {
            assert_eq!(cut(text), (expected, None), "{text}");
        }
    }

    #[test]
    fn an_article_is_no_wrapper() {
        for text in [
            "{\"text\":\"t\",\"notes\":[{}]}",
            "{\"text\":null,\"notes\":[{}]}",
            "{\"data\":{\"text\":\"t\"},\"annotations\":[{}]}",
            "{\"a\":[{}],\"b\":[{}]}",
            "{\"a\":[1]}",
        ] {
            assert_eq!(cut(text).0.len(), 1);
            assert_eq!(cut(text).0[0].0, text);
        }
    }

    #[test]
    fn faults_end_the_text() {
        for (text, records, fault) in [
            (
                "[{},",
                1,
                "1: not valid JSON at column 5: the list is not closed",
            ),
            (
                "[{}\n{}]",
                1,
                "2: not valid JSON at column 1: expected `,` or `]`",
            ),
            ("[{},]", 1, "1: not valid JSON at column 5: trailing comma"),
            ("[,{}]", 0, "1: not valid JSON at column 2: expected value"),
            (
                "[{},\n{\"a\":}]",
                1,
                "2: not valid JSON at column 6: expected value",
            ),
            ("[{\"a\":\n\n \"b", 0, "3: not valid JSON at column 3: EOF"),
            ("{}\n ]", 1, "2: not valid JSON at column 2: expected value"),
        ] {
            let (found, message) = cut(text);
            assert_eq!(found.len(), records, "{text}");
            let message = message.expect(text);
            assert!(message.starts_with(fault), "{text}: {message}");
        }
    }

    proptest! {
        /// The items of a list written in any way are those that are cut out of it, and each knows its line.
        #[test]
        fn items_of_lists(
            texts in prop::collection::vec("[\\PC\n\"\\\\{}\\[\\],]{0,12}", 0..5),
            spaces in prop::collection::vec("[ \n\t]{0,3}", 12),
            wrapped in any::<bool>(),
        ) {
            let items: Vec<Value> = texts.iter().map(|text| json!({"text": text, "x": [text]})).collect();
            let mut space = spaces.iter().cycle();
            let mut text = String::from(if wrapped { "{\"n\": [1], \"data\": [" } else { "[" });
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(space.next().unwrap());
                text.push_str(&item.to_string());
                text.push_str(space.next().unwrap());
            }
            text.push_str(if wrapped { "]}" } else { "]" });
            let mut found = Vec::new();
            for cut in values(&text) {
                let cut = cut.expect("valid");
                let before = &text[..cut.range.start];
                prop_assert_eq!(cut.line, before.matches('\n').count() as u64 + 1);
                found.push(serde_json::from_str::<Value>(&text[cut.range]).unwrap());
            }
            // An empty list does not show that it is one of articles.
            if !(wrapped && items.is_empty()) {
                prop_assert_eq!(found, items);
            }
        }

        #[test]
        fn any_text_ends(text in "[\\[\\]{}:,\"a1 \n]{0,30}") {
            let all: Vec<_> = values(&text).collect();
            prop_assert!(all.len() <= text.len());
        }
    }
}
