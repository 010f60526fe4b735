//! Faults of paths, files and streams. Those of a single record are in `record_error`.

use super::byte_place::BytePlace;
use super::document::Origin;
use super::forms::Format;
use super::labels::LabelError;
use super::read::foreign::Foreign;
use super::record_error::RecordError;
use crate::file::reason;
use std::io;

/// Why a path, a file or a record could not be read. The message names file and line, what was found, and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorpusError {
    /// No path was given.
    #[error("no input is given: name at least one file or folder, or - for standard input")]
    NoInput,

    /// `-` was given more than once.
    #[error("standard input (-) is given {count} times: it can be read only once")]
    StandardInputRepeated {
        /// The number of times.
        count: usize,
    },

    /// The name is no encoding of the WHATWG Encoding standard that can be decoded.
    #[error(
        "{name:?} is no known encoding: use auto, or a WHATWG name such as utf-8, utf-16le, windows-1256 or iso-8859-6"
    )]
    UnknownEncoding {
        /// The name as given.
        name: String,
    },

    /// Nothing exists at the path.
    #[error("{origin}: no such file or folder: check the path, and where a link points to")]
    NotFound {
        /// The path.
        origin: Origin,
    },

    /// The operating system or the decompressor reports an error.
    #[error("{origin}: cannot be read: {}: check its permissions, and that it is whole", reason(.source))]
    Read {
        /// The file.
        origin: Origin,
        /// What the system says.
        source: io::Error,
    },

    /// A compressed file ends too early.
    #[error(
        "{origin}: the compressed data is truncated ({}): copy or download the file again", reason(.source)
    )]
    Truncated {
        /// The file.
        origin: Origin,
        /// What the decompressor says.
        source: io::Error,
    },

    /// A folder could not be listed.
    #[error(
        "{origin}: cannot be listed: {reason}: check its permissions, and where links point to"
    )]
    Listing {
        /// The entry that fails.
        origin: Origin,
        /// What kind of fault the system reported; `None` for a loop of symbolic links.
        io: Option<io::ErrorKind>,
        /// What the system says, or what the loop is.
        reason: String,
    },

    /// A folder holds no articles.
    #[error(
        "{origin}: the folder holds no articles (.txt, .text, .html or .docx, also with .gz or .zst){}: \
         give the form text to read files of any ending; name JSONL and CSV files themselves",
        but(.found)
    )]
    EmptyFolder {
        /// The folder.
        origin: Origin,
        /// How many files of other endings it holds, such as `6 .html, 3 .utf8`; may be empty.
        found: String,
    },

    /// The first sub-folders stand above the topics.
    #[error("{}", above_topics(.origin, .found, .shared, .give))]
    AboveTopics {
        /// The folder.
        origin: Origin,
        /// Its sub-folders, one for training first.
        found: Vec<String>,
        /// The names of sub-folders that several of them hold; may be empty.
        shared: Vec<String>,
        /// The folder to give instead.
        give: String,
    },

    /// The sub-folders are named as splits and hold text files, so that there are no topics.
    #[error(
        "{origin} holds {}, which are no topics but splits, and no folders of topics in them: \
         put the files into sub-folders named after their labels, such as {}/economy",
        listed(.found), .found.first().map_or("train", String::as_str)
    )]
    BareSplits {
        /// The folder.
        origin: Origin,
        /// Its sub-folders.
        found: Vec<String>,
    },

    /// The name of a sub-folder, which would be a label, is not Unicode.
    #[error(
        "{origin}: the name of the folder is not valid UTF-8{}, so it cannot be a label: rename the folder",
        .in_windows_1256.as_ref().map_or(String::new(), |name| format!(" (in windows-1256 it says {name:?})"))
    )]
    NameNotUnicode {
        /// The folder; its bytes stand as `\xC7`.
        origin: Origin,
        /// What the name says in windows-1256, if that is Arabic.
        in_windows_1256: Option<String>,
    },

    /// Labels are wanted, but text files are directly in the folder.
    #[error(
        "{origin}: {count} text file(s), such as {example:?}, are directly in the folder and so have no label: \
         put each into a sub-folder named after its label, or into none/"
    )]
    UnlabelledFolder {
        /// The folder.
        origin: Origin,
        /// The number of text files without a label.
        count: usize,
        /// The name of the first.
        example: String,
    },

    /// A text file, a line, a CSV row or a decoded stream is longer than [`ReadOptions::max_bytes`](super::options::ReadOptions::max_bytes).
    #[error(
        "{origin}: {what} is longer than the limit of {limit} bytes: split it or raise the limit"
    )]
    TooLong {
        /// The file and line.
        origin: Origin,
        /// What is too long: "the file", "the line", "the row".
        what: &'static str,
        /// The limit in bytes.
        limit: u64,
    },

    /// The bytes are not valid in the encoding.
    #[error(
        "{origin}: not valid {encoding} at {place}: \
         name the file's encoding, for example windows-1256, or auto to have it told, or convert the file to UTF-8"
    )]
    BrokenText {
        /// The file and the line that holds the byte.
        origin: Origin,
        /// The encoding's WHATWG name.
        encoding: &'static str,
        /// Where the malformed sequence begins.
        place: BytePlace,
    },

    /// The file holds a NUL, which no text does: another encoding or a binary file.
    #[error(
        "{origin}: NUL at {place}: the file is not text, or it is UTF-16: try the encoding utf-16le"
    )]
    NulByte {
        /// The file and the line that holds the byte.
        origin: Origin,
        /// Where the NUL is.
        place: BytePlace,
    },

    /// The file is a part: counts instead of text.
    #[error(
        "{origin}: the file holds counts of articles and no text: give the articles themselves; \
         only train, count, merge, forget and evaluate --cross-validate or --split-by read such a file, uncompressed"
    )]
    Part {
        /// The file.
        origin: Origin,
    },

    /// The file is a model.
    #[error("{origin}: the file is a model, which was learned from articles: give articles here")]
    Model {
        /// The file.
        origin: Origin,
    },

    /// The file is of a kind that cannot be read.
    #[error("{origin}: the file is {kind}: {remedy}")]
    Foreign {
        /// The file.
        origin: Origin,
        /// What it is, such as "a zip archive".
        kind: &'static str,
        /// How to make of it what can be read.
        remedy: &'static str,
    },

    /// A text file of a folder, which should be one article, holds several records.
    #[error(
        "{origin}: the file looks like {format}, and text files of a folder hold one article each: \
         give the file by itself, or give the form text if it is an article"
    )]
    NotOneArticle {
        /// The file.
        origin: Origin,
        /// What it looks like.
        format: Format,
    },

    /// The name of a sub-folder is not acceptable as labels.
    #[error("{origin}: {source}")]
    FolderLabel {
        /// The sub-folder.
        origin: Origin,
        /// What is wrong with the name.
        source: LabelError,
    },

    /// A record was found, but cannot be parsed.
    #[error("{origin}: {source}")]
    Record {
        /// The file, and the line where there is one; of a CSV row its first line.
        origin: Origin,
        /// What is wrong with the record.
        source: RecordError,
    },
}

