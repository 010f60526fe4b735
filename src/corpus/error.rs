//! Every way in which reading a corpus can fail: one variant for each cause.

use super::document::Origin;
use super::labels::LabelError;
use std::fmt;

/// Why a path, a file or a record could not be read. The message names file and line, the value found, and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorpusError {
    /// No path was given.
    #[error("no input is given: name at least one file or folder, or - for standard input")]
    NoInput,

    /// `-` was given more than once.
    #[error("standard input (-) is given {count} times: it can be read only once")]
    StandardInputRepeated {
        /// How often `-` was given.
        count: usize,
    },

    /// The name is no encoding of the WHATWG Encoding standard that can be decoded.
    #[error(
        "{name:?} is no known encoding: use a WHATWG name such as utf-8, utf-16le, windows-1256 or iso-8859-6"
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
    #[error("{origin}: cannot be read: {source}: check its permissions, and that it is whole")]
    Read {
        /// The file.
        origin: Origin,
        /// What the system says.
        source: std::io::Error,
    },

    /// A compressed file ends too early.
    #[error(
        "{origin}: the compressed data is truncated ({source}): copy or download the file again"
    )]
    Truncated {
        /// The file.
        origin: Origin,
        /// What the decompressor says.
        source: std::io::Error,
    },

    /// A folder could not be listed.
    #[error("{origin}: cannot be listed: {reason}: check its permissions, and where links point to", reason = listing_cause(.source))]
    Listing {
        /// The entry that fails.
        origin: Origin,
        /// What the system says; also a loop of symbolic links.
        source: walkdir::Error,
    },

    /// A folder holds no text files.
    #[error(
        "{origin}: the folder holds no text files (.txt or .text, also with .gz or .zst); name JSONL and CSV files themselves"
    )]
    EmptyFolder {
        /// The folder.
        origin: Origin,
    },

    /// Labels are wanted, but text files are directly in the folder.
    #[error(
        "{origin}: {count} text file(s), such as {example:?}, are directly in the folder and so have no label: \
         put each into a sub-folder named after its label, or into none/"
    )]
    UnlabelledFolder {
        /// The folder.
        origin: Origin,
        /// How many text files have no label.
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
         name the file's encoding, for example --encoding windows-1256, or convert the file to UTF-8"
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
        "{origin}: NUL at {place}: the file is not text, or it is UTF-16: try --encoding utf-16le"
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

    /// A line is not JSON.
    #[error(
        "{origin}: not valid JSON at column {column}: {cause}: write one object such as {{\"text\": \"…\"}} on each line"
    )]
    Json {
        /// The file and line.
        origin: Origin,
        /// Byte within the line, counted from 1.
        column: usize,
        /// What the JSON parser says.
        cause: String,
    },

    /// The file is one JSON array.
    #[error(
        "{origin}: the file is a JSON array: write one object on each line, for example by jq -c '.[]'"
    )]
    JsonArray {
        /// The file and line.
        origin: Origin,
    },

    /// A line is JSON, but not an object.
    #[error("{origin}: a JSON object such as {{\"text\": \"…\"}} is expected, {found} is found")]
    NotAnObject {
        /// The file and line.
        origin: Origin,
        /// The JSON type found.
        found: &'static str,
    },

    /// An object has no `text`.
    #[error("{origin}: the object has no \"text\"; its keys are: {}", found.join(", "))]
    MissingText {
        /// The file and line.
        origin: Origin,
        /// The keys that are there.
        found: Vec<String>,
    },

    /// A value has the wrong JSON type.
    #[error("{origin}: {key:?} must be {expected}, {found} is found")]
    WrongType {
        /// The file and line.
        origin: Origin,
        /// The key.
        key: &'static str,
        /// The type expected.
        expected: &'static str,
        /// The type found.
        found: &'static str,
    },

    /// Labels are wanted, but the record has none.
    #[error("{origin}: the record has no label: add one, or {} for an article without a topic", label_example(.form))]
    MissingLabels {
        /// The file and line.
        origin: Origin,
        /// How labels are written in this form of file.
        form: super::read::format::Format,
    },

    /// Both `labels` and `label` are there.
    #[error("{origin}: both \"labels\" and \"label\" are given: keep one of them")]
    TwoLabelFields {
        /// The file and line.
        origin: Origin,
    },

    /// A label is not acceptable.
    #[error("{origin}: {source}")]
    InvalidLabel {
        /// The file and line, or the folder.
        origin: Origin,
        /// What is wrong.
        source: LabelError,
    },

    /// A CSV file is empty.
    #[error(
        "{origin}: the file is empty: a first line with the column names, one of them text, is expected"
    )]
    NoHeader {
        /// The file.
        origin: Origin,
    },

    /// A CSV header lacks a column.
    #[error("{origin}: there is no column {missing}; the columns found, separated by {delimiter}, are: {}: rename one of them", quoted(.found))]
    MissingColumn {
        /// The file and line of the header.
        origin: Origin,
        /// The missing column: `"text"`, or `"labels" or "label"`.
        missing: &'static str,
        /// "commas" or "tabs".
        delimiter: &'static str,
        /// The columns that are there.
        found: Vec<String>,
    },

    /// A CSV header names one of our columns twice.
    #[error("{origin}: the column {column:?} is there twice: rename one of them")]
    RepeatedColumn {
        /// The file and line of the header.
        origin: Origin,
        /// The column.
        column: String,
    },

    /// A CSV row has more or fewer cells than the header.
    #[error(
        "{origin}: the row has {found} cell(s), the header has {expected}: \
         put cells that hold the separator or a line break into double quotes"
    )]
    RowLength {
        /// The file and the row's first line.
        origin: Origin,
        /// Number of columns of the header.
        expected: usize,
        /// Number of cells of the row.
        found: usize,
    },

    /// The CSV parser rejects a row.
    #[error("{origin}: the row cannot be read: {source}")]
    Row {
        /// The file and the row's first line.
        origin: Origin,
        /// What the CSV parser says.
        source: csv::Error,
    },

    /// A quoted CSV cell never ends.
    #[error(
        "{origin}: a double quote opens a cell here that is not closed up to the end of the file, so nothing after it is read: \
         close it, or double the quotes that belong to the text"
    )]
    UnclosedQuote {
        /// The file and the row's first line.
        origin: Origin,
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
            | Self::EmptyFolder { origin }
            | Self::UnlabelledFolder { origin, .. }
            | Self::TooLong { origin, .. }
            | Self::BrokenText { origin, .. }
            | Self::NulByte { origin, .. }
            | Self::Part { origin }
            | Self::Json { origin, .. }
            | Self::JsonArray { origin }
            | Self::NotAnObject { origin, .. }
            | Self::MissingText { origin, .. }
            | Self::WrongType { origin, .. }
            | Self::MissingLabels { origin, .. }
            | Self::TwoLabelFields { origin }
            | Self::InvalidLabel { origin, .. }
            | Self::NoHeader { origin }
            | Self::MissingColumn { origin, .. }
            | Self::RepeatedColumn { origin, .. }
            | Self::RowLength { origin, .. }
            | Self::Row { origin, .. }
            | Self::UnclosedQuote { origin } => Some(origin),
        }
    }

    /// An error of the file system or a decompressor. Decompressors report a missing rest as an unexpected end.
    pub(crate) fn from_io(origin: &Origin, source: std::io::Error) -> Self {
        let origin = origin.clone();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound { origin },
            std::io::ErrorKind::UnexpectedEof => Self::Truncated { origin, source },
            _ => Self::Read { origin, source },
        }
    }
}

/// The position of a byte, counted from 1, in the decompressed data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BytePlace {
    /// Within its line; `None` in an encoding whose line breaks are not single bytes, such as UTF-16.
    pub in_line: Option<u64>,
    /// Within the file.
    pub in_file: u64,
}

impl fmt::Display for BytePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.in_line {
            Some(in_line) => write!(
                f,
                "byte {in_line} of the line (byte {} of the file)",
                self.in_file
            ),
            None => write!(f, "byte {} of the file", self.in_file),
        }
    }
}

/// What the system says, without the path, which the message has already.
fn listing_cause(source: &walkdir::Error) -> String {
    match source.io_error() {
        Some(error) => error.to_string(),
        None => source.to_string(),
    }
}

fn label_example(form: &super::read::format::Format) -> &'static str {
    match form {
        super::read::format::Format::Jsonl => "\"labels\": []",
        super::read::format::Format::FastText => "__label__none",
        super::read::format::Format::Csv | super::read::format::Format::Tsv => "none",
        super::read::format::Format::Text => "put the file into the sub-folder none/",
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}
