//! Counts the articles of each topic and finds topics with too few.

use super::article::Article;
use super::report::TopicSize;
use crate::corpus::NONE;
use serde::Serialize;
use std::collections::BTreeMap;

/// Below this many articles a topic's threshold and measured quality are mostly chance.
pub const THIN: usize = 20;

/// Below this many articles, some of five folds hold none, and nothing can be measured.
pub const TOO_THIN: usize = 5;

/// A topic with fewer than [`THIN`] articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThinTopic {
    /// The topic.
    pub topic: String,
    /// Its distinct articles.
    pub articles: usize,
    /// Whether they are fewer than [`TOO_THIN`].
    pub too_thin: bool,
}

/// The number of articles of each topic, ascending by topic; last, under `none`, of those without a
/// topic, if there are any.
pub(super) fn sizes(articles: &[&Article]) -> Vec<TopicSize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for topic in articles.iter().flat_map(|article| article.labels()) {
        *sizes.entry(topic).or_default() += 1;
    }
    let without = articles
        .iter()
        .filter(|article| article.labels().next().is_none())
        .count();
    let size = |(topic, articles): (&str, usize)| TopicSize {
        topic: topic.to_owned(),
        articles,
    };
    let none = (without > 0).then_some((NONE, without));
    sizes.into_iter().chain(none).map(size).collect()
}

/// The thin topics, the thinnest first.
pub(super) fn thin(articles: &[&Article]) -> Vec<ThinTopic> {
    let mut thin: Vec<ThinTopic> = sizes(articles)
        .into_iter()
        .filter(|size| size.articles < THIN && size.topic != NONE)
        .map(|size| ThinTopic {
            too_thin: size.articles < TOO_THIN,
            topic: size.topic,
            articles: size.articles,
        })
        .collect();
    thin.sort_by_key(|topic| topic.articles);
    thin
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::test_data::article;

    #[test]
    fn bounds_belong_to_the_better_side() {
        let mut articles = Vec::new();
        for (topic, count) in [("a", 20), ("b", 19), ("c", 5), ("d", 4)] {
            articles.extend((0..count).map(|n| article(&format!("{topic}{n}"), "نص", &[topic])));
        }
        articles.push(article("none", "نص", &[]));
        let articles: Vec<&Article> = articles.iter().collect();
        let found: Vec<(String, usize, bool)> = thin(&articles)
            .into_iter()
            .map(|topic| (topic.topic, topic.articles, topic.too_thin))
            .collect();
        let expected = [("d", 4, true), ("c", 5, false), ("b", 19, false)];
        assert_eq!(
            found,
            expected.map(|(topic, count, too_thin)| (topic.to_owned(), count, too_thin))
        );
        assert_eq!(sizes(&articles).last().map(|size| size.articles), Some(1));
    }
}
