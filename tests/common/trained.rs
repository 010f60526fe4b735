//! Made-up articles go in, counts and models come out, by the library.

use super::Article;
use tasnif::corpus::Document;
use tasnif::features::{CorpusCounts, CountedCorpus, FeatureSettings};
use tasnif::model::Model;
use tasnif::train::TrainOptions;
use tasnif::trainer::train;

/// An article as the library reads it.
pub fn document(article: &Article) -> Document {
    Document {
        id: article.id.clone(),
        title: article.title.clone(),
        text: article.text.clone(),
        labels: Some(
            article
                .labels
                .iter()
                .map(|&label| label.to_owned())
                .collect(),
        ),
        ..Document::default()
    }
}

/// The counts of some articles.
pub fn counted(articles: &[Article], settings: &FeatureSettings) -> CountedCorpus {
    let mut counts = CorpusCounts::new(*settings);
    articles
        .iter()
        .for_each(|article| counts.add(&document(article)));
    counts.finish()
}

/// A model trained on some articles.
pub fn trained(articles: &[Article], settings: &FeatureSettings, options: &TrainOptions) -> Model {
    train(&counted(articles, settings), settings, options)
        .unwrap()
        .model
}
