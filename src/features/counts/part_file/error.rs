//! What can be wrong with a part file.

use crate::corpus::LabelError;
use crate::features::error::FeatureError;
use crate::file::FileError;

/// Why a part cannot be read or written. Every message ends in what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PartError {
    /// The file as a whole: it cannot be read or written, or is damaged.
    #[error(transparent)]
    File(#[from] FileError),
    /// Folded text differs between the build that counted and this one.
    #[error(
        "the part was counted with text folding version {version}, this build folds by version {supported}: count the articles again"
    )]
    FoldingVersion {
        /// The version in the file.
        version: u32,
        /// The version of this build.
        supported: u32,
    },
    /// A setting is out of its range.
    #[error("a setting cannot be: {0}; the part file is damaged, count the articles again")]
    Setting(#[from] FeatureError),
    /// A section ends too early.
    #[error(
        "{what}: {length} bytes are needed, {left} are left in the section: the part file is damaged, count the articles again"
    )]
    Cut {
        /// What was being read.
        what: &'static str,
        /// Bytes that it needs.
        length: u64,
        /// Bytes there are.
        left: usize,
    },
    /// More items are claimed than fit into the section.
    #[error(
        "{what}: {count} are claimed, at most {limit} fit into the section: the part file is damaged, count the articles again"
    )]
    TooMany {
        /// What was being read.
        what: &'static str,
        /// As claimed.
        count: u64,
        /// As many as there can be.
        limit: u64,
    },
    /// A number is not spelled as it should be, or does not fit into 64 bits.
    #[error(
        "{what}: the number is badly spelled: the part file is damaged, count the articles again"
    )]
    Number {
        /// What was being read.
        what: &'static str,
    },
    /// A number is larger than it can be.
    #[error(
        "{what}: {value} is over the limit of {limit}: the part file is damaged, count the articles again"
    )]
    TooLarge {
        /// What was being read.
        what: &'static str,
        /// As found.
        value: u64,
        /// The largest it can be.
        limit: u64,
    },
    /// A count is 0, or spelled out although it has a code.
    #[error(
        "a word count of {count} is not written so: the part file is damaged, count the articles again"
    )]
    Count {
        /// As found.
        count: u64,
    },
    /// Bytes are not UTF-8.
    #[error("{what}: not valid UTF-8: the part file is damaged, count the articles again")]
    Utf8 {
        /// What was being read.
        what: &'static str,
    },
    /// Items are not in the order of a part, or one is there twice.
    #[error("{what}: they are not in order: the part file is damaged, count the articles again")]
    Order {
        /// What was being read.
        what: &'static str,
    },
    /// A word type that folding does not give, or a pair where no pairs are counted.
    #[error("{word:?} is no folded word: the part file is damaged, count the articles again")]
    Word {
        /// As found.
        word: String,
    },
    /// A label that no corpus may have.
    #[error("{0}; the part file is damaged, count the articles again")]
    Label(#[from] LabelError),
    /// A label with invisible characters, other spaces than single ones, or not in NFC, as no reader gives it.
    #[error(
        "the label {label:?} holds characters that one does not see, or is not in Unicode's form NFC: count the articles again"
    )]
    UncleanLabel {
        /// As found.
        label: String,
    },
    /// A label is listed that no article has.
    #[error(
        "no article has the label {label:?}: the part file is damaged, count the articles again"
    )]
    UnusedLabel {
        /// As listed.
        label: String,
    },
    /// Bytes follow the last item of a section.
    #[error(
        "{extra} bytes are left over in section {section}: the part file is damaged, count the articles again"
    )]
    LeftOver {
        /// Its tag.
        section: &'static str,
        /// How many.
        extra: usize,
    },
}
