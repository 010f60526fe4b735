//! [`RawRecord`]: what is found in sequence, and its parsing, which needs no order and so can run in parallel.

use super::decode::RawText;
use super::format::Format;
use super::source;
use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::forms::delimited;
use crate::corpus::forms::delimited::header::Header;
use crate::corpus::forms::text;
use crate::corpus::forms::{fasttext, jsonl};
use crate::corpus::options::{LabelsWanted, ReadOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A record that is found but neither decoded nor parsed. A text file's is only its path: the file is opened in
/// [`parse`](Self::parse).
#[derive(Debug)]
pub struct RawRecord {
    pub(crate) origin: Origin,
    /// What the id is made of: a name, to which the line is added where there is one.
    pub(crate) name: Arc<str>,
    pub(crate) body: Body,
}

#[derive(Debug)]
pub(crate) enum Body {
    /// A text file to open, with the labels that its folder gives.
    File {
        path: PathBuf,
        labels: Option<BTreeSet<String>>,
    },
    /// An article from a stream that cannot be opened twice.
    Article(RawText),
    JsonLine(RawText),
    FastTextLine(RawText),
    Row {
        text: RawText,
        header: Arc<Header>,
    },
}

impl RawRecord {
    /// The file, and the line where there is one.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The id that the document gets unless the record names its own: the path relative to the given folder, with `/` between
    /// the parts; `<file name>:<line>` for a line; the path as given for a single text file; `-` for standard input.
    pub fn provisional_id(&self) -> String {
        id_of(&self.name, &self.origin)
    }

    /// Opens, decodes and parses. The options must be those given to [`records`](super::records).
    ///
    /// # Errors
    /// A [`CorpusError`] with an origin; it concerns this record only.
    pub fn parse(self, options: &ReadOptions) -> Result<Document, CorpusError> {
        let (name, origin, wanted) = (self.name, self.origin, options.labels);
        let id = || id_of(&name, &origin);
        match self.body {
            Body::File { path, labels } => {
                let source = source::open(&path, &origin, options)?;
                let raw = source::read_whole(source, &origin, options)?;
                article(raw, id(), labels, &origin, wanted)
            }
            Body::Article(raw) => article(raw, id(), None, &origin, wanted),
            Body::JsonLine(raw) => jsonl::parse(&raw.text(&origin)?, id, &origin, wanted),
            Body::FastTextLine(raw) => {
                fasttext::parse(&raw.decode(&origin)?, id(), &origin, wanted)
            }
            Body::Row { text, header } => {
                delimited::parse(&text.decode(&origin)?, &header, id(), &origin, wanted)
            }
        }
    }
}

fn id_of(name: &str, origin: &Origin) -> String {
    match origin.line() {
        Some(line) => format!("{name}:{line}"),
        None => name.to_owned(),
    }
}

fn article(
    raw: RawText,
    id: String,
    labels: Option<BTreeSet<String>>,
    origin: &Origin,
    wanted: LabelsWanted,
) -> Result<Document, CorpusError> {
    if labels.is_none() && wanted == LabelsWanted::Required {
        let (origin, form) = (origin.clone(), Format::Text);
        return Err(CorpusError::MissingLabels { origin, form });
    }
    let (title, text) = text::split(&raw.decode(origin)?);
    Ok(Document {
        id,
        title,
        text,
        labels,
        fields: BTreeMap::new(),
    })
}
