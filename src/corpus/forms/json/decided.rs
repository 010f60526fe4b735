//! Leaves out, where labels are needed, what says itself that its label is rejected or not decided, and counts it.

use super::parser::{ObjectParser, object, plain};
use crate::corpus::forms::exports::{self, Answer};
use crate::corpus::labels::LabelsWanted;
use crate::corpus::notices::{Notice, Notices};
use crate::corpus::read::decode::RawText;
use crate::corpus::read::record::{Body, Items, RawRecord};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The records with a label. Only a stream whose first record is one of an export is looked at, since that takes time.
pub(super) fn decided(
    items: Items,
    parser: &ObjectParser,
    wanted: LabelsWanted,
    notices: &Notices,
) -> Items {
    if wanted == LabelsWanted::Optional {
        return items;
    }
    let (parser, notices) = (parser.clone(), notices.clone());
    let mut items = items.peekable();
    let first = match items.peek() {
        Some(Ok(record)) => Kind::of(record),
        _ => Kind::Plain,
    };
    match first {
        Kind::Plain => Box::new(items),
        Kind::Export => Box::new(items.filter(move |item| match item {
            Ok(record) => is_decided(record, &parser, &notices),
            Err(_) => true,
        })),
        Kind::Binary => united(items.collect(), &notices),
    }
}

enum Kind {
    Plain,
    Export,
    /// Each record is about one label of an article.
    Binary,
}

impl Kind {
    fn of(record: &RawRecord) -> Self {
        let text = text(record);
        match text.as_deref().map(object) {
            Some(Ok(object)) if exports::is_binary(&object) => Self::Binary,
            Some(Ok(object)) if exports::of(&object).is_some() => Self::Export,
            _ => Self::Plain,
        }
    }
}

fn is_decided(record: &RawRecord, parser: &ObjectParser, notices: &Notices) -> bool {
    let text = text(record);
    let notice = match text.as_deref().map(|text| plain(text, &parser.names)) {
        Some(Ok(plain)) if plain.answer == Answer::Rejected => Notice::Rejected,
        Some(Ok(plain)) if plain.answer == Answer::Open => Notice::Open,
        _ => return true,
    };
    notices.note(notice, record.origin());
    false
}

fn text(record: &RawRecord) -> Option<String> {
    match &record.body {
        // What is odd about the text is noted when it is parsed.
        Body::Bytes(raw) => {
            let text = raw.text(record.origin(), &Notices::default()).ok()?;
            Some(text.into_owned())
        }
        Body::File { .. } => None,
    }
}

/// One record for each article that has a label.
fn united(items: Vec<Item>, notices: &Notices) -> Items {
    let (mut records, mut others) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Ok(record) => match text(&record) {
                Some(text) if object(&text).is_ok_and(|it| exports::is_binary(&it)) => {
                    records.push((record, text));
                }
                _ => others.push(Ok(record)),
            },
            Err(error) => others.push(Err(error)),
        }
    }
    let objects: Vec<_> = records
        .iter()
        .filter_map(|(_, text)| object(text).ok())
        .collect();
    let (united, without) = exports::unite(&objects);
    drop(objects);
    for at in without {
        if let Some((record, _)) = records.get(at) {
            notices.note(Notice::Rejected, record.origin());
        }
    }
    let mut merged: Vec<Item> = Vec::new();
    for (at, answer) in united {
        if let Some((record, text)) = records.get(at) {
            merged.push(Ok(with_labels(record, text, answer, notices)));
        }
    }
    merged.extend(others);
    Box::new(merged.into_iter())
}

type Item = Result<RawRecord, crate::corpus::error::CorpusError>;

/// A record of the plain form in the place of another one.
fn with_labels(record: &RawRecord, text: &str, answer: Answer, notices: &Notices) -> RawRecord {
    let labels = match answer {
        Answer::Labels(labels) => labels,
        Answer::Disputed { labels, said } => {
            notices.note_with(Notice::Disputed, record.origin(), said);
            labels
        }
        _ => Vec::new(),
    };
    let mut keys: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
    keys.remove("answer");
    keys.remove("label");
    keys.retain(|key, _| !key.starts_with('_'));
    keys.insert("labels".to_owned(), labels.into());
    let start = match &record.body {
        Body::Bytes(raw) => raw.start,
        Body::File { .. } => 0,
    };
    RawRecord {
        origin: record.origin.clone(),
        name: Arc::clone(&record.name),
        body: Body::Bytes(RawText {
            bytes: Value::Object(keys).to_string().into_bytes(),
            encoding: crate::corpus::encoding::Encoding::UTF_8,
            start,
        }),
        parser: Arc::clone(&record.parser),
    }
}
