//! [`RawRecord`]: a record that was found, which needs an order, and is not yet parsed, which needs none and can run in
//! parallel.

use super::damage::damage;
use super::decode::RawText;
use super::source;
use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::forms::Format;
use crate::corpus::forms::recognise::by_name_and_head;
use crate::corpus::label_reader::LabelReader;
use crate::corpus::labels::{LabelError, LabelsWanted};
use crate::corpus::notices::{Notice, Notices};
use crate::corpus::options::ReadOptions;
use crate::corpus::record_error::RecordError;
use crate::text::action::has_word;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Records as they are found.
pub(crate) type Items = Box<dyn Iterator<Item = Result<RawRecord, CorpusError>> + Send>;

/// How a text file says that it has no topic, for messages.
pub(crate) const NO_TOPIC_FOLDER: &str = "put the file into the sub-folder none/";

/// Parses the records of one form of input.
pub(crate) trait RecordParser: fmt::Debug + Send + Sync {
    /// The text of a record that is none in itself, such as an archive. `None`: the bytes are text.
    fn unpack(&self, _bytes: &[u8]) -> Option<Result<String, RecordError>> {
        None
    }

    /// Makes a document of a record's text.
    fn parse(&self, text: &str, context: &Context<'_>) -> Result<Document, RecordError>;
}

/// What a parser may need beside the text.
pub(crate) struct Context<'a> {
    name: &'a str,
    origin: &'a Origin,
    pub wanted: LabelsWanted,
    separator: Option<&'a str>,
    notices: &'a Notices,
}

impl<'a> Context<'a> {
    /// `name` stands for the file in ids.
    pub fn new(name: &'a str, origin: &'a Origin, options: &'a ReadOptions) -> Self {
        Self {
            name,
            origin,
            wanted: options.labels,
            separator: options.label_separator.as_deref(),
            notices: &options.notices,
        }
    }
}

impl Context<'_> {
    /// The id of a record that names none.
    pub fn id(&self) -> String {
        id_of(self.name, self.origin)
    }

    /// Whether the caller has said what stands between labels.
    pub fn has_separator(&self) -> bool {
        self.separator.is_some()
    }

    /// The labels by what is read of them; `None` if nothing is said. Where they are optional, those that are not acceptable
    /// count as none given.
    pub fn labels<E: From<LabelError>>(
        &self,
        read: impl FnOnce(&mut LabelReader<'_>) -> Result<(), E>,
    ) -> Result<Option<BTreeSet<String>>, E> {
        let mut reader = LabelReader::new(self.separator);
        let labels = read(&mut reader).and_then(|()| Ok(reader.labels()?));
        if self.wanted == LabelsWanted::Optional {
            return Ok(labels.unwrap_or_default());
        }
        for word in &reader.missing {
            let notice = Notice::MissingLabel;
            self.notices.note_kind(notice, word, 1, self.origin);
        }
        labels
    }

    /// Notes something odd about this record.
    pub fn note(&self, notice: Notice) {
        self.notices.note(notice, self.origin);
    }

    /// Notes something odd about the file of this record.
    pub fn note_file(&self, notice: Notice) {
        self.notices
            .note(notice, &Origin::of_file(self.origin.file()));
    }

    /// Notes something odd about this record, with what is said beside the place.
    pub fn note_with(&self, notice: Notice, said: String) {
        self.notices.note_with(notice, self.origin, said);
    }
}

/// A record that is found but neither decoded nor parsed. Of a text file it is only the path: the file is opened in
/// [`parse`](Self::parse).
#[derive(Debug)]
pub struct RawRecord {
    pub(crate) origin: Origin,
    /// What the id is made of: a name, to which the line is added where there is one.
    pub(crate) name: Arc<str>,
    pub(crate) body: Body,
    pub(crate) parser: Arc<dyn RecordParser>,
}

#[derive(Debug)]
pub(crate) enum Body {
    /// A file to open, with the labels that its folder gives.
    File {
        path: PathBuf,
        labels: Option<BTreeSet<String>>,
    },
    /// Part of a stream, or all of it.
    Bytes(RawText),
}

impl RawRecord {
    /// The file, and the line where there is one.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The id that the document gets unless the record names its own: the path relative to the given folder, with `/` between
    /// the parts; `<file name>:<line>` for a line; the path as given for a single text file; `-` for standard input.
    /// Where several paths are read, the path as given stands before the first and in the place of the file name.
    pub fn provisional_id(&self) -> String {
        id_of(&self.name, &self.origin)
    }

    /// Opens, decodes and parses.
    pub(super) fn parse_with(self, options: &ReadOptions) -> Result<Document, CorpusError> {
        let (name, origin) = (&self.name, &self.origin);
        let wanted = options.labels;
        let mut parser = self.parser.as_ref();
        let (raw, labels) = match self.body {
            Body::Bytes(raw) => (raw, None),
            Body::File { path, labels } => {
                let source = source::open(&path, origin, options)?;
                if let Some(other) = article_parser(&path, &source.head, origin, options)? {
                    parser = other;
                }
                source.note_encoding(origin, options);
                let raw = source::read_whole(source, origin, options.max_bytes)?;
                if labels.is_none() && wanted == LabelsWanted::Required {
                    let no_topic = NO_TOPIC_FOLDER;
                    let error = RecordError::MissingLabels { no_topic };
                    return Err(CorpusError::record(origin, error));
                }
                (raw, labels)
            }
        };
        let text = match parser.unpack(&raw.bytes) {
            Some(text) => Cow::Owned(text.map_err(|error| CorpusError::record(origin, error))?),
            None => raw.text(origin, &options.notices)?,
        };
        let context = Context::new(name, origin, options);
        let document = parser.parse(&text, &context);
        let mut document = document.map_err(|error| CorpusError::record(origin, error))?;
        if let Some((notice, said)) = damage(&document) {
            context.note_with(notice, said);
        }
        if !has_word(&document.text) && !has_word(&document.title) {
            context.note(Notice::NoWords);
        }
        if labels.is_some() {
            document.labels = labels;
        }
        Ok(document)
    }
}

/// What parses a file that is one article of another form than plain text. What looks like many records is an article only if the
/// caller says so, and a feed never.
fn article_parser(
    path: &Path,
    head: &[u8],
    origin: &Origin,
    options: &ReadOptions,
) -> Result<Option<&'static dyn RecordParser>, CorpusError> {
    let format = match by_name_and_head(path, head) {
        Err(foreign) => return Err(CorpusError::foreign(origin, foreign)),
        Ok(Format::Text) => options.format.unwrap_or(Format::Text),
        Ok(format) => format,
    };
    match (format.form().article(), options.format) {
        _ if format == Format::Text => Ok(None),
        (Some(parser), _) => Ok(Some(parser)),
        (None, Some(_)) if format != Format::Feed => Ok(None),
        (None, _) => Err(CorpusError::NotOneArticle {
            origin: origin.clone(),
            format,
        }),
    }
}

fn id_of(name: &str, origin: &Origin) -> String {
    match origin.place() {
        Some(place) => format!("{name}:{place}"),
        None => name.to_owned(),
    }
}
