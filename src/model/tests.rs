use super::*;
use crate::features::Vocabulary;
use crate::file::{FileError, Section};
use crate::linear::QuantisedWeights;
use std::io;

/// The beginning of the built-in model, with all its metadata.
fn small() -> Model {
    let model = builtin().unwrap();
    Model {
        vocabulary: Vocabulary {
            ngrams: model.vocabulary.ngrams[..40].to_vec(),
            words: model.vocabulary.words[..9].to_vec(),
        },
        weights: QuantisedWeights {
            values: model.weights.values[..49 * model.weights.columns()].to_vec(),
            scales: model.weights.scales.clone(),
        },
        metadata: model.metadata,
    }
}

/// The sections of a model file, to be put together otherwise.
fn sections(bytes: &[u8]) -> Vec<Section<'_>> {
    file::read(KIND, bytes).unwrap()
}

/// A model read from a file that holds these bytes.
fn from_file(bytes: &[u8]) -> Result<Model, ModelError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.tasnif");
    std::fs::write(&path, bytes).unwrap();
    Model::read(&path)
}

/// What both ways to read give.
fn read_both(bytes: &[u8]) -> Result<Model, ModelError> {
    let read = Model::from_bytes(bytes);
    assert_eq!(from_file(bytes), read);
    read
}

/// Every cut, and a change of every byte, is refused with the same error whether the bytes are in memory or in a file.
#[test]
fn a_file_is_read_as_its_bytes_are() {
    let bytes = small().to_bytes().unwrap();
    assert_eq!(read_both(&bytes), Ok(small()));
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << (place % 8);
        if place % 7 == 0 || place < 100 {
            assert!(read_both(&changed).is_err());
            assert!(read_both(&bytes[..place]).is_err());
        }
    }
    assert!(read_both(&[&bytes[..], b"x"].concat()).is_err());
}

#[test]
fn damage_is_reported_as_such_wherever_it_is() {
    let bytes = small().to_bytes().unwrap();
    // Version and magic come first, since another version may have another checksum.
    for place in 16..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 0x80;
        let error = Model::from_bytes(&changed).unwrap_err();
        let damaged = matches!(error, ModelError::File(FileError::Checksum { .. }));
        assert!(damaged, "byte {place}: {error}");
    }
}

#[test]
fn sections_may_be_moved_and_unknown_ones_are_skipped() {
    let bytes = small().to_bytes().unwrap();
    let mut moved = sections(&bytes);
    moved.reverse();
    let (tag, unknown) = (*b"XTRA", [7; 100_001]);
    let bytes = &unknown[..];
    moved.insert(1, Section { tag, bytes });
    assert_eq!(read_both(&file::write(KIND, &moved)), Ok(small()));
}

#[test]
fn wrong_sections_are_refused_alike() {
    let bytes = small().to_bytes().unwrap();
    let all = sections(&bytes);
    let error = |sections: &[Section<'_>]| {
        let error = read_both(&file::write(KIND, sections)).unwrap_err();
        error.to_string()
    };
    for (place, name) in ["META", "VOCB", "WGHT"].into_iter().enumerate() {
        let mut sections = all.clone();
        sections.remove(place);
        assert!(error(&sections).starts_with(&format!("section {name} is missing")));
        let mut sections = all.clone();
        sections[place].bytes = &all[place].bytes[..all[place].bytes.len() - 1];
        assert!(error(&sections).starts_with(&format!("section {name}: ")));
        sections[place].bytes = b"";
        assert!(error(&sections).starts_with(&format!("section {name}: ")));
        let longer = [all[place].bytes, b"x"].concat();
        sections[place].bytes = &longer;
        assert!(error(&sections).starts_with(&format!("section {name}: ")));
    }
}

#[test]
fn a_length_past_the_file_is_refused_before_anything_is_allocated() {
    let mut bytes = small().to_bytes().unwrap();
    // The length of the last section of three.
    bytes[68..76].copy_from_slice(&(1u64 << 50).to_le_bytes());
    let body = bytes.len() - 8;
    let checksum = xxhash_rust::xxh3::xxh3_64(&bytes[..body]);
    bytes[body..].copy_from_slice(&checksum.to_le_bytes());
    let error = read_both(&bytes).unwrap_err();
    assert!(matches!(
        error,
        ModelError::File(FileError::SectionOutOfRange { .. })
    ));
}

#[test]
fn a_missing_file_and_a_folder_can_be_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let kind = |path: &Path| Model::read(path).unwrap_err().io_kind();
    assert_eq!(
        kind(&folder.path().join("none")),
        Some(io::ErrorKind::NotFound)
    );
    assert_eq!(kind(folder.path()), Some(io::ErrorKind::IsADirectory));
    assert_eq!(from_file(b"hello").unwrap_err().io_kind(), None);
}

#[cfg(unix)]
#[test]
fn a_device_without_end_is_refused_by_its_first_bytes() {
    let error = Model::read(Path::new("/dev/zero")).unwrap_err();
    let kind = KIND;
    assert_eq!(error, ModelError::File(FileError::Magic { kind }));
    let error = file::read_bytes(file::FileKind::Part, Path::new("/dev/zero"));
    let kind = file::FileKind::Part;
    assert_eq!(error, Err(FileError::Magic { kind }));
}
