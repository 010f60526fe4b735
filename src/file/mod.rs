//! The files that the program writes and reads again: sections in a checked frame, replaced as a whole or not at all.
//!
//! This is no stage of the data flow. The stages that keep files, [`features`](crate::features) and
//! [`model`](crate::model), put their content into it.

pub(crate) mod error;
pub(crate) mod kind;
mod layout;
pub(crate) mod open;
mod reason;
pub(crate) mod replace;
pub(crate) mod sections;
pub(crate) mod stream;

pub use error::FileError;
pub use kind::FileKind;
pub use open::read_bytes;
pub(crate) use reason::reason;
pub use replace::{OutputFile, replace};
pub use sections::{Section, find, read, write};
