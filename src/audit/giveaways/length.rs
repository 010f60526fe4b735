//! Topics that the length of articles gives away.

use super::Topics;
use super::rank_sum::{auc, median};
use crate::audit::article::Article;
use crate::text::fold;
use rayon::prelude::*;
use serde::Serialize;

/// The articles of one topic are longer, or shorter, than the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LengthGiveaway {
    /// The topic, or `none`.
    pub topic: String,
    /// Probability that an article of the topic is longer than one without it, 0 to 1.
    pub auc: f64,
    /// Median number of words of the articles with the topic.
    pub median: usize,
    /// Median number of words of the other articles.
    pub median_of_rest: usize,
}

/// The least number of articles on each side: with ten, the area's standard error is about 0.09.
const FEW_LENGTHS: usize = 10;
/// The length gives a topic away from this area on, and up to 1 minus this area.
const LENGTH_AUC: f64 = 0.75;
/// Topics that the number of words gives away.
pub(super) fn by_length(articles: &[&Article], topics: &Topics<'_>) -> Vec<LengthGiveaway> {
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
