//! The sections of a model file: a model as bytes, and the one parser of models, whether they come from memory or a file.

use super::error::ModelError;
use super::metadata::Metadata;
use super::{KIND, Model, vocabulary};
use crate::file::stream::SectionReader;
use crate::file::{self, Section};
use crate::linear::QuantisedWeights;
use std::io::BufRead;

const META: [u8; 4] = *b"META";
const VOCABULARY: [u8; 4] = *b"VOCB";
const WEIGHTS: [u8; 4] = *b"WGHT";

/// The bytes of a model file.
pub(super) fn encode(model: &Model) -> Result<Vec<u8>, ModelError> {
    let metadata = model.metadata.encode()?;
    let sections = [
        (META, metadata),
        (VOCABULARY, vocabulary::encode(&model.vocabulary)),
        (WEIGHTS, encode_weights(&model.weights.values)),
    ];
    let sections = sections
        .each_ref()
        .map(|(tag, bytes)| Section { tag: *tag, bytes });
    Ok(file::write(KIND, &sections))
}

/// Reads a model. Sections may come in any order; those that are not known are skipped. The weights, which are most of a
/// file, are converted block by block, so that they are not in memory twice.
pub(super) fn decode(sections: &mut SectionReader<impl BufRead>) -> Result<Model, ModelError> {
    let (mut metadata, mut vocabulary, mut weights) = (None, None, None);
    while let Some(tag) = sections.next_section()? {
        match tag {
            META => metadata = Some(Metadata::decode(&sections.read_section()?)?),
            VOCABULARY => vocabulary = Some(vocabulary::decode(&sections.read_section()?)?),
            WEIGHTS => weights = Some((sections.section_left(), read_weights(sections)?)),
            _ => {}
        }
    }
    let metadata = metadata.ok_or_else(|| sections.missing(META))?;
    let vocabulary = vocabulary.ok_or_else(|| sections.missing(VOCABULARY))?;
    let (length, values) = weights.ok_or_else(|| sections.missing(WEIGHTS))?;
    let (features, columns) = (vocabulary.len(), metadata.rule.scales.len());
    let expected = features as u128 * columns as u128 * 2;
    if u128::from(length) != expected {
        let reason = format!(
            "{length} bytes for {features} features of {columns} weights, {expected} needed"
        );
        return Err(ModelError::Content {
            section: "WGHT",
            reason,
        });
    }
    let scales = metadata.rule.scales.clone();
    Ok(Model {
        metadata,
        vocabulary,
        weights: QuantisedWeights { values, scales },
    })
}

fn encode_weights(weights: &[i16]) -> Vec<u8> {
    let mut bytes = vec![0; 2 * weights.len()];
    for (pair, weight) in bytes.chunks_exact_mut(2).zip(weights) {
        pair.copy_from_slice(&weight.to_le_bytes());
    }
    bytes
}

fn read_weights(sections: &mut SectionReader<impl BufRead>) -> Result<Vec<i16>, ModelError> {
    let count = usize::try_from(sections.section_left() / 2).unwrap_or(usize::MAX);
    let mut values = Vec::new();
    if values.try_reserve_exact(count).is_err() {
        let reason = format!("{count} weights do not fit into memory");
        let section = "WGHT";
        return Err(ModelError::Content { section, reason });
    }
    sections.read_blocks(|block| {
        // A kilobyte at a time: a longer copy is no faster, and callgrind counts it byte by byte.
        for piece in block.chunks(1 << 10) {
            let (pairs, _) = piece.as_chunks();
            values.extend(pairs.iter().copied().map(i16::from_le_bytes));
        }
    })?;
    Ok(values)
}
