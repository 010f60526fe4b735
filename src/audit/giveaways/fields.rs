//! Topics that a field gives away, such as the outlet that an article is from.

use super::Topics;
use crate::audit::article::Article;
use serde::Serialize;
use std::collections::BTreeMap;

/// Nearly all articles with one value of a field carry one topic, and they are a large part of that
/// topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldGiveaway {
    /// The topic, or `none`.
    pub topic: String,
    /// A field of the corpus, such as `outlet`; or `corpus`, the corpus itself; `folder`, the folder
    /// within a topic's folder; or `prefix`, the first letters of the file name or id.
    pub field: String,
    /// Its value.
    pub value: String,
    /// Articles with the value.
    pub articles: usize,
    /// Share of them that carry the topic, 0 to 1.
    pub purity: f64,
    /// Share of the topic's articles that have the value, 0 to 1.
    pub coverage: f64,
}

/// The least number of articles with a topic and a value: fewer may be chance.
const FEW_WITH_VALUE: usize = 5;
/// The least share of the value's articles that carry the topic.
const PURITY: f64 = 0.9;
/// The least difference between that share and the topic's share of the corpus: no outlet gives away a
/// topic that nearly all articles carry.
const OVER_BASE: f64 = 0.25;
/// The least share of the topic's articles that have the value.
const COVERAGE: f64 = 0.3;
/// Longer values, in bytes, are texts rather than names.
const LONG_VALUE: usize = 100;

/// Topics that a value of a field gives away.
pub(super) fn by_fields(articles: &[&Article], topics: &Topics<'_>) -> Vec<FieldGiveaway> {
    let mut values: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (place, article) in articles.iter().enumerate() {
        for field in fields(article) {
            values.entry(field).or_default().push(place);
        }
    }
    let mut found = Vec::new();
    for (topic, members) in topics {
        let base = members.len() as f64 / articles.len() as f64;
        for ((field, value), places) in &values {
            let both = places
                .iter()
                .filter(|place| members.contains(place))
                .count();
            let purity = both as f64 / places.len() as f64;
            let coverage = both as f64 / members.len() as f64;
            let gives_away = purity >= PURITY && purity - base >= OVER_BASE && coverage >= COVERAGE;
            // A field that repeats the label is no giveaway.
            if gives_away && both >= FEW_WITH_VALUE && value != topic {
                found.push(FieldGiveaway {
                    topic: (*topic).to_owned(),
                    field: field.clone(),
                    value: value.clone(),
                    articles: places.len(),
                    purity,
                    coverage,
                });
            }
        }
    }
    found
}

/// The fields of an article and those derived from where it was read: corpus, folder, prefix.
fn fields(article: &Article) -> Vec<(String, String)> {
    let document = &article.document;
    let mut fields: Vec<(String, String)> = document
        .fields
        .iter()
        .filter(|(_, value)| value.len() <= LONG_VALUE)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    fields.push(("corpus".into(), article.source.clone()));
    let parts: Vec<&str> = document.id.split('/').collect();
    if let [_, folders @ .., name] = &*parts {
        if !folders.is_empty() {
            fields.push(("folder".into(), folders.join("/")));
        }
        fields.extend(prefix(name).map(|prefix| ("prefix".into(), prefix.to_owned())));
    } else {
        let prefix = prefix(&document.id);
        fields.extend(prefix.map(|prefix| ("prefix".into(), prefix.to_owned())));
    }
    fields
}

/// The first letters of a name that goes on otherwise: `gulf` of `gulf-001.txt`.
fn prefix(name: &str) -> Option<&str> {
    let end = name.find(|c: char| !c.is_alphabetic())?;
    (end > 0).then(|| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes() {
        for (name, expected) in [
            ("gulf-001.txt", Some("gulf")),
            ("a0001", Some("a")),
            ("خبر_3", Some("خبر")),
            ("0001", None),
            ("word", None),
        ] {
            assert_eq!(prefix(name), expected, "{name}");
        }
    }
}
