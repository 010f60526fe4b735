//! A model file goes in, the model comes out, without the whole file in memory: its weights, which
//! are most of it, are converted block by block.
//!
//! For files as [`Model::to_bytes`] writes them. What is not plainly one is left to
//! [`Model::from_bytes`], which says what is wrong with it.

use super::metadata::Metadata;
use super::{KIND, META, Model, VOCABULARY, WEIGHTS, vocabulary};
use crate::linear::QuantisedWeights;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

/// Magic bytes, version, number of sections; then tag, offset and length of each.
const HEAD: usize = 16 + 3 * ENTRY;
const ENTRY: usize = 20;
/// Bytes of the weights that are read at a time: they stay in the processor's cache.
const BLOCK: usize = 1 << 16;

/// The model in a file; `None` if it has to be looked at more closely.
pub(super) fn read(path: &Path) -> Option<Model> {
    // Before it is opened: a pipe that was opened once cannot be read again from its beginning.
    std::fs::metadata(path).ok().filter(|file| file.is_file())?;
    let file = File::open(path).ok()?;
    let length = file.metadata().ok().filter(|file| file.is_file())?.len();
    let mut reader = Hashed {
        file,
        digest: Xxh3::new(),
    };
    let head: [u8; HEAD] = reader.read(HEAD)?.try_into().ok()?;
    let lengths = section_lengths(&head, length)?;
    let metadata = reader.read(lengths[0])?;
    let vocabulary = reader.read(lengths[1])?;
    let values = reader.weights(lengths[2])?;
    if !reader.is_whole() {
        return None;
    }
    let metadata = Metadata::decode(&metadata).ok()?;
    let vocabulary = vocabulary::decode(&vocabulary).ok()?;
    let scales = metadata.rule.scales.clone();
    let fits = vocabulary.len().checked_mul(scales.len()) == Some(values.len());
    fits.then_some(Model {
        metadata,
        vocabulary,
        weights: QuantisedWeights { values, scales },
    })
}

/// The lengths of the three sections, which with the head and the checksum make up the file.
fn section_lengths(head: &[u8; HEAD], file: u64) -> Option<[usize; 3]> {
    let number = |at: usize| {
        head.get(at..)?
            .first_chunk()
            .copied()
            .map(u64::from_le_bytes)
    };
    let version = KIND.version().to_le_bytes();
    let start = [KIND.magic().as_slice(), &version, &3u32.to_le_bytes()].concat();
    let mut offset = HEAD as u64;
    let mut lengths = [0; 3];
    for (place, tag) in [META, VOCABULARY, WEIGHTS].iter().enumerate() {
        let entry = 16 + place * ENTRY;
        if !head[entry..].starts_with(tag) || number(entry + 4)? != offset {
            return None;
        }
        let length = number(entry + 12)?;
        lengths[place] = usize::try_from(length).ok()?;
        offset = offset.checked_add(length)?;
    }
    (head.starts_with(&start) && offset.checked_add(8)? == file).then_some(lengths)
}

/// A file, and the checksum of what was read of it.
struct Hashed {
    file: File,
    digest: Xxh3,
}

impl Hashed {
    /// The next bytes; no more are asked for than the file has.
    fn read(&mut self, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.file.read_exact(&mut bytes).ok()?;
        self.digest.update(&bytes);
        Some(bytes)
    }

    fn weights(&mut self, bytes: usize) -> Option<Vec<i16>> {
        let mut values = Vec::with_capacity(bytes / 2);
        let mut block = vec![0; BLOCK];
        let mut left = bytes;
        while left > 0 {
            let block = &mut block[..left.min(BLOCK)];
            self.file.read_exact(block).ok()?;
            self.digest.update(block);
            let (pairs, rest) = block.as_chunks();
            if !rest.is_empty() {
                return None;
            }
            values.extend(pairs.iter().copied().map(i16::from_le_bytes));
            left -= block.len();
        }
        Some(values)
    }

    /// Whether the checksum follows, and then the end.
    fn is_whole(&mut self) -> bool {
        let mut stored = [0; 8];
        self.file.read_exact(&mut stored).is_ok()
            && u64::from_le_bytes(stored) == self.digest.digest()
    }
}
