//! Sections of bytes go in, a checked file comes out, and back: what all files that the program
//! writes have in common. No stage of the data flow, but what the stages that keep files rest on.

pub(crate) mod container;
pub(crate) mod error;
pub(crate) mod kind;
pub(crate) mod replace;

pub use container::{Section, find, read, write};
pub use error::FileError;
pub use kind::FileKind;
pub use replace::{put_in_place, replace, temporary_beside};

use std::path::Path;

/// Reads a whole file.
///
/// # Errors
/// [`FileError::Read`].
pub fn read_bytes(kind: FileKind, path: &Path) -> Result<Vec<u8>, FileError> {
    std::fs::read(path).map_err(|error| FileError::Read {
        kind,
        path: path.display().to_string(),
        reason: error.to_string(),
    })
}
