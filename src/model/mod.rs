//! A fitted model goes in, a file comes out, and back: sections, checks, model card.
//!
//! [`Model`] is what is stored, validated when it is read. What makes scoring fast is derived
//! from it at load by [`predict`](crate::predict) and never read from a file.

pub(crate) mod builtin;
pub(crate) mod error;
pub(crate) mod metadata;
pub(crate) mod ngram_reader;
pub(crate) mod stream;
pub(crate) mod vocabulary;

pub use builtin::builtin;
pub use error::ModelError;
pub use metadata::{Metadata, Quality, Topic, TrainingRecord};

use crate::features::Vocabulary;
use crate::file::{self, FileKind, Section};
use crate::linear::QuantisedWeights;
use std::path::Path;

/// The format of model files that this build writes and reads.
pub const FORMAT_VERSION: u32 = KIND.version();

const KIND: FileKind = FileKind::Model;

/// A model as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Topics, settings, calibration, card.
    pub metadata: Metadata,
    /// The features that have a weight.
    pub vocabulary: Vocabulary,
    /// Feature × column.
    pub weights: QuantisedWeights,
}

const META: [u8; 4] = *b"META";
const VOCABULARY: [u8; 4] = *b"VOCB";
const WEIGHTS: [u8; 4] = *b"WGHT";

impl Model {
    /// The bytes of the model file; FORMAT.md says what each is. Equal models give equal bytes.
    ///
    /// # Errors
    /// [`ModelError::Content`] if the metadata is too large.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        let metadata = self.metadata.encode()?;
        let (vocabulary, weights) = rayon::join(
            || vocabulary::encode(&self.vocabulary),
            || encode_weights(&self.weights.values),
        );
        let sections = [
            Section {
                tag: META,
                bytes: &metadata,
            },
            Section {
                tag: VOCABULARY,
                bytes: &vocabulary,
            },
            Section {
                tag: WEIGHTS,
                bytes: &weights,
            },
        ];
        Ok(file::write(KIND, &sections))
    }

    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// [`ModelError`] with a variant for each way the bytes can be wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let sections = file::read(KIND, bytes)?;
        let metadata = Metadata::decode(file::find(KIND, &sections, META)?)?;
        let vocabulary = vocabulary::decode(file::find(KIND, &sections, VOCABULARY)?)?;
        let weights = file::find(KIND, &sections, WEIGHTS)?;
        let columns = metadata.rule.scales.len();
        let expected = vocabulary.len() as u128 * columns as u128 * 2;
        if weights.len() as u128 != expected {
            let reason = format!(
                "{} bytes for {} features of {columns} weights, {expected} needed",
                weights.len(),
                vocabulary.len()
            );
            return Err(ModelError::Content {
                section: "WGHT",
                reason,
            });
        }
        let (pairs, _) = weights.as_chunks();
        let values = pairs.iter().copied().map(i16::from_le_bytes).collect();
        let scales = metadata.rule.scales.clone();
        Ok(Self {
            metadata,
            vocabulary,
            weights: QuantisedWeights { values, scales },
        })
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`ModelError`].
    pub fn read(path: &Path) -> Result<Self, ModelError> {
        if let Some(model) = stream::read(path) {
            return Ok(model);
        }
        let bytes = file::read_bytes(KIND, path)?;
        Self::from_bytes(&bytes)
    }

    /// Writes the model file at once or not at all: to a temporary file in the same folder,
    /// flushed, then renamed.
    ///
    /// # Errors
    /// [`ModelError::File`]; what stood at `path` before is still there.
    pub fn write(&self, path: &Path) -> Result<(), ModelError> {
        Ok(file::replace(path, &self.to_bytes()?)?)
    }
}

fn encode_weights(weights: &[i16]) -> Vec<u8> {
    let mut bytes = vec![0; 2 * weights.len()];
    for (pair, weight) in bytes.chunks_exact_mut(2).zip(weights) {
        pair.copy_from_slice(&weight.to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every cut, and a change of every byte, is seen by the reader of streams, and refused with
    /// the error of the reader of bytes.
    #[test]
    fn a_file_is_read_as_its_bytes_are() {
        let model = builtin().unwrap();
        let small = Model {
            vocabulary: Vocabulary {
                ngrams: model.vocabulary.ngrams[..40].to_vec(),
                words: model.vocabulary.words[..9].to_vec(),
            },
            weights: QuantisedWeights {
                values: model.weights.values[..49 * model.weights.columns()].to_vec(),
                scales: model.weights.scales.clone(),
            },
            metadata: model.metadata,
        };
        let bytes = small.to_bytes().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.tasnif");
        let check = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(stream::read(&path), Model::from_bytes(bytes).ok());
            assert_eq!(Model::read(&path), Model::from_bytes(bytes));
        };
        check(&bytes);
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1 << (place % 8);
            if place % 7 == 0 || place < 100 {
                check(&changed);
                check(&bytes[..place]);
            }
        }
        check(&[&bytes[..], b"x"].concat());
    }
}
