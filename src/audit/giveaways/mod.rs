//! Finds topics that something other than their content gives away: an outlet, or the length of
//! articles. A model learns whatever tells the topics apart, so if all articles of a topic come from one
//! newspaper, it learns the newspaper.

mod fields;
mod length;
mod rank_sum;
#[cfg(test)]
mod tests;

pub use fields::FieldGiveaway;
pub use length::LengthGiveaway;

use super::article::Article;
use crate::corpus::NONE;
use fields::by_fields;
use length::by_length;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A topic that is given away. Having no topic counts as the topic `none`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Giveaway {
    /// By a field, such as where the article is from.
    Field(FieldGiveaway),
    /// By how long it is.
    Length(LengthGiveaway),
}

/// Indices of each topic's articles, with `none` for articles without a topic.
type Topics<'a> = BTreeMap<&'a str, BTreeSet<usize>>;

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

fn topics<'a>(articles: &[&'a Article]) -> Topics<'a> {
    let mut topics = Topics::new();
    for (place, article) in articles.iter().enumerate() {
        let none = article.labels().next().is_none().then_some(NONE);
        for topic in article.labels().chain(none) {
            topics.entry(topic).or_default().insert(place);
        }
    }
    topics
}
