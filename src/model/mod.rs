//! A fitted model goes in, a file comes out, and back: sections, checks, model card.
//!
//! [`Model`] is what is stored, validated when it is read. What makes scoring fast is derived
//! from it at load by [`predict`](crate::predict) and never read from a file.

mod builtin;
mod error;
mod metadata;
mod ngram_reader;
mod stream;
mod vocabulary;

pub use builtin::builtin;
pub use error::ModelError;
pub use metadata::{Metadata, Quality, Topic, TrainingRecord};

use crate::features::Vocabulary;
use crate::file::{self, FileKind, Section};
use crate::learn::{Fitted, Method, QuantisedWeights, Training};
use crate::text::FOLDING_VERSION;
use rayon::prelude::*;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

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
    /// Packs a fitted model. Features whose weights are all 0 are left out, which changes no
    /// score; so is a word of more than 255 bytes, which is no word.
    pub fn new(training: &Training<'_>, fitted: &Fitted, method: Method) -> Self {
        let matrix = &training.data.matrix;
        let words = &training.corpus.words;
        let ngrams = matrix.ngrams.len();
        let (vocabulary, columns) = Vocabulary::select(matrix, words, |feature| {
            let too_long = feature >= ngrams
                && words[matrix.whole_words[feature - ngrams] as usize].len() > vocabulary::MAX_KEY;
            !too_long
                && fitted
                    .weights
                    .row(feature)
                    .iter()
                    .any(|&weight| weight != 0)
        });
        let width = fitted.weights.columns();
        let mut values = vec![0; columns.len() * width];
        values
            .par_chunks_exact_mut(width.max(1))
            .zip(&columns)
            .with_min_len(4096)
            .for_each(|(row, &feature)| row.copy_from_slice(fitted.weights.row(feature as usize)));
        let own = training.own_documents().len();
        let members = |flags: &Vec<bool>| flags[..own].iter().filter(|flag| **flag).count() as u64;
        let topics = training
            .topics
            .iter()
            .zip(&training.membership.topics)
            .map(|(id, flags)| Topic::new(id, members(flags)))
            .collect();
        Self {
            metadata: Metadata {
                folding_version: FOLDING_VERSION,
                method,
                topics,
                features: matrix.settings,
                readout: fitted.readout.clone(),
                training: record(training),
                quality: Vec::new(),
            },
            vocabulary,
            weights: QuantisedWeights {
                values,
                scales: fitted.weights.scales.clone(),
            },
        }
    }

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
        let columns = metadata.readout.scales.len();
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
        let scales = metadata.readout.scales.clone();
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

fn record(training: &Training<'_>) -> TrainingRecord {
    let documents = training.own_documents();
    let mut digest = Xxh3::new();
    for document in documents {
        digest.update(&document.digest.to_le_bytes());
        for label in &document.labels {
            digest.update(label.as_bytes());
            digest.update(b"\n");
        }
        digest.update(b"\0");
    }
    TrainingRecord {
        articles: documents.len() as u64,
        without_topic: documents
            .iter()
            .filter(|document| document.labels.is_empty())
            .count() as u64,
        digest: format!("{:032x}", digest.digest128()),
        settings: Vec::new(),
    }
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
