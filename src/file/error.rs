//! Faults of a file as a whole, whatever it holds.

use super::kind::FileKind;
use super::reason;
use std::io;
use std::path::Path;

/// Why a file cannot be read or written. Every message ends in what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The magic bytes are missing.
    #[error("this is not a tasnif {kind}: give a file that `{}` wrote", kind.command())]
    Magic {
        /// What was expected.
        kind: FileKind,
    },
    /// The file ends before its header does.
    #[error(
        "the {kind} file ends after {length} bytes, within its header: copy it again, or {}", kind.remedy()
    )]
    Truncated {
        /// What was expected.
        kind: FileKind,
        /// The length of the file in bytes.
        length: u64,
    },
    /// Written by another version of the format.
    #[error(
        "the {kind} file has format version {version}, this build reads version {}: {} with this build", kind.version(), kind.remedy()
    )]
    FormatVersion {
        /// What was expected.
        kind: FileKind,
        /// The version in the file.
        version: u32,
    },
    /// The bytes were changed after writing.
    #[error(
        "the checksum of the {kind} file is {computed:016x}, but {stored:016x} is stored in it: the file is damaged, copy it again, or {}", kind.remedy()
    )]
    Checksum {
        /// What was expected.
        kind: FileKind,
        /// The checksum in the file.
        stored: u64,
        /// The checksum of its bytes.
        computed: u64,
    },
    /// The section table does not fit into the file, or has more than 64 entries.
    #[error(
        "the {kind} file claims {count} sections, more than fit into it: it is damaged, {}", kind.remedy()
    )]
    SectionCount {
        /// What was expected.
        kind: FileKind,
        /// The number in the header.
        count: u32,
    },
    /// A section does not begin where the one before it ends.
    #[error(
        "section {section} begins at byte {offset} instead of {expected}: the {kind} file is damaged, {}", kind.remedy()
    )]
    SectionGap {
        /// What was expected.
        kind: FileKind,
        /// Its tag.
        section: String,
        /// Where the table says it begins.
        offset: u64,
        /// Where it must begin.
        expected: u64,
    },
    /// A section ends past the end of the file.
    #[error(
        "section {section} ends at byte {end} of {file_len}: the {kind} file is damaged, {}", kind.remedy()
    )]
    SectionOutOfRange {
        /// What was expected.
        kind: FileKind,
        /// Its tag.
        section: String,
        /// Where the table says it ends.
        end: u64,
        /// Bytes in the file before the checksum.
        file_len: u64,
    },
    /// Two sections have one tag.
    #[error("section {section} is there twice: the {kind} file is damaged, {}", kind.remedy())]
    RepeatedSection {
        /// What was expected.
        kind: FileKind,
        /// Its tag.
        section: String,
    },
    /// A section that every such file has is not there.
    #[error("section {section} is missing: the {kind} file is damaged, {}", kind.remedy())]
    MissingSection {
        /// What was expected.
        kind: FileKind,
        /// Its tag.
        section: String,
    },
    /// Bytes follow the last section.
    #[error("{extra} bytes follow the last section: the {kind} file is damaged, {}", kind.remedy())]
    TrailingBytes {
        /// What was expected.
        kind: FileKind,
        /// The number of these bytes.
        extra: u64,
    },
    /// The file could not be opened or read.
    #[error("cannot read the {kind} {path}: {reason}: check the path and its permissions")]
    Read {
        /// What was expected.
        kind: FileKind,
        /// The file.
        path: String,
        /// What kind of fault the system reported.
        io: io::ErrorKind,
        /// What the system said.
        reason: String,
    },
    /// The file could not be written; what was there before is still there.
    #[error("cannot write {path}: {reason}: choose a folder that exists and may be written to")]
    Write {
        /// The file.
        path: String,
        /// What kind of fault the system reported.
        io: io::ErrorKind,
        /// What the system said.
        reason: String,
    },
}

impl FileError {
    /// The kind of the system's error where there was one, such as [`io::ErrorKind::NotFound`] or
    /// [`io::ErrorKind::PermissionDenied`]; `None` if the content of the file is at fault.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::Read { io, .. } | Self::Write { io, .. } => Some(*io),
            _ => None,
        }
    }

    pub(super) fn read(kind: FileKind, path: &str, error: &io::Error) -> Self {
        Self::Read {
            kind,
            path: path.to_owned(),
            io: error.kind(),
            reason: reason(error),
        }
    }

    pub(super) fn write(path: &Path, error: &io::Error) -> Self {
        Self::Write {
            path: path.display().to_string(),
            io: error.kind(),
            reason: reason(error),
        }
    }
}
