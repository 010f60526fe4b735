//! Packs a fitted model into the [`Model`] that is stored: the features that have a weight, and the
//! record of the training. Its quality is measured and added elsewhere.

use super::fit::Fitted;
use super::training_set::TrainingSet;
use crate::features::{FactorisedMatrix, Vocabulary};
use crate::linear::{Method, QuantisedWeights};
use crate::model::vocabulary::MAX_KEY;
use crate::model::{Metadata, Model, Topic, TrainingRecord};
use crate::text::FOLDING_VERSION;
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

/// Features handled by one task at least.
const CHUNK: usize = 4096;

/// Packs a fitted model. Features whose weights are all 0 are left out, which changes no score.
/// So are words of more than 255 bytes, which are no words of a language.
pub(crate) fn pack(training: &TrainingSet<'_>, fitted: &Fitted, method: Method) -> Model {
    let matrix = &training.data.matrix;
    let words = &training.corpus.words;
    let ngrams = matrix.ngrams.len();
    let (vocabulary, columns) = select(matrix, words, |feature| {
        let too_long = feature >= ngrams
            && words[matrix.whole_words[feature - ngrams] as usize].len() > MAX_KEY;
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
        .with_min_len(CHUNK)
        .for_each(|(row, &feature)| row.copy_from_slice(fitted.weights.row(feature as usize)));
    let own = training.own_documents().len();
    let members = |flags: &Vec<bool>| flags[..own].iter().filter(|flag| **flag).count() as u64;
    let topics = training
        .topics
        .iter()
        .zip(&training.membership.topics)
        .map(|(id, flags)| Topic::new(id, members(flags)))
        .collect();
    Model {
        metadata: Metadata {
            folding_version: FOLDING_VERSION,
            method,
            topics,
            features: matrix.settings,
            rule: fitted.rule.clone(),
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

/// The features of a training matrix that `keep` accepts, and their columns in the matrix.
fn select(
    matrix: &FactorisedMatrix,
    words: &[Box<str>],
    keep: impl Fn(usize) -> bool + Sync,
) -> (Vocabulary, Vec<u32>) {
    let ngram_count = matrix.ngrams.len();
    let columns: Vec<u32> = (0..ngram_count + matrix.whole_words.len())
        .into_par_iter()
        .with_min_len(CHUNK)
        .filter(|&column| keep(column))
        .map(|column| column as u32)
        .collect();
    let split = columns.partition_point(|&column| (column as usize) < ngram_count);
    let vocabulary = Vocabulary {
        ngrams: columns[..split]
            .iter()
            .map(|&column| matrix.ngrams[column as usize])
            .collect(),
        words: columns[split..]
            .iter()
            .map(|&column| matrix.whole_words[column as usize - ngram_count])
            .map(|word| words[word as usize].clone())
            .collect(),
    };
    (vocabulary, columns)
}

fn record(training: &TrainingSet<'_>) -> TrainingRecord {
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
