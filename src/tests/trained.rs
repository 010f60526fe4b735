//! Counts and models of made-up articles.

use super::articles::Article;
use crate::corpus::Document;
use crate::features::{CorpusCounts, CountSettings, CountedCorpus};
use crate::model::Model;
use crate::train::TrainOptions;
use crate::trainer::Trainer;

/// An article as the library reads it.
pub fn document(article: &Article) -> Document {
    let labels = article.labels.iter().map(|&label| label.to_owned());
    Document {
        id: article.id.clone(),
        title: article.title.clone(),
        text: article.text.clone(),
        labels: Some(labels.collect()),
        ..Document::default()
    }
}

/// The counts of some articles.
pub fn counted(articles: &[Article], settings: CountSettings) -> CountedCorpus {
    let mut counts = CorpusCounts::new(settings).unwrap();
    for article in articles {
        counts.add(&document(article)).unwrap();
    }
    counts.finish()
}

/// A model trained on some articles, as the program trains it.
pub fn trained(articles: &[Article], settings: CountSettings, options: &TrainOptions) -> Model {
    let trainer = Trainer::new().options(*options);
    let trained = trainer.fit_corpus(&counted(articles, settings)).unwrap();
    Model::clone(trained.model())
}
