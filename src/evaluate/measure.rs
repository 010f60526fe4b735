//! Computes a report from outcomes.

use super::error::EvaluateError;
use super::metrics::calibration::calibration;
use super::metrics::scores::Tally;
use super::outcome::Outcome;
use super::outcome::check_outcomes;
use super::report::{ArticleResult, Confusion, GroupScores, REPORT_FORMAT, Report, TopicScores};
use std::collections::BTreeMap;

/// Measures how well the given topics fit the true ones.
///
/// `topics` are the topic ids that the outcomes' indices count in; `exclusive` says that an article has at most one
/// topic. Without outcomes every metric is undefined. Confidence intervals take a thousand times as long, so they are
/// left out: add those of [`bootstrap::intervals`](super::metrics::bootstrap::intervals).
///
/// # Errors
/// An outcome that breaks the rules of [`Outcome`], a repeated id, or no topics.
pub fn measure(
    topics: &[String],
    exclusive: bool,
    outcomes: &[Outcome],
) -> Result<Report, EvaluateError> {
    check_outcomes(topics.len(), exclusive, outcomes)?;
    let mut tally = Tally::new(topics.len());
    for outcome in outcomes {
        tally.add(&outcome.truth, &outcome.given);
    }
    Ok(Report {
        format: REPORT_FORMAT,
        topics: topics.to_vec(),
        exclusive,
        articles: tally.articles,
        accuracy: tally.exact_match().filter(|_| exclusive),
        exact_match: tally.exact_match(),
        macro_average: tally.macro_average(),
        micro: tally.micro(),
        per_topic: topic_scores(topics, &tally),
        groups: group_scores(topics.len(), outcomes),
        confusion: exclusive.then(|| confusion(topics.len(), outcomes)),
        calibration: calibration(topics, exclusive, outcomes),
        intervals: Vec::new(),
        notes: Vec::new(),
        results: outcomes.iter().map(ArticleResult::from).collect(),
    })
}

fn topic_scores(topics: &[String], tally: &Tally) -> Vec<TopicScores> {
    let row = |(topic, counts): (&String, &super::metrics::scores::Counts)| TopicScores {
        topic: topic.clone(),
        scores: counts.scores(),
        support: counts.support(),
        given: counts.given(),
    };
    topics.iter().zip(&tally.topics).map(row).collect()
}

fn group_scores(topics: usize, outcomes: &[Outcome]) -> Vec<GroupScores> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for outcome in outcomes {
        if let Some(group) = &outcome.group {
            let tally = tallies.entry(group).or_insert_with(|| Tally::new(topics));
            tally.add(&outcome.truth, &outcome.given);
        }
    }
    let row = |(group, tally): (&str, Tally)| GroupScores {
        group: group.to_owned(),
        articles: tally.articles,
        exact_match: tally.exact_match(),
        macro_f1: tally.macro_average().f1,
        micro_f1: tally.micro().f1,
    };
    tallies.into_iter().map(row).collect()
}

fn confusion(topics: usize, outcomes: &[Outcome]) -> Confusion {
    let mut counts = vec![vec![0; topics + 1]; topics + 1];
    for outcome in outcomes {
        let place = |list: &[usize]| list.first().copied().unwrap_or(topics);
        counts[place(&outcome.truth)][place(&outcome.given)] += 1;
    }
    Confusion { counts }
}
