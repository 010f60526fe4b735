//! Faults of a model file.

use crate::file::FileError;
use std::io;

/// Why a model cannot be read or written. Every message ends in what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
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
    /// The content of a section is not valid.
    #[error("section {section}: {reason}: the model file is damaged, train it again")]
    Content {
        /// The tag of the section.
        section: &'static str,
        /// What is wrong, with the value and the limit.
        reason: String,
    },
}

impl ModelError {
    /// The kind of the system's error where there was one, such as [`io::ErrorKind::NotFound`]; `None` if the content of
    /// the file is at fault.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::File(error) => error.io_kind(),
            _ => None,
        }
    }
}
