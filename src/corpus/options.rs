//! [`ReadOptions`]: what the caller decides about reading.

use super::encoding::EncodingChoice;
use super::fields::FieldNames;
use super::forms::Format;
use super::labels::LabelsWanted;
use super::notices::Notices;

/// The default of [`ReadOptions::max_bytes`]: 256 MiB.
pub const DEFAULT_MAX_BYTES: u64 = 256 << 20;

/// How a corpus is read.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `encoding` | UTF-8 | encoding of files without a byte-order mark | see [`EncodingChoice`] |
/// | `labels` | `Optional` | whether a record without labels is an error | |
/// | `format` | `None` | form of files and standard input; `None`: by name, then by shape | |
/// | `fields` | none | names of the keys and columns to read; where none is given, usual ones are | see [`FieldNames`] |
/// | `label_separator` | `None` | what stands between labels in a string, a cell or a folder's name | not empty |
/// | `max_bytes` | 256 MiB | longest text file, line, CSV row and UTF-16 file, in bytes after decompression | 1 and more |
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The encoding of everything that does not begin with a byte-order mark. As in the WHATWG standard, the mark wins.
    /// Text that is valid UTF-8 is read so under any name.
    pub encoding: EncodingChoice,
    /// Whether labels are needed.
    pub labels: LabelsWanted,
    /// The form of all files and of standard input. `None`: it is recognised. Of folders, only text files are read;
    /// [`Format::Text`] reads all files of a folder as text.
    pub format: Option<Format>,
    /// Names of the keys of JSON objects and of the columns of tables.
    pub fields: FieldNames,
    /// What stands between the labels in a string, a cell or the name of a folder, such as `,`. `None`: `+` and `|` in cells for
    /// several labels, `+` in names of folders.
    pub label_separator: Option<String>,
    /// Length limit in bytes; it bounds the memory that a broken or hostile file can take.
    pub max_bytes: u64,
    /// What is odd about the input is noted here, for the caller to say. Clones of the options share it.
    pub notices: Notices,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            encoding: EncodingChoice::UTF_8,
            labels: LabelsWanted::Optional,
            format: None,
            fields: FieldNames::default(),
            label_separator: None,
            max_bytes: DEFAULT_MAX_BYTES,
            notices: Notices::default(),
        }
    }
}
