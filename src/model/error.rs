//! What can be wrong with a model file.

use crate::file::FileError;

/// Why a model cannot be read or written. Every message ends in what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file as a whole: it cannot be read or written, or is damaged.
    #[error(transparent)]
    File(#[from] FileError),
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
    /// A value inside a section cannot be.
    #[error("section {section}: {reason}: the model file is damaged, train it again")]
    Content {
        /// The tag of the section.
        section: &'static str,
        /// What is wrong, with the value and the limit.
        reason: String,
    },
}
