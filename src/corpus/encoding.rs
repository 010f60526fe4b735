//! [`Encoding`]: the character encoding of a file.

use super::error::CorpusError;
use std::fmt;
use std::str::FromStr;

/// A character encoding of the WHATWG Encoding Standard.
///
/// It is parsed from any of the standard's names and labels, such as `utf-8`, `windows-1256`, `cp1256`, `arabic` or
/// `utf-16le`, and printed by the standard's name. The labels that the standard maps to "replacement" are refused, since
/// those encodings decode nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(pub(crate) &'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// The standard's name, such as `windows-1256`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The encoding of files without a byte-order mark: one, or for each file what its bytes tell. Parsed from `auto` or a name of an
/// [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingChoice {
    /// All files have this one, except those that are UTF-8 by their content.
    Named(Encoding),
    /// Each file is looked at. A stream waits for its first 256 KiB.
    Detected,
}

impl EncodingChoice {
    /// UTF-8.
    pub const UTF_8: Self = Self::Named(Encoding::UTF_8);
}

impl From<Encoding> for EncodingChoice {
    fn from(encoding: Encoding) -> Self {
        Self::Named(encoding)
    }
}

impl FromStr for EncodingChoice {
    type Err = CorpusError;

    /// # Errors
    /// [`CorpusError::UnknownEncoding`].
    fn from_str(name: &str) -> Result<Self, CorpusError> {
        match name {
            "auto" => Ok(Self::Detected),
            name => name.parse().map(Self::Named),
        }
    }
}

impl fmt::Display for EncodingChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(encoding) => encoding.fmt(f),
            Self::Detected => f.pad("auto"),
        }
    }
}

impl FromStr for Encoding {
    type Err = CorpusError;

    /// # Errors
    /// [`CorpusError::UnknownEncoding`].
    fn from_str(name: &str) -> Result<Self, CorpusError> {
        let found = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes());
        found.map(Self).ok_or_else(|| CorpusError::UnknownEncoding {
            name: name.to_owned(),
        })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
