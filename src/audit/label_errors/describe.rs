//! Findings about doubtful labels, with the names and spellings of the articles.

use super::{Doubt, Suspect};
use crate::audit::article::{Article, ArticleRef};
use crate::corpus::{Document, digest};
use crate::features::CountedCorpus;
use crate::text::fold_located;
use serde::Serialize;
use std::collections::BTreeMap;

/// A label that is likely wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelError {
    /// The article, by its first copy.
    pub article: ArticleRef,
    /// The topic in doubt.
    pub topic: String,
    /// What may be wrong.
    pub doubt: Doubt,
    /// How doubtful, 0 to 1; see [`Suspect::score`].
    pub score: f64,
    /// The out-of-fold probability of the topic.
    pub probability: f64,
    /// Words of the article that contradict the label, the strongest first.
    pub words: Vec<ContradictingWord>,
}

/// A word that contradicts a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContradictingWord {
    /// As it first stands in the article.
    pub word: String,
    /// What all its occurrences add to the log-odds of the topic, in nats.
    pub contribution: f64,
}

/// Turns suspects into findings, with the ids, titles and spellings of the articles that `corpus` was
/// counted from.
pub(crate) fn describe(
    articles: &[Article],
    corpus: &CountedCorpus,
    suspects: impl Iterator<Item = Suspect>,
) -> Vec<LabelError> {
    let mut first_copy: BTreeMap<u128, &Article> = BTreeMap::new();
    for article in articles {
        let Document { title, text, .. } = &article.document;
        first_copy.entry(digest(title, text)).or_insert(article);
    }
    let topics: Vec<&str> = corpus.labels().into_iter().collect();
    let describe = |suspect: Suspect| {
        let counted = &corpus.documents[suspect.row];
        let article = first_copy.get(&counted.digest)?;
        let spelled = |&(word, contribution): &(u32, f64)| ContradictingWord {
            word: as_written(&article.document, &corpus.words[word as usize]),
            contribution,
        };
        Some(LabelError {
            article: ArticleRef {
                // The union of the labels of all copies, which the doubt is about.
                labels: counted.labels.iter().cloned().collect(),
                ..article.reference()
            },
            topic: topics[suspect.topic].to_owned(),
            doubt: suspect.doubt,
            score: suspect.score,
            probability: suspect.probability,
            words: suspect.words.iter().map(spelled).collect(),
        })
    };
    suspects.filter_map(describe).collect()
}

/// A folded word as it is first spelled in the article. Pairs of words stay folded.
fn as_written(document: &Document, folded: &str) -> String {
    for text in [&document.title, &document.text] {
        let found = fold_located(text)
            .into_iter()
            .find(|word| word.text == folded);
        if let Some(written) = found.and_then(|word| text.get(word.span())) {
            return written.to_owned();
        }
    }
    folded.to_owned()
}
