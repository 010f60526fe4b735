//! Joins the articles of two reports.

use crate::evaluate::error::EvaluateError;
use crate::evaluate::error::first_few;
use crate::evaluate::report::ArticleResult;
use crate::evaluate::report::Report;
use std::collections::{BTreeMap, BTreeSet};

/// One article in both reports, topics numbered as in the old one.
pub(crate) struct Pair {
    pub(crate) truth: Vec<usize>,
    pub(crate) old: Vec<usize>,
    pub(crate) new: Vec<usize>,
}

type ById<'a> = BTreeMap<&'a str, &'a ArticleResult>;

/// Joins the articles by id, in ascending order of ids.
pub(crate) fn pairs(old: &Report, new: &Report) -> Result<Vec<Pair>, EvaluateError> {
    let old_index = topic_map(old, new)?;
    let (old, new) = (by_id(old), by_id(new));
    check_same_articles(&old, &new)?;
    let renumber = |list: &[usize]| {
        let mut list: Vec<usize> = list
            .iter()
            .filter_map(|&topic| old_index.get(topic).copied())
            .collect();
        list.sort_unstable();
        list
    };
    let mut pairs = Vec::with_capacity(old.len());
    let mut changed = Vec::new();
    for (old, new) in old.values().zip(new.values()) {
        if renumber(&new.truth) != old.truth {
            changed.push(old.id.as_str());
        }
        let (truth, given) = (old.truth.clone(), old.given.clone());
        pairs.push(Pair {
            truth,
            old: given,
            new: renumber(&new.given),
        });
    }
    if changed.is_empty() {
        return Ok(pairs);
    }
    Err(EvaluateError::DifferentTruth {
        count: changed.len(),
        examples: first_few(changed),
    })
}

fn by_id(report: &Report) -> ById<'_> {
    report
        .results
        .iter()
        .map(|decision| (decision.id.as_str(), decision))
        .collect()
}

/// For each topic of the new report, its index in the old one.
fn topic_map(old: &Report, new: &Report) -> Result<Vec<usize>, EvaluateError> {
    let index = |topic: &String| old.topics.iter().position(|other| other == topic);
    let map: Option<Vec<usize>> = new.topics.iter().map(index).collect();
    let list = |report: &Report| first_few(report.topics.iter().map(String::as_str));
    map.filter(|map| map.iter().collect::<BTreeSet<_>>().len() == old.topics.len())
        .ok_or_else(|| EvaluateError::DifferentTopics {
            old: list(old),
            new: list(new),
        })
}

fn check_same_articles(old: &ById<'_>, new: &ById<'_>) -> Result<(), EvaluateError> {
    let lacking = |from: &ById<'_>, present: &ById<'_>| {
        first_few(present.keys().filter(|id| !from.contains_key(*id)).copied())
    };
    let examples: Vec<String> = [("old", lacking(new, old)), ("new", lacking(old, new))]
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(name, ids)| format!("only in the {name} report: {ids}"))
        .collect();
    match examples.is_empty() {
        true => Ok(()),
        false => Err(EvaluateError::DifferentArticles {
            examples: examples.join("; "),
        }),
    }
}
