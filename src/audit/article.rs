//! The articles under audit, and how findings name them.

use crate::corpus::Document;
use serde::Serialize;

/// One article under audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The corpus that it comes from, as given. Ids may repeat across corpora.
    pub source: String,
    /// The article with its labels. Without labels it counts as having no topic.
    pub document: Document,
}

impl Article {
    /// How findings name the article.
    pub fn reference(&self) -> ArticleRef {
        ArticleRef {
            id: self.document.id.clone(),
            source: self.source.clone(),
            labels: self.labels().map(str::to_owned).collect(),
            title: self.headline(),
        }
    }

    /// Its topics, ascending; none for an article without a topic.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.document.labels.iter().flatten().map(String::as_str)
    }

    /// The title, or the first words of an article without one.
    fn headline(&self) -> String {
        let title = self.document.title.trim();
        if !title.is_empty() {
            return title.to_owned();
        }
        let words = self.document.text.split_whitespace().take(HEADLINE_WORDS);
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Words of the text that stand for a missing title.
const HEADLINE_WORDS: usize = 12;

/// How a finding names an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRef {
    /// As read.
    pub id: String,
    /// The corpus that it comes from, as given.
    pub source: String,
    /// Its topics, ascending.
    pub labels: Vec<String>,
    /// The title, or the first words.
    pub title: String,
}
