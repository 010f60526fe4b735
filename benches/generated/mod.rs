//! What the benches share: generated articles, and what is made of them.
#![allow(dead_code, unused_imports)]

mod language;

pub use language::Language;

use tasnif::corpus::Document;
use tasnif::features::{CorpusCounts, CountedCorpus, FeatureSettings};
use tasnif::model::Model;
use tasnif::train::TrainOptions;
use tasnif::trainer::train;

/// Articles of a topic in the corpora of [`counted_topics`].
const ARTICLES_PER_TOPIC: usize = 2;
/// Fewest articles of such a corpus.
const ARTICLES: usize = 400;
/// Words of an article there.
const WORDS: usize = 120;

/// The counts of some articles.
pub fn counted(articles: &[Document]) -> CountedCorpus {
    let mut counts = CorpusCounts::default();
    articles.iter().for_each(|article| counts.add(article));
    counts.finish()
}

/// The counts of a corpus of so many topics.
pub fn counted_topics(topics: usize) -> CountedCorpus {
    let articles = ARTICLES.max(topics * ARTICLES_PER_TOPIC);
    counted(&Language::new(topics).articles(articles, WORDS))
}

/// A model of a corpus. Calibration on hundreds of exclusive topics takes too long for a bench.
pub fn trained(corpus: &CountedCorpus, calibrate: bool) -> Model {
    let options = TrainOptions {
        calibrate,
        ..TrainOptions::default()
    };
    train(corpus, &FeatureSettings::default(), &options)
        .expect("the generated corpus can be learned from")
        .model
}
