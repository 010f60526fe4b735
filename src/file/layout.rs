//! The frame of every file: header, section table, checksum. FORMAT.md describes each byte.
//!
//! Both readers, the one of bytes in memory and the one of streams, check the frame here, so they refuse the same files
//! with the same errors. Nothing is allocated from a number in the file before that number has been compared with the
//! length of the file.

use super::error::FileError;
use super::kind::FileKind;

/// Bytes of the header: magic, version, number of sections.
pub(super) const HEADER: usize = 16;
/// Bytes of one entry of the section table: tag, offset, length.
pub(super) const ENTRY: usize = 20;
/// Bytes of the checksum, the last ones of a file.
pub(super) const CHECKSUM: usize = 8;
/// Far above the number of sections of any format version.
const MAX_SECTIONS: u32 = 64;

/// One entry of the section table. The checked entries of a table follow each other without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub tag: [u8; 4],
    pub offset: u64,
    pub length: u64,
}

/// Checks a header and returns the number of sections it claims. `head` is the beginning of the file, `length` the
/// length of the whole file in bytes.
pub(super) fn check_header(kind: FileKind, head: &[u8], length: u64) -> Result<u32, FileError> {
    if !head.starts_with(&kind.magic()) {
        return Err(FileError::Magic { kind });
    }
    if head.len() < HEADER || length < (HEADER + CHECKSUM) as u64 {
        return Err(FileError::Truncated { kind, length });
    }
    let version = u32_at(head, 8);
    if version != kind.version() {
        return Err(FileError::FormatVersion { kind, version });
    }
    Ok(u32_at(head, 12))
}

/// The length in bytes of a section table with `count` entries. `body` is the length of the file without its checksum.
pub(super) fn table_length(kind: FileKind, count: u32, body: u64) -> Result<usize, FileError> {
    let length = u64::from(count) * ENTRY as u64;
    if count > MAX_SECTIONS || HEADER as u64 + length > body {
        return Err(FileError::SectionCount { kind, count });
    }
    Ok(length as usize)
}

/// Checks a section table: sections are contiguous, end at the checksum and have different tags.
pub(super) fn check_table(
    kind: FileKind,
    table: &[u8],
    body: u64,
) -> Result<Vec<Entry>, FileError> {
    let mut expected = (HEADER + table.len()) as u64;
    let mut entries: Vec<Entry> = Vec::with_capacity(table.len() / ENTRY);
    for bytes in table.chunks_exact(ENTRY) {
        let tag = [bytes[0], bytes[1], bytes[2], bytes[3]];
        let (offset, length) = (u64_at(bytes, 4), u64_at(bytes, 12));
        let section = name(tag);
        if offset != expected {
            return Err(FileError::SectionGap {
                kind,
                section,
                offset,
                expected,
            });
        }
        let end = offset.saturating_add(length);
        if end > body {
            return Err(FileError::SectionOutOfRange {
                kind,
                section,
                end,
                file_len: body,
            });
        }
        if entries.iter().any(|known| known.tag == tag) {
            return Err(FileError::RepeatedSection { kind, section });
        }
        entries.push(Entry {
            tag,
            offset,
            length,
        });
        expected = end;
    }
    if expected != body {
        let extra = body - expected;
        return Err(FileError::TrailingBytes { kind, extra });
    }
    Ok(entries)
}

/// Compares the checksum in the file with the one of its bytes.
pub(super) fn check_sum(kind: FileKind, stored: [u8; 8], computed: u64) -> Result<(), FileError> {
    let stored = u64::from_le_bytes(stored);
    if stored != computed {
        return Err(FileError::Checksum {
            kind,
            stored,
            computed,
        });
    }
    Ok(())
}

/// The error for a file without the section `tag`.
pub(super) fn missing(kind: FileKind, tag: [u8; 4]) -> FileError {
    let section = name(tag);
    FileError::MissingSection { kind, section }
}

fn name(tag: [u8; 4]) -> String {
    String::from_utf8_lossy(&tag).into_owned()
}

/// The little-endian number at `place`; the callers have checked that it is there.
fn u32_at(bytes: &[u8], place: usize) -> u32 {
    let mut number = [0; 4];
    number.copy_from_slice(&bytes[place..place + 4]);
    u32::from_le_bytes(number)
}

fn u64_at(bytes: &[u8], place: usize) -> u64 {
    let mut number = [0; 8];
    number.copy_from_slice(&bytes[place..place + 8]);
    u64::from_le_bytes(number)
}
