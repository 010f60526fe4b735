//! A trained model and its file.
//!
//! [`Model`] holds what is stored; it is checked when it is read. The tables that make scoring fast are built from it by
//! [`predict`](crate::predict) and not stored.

pub(crate) mod builtin;
pub(crate) mod card;
pub(crate) mod error;
mod front_coding;
pub(crate) mod metadata;
mod ngram_letters;
mod sections;
#[cfg(test)]
mod tests;
pub(crate) mod vocabulary;

pub use builtin::builtin;
pub use error::ModelError;
pub(crate) use metadata::Metadata;
pub use metadata::{Quality, Topic, TrainingRecord};

use crate::features::{FeatureSettings, Vocabulary};
use crate::file::open::Opened;
use crate::file::stream::Input;
use crate::file::{self, FileKind};
use crate::linear::{Method, QuantisedWeights};
use std::path::Path;

/// The format of model files that this build writes and reads.
#[cfg(test)]
pub(crate) const FORMAT_VERSION: u32 = KIND.version();

const KIND: FileKind = FileKind::Model;

/// A trained model: topics, weights, decision rule, and a card that says what it was trained on and how good
/// it is expected to be.
///
/// ```
/// use tasnif::{Model, Tagger};
///
/// let tagger = Tagger::builtin()?;
/// let model: &Model = tagger.model();
/// assert_eq!(model.topics()[0].id, "border-security");
/// assert_eq!(model.topics()[0].arabic, "أمن الحدود");
/// let bytes = model.to_bytes()?;
/// assert_eq!(&Model::from_bytes(&bytes)?, model);
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Topics, settings, decision rule, training record and quality.
    pub(crate) metadata: Metadata,
    /// The features that have a weight.
    pub(crate) vocabulary: Vocabulary,
    /// Feature × column, with the features in the order of the vocabulary.
    pub(crate) weights: QuantisedWeights,
}

impl Model {
    /// The topics, in the order of probabilities.
    pub fn topics(&self) -> &[Topic] {
        &self.metadata.topics
    }

    /// How the weights were learned.
    pub fn method(&self) -> Method {
        self.metadata.method
    }

    /// Whether each article gets exactly one topic, the most probable one.
    pub fn is_exclusive(&self) -> bool {
        self.metadata.rule.is_exclusive()
    }

    /// The probability from which each topic is given, by topic; without a meaning where topics are
    /// exclusive.
    pub fn thresholds(&self) -> &[f64] {
        &self.metadata.rule.thresholds
    }

    /// Which features an article has.
    pub fn features(&self) -> &FeatureSettings {
        &self.metadata.features
    }

    /// What the model was trained on.
    pub fn training(&self) -> &TrainingRecord {
        &self.metadata.training
    }

    /// The expected quality, measured on articles by models that had not seen them; empty for textbook naive
    /// Bayes.
    pub fn quality(&self) -> &[Quality] {
        &self.metadata.quality
    }

    /// The bytes of the model file; FORMAT.md describes each. Equal models give equal bytes.
    ///
    /// # Errors
    /// [`ModelError::Content`] if the metadata is over 16 MiB.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        sections::encode(self)
    }

    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// [`ModelError`] with a variant for each way the bytes can be wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        file::stream::read_stream(
            Input {
                kind: KIND,
                name: "in memory".to_owned(),
                stream: bytes,
                length: bytes.len() as u64,
            },
            sections::decode,
        )
    }

    /// Reads a model file section by section, so that the file and the model are never both in memory: for a model of
    /// 18 MB that saves 17 MB, and the time to copy them.
    ///
    /// # Errors
    /// As [`from_bytes`](Self::from_bytes), and [`FileError::Read`](crate::file::FileError::Read) if the file cannot be
    /// opened or read.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ModelError> {
        match file::open::open(KIND, path.as_ref())? {
            Opened::File(input) => file::stream::read_stream(input, sections::decode),
            Opened::Bytes(bytes) => Self::from_bytes(&bytes),
        }
    }

    /// Writes the model file as a whole or not at all.
    ///
    /// # Errors
    /// [`ModelError::File`]; what stood at `path` before is still there.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), ModelError> {
        Ok(file::replace(path.as_ref(), &self.to_bytes()?)?)
    }
}
