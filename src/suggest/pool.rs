//! Reads the two inputs of a suggestion: the pool of articles to choose from, each with the topic
//! that a model is least sure of, and the articles that are labelled already.

use super::diversity::{Candidate, Choice, choose};
use super::doubt::{Doubt, doubt};
use crate::Tagger;
use crate::corpus::{CorpusError, Document, RawRecord, ReadOptions};
use crate::features::near_duplicates::{Signature, Threshold, signature, word_types};
use crate::features::{CorpusCounts, CountSettings, CountedCorpus};
use crate::parallel::in_order;
use std::convert::Infallible;

/// An article of the pool.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolArticle {
    /// Its id, as read.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where the model is least sure about it.
    pub doubt: Doubt,
    /// What is kept of it for the output: names and values of fields.
    pub kept: Vec<(String, String)>,
}

/// The articles to choose from.
#[derive(Debug, Default)]
pub struct Pool {
    /// The articles, in the order of the input.
    pub articles: Vec<PoolArticle>,
    /// Inputs that could not be read.
    pub errors: Vec<CorpusError>,
    /// What the choice looks at, by the index of the article.
    candidates: Vec<Candidate>,
}

impl Pool {
    /// Chooses up to `count` articles to label; see [`choose`]. The indices of the choices count
    /// in [`articles`](Self::articles).
    pub fn choose(&self, known: &[Signature], similarity: Threshold, count: usize) -> Vec<Choice> {
        choose(&self.candidates, known, similarity, count)
    }
}

/// Scores the articles of a pool on all threads. Articles about which a model cannot be unsure,
/// such as those of an exclusive model with one topic, are left out. Calls `progress` after each
/// input. `keep` says which fields of an article stay, since the pool does not keep articles.
pub fn read_pool(
    records: impl Iterator<Item = Result<RawRecord, CorpusError>> + Send,
    options: &ReadOptions,
    tagger: &Tagger,
    keep: impl Fn(&Document) -> Vec<(String, String)> + Sync,
    mut progress: impl FnMut() + Send,
) -> Pool {
    type Weighed = Result<Option<(PoolArticle, Candidate)>, CorpusError>;
    let weigh = |record: Result<RawRecord, CorpusError>| -> Weighed {
        let document = record.and_then(|record| record.parse(options))?;
        let tags = tagger.tag(&document.title, &document.text);
        let doubt = doubt(&tagger.model().metadata.rule, tags.probabilities());
        let kept = keep(&document);
        Ok(doubt.map(|doubt| candidate(document, doubt, kept)))
    };
    let mut pool = Pool::default();
    let collect = |weighed: Weighed| -> Result<(), Infallible> {
        progress();
        match weighed {
            Ok(None) => {}
            Ok(Some((article, candidate))) => {
                pool.articles.push(article);
                pool.candidates.push(candidate);
            }
            Err(error) => pool.errors.push(error),
        }
        Ok(())
    };
    let Ok(()) = in_order(records, weigh, collect);
    pool
}

fn candidate(
    document: Document,
    doubt: Doubt,
    kept: Vec<(String, String)>,
) -> (PoolArticle, Candidate) {
    let candidate = Candidate {
        uncertainty: doubt.uncertainty,
        topic: doubt.topic,
        signature: signature(&word_types(&document.title, &document.text)),
    };
    let article = PoolArticle {
        id: document.id,
        title: document.title,
        doubt,
        kept,
    };
    (article, candidate)
}

/// The articles that are labelled already.
#[derive(Debug)]
pub struct Labelled {
    /// Their words: nothing like them is chosen.
    pub signatures: Vec<Signature>,
    /// Their counts, for the learning curve.
    pub corpus: CountedCorpus,
}

impl Labelled {
    /// Counts labelled articles and signs their words.
    pub fn new(documents: &[Document], settings: CountSettings) -> Self {
        let mut counts = CorpusCounts::empty(settings);
        let mut signatures = Vec::with_capacity(documents.len());
        for document in documents {
            counts.add_or_none(document);
            signatures.push(signature(&word_types(&document.title, &document.text)));
        }
        Self {
            signatures,
            corpus: counts.finish(),
        }
    }
}
