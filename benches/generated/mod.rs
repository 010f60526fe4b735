//! What the benches share: generated articles, and what is made of them.
#![allow(dead_code, unused_imports)]

mod language;

pub use language::Language;

use std::sync::Arc;
use tasnif::train::TrainOptions;
use tasnif::{CorpusCounts, Document, Model, Trainer};

/// Articles of a topic in the corpora of [`counted_topics`].
const ARTICLES_PER_TOPIC: usize = 2;
/// Fewest articles of such a corpus.
const ARTICLES: usize = 400;
/// Words of an article there.
const WORDS: usize = 120;

/// The counts of some articles.
pub fn counted(articles: &[Document]) -> CorpusCounts {
    let mut counts = CorpusCounts::default();
    for article in articles {
        counts
            .add(article)
            .expect("generated articles are labelled");
    }
    counts
}

/// The counts of a corpus of so many topics.
pub fn counted_topics(topics: usize) -> CorpusCounts {
    let articles = ARTICLES.max(topics * ARTICLES_PER_TOPIC);
    counted(&Language::new(topics).articles(articles, WORDS))
}

/// A model of a corpus. Calibration on hundreds of exclusive topics takes too long for a bench.
pub fn trained(counts: &CorpusCounts, calibrate: bool) -> Arc<Model> {
    let options = TrainOptions {
        calibrate,
        ..TrainOptions::default()
    };
    let trained = Trainer::new().options(options).fit_counts(counts.clone());
    let trained = trained.expect("the generated corpus can be learned from");
    Arc::clone(trained.model())
}
