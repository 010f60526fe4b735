//! Names the flag behind a setting that an error of the library speaks of.

use crate::corpus::{CorpusError, CorpusWarning, FieldRole, RecordError};
use crate::features::CountsError;
use crate::file::reason;
use crate::train::TrainError;
use std::error::Error;
use std::fmt::Display;

/// The message of an error, and the flag that mends it, if there is one.
pub fn said(error: &(impl Error + 'static)) -> String {
    with_flag(error, flag(error))
}

/// The messages of an error and of its causes, and the flag that mends it, if there is one.
pub fn said_with_causes(error: &anyhow::Error) -> String {
    let said = error.chain().map(|cause| match cause.downcast_ref() {
        Some(system) => reason(system),
        None => cause.to_string(),
    });
    let said: Vec<String> = said.collect();
    with_flag(said.join(": "), error.chain().find_map(flag))
}

/// A warning, and the flag that mends its cause, if there is one.
pub fn said_in_warning(warning: &CorpusWarning) -> String {
    match warning {
        CorpusWarning::ComposedLabels { separator, .. } => {
            format!("{warning} (--label-separator '{separator}')")
        }
        _ => warning.to_string(),
    }
}

fn with_flag(message: impl Display, flag: Option<&str>) -> String {
    match flag {
        Some(flag) => format!("{message} ({flag})"),
        None => message.to_string(),
    }
}

fn flag(error: &(dyn Error + 'static)) -> Option<&'static str> {
    // An error of the whole library stands for the one in it.
    if let Some(error) = error.downcast_ref::<crate::Error>() {
        return match error {
            crate::Error::Corpus(error) => flag(error),
            crate::Error::Counts(error) => flag(error),
            crate::Error::Train(error) => flag(error),
            crate::Error::Evaluate(crate::evaluate::EvaluateError::Learn(error)) => flag(error),
            _ => None,
        };
    }
    if let Some(error) = error.downcast_ref::<CorpusError>() {
        return match error {
            CorpusError::Model { .. } => Some("--model"),
            CorpusError::NotOneArticle { .. } => Some("--input-format text"),
            CorpusError::EmptyFolder { .. } => Some("--input-format text"),
            CorpusError::BrokenText { .. } | CorpusError::NulByte { .. } => Some("--encoding"),
            CorpusError::Record { source, .. } => record_flag(source),
            _ => None,
        };
    }
    if let Some(error) = error.downcast_ref::<CountsError>() {
        return match error {
            CountsError::Fields { .. } | CountsError::FieldNotKept { .. } => Some("--keep-field"),
            _ => None,
        };
    }
    match error.downcast_ref::<TrainError>() {
        Some(TrainError::BuiltinWeightUnchosen) => Some("--builtin-weight"),
        Some(TrainError::NoFeatures { .. }) => Some("--min-documents"),
        _ => None,
    }
}

fn record_flag(error: &RecordError) -> Option<&'static str> {
    match error {
        RecordError::MissingText { .. } => Some("--text-field"),
        RecordError::MissingLabelKey { .. } | RecordError::TwoLabelFields => Some("--label-field"),
        RecordError::MissingColumn { .. } => Some("--text-field, --label-field, --columns"),
        RecordError::AmbiguousField { role, .. } => Some(match role {
            FieldRole::Text => "--text-field",
            FieldRole::Title => "--title-field",
            FieldRole::Labels => "--label-field",
            FieldRole::Id => "--id-field",
        }),
        _ => None,
    }
}
