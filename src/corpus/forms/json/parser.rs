//! One JSON value → an article.
//!
//! `text` is a required string. Optional: `title` (string), `id` (string or number), `labels` or `label` (see `labels`). Other
//! names are looked for as `fields` says. Other strings, numbers and booleans become fields.

use super::labels::{labels, type_name};
use super::nan::without_nan;
use super::object::{Field, JsonLine, JsonObject};
use super::parts::{Null, fields, id, joined};
use super::select::{Look, Part, Selected, select};
use crate::corpus::document::Document;
use crate::corpus::fields::{FieldNames, FieldRole};
use crate::corpus::forms::exports::{self, Answer, Classes, Plain};
use crate::corpus::labels::LabelsWanted;
use crate::corpus::notices::Notice;
use crate::corpus::read::record::{Context, RecordParser};
use crate::corpus::record_error::{RecordError, quote};
use std::collections::BTreeSet;
use std::sync::Arc;

type Labels = Option<BTreeSet<String>>;

/// Parses one value.
#[derive(Debug, Clone, Default)]
pub(super) struct ObjectParser {
    pub names: Arc<FieldNames>,
    /// The names of classes that stand as numbers.
    pub classes: Arc<Classes>,
}

impl RecordParser for ObjectParser {
    fn parse(&self, text: &str, context: &Context<'_>) -> Result<Document, RecordError> {
        let Plain { mut object, answer } = match plain(text, &self.names) {
            Err(error @ RecordError::Json { .. }) => return self.mended(text, error, context),
            plain => plain?,
        };
        let look = match (&answer, context.wanted) {
            (Answer::AsWritten | Answer::AsWrittenOrNone, LabelsWanted::Required) => Look::Closely,
            (Answer::AsWritten | Answer::AsWrittenOrNone, LabelsWanted::Optional) => Look::Casually,
            _ => Look::Not,
        };
        let mut selected = select(&mut object, &self.names, look)?;
        let notes = Notes::of(&mut selected);
        if selected.text.is_empty() {
            return Err(self.missing(text, FieldRole::Text));
        }
        let body = joined(selected.text, Null::IsRefused)?;
        let title = joined(selected.title, Null::IsEmpty)?;
        let id = id(selected.id, text)?.unwrap_or_else(|| context.id());
        let labels = match self.labels(&selected.labels, answer, text, context) {
            Err(_) if context.wanted == LabelsWanted::Optional => None,
            labels => labels?,
        };
        notes.note(context);
        Ok(Document {
            id,
            title,
            text: body,
            labels,
            fields: fields(object),
        })
    }
}

impl ObjectParser {
    /// Reads a text that is no JSON once more, without what Python writes for missing numbers.
    fn mended(
        &self,
        text: &str,
        error: RecordError,
        context: &Context<'_>,
    ) -> Result<Document, RecordError> {
        let mended = without_nan(text.as_bytes()).and_then(|it| String::from_utf8(it).ok());
        mended.map_or(Err(error), |mended| self.parse(&mended, context))
    }

    fn labels(
        &self,
        written: &[Part<'_>],
        answer: Answer,
        text: &str,
        context: &Context<'_>,
    ) -> Result<Labels, RecordError> {
        match answer {
            Answer::AsWritten if written.is_empty() => match context.wanted {
                LabelsWanted::Required => Err(self.missing(text, FieldRole::Labels)),
                LabelsWanted::Optional => Ok(None),
            },
            Answer::AsWritten => self.written(written, context),
            Answer::AsWrittenOrNone => Ok(Some(match self.written(written, context)? {
                Some(labels) => labels,
                None => {
                    if context.wanted == LabelsWanted::Required {
                        context.note(Notice::NoChoice);
                    }
                    BTreeSet::new()
                }
            })),
            Answer::Labels(labels) => decided(&labels, context),
            Answer::Disputed { labels, said } => {
                context.note_with(Notice::Disputed, said);
                decided(&labels, context)
            }
            Answer::Rejected | Answer::Open => match context.wanted {
                LabelsWanted::Required => Err(RecordError::Undecided),
                LabelsWanted::Optional => Ok(None),
            },
        }
    }

    fn written(&self, written: &[Part<'_>], context: &Context<'_>) -> Result<Labels, RecordError> {
        context.labels(|reader| {
            for (key, value) in written {
                match value {
                    Field::Text(label) => reader.text(label)?,
                    Field::Other(value) => labels(key, value, self.classes.of(key), reader)?,
                }
            }
            Ok(())
        })
    }

    /// The object is read once more for its keys, which only an error needs.
    fn missing(&self, text: &str, role: FieldRole) -> RecordError {
        let found = plain(text, &self.names).map_or_else(|_| Vec::new(), |it| it.object.keys());
        let given = self.names.of(role);
        let quoted = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| quote(name)).collect();
            names.join(" or ")
        };
        let wanted = match role {
            _ if !given.is_empty() => quoted(given),
            FieldRole::Labels => quoted(&["labels".to_owned(), "label".to_owned()]),
            role => quote(role.name()),
        };
        match role {
            FieldRole::Labels => RecordError::MissingLabelKey { wanted, found },
            _ => RecordError::MissingText { wanted, found },
        }
    }
}

/// The labels that annotators decided on, or that there are none.
fn decided(labels: &[String], context: &Context<'_>) -> Result<Labels, RecordError> {
    context.labels(|reader| {
        if labels.is_empty() {
            reader.empty_list();
        }
        Ok(labels.iter().try_for_each(|label| reader.item(label))?)
    })
}

/// The object of a value, in the plain form.
pub(super) fn plain<'t>(text: &'t str, names: &FieldNames) -> Result<Plain<'t>, RecordError> {
    let object = object(text)?;
    match exports::of(&object) {
        Some(export) => (export.read)(object, names),
        None => Ok(Plain {
            object,
            answer: Answer::AsWritten,
        }),
    }
}

/// The object of a value.
pub(super) fn object(text: &str) -> Result<JsonObject<'_>, RecordError> {
    match serde_json::from_str(text) {
        Ok(JsonLine::Object(object)) => Ok(object),
        Ok(JsonLine::Other(other)) => {
            exports::pair(other).map_err(|other| RecordError::NotAnObject {
                found: type_name(&other),
            })
        }
        Err(error) => Err(broken(&error, error.column())),
    }
}

/// What the JSON parser says, without its line, which is not that of the file.
pub(super) fn broken(error: &serde_json::Error, column: usize) -> RecordError {
    let message = error.to_string();
    let cause = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(cause, _)| cause);
    RecordError::Json {
        column,
        cause: cause.to_owned(),
    }
}

/// What is said of the fields.
struct Notes {
    unusual: Vec<(FieldRole, String)>,
    missing: Vec<String>,
}

impl Notes {
    fn of(selected: &mut Selected<'_>) -> Self {
        Self {
            unusual: std::mem::take(&mut selected.unusual),
            missing: std::mem::take(&mut selected.missing),
        }
    }

    fn note(self, context: &Context<'_>) {
        if !self.unusual.is_empty() {
            context.note_file(Notice::FieldNames(self.unusual));
        }
        for name in self.missing {
            context.note(Notice::MissingField(name));
        }
    }
}
