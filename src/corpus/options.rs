//! What the caller decides about reading: [`ReadOptions`].

use super::error::CorpusError;
use super::read::format::Format;
use encoding_rs::Encoding;

/// The default of [`ReadOptions::max_bytes`]: 256 MiB.
pub const DEFAULT_MAX_BYTES: u64 = 256 << 20;

/// How to read.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `encoding` | UTF-8 | encoding of files without a byte-order mark | see [`parse_encoding`] |
/// | `labels` | `Optional` | whether a record without labels is an error | |
/// | `format` | `None` | form of files and standard input; `None`: by name, then by shape | |
/// | `max_bytes` | 256 MiB | longest text file, line, CSV row, and UTF-16 file, after decompression | 1 and more |
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The encoding of everything that does not begin with a byte-order mark. As in the WHATWG standard, the mark wins.
    pub encoding: &'static Encoding,
    /// Whether labels are needed.
    pub labels: LabelsWanted,
    /// The form of all files and of standard input. Files in folders are text in any case.
    pub format: Option<Format>,
    /// Length limit in bytes; it bounds the memory that a broken or hostile file can take.
    pub max_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            encoding: encoding_rs::UTF_8,
            labels: LabelsWanted::Optional,
            format: None,
            max_bytes: DEFAULT_MAX_BYTES,
        }
    }
}

/// Whether labels are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelsWanted {
    /// To learn or to evaluate: a record without labels, or with labels that are not acceptable, is an error.
    Required,
    /// To predict: labels are read where they are; a record whose labels are not acceptable counts as not labelled.
    Optional,
}

/// The encoding of a WHATWG name or label, such as `utf-8`, `windows-1256`, `cp1256`, `arabic`, `utf-16le`.
///
/// # Errors
/// [`CorpusError::UnknownEncoding`], also for labels that the standard maps to "replacement", since those decode nothing.
pub fn parse_encoding(name: &str) -> Result<&'static Encoding, CorpusError> {
    Encoding::for_label_no_replacement(name.as_bytes()).ok_or_else(|| {
        CorpusError::UnknownEncoding {
            name: name.to_owned(),
        }
    })
}