impl CorpusError {
    /// Where the error comes from. `None` only for wrong use: [`NoInput`](Self::NoInput),
    /// [`StandardInputRepeated`](Self::StandardInputRepeated), [`UnknownEncoding`](Self::UnknownEncoding).
    pub fn origin(&self) -> Option<&Origin> {
        match self {
            Self::NoInput | Self::StandardInputRepeated { .. } | Self::UnknownEncoding { .. } => {
                None
            }
            Self::NotFound { origin }
            | Self::Read { origin, .. }
            | Self::Truncated { origin, .. }
            | Self::Listing { origin, .. }
            | Self::EmptyFolder { origin, .. }
            | Self::AboveTopics { origin, .. }
            | Self::BareSplits { origin, .. }
            | Self::NameNotUnicode { origin, .. }
            | Self::UnlabelledFolder { origin, .. }
            | Self::TooLong { origin, .. }
            | Self::BrokenText { origin, .. }
            | Self::NulByte { origin, .. }
            | Self::Part { origin }
            | Self::Model { origin }
            | Self::Foreign { origin, .. }
            | Self::NotOneArticle { origin, .. }
            | Self::FolderLabel { origin, .. }
            | Self::Record { origin, .. } => Some(origin),
        }
    }

    /// The kind of the system's error where there was one, such as [`io::ErrorKind::NotFound`] or
    /// [`io::ErrorKind::PermissionDenied`]; `None` if the content is at fault.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::NotFound { .. } => Some(io::ErrorKind::NotFound),
            Self::Read { source, .. } | Self::Truncated { source, .. } => Some(source.kind()),
            Self::Listing { io, .. } => *io,
            _ => None,
        }
    }

    /// An error of the file system or a decompressor. Decompressors report a missing rest as an unexpected end.
    pub(crate) fn from_io(origin: &Origin, source: io::Error) -> Self {
        let origin = origin.clone();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { origin },
            io::ErrorKind::UnexpectedEof => Self::Truncated { origin, source },
            _ => Self::Read { origin, source },
        }
    }

    /// A file of a kind that cannot be read.
    pub(crate) fn foreign(origin: &Origin, found: Foreign) -> Self {
        let (origin, Foreign { kind, remedy }) = (origin.clone(), found);
        Self::Foreign {
            origin,
            kind,
            remedy,
        }
    }

    /// A fault of the record at `origin`.
    pub(crate) fn record(origin: &Origin, source: RecordError) -> Self {
        let origin = origin.clone();
        Self::Record { origin, source }
    }
}

fn but(found: &str) -> String {
    match found {
        "" => String::new(),
        found => format!(", but {found}"),
    }
}

/// `a, b and 3 more`.
fn listed(names: &[String]) -> String {
    const MOST: usize = 4;
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] if names.len() < MOST => format!("{} and {last}", names.join(", ")),
        names => {
            let (first, more) = names.split_at(MOST.min(names.len()));
            format!("{} and {} more", first.join(", "), more.len())
        }
    }
}

fn above_topics(origin: &Origin, found: &[String], shared: &[String], give: &str) -> String {
    let names = listed(found);
    match (found, shared) {
        ([name], _) => format!(
            "{origin} holds only {name}, and folders that may be topics stand in that: give {give}"
        ),
        (_, []) => format!(
            "{origin} holds {names}, which are no topics, and the text files lie deeper: give {give}"
        ),
        (_, shared) => format!(
            "{origin} holds {names}, which hold the same sub-folders ({}): give {give}; \
             if {names} are the topics, put their text files directly into them",
            listed(shared)
        ),
    }
}
