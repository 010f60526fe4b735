//! Both readers of files, on every fault of the frame.

use super::*;
use crate::file::kind::FileKind::Model;
use crate::file::stream::{Input, read_stream};
use proptest::prelude::*;

/// Reads a file in memory and from a stream, compares the two, and returns the sections.
fn read_both(kind: FileKind, file: &[u8]) -> Result<Vec<Section<'_>>, FileError> {
    let input = Input {
        kind,
        name: "f".into(),
        stream: file,
        length: file.len() as u64,
    };
    let streamed = read_stream(input, |sections| {
        let mut found = Vec::new();
        while let Some(tag) = sections.next_section()? {
            found.push((tag, sections.read_section()?));
        }
        Ok(found)
    });
    let read = read(kind, file);
    let owned = |section: &Section<'_>| (section.tag, section.bytes.to_vec());
    let expected = read.clone().map(|all| all.iter().map(owned).collect());
    assert_eq!(streamed, expected);
    read
}

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
    let sections = read_both(Model, &file).unwrap();
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
    let error = read_both(FileKind::Part, &sample()).unwrap_err();
    let message = "this is not a tasnif part: give a file that `tasnif count` wrote";
    assert_eq!(error.to_string(), message);
}

#[test]
fn each_fault_has_its_error() {
    assert_eq!(
        read_both(Model, b"hello"),
        Err(FileError::Magic { kind: Model })
    );
    assert_eq!(
        read_both(Model, &sample()[..15]),
        Err(FileError::Truncated {
            kind: Model,
            length: 15
        })
    );
    assert_eq!(
        read_both(Model, &changed(8, 9)),
        Err(FileError::FormatVersion {
            kind: Model,
            version: 9
        })
    );
    assert_eq!(
        read_both(Model, &changed(12, 200)),
        Err(FileError::SectionCount {
            kind: Model,
            count: 200
        })
    );
    let mut flipped = sample();
    flipped[57] ^= 1;
    assert!(matches!(
        read_both(Model, &flipped),
        Err(FileError::Checksum { .. })
    ));
    // Offset of the first section: byte 20; its length: byte 28.
    assert!(matches!(
        read_both(Model, &changed(20, 57)),
        Err(FileError::SectionGap {
            offset: 57,
            expected: 56,
            ..
        })
    ));
    assert!(matches!(
        read_both(Model, &changed(28, 99)),
        Err(FileError::SectionOutOfRange {
            end: 155,
            file_len: 59,
            ..
        })
    ));
    assert!(matches!(
        read_both(Model, &changed(28, 2)),
        Err(FileError::SectionGap {
            offset: 59,
            expected: 58,
            ..
        })
    ));
    let mut longer = sample();
    longer.insert(59, 0);
    assert_eq!(
        read_both(Model, &resealed(longer)),
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
        read_both(Model, &twice),
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
        if let Ok(sections) = read_both(Model, &file) {
            prop_assert_eq!(write(Model, &sections), file);
        }
    }

    #[test]
    fn every_cut_is_noticed(length in 0usize..66) {
        let whole = sample();
        prop_assume!(length < whole.len());
        prop_assert!(read_both(Model, &whole[..length]).is_err());
    }
}
