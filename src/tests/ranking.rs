//! How well the ranking of labels finds labels that were made wrong on purpose.

use crate::audit::rank_labels;
use crate::corpus::{Document, LabelsWanted, ReadOptions, digest, merge, read_all};
use crate::features::CorpusCounts;
use crate::train::TrainOptions;
use rand::seq::{IteratorRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The documents of a corpus, each once.
fn read(path: &Path) -> Vec<Document> {
    let options = ReadOptions {
        labels: LabelsWanted::Required,
        ..ReadOptions::default()
    };
    let (documents, errors) = read_all(&[path.to_owned()], &options).unwrap();
    assert!(errors.is_empty(), "{errors:?}");
    merge(documents).0
}

/// Drops a topic of an article that has one, or adds a random wrong one, each in half of the cases; always adds one to an article
/// without a topic.
fn flip(labels: &mut BTreeSet<String>, topics: &BTreeSet<String>, rng: &mut ChaCha8Rng) {
    let drop = rng.gen_bool(0.5);
    let (topic, carried) = match labels.iter().choose(rng) {
        Some(topic) if drop => (Some(topic.clone()), true),
        _ => (topics.difference(labels).choose(rng).cloned(), false),
    };
    if let Some(topic) = topic {
        match carried {
            true => labels.remove(&topic),
            false => labels.insert(topic),
        };
    }
}

/// Flips the labels of 5 % of the articles and returns the share of them among the first 10 % of articles by their most doubtful
/// label.
fn found(documents: &[Document], folds: usize, seed: u64) -> f64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let labels = documents
        .iter()
        .filter_map(|document| document.labels.as_ref());
    let topics: BTreeSet<String> = labels.flatten().cloned().collect();
    let mut documents = documents.to_vec();
    documents.shuffle(&mut rng);
    let wrong = documents.len() / 20;
    let mut flipped = BTreeSet::new();
    for document in &mut documents[..wrong] {
        flip(document.labels.as_mut().unwrap(), &topics, &mut rng);
        flipped.insert(digest(&document.title, &document.text));
    }
    let mut counts = CorpusCounts::default();
    documents
        .iter()
        .for_each(|document| counts.add(document).unwrap());
    let corpus = counts.finish();
    let options = TrainOptions {
        folds,
        ..TrainOptions::default()
    };
    let mut first = BTreeSet::new();
    for suspect in rank_labels(&corpus, &options).unwrap() {
        if first.len() < documents.len() / 10 {
            first.insert(corpus.documents[suspect.row].digest);
        }
    }
    first.intersection(&flipped).count() as f64 / wrong as f64
}

fn mean_found(documents: &[Document], folds: usize, seeds: u64) -> f64 {
    let all: Vec<f64> = (0..seeds)
        .map(|seed| found(documents, folds, seed))
        .collect();
    all.iter().sum::<f64>() / seeds as f64
}

#[test]
fn finds_flipped_labels_in_the_articles_of_the_project() {
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("labels");
    let share = mean_found(&read(&labels), 3, 1);
    assert!(share >= 0.6, "{share}");
}

/// Real news, not part of the project: `TASNIF_CORPORA` names the folder, `../shared/corpora` beside the project is the default.
#[test]
#[ignore = "takes a minute; needs corpora that are not part of the project"]
fn finds_flipped_labels_in_real_news() {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let folder = std::env::var_os("TASNIF_CORPORA").map_or_else(default, PathBuf::from);
    let corpus = folder.join("security-dev.jsonl.gz");
    let share = mean_found(&read(&corpus), 5, 5);
    assert!(share >= 0.75, "{share}");
}
