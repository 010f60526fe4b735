//! Counts of a part of a corpus as a file; FORMAT.md says every byte.
//!
//! A part keeps what training needs and no running text. Repeated articles are kept as they are,
//! not united, so that one of them can be taken out again. The bytes are canonical: equal counts
//! give equal bytes however they were made, and sections that are spelled otherwise are refused.
//!
//! Near-duplicate signatures are not stored. They follow from the word types of an article alone,
//! and their 512 bytes would be more than its words take.

pub(crate) mod bytes;
pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod error;

#[cfg(test)]
mod tests;

pub use error::PartError;

use super::corpus_counts::CorpusCounts;
use super::finish::CountedDocument;
use crate::features::count_settings::CountSettings;
use crate::file::{self, FileKind, Section};
use crate::parallel::threads;
use std::path::Path;

const KIND: FileKind = FileKind::Part;
const META: [u8; 4] = *b"META";
const DOCUMENTS: [u8; 4] = *b"DOCS";
const WORDS: [u8; 4] = *b"WORD";

/// What a part file holds, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub settings: CountSettings,
    /// Ascending.
    pub fields: Vec<String>,
    /// Ascending; each is in some document.
    pub words: Vec<Box<str>>,
    /// By [`CountedDocument::order`].
    pub documents: Vec<CountedDocument>,
}

impl CorpusCounts {
    /// The bytes of a part file. Equal counts give equal bytes, in whatever order documents were
    /// added and parts merged. Kept fields come by name.
    pub fn to_bytes(&self) -> Vec<u8> {
        let part = threads::run(|| self.to_part());
        let sections = [
            (META, encode::meta(&part)),
            (DOCUMENTS, encode::documents(&part)),
            (WORDS, encode::words(&part)),
        ];
        let sections = sections
            .each_ref()
            .map(|(tag, bytes)| Section { tag: *tag, bytes });
        file::write(KIND, &sections)
    }

    /// Reads counts from the bytes of a part file. Names of fields that were not kept are not
    /// known any more.
    ///
    /// # Errors
    /// [`PartError`] with a variant for each way the bytes can be wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PartError> {
        let sections = file::read(KIND, bytes)?;
        let meta = decode::meta(file::find(KIND, &sections, META)?)?;
        let mut documents = decode::documents(file::find(KIND, &sections, DOCUMENTS)?, &meta)?;
        let bytes = file::find(KIND, &sections, WORDS)?;
        let words = decode::words(bytes, meta.settings, &mut documents)?;
        if !documents.is_sorted_by(|a, b| a.order(b).is_le()) {
            return Err(PartError::Order { what: "articles" });
        }
        Ok(Self::from_part(Part {
            settings: meta.settings,
            fields: meta.fields,
            words,
            documents,
        }))
    }

    /// Reads a part file.
    ///
    /// # Errors
    /// [`PartError`].
    pub fn read(path: &Path) -> Result<Self, PartError> {
        Self::from_bytes(&file::read_bytes(KIND, path)?)
    }

    /// Writes a part file at once or not at all, and returns its length in bytes.
    ///
    /// # Errors
    /// [`PartError::File`]; what stood at `path` before is still there.
    pub fn write(&self, path: &Path) -> Result<u64, PartError> {
        let bytes = self.to_bytes();
        file::replace(path, &bytes)?;
        Ok(bytes.len() as u64)
    }
}

/// Whether a file is a part by its first bytes, whatever its name. A file that cannot be read is
/// none.
pub fn is_part(path: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; 8];
    // A pipe would lose its first bytes.
    path.is_file()
        && std::fs::File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && head == KIND.magic()
}
