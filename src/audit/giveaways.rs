//! Articles → topics that something else than their content gives away: an outlet, or the length.
//!
//! A model learns whatever tells the topics apart. If all articles of a topic come from one newspaper, it learns the newspaper.

use super::article::Article;
use super::length::{auc, median};
use crate::corpus::NONE;
use crate::text::fold;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A topic that is given away. "No topic" counts as one, `none`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Giveaway {
    /// By where the article is from, or another field.
    Field(FieldGiveaway),
    /// By how long it is.
    Length(LengthGiveaway),
}

/// Articles with one value of a field nearly all carry one topic, and they are a large part of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldGiveaway {
    /// The topic, or `none`.
    pub topic: String,
    /// A field of the corpus, such as `outlet`, or `corpus`, `folder` or `prefix`: the corpus, the folder within a topic's folder,
    /// the first letters of the file name or id.
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

/// Articles of one topic are longer, or shorter, than the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LengthGiveaway {
    /// The topic, or `none`.
    pub topic: String,
    /// Probability that an article of the topic is longer than another one, 0 to 1.
    pub auc: f64,
    /// Words of the middle article of the topic.
    pub median: usize,
    /// Words of the middle article of the rest.
    pub median_of_rest: usize,
}

/// Articles of a topic with a value, at least; fewer are chance.
const FEW_WITH_VALUE: usize = 5;
/// Share of the value's articles that carry the topic, at least.
const PURITY: f64 = 0.9;
/// By how much it exceeds the topic's share of the corpus, at least; a topic that nearly all carry is in no outlet's hands.
const OVER_BASE: f64 = 0.25;
/// Share of the topic's articles, at least.
const COVERAGE: f64 = 0.3;
/// Articles on either side, at least, to compare lengths: with ten, the area's standard error is about 0.09.
const FEW_LENGTHS: usize = 10;
/// The area from which the length gives a topic away, and below 1 minus which.
const LENGTH_AUC: f64 = 0.75;
/// Longer values are texts.
const LONG_VALUE: usize = 100;

/// All giveaways among distinct articles.
pub(super) fn find(articles: &[&Article]) -> Vec<Giveaway> {
    let topics = topics(articles);
    let fields = by_fields(articles, &topics);
    let lengths = by_length(articles, &topics);
    fields
        .into_iter()
        .map(Giveaway::Field)
        .chain(lengths.into_iter().map(Giveaway::Length))
        .collect()
}

/// Places of each topic's articles; `none` if some articles have no topic.
fn topics<'a>(articles: &[&'a Article]) -> BTreeMap<&'a str, BTreeSet<usize>> {
    let mut topics: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (place, article) in articles.iter().enumerate() {
        let none = article.labels().next().is_none().then_some(NONE);
        for topic in article.labels().chain(none) {
            topics.entry(topic).or_default().insert(place);
        }
    }
    topics
}

fn by_fields(
    articles: &[&Article],
    topics: &BTreeMap<&str, BTreeSet<usize>>,
) -> Vec<FieldGiveaway> {
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
            let telling = purity >= PURITY && purity - base >= OVER_BASE && coverage >= COVERAGE;
            // A field that repeats the label says nothing of where an article is from.
            if telling && both >= FEW_WITH_VALUE && value != topic {
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

/// Fields and what stands for them: corpus, folder, prefix.
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

fn by_length(
    articles: &[&Article],
    topics: &BTreeMap<&str, BTreeSet<usize>>,
) -> Vec<LengthGiveaway> {
    let words = |article: &&Article| {
        fold(&article.document.title).len() + fold(&article.document.text).len()
    };
    let lengths: Vec<usize> = articles.par_iter().map(words).collect();
    let mut found = Vec::new();
    for (topic, members) in topics {
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for (place, &length) in lengths.iter().enumerate() {
            match members.contains(&place) {
                true => inside.push(length),
                false => outside.push(length),
            }
        }
        if inside.len().min(outside.len()) < FEW_LENGTHS {
            continue;
        }
        let Some(auc) = auc(&inside, &outside) else {
            continue;
        };
        if auc >= LENGTH_AUC || auc <= 1.0 - LENGTH_AUC {
            found.push(LengthGiveaway {
                topic: (*topic).to_owned(),
                auc,
                median: median(&inside),
                median_of_rest: median(&outside),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::test_data::{article, with_field};

    fn find_in(articles: &[Article]) -> Vec<Giveaway> {
        find(&articles.iter().collect::<Vec<_>>())
    }

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

    #[test]
    fn an_outlet_that_writes_of_one_topic_alone_gives_it_away() {
        // Topic a: 8 articles of outlet x, 8 of y; the rest are 16 of y.
        let mut articles = Vec::new();
        for number in 0..32 {
            let (labels, outlet): (&[&str], _) = match number {
                0..8 => (&["a"], "x"),
                8..16 => (&["a"], "y"),
                _ => (&["b"], "y"),
            };
            let plain = article(&number.to_string(), "خبر قصير", labels);
            articles.push(with_field(plain, "outlet", outlet));
        }
        let found = find_in(&articles);
        let expected = FieldGiveaway {
            topic: "a".into(),
            field: "outlet".into(),
            value: "x".into(),
            articles: 8,
            purity: 1.0,
            coverage: 0.5,
        };
        assert_eq!(found, [Giveaway::Field(expected)]);
    }

    #[test]
    fn folders_within_topics_and_file_names_are_fields() {
        let id = |number: usize| match number {
            0..10 => format!("a/ministry/{number}.txt"),
            _ => format!("none/wire/x{number}.txt"),
        };
        let articles: Vec<Article> = (0..20)
            .map(|number| {
                let labels: &[&str] = if number < 10 { &["a"] } else { &[] };
                article(&id(number), "خبر", labels)
            })
            .collect();
        let found: Vec<(String, String)> = find_in(&articles)
            .into_iter()
            .filter_map(|giveaway| match giveaway {
                Giveaway::Field(field) => Some((field.topic, field.value)),
                Giveaway::Length(_) => None,
            })
            .collect();
        let expected = [("a", "ministry"), ("none", "wire"), ("none", "x")];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn a_length_that_tells_the_topic_is_found() {
        let articles: Vec<Article> = (0..24)
            .map(|number| {
                let (labels, words): (&[&str], _) = match number % 2 {
                    0 => (&["a"], 40 + number),
                    _ => (&["b"], 20 + number),
                };
                article(&number.to_string(), &"كلمة ".repeat(words), labels)
            })
            .collect();
        let topics: Vec<String> = find_in(&articles)
            .into_iter()
            .map(|giveaway| match giveaway {
                Giveaway::Length(length) => length.topic,
                Giveaway::Field(field) => panic!("{field:?}"),
            })
            .collect();
        assert_eq!(topics, ["a", "b"]);
    }
}
