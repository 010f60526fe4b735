//! What can be wrong with a model file.

/// Why a model cannot be read or written. Every message ends in what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The magic bytes are missing.
    #[error("this is not a tasnif model: give a file that `tasnif train` wrote")]
    NotAModel,
    /// The file ends before its header does.
    #[error("the model file ends after {length} bytes, within its header: copy or train it again")]
    Truncated {
        /// Bytes there are.
        length: usize,
    },
    /// Written by another version of the format.
    #[error(
        "the model file has format version {version}, this build reads version {}: train it again with this build",
        super::container::FORMAT_VERSION
    )]
    FormatVersion {
        /// The version in the file.
        version: u32,
    },
    /// Folded text differs between the build that trained and this one.
    #[error(
        "the model was trained with text folding version {version}, this build folds by version {supported}: train it again"
    )]
    FoldingVersion {
        /// The version in the file.
        version: u32,
        /// The version of this build.
        supported: u32,
    },
    /// The bytes were changed after writing.
    #[error(
        "the checksum of the model file is {computed:016x}, but {stored:016x} is stored in it: the file is damaged, copy or train it again"
    )]
    Checksum {
        /// The checksum in the file.
        stored: u64,
        /// The checksum of its bytes.
        computed: u64,
    },
    /// The section table does not fit into the file.
    #[error(
        "the model file claims {count} sections, more than fit into it: it is damaged, train it again"
    )]
    SectionCount {
        /// As claimed.
        count: u32,
    },
    /// A section does not begin where the one before it ends.
    #[error(
        "section {section} begins at byte {offset} instead of {expected}: the model file is damaged, train it again"
    )]
    SectionGap {
        /// Its tag.
        section: String,
        /// Where the table says it begins.
        offset: u64,
        /// Where it must begin.
        expected: u64,
    },
    /// A section ends past the end of the file.
    #[error(
        "section {section} ends at byte {end} of {file_len}: the model file is damaged, train it again"
    )]
    SectionOutOfRange {
        /// Its tag.
        section: String,
        /// Where the table says it ends.
        end: u64,
        /// Bytes in the file before the checksum.
        file_len: u64,
    },
    /// Two sections have one tag.
    #[error("section {section} is there twice: the model file is damaged, train it again")]
    RepeatedSection {
        /// Its tag.
        section: String,
    },
    /// A section that every model has is not there.
    #[error("section {section} is missing: the model file is damaged, train it again")]
    MissingSection {
        /// Its tag.
        section: String,
    },
    /// Bytes follow the last section.
    #[error("{extra} bytes follow the last section: the model file is damaged, train it again")]
    TrailingBytes {
        /// How many.
        extra: u64,
    },
    /// A value inside a section cannot be.
    #[error("section {section}: {reason}: the model file is damaged, train it again")]
    Content {
        /// The tag of the section.
        section: &'static str,
        /// What is wrong, with the value and the limit.
        reason: String,
    },
    /// The file could not be opened or read.
    #[error("cannot read the model {path}: {reason}: check the path and its permissions")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The file could not be written; what was there before is still there.
    #[error("cannot write {path}: {reason}: choose a folder that exists and may be written to")]
    Write {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
}
