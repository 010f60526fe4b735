//! Files and streams → records → documents.

pub(crate) mod decode;
pub(crate) mod folder;
pub(crate) mod format;
pub(crate) mod lines;
pub(crate) mod record;
pub(crate) mod records;
pub(crate) mod source;
