//! Articles for the tests of this module.

use super::article::Article;
use crate::corpus::Document;

/// An article without a title.
pub fn article(id: &str, text: &str, labels: &[&str]) -> Article {
    Article {
        source: "corpus".into(),
        document: Document {
            id: id.into(),
            text: text.into(),
            labels: Some(labels.iter().map(|label| (*label).into()).collect()),
            ..Document::default()
        },
    }
}

/// The article with one more field.
pub fn with_field(mut article: Article, name: &str, value: &str) -> Article {
    article.document.fields.insert(name.into(), value.into());
    article
}
