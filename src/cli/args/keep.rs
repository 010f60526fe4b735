//! The flag that says which fields of the input go into the output.

use crate::cli::messages;
use crate::corpus::{Document, FieldNames, FieldRole, NONE};
use clap::Args;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::PoisonError;

/// A field of an article, by name and value.
pub type KeptField = (String, String);

/// Which fields to keep.
#[derive(Debug, Args)]
pub struct KeepArgs {
    /// Fields or columns of the input to keep in the output, separated by commas: names such as url, `text`,
    /// `title`, `labels`, or `all` for everything but the text. Of JSON, strings, numbers and booleans are kept, as text. With
    /// `all`, CSV is written at the end only, when all columns are known. Not for the table.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    keep: Vec<String>,
}

/// What the input has, for the names that were asked for in vain.
#[derive(Debug, Default)]
struct Seen {
    /// Names asked for that some article has.
    found: BTreeSet<String>,
    /// Names of fields, up to [`SHOWN`].
    fields: BTreeSet<String>,
}

/// How many names of fields are shown.
const SHOWN: usize = 20;

/// The fields to keep.
#[derive(Debug)]
pub struct Keep {
    names: Vec<String>,
    /// Whether all fields are kept, whatever their names.
    pub all: bool,
    given: FieldNames,
    seen: Mutex<Seen>,
}

impl KeepArgs {
    /// The fields to keep. `fields` are the names that the caller gives for the text and so on.
    pub fn keep(&self, fields: &FieldNames) -> Keep {
        let trimmed = self.keep.iter().map(|name| name.trim().to_owned());
        let mut names: Vec<String> = Vec::new();
        for name in trimmed.filter(|name| !name.is_empty() && name != "all") {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Keep {
            all: self.keep.iter().any(|name| name.trim() == "all"),
            names,
            given: fields.clone(),
            seen: Mutex::default(),
        }
    }
}

impl Keep {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.all
    }

    /// The names that were given, in the order given; with `all` there are others.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The fields of an article: those named, in the order given, then with `all` the others, by name.
    pub fn of(&self, document: &Document) -> Vec<KeptField> {
        if self.is_empty() {
            return Vec::new();
        }
        let named = self.names.iter();
        let mut kept: Vec<KeptField> = named
            .filter_map(|name| Some((name.clone(), self.value(name, document)?)))
            .collect();
        if self.all {
            let has = |kept: &[KeptField], name: &str| kept.iter().any(|(other, _)| other == name);
            let own = ["title", "labels"].map(str::to_owned);
            for name in own.iter().chain(document.fields.keys()) {
                if !has(&kept, name) {
                    kept.extend(
                        self.value(name, document)
                            .map(|value| (name.clone(), value)),
                    );
                }
            }
        }
        self.look(document, &kept);
        kept
    }

    /// A field of this name. The input may call its text or its labels so.
    fn value(&self, name: &str, document: &Document) -> Option<String> {
        if let Some(value) = document.fields.get(name) {
            return Some(value.clone());
        }
        let value = match self.given.role_of(name)? {
            FieldRole::Text => document.text.clone(),
            FieldRole::Title => document.title.clone(),
            FieldRole::Id => document.id.clone(),
            FieldRole::Labels => {
                let labels: Vec<&str> = document.labels.as_ref()?.iter().map(|it| &**it).collect();
                match labels.as_slice() {
                    [] => NONE.to_owned(),
                    labels => labels.join("+"),
                }
            }
        };
        (!value.is_empty()).then_some(value)
    }

    fn look(&self, document: &Document, kept: &[KeptField]) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, _) in kept {
            if !seen.found.contains(name) {
                seen.found.insert(name.clone());
            }
        }
        for name in document.fields.keys() {
            if seen.fields.len() < SHOWN && !seen.fields.contains(name) {
                seen.fields.insert(name.clone());
            }
        }
    }

    /// Warns of names that no article has.
    pub fn warn(&self) {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<&str> = self
            .names
            .iter()
            .filter(|name| !seen.found.contains(*name))
            .map(String::as_str)
            .collect();
        if missing.is_empty() {
            return;
        }
        let fields: Vec<&str> = seen.fields.iter().map(String::as_str).collect();
        let there = match fields.as_slice() {
            [] => "no other fields".to_owned(),
            fields => format!("the fields {}", fields.join(", ")),
        };
        messages::warning(format_args!(
            "no article has the field {} (--keep); beside text, title, labels and id there are {there}",
            missing.join(", ")
        ));
    }
}
