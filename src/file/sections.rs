//! Files in memory: writes sections as a file, and finds the sections of a file.

use super::error::FileError;
use super::kind::FileKind;
use super::layout::{self, CHECKSUM, ENTRY, Entry, HEADER};
use xxhash_rust::xxh3::xxh3_64;

/// A named part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section<'a> {
    /// Four ASCII letters.
    pub tag: [u8; 4],
    /// The content.
    pub bytes: &'a [u8],
}

/// The bytes of a file with these sections.
pub fn write(kind: FileKind, sections: &[Section<'_>]) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend(kind.magic());
    file.extend(kind.version().to_le_bytes());
    file.extend((sections.len() as u32).to_le_bytes());
    let mut offset = (HEADER + sections.len() * ENTRY) as u64;
    for section in sections {
        file.extend(section.tag);
        file.extend(offset.to_le_bytes());
        file.extend((section.bytes.len() as u64).to_le_bytes());
        offset += section.bytes.len() as u64;
    }
    for section in sections {
        file.extend(section.bytes);
    }
    file.extend(xxh3_64(&file).to_le_bytes());
    file
}

/// Reads the section table of a file that is in memory.
///
/// # Errors
/// [`FileError`] with a variant for each way the bytes can be wrong.
pub fn read(kind: FileKind, file: &[u8]) -> Result<Vec<Section<'_>>, FileError> {
    let head = file.get(..HEADER).unwrap_or(file);
    let count = layout::check_header(kind, head, file.len() as u64)?;
    let (body, stored) = file.split_at(file.len() - CHECKSUM);
    let mut checksum = [0; CHECKSUM];
    checksum.copy_from_slice(stored);
    layout::check_sum(kind, checksum, xxh3_64(body))?;
    let length = layout::table_length(kind, count, body.len() as u64)?;
    let table = &body[HEADER..HEADER + length];
    let entries = layout::check_table(kind, table, body.len() as u64)?;
    let section = |entry: Entry| {
        // Both fit: the checked entries lie within the slice.
        let (start, length) = (entry.offset as usize, entry.length as usize);
        let (tag, bytes) = (entry.tag, &body[start..start + length]);
        Section { tag, bytes }
    };
    Ok(entries.into_iter().map(section).collect())
}

/// The content of the section with this tag.
///
/// # Errors
/// [`FileError::MissingSection`] if there is none.
pub fn find<'a>(
    kind: FileKind,
    sections: &[Section<'a>],
    tag: [u8; 4],
) -> Result<&'a [u8], FileError> {
    let found = sections.iter().find(|section| section.tag == tag);
    let bytes = found.map(|section| section.bytes);
    bytes.ok_or_else(|| layout::missing(kind, tag))
}

#[cfg(test)]
mod tests;
