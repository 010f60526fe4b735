//! Sections go in, the bytes of a file come out, and the way back with every bound checked.
//!
//! The layout is written down byte by byte in FORMAT.md. Nothing is allocated from a number in
//! the file before that number has been compared with the bytes that are left.

use super::error::FileError;
use super::kind::FileKind;
use xxhash_rust::xxh3::xxh3_64;

const HEADER: usize = 16;
const ENTRY: usize = 20;
const CHECKSUM: usize = 8;
/// Far above the number of sections of any format version.
const MAX_SECTIONS: u32 = 64;

/// One named stretch of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section<'a> {
    /// Four ASCII letters.
    pub tag: [u8; 4],
    /// The content.
    pub bytes: &'a [u8],
}

/// Lays out a file.
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

/// Reads the section table of a file.
///
/// # Errors
/// [`FileError`] with a variant for each way the bytes can be wrong.
pub fn read(kind: FileKind, file: &[u8]) -> Result<Vec<Section<'_>>, FileError> {
    if !file.starts_with(&kind.magic()) {
        return Err(FileError::Magic { kind });
    }
    if file.len() < HEADER + CHECKSUM {
        let length = file.len();
        return Err(FileError::Truncated { kind, length });
    }
    let version = u32_at(file, 8);
    if version != kind.version() {
        return Err(FileError::FormatVersion { kind, version });
    }
    let (body, checksum) = file.split_at(file.len() - CHECKSUM);
    let (stored, computed) = (u64_at(checksum, 0), xxh3_64(body));
    if stored != computed {
        return Err(FileError::Checksum {
            kind,
            stored,
            computed,
        });
    }
    let count = u32_at(file, 12);
    let table_end = HEADER as u64 + u64::from(count) * ENTRY as u64;
    if count > MAX_SECTIONS || table_end > body.len() as u64 {
        return Err(FileError::SectionCount { kind, count });
    }
    sections(kind, body, count as usize, table_end as usize)
}

fn sections(
    kind: FileKind,
    body: &[u8],
    count: usize,
    table_end: usize,
) -> Result<Vec<Section<'_>>, FileError> {
    let mut expected = table_end as u64;
    let mut sections: Vec<Section<'_>> = Vec::with_capacity(count);
    for place in 0..count {
        let entry = &body[HEADER + place * ENTRY..];
        let tag = [entry[0], entry[1], entry[2], entry[3]];
        let section = String::from_utf8_lossy(&tag).into_owned();
        let (offset, length) = (u64_at(entry, 4), u64_at(entry, 12));
        if offset != expected {
            return Err(FileError::SectionGap {
                kind,
                section,
                offset,
                expected,
            });
        }
        let end = offset.saturating_add(length);
        if end > body.len() as u64 {
            let file_len = body.len() as u64;
            return Err(FileError::SectionOutOfRange {
                kind,
                section,
                end,
                file_len,
            });
        }
        if sections.iter().any(|known| known.tag == tag) {
            return Err(FileError::RepeatedSection { kind, section });
        }
        // Both fit: they are at most the length of a slice.
        let bytes = &body[offset as usize..end as usize];
        sections.push(Section { tag, bytes });
        expected = end;
    }
    if expected != body.len() as u64 {
        let extra = body.len() as u64 - expected;
        return Err(FileError::TrailingBytes { kind, extra });
    }
    Ok(sections)
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
    sections
        .iter()
        .find(|section| section.tag == tag)
        .map(|section| section.bytes)
        .ok_or_else(|| FileError::MissingSection {
            kind,
            section: String::from_utf8_lossy(&tag).into_owned(),
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::kind::FileKind::Model;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        write(
            Model,
            &[
                Section {
                    tag: *b"AAAA",
                    bytes: b"one",
                },
                Section {
                    tag: *b"BBBB",
                    bytes: b"",
                },
            ],
        )
    }

    /// Puts a valid checksum under changed bytes, so that the check behind it is reached.
    fn resealed(mut file: Vec<u8>) -> Vec<u8> {
        let body = file.len() - CHECKSUM;
        let checksum = xxh3_64(&file[..body]).to_le_bytes();
        file[body..].copy_from_slice(&checksum);
        file
    }

    fn changed(place: usize, byte: u8) -> Vec<u8> {
        let mut file = sample();
        file[place] = byte;
        resealed(file)
    }

    #[test]
    fn what_was_written_is_read() {
        let file = sample();
        let sections = read(Model, &file).unwrap();
        assert_eq!(find(Model, &sections, *b"AAAA").unwrap(), b"one");
        assert_eq!(find(Model, &sections, *b"BBBB").unwrap(), b"");
        let missing = FileError::MissingSection {
            kind: Model,
            section: "CCCC".into(),
        };
        assert_eq!(find(Model, &sections, *b"CCCC"), Err(missing));
    }

    #[test]
    fn one_kind_is_not_read_as_another() {
        let error = read(FileKind::Part, &sample()).unwrap_err();
        let message = "this is not a tasnif part: give a file that `tasnif count` wrote";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn each_fault_has_its_error() {
        assert_eq!(read(Model, b"hello"), Err(FileError::Magic { kind: Model }));
        assert_eq!(
            read(Model, &sample()[..15]),
            Err(FileError::Truncated {
                kind: Model,
                length: 15
            })
        );
        assert_eq!(
            read(Model, &changed(8, 9)),
            Err(FileError::FormatVersion {
                kind: Model,
                version: 9
            })
        );
        assert_eq!(
            read(Model, &changed(12, 200)),
            Err(FileError::SectionCount {
                kind: Model,
                count: 200
            })
        );
        let mut flipped = sample();
        flipped[57] ^= 1;
        assert!(matches!(
            read(Model, &flipped),
            Err(FileError::Checksum { .. })
        ));
        // Offset of the first section: byte 20; its length: byte 28.
        assert!(matches!(
            read(Model, &changed(20, 57)),
            Err(FileError::SectionGap {
                offset: 57,
                expected: 56,
                ..
            })
        ));
        assert!(matches!(
            read(Model, &changed(28, 99)),
            Err(FileError::SectionOutOfRange {
                end: 155,
                file_len: 59,
                ..
            })
        ));
        assert!(matches!(
            read(Model, &changed(28, 2)),
            Err(FileError::SectionGap {
                offset: 59,
                expected: 58,
                ..
            })
        ));
        let mut longer = sample();
        longer.insert(59, 0);
        assert_eq!(
            read(Model, &resealed(longer)),
            Err(FileError::TrailingBytes {
                kind: Model,
                extra: 1
            })
        );
        let twice = write(
            Model,
            &[
                Section {
                    tag: *b"AAAA",
                    bytes: b"",
                },
                Section {
                    tag: *b"AAAA",
                    bytes: b"",
                },
            ],
        );
        assert_eq!(
            read(Model, &twice),
            Err(FileError::RepeatedSection {
                kind: Model,
                section: "AAAA".into()
            })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut file = Model.magic().to_vec();
            file.extend(Model.version().to_le_bytes());
            file.extend(bytes);
            if file.len() >= HEADER + CHECKSUM {
                file = resealed(file);
            }
            if let Ok(sections) = read(Model, &file) {
                prop_assert_eq!(write(Model, &sections), file);
            }
        }

        #[test]
        fn every_cut_is_noticed(length in 0usize..66) {
            let whole = sample();
            prop_assume!(length < whole.len());
            prop_assert!(read(Model, &whole[..length]).is_err());
        }
    }
}
