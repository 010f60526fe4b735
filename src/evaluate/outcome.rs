//! One tagged article with its true topics. Outcomes are checked before anything is computed from
//! them.

use super::error::EvaluateError;
use std::collections::{BTreeMap, BTreeSet};

/// The topics that one article was given, and those that are true.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Names the article; unique among the outcomes of a report.
    pub id: String,
    /// Indices of the true topics, ascending, each once. Empty: no topic. Exclusive: at most one.
    pub truth: Vec<usize>,
    /// Indices of the given topics, in the same form as `truth`.
    pub given: Vec<usize>,
    /// One probability per topic, in [0, 1].
    pub probabilities: Vec<f64>,
    /// The group of articles that it is reported in as well, such as its newspaper.
    pub group: Option<String>,
}

/// Numbers ids that occur more than once, since a report names each article once: the second `a`
/// becomes `a#2`.
pub fn make_ids_unique(outcomes: &mut [Outcome]) {
    let ids: BTreeSet<String> = outcomes.iter().map(|it| it.id.clone()).collect();
    let mut times: BTreeMap<String, u64> = BTreeMap::new();
    for outcome in outcomes {
        let times = times.entry(outcome.id.clone()).or_default();
        *times += 1;
        if *times == 1 {
            continue;
        }
        // An id may look as if it were numbered.
        while ids.contains(&format!("{}#{times}", outcome.id)) {
            *times += 1;
        }
        outcome.id = format!("{}#{times}", outcome.id);
    }
}

/// Puts numbers in place of ids, which may repeat, where only the scores matter.
pub(crate) fn number(outcomes: &mut [Outcome]) {
    for (number, outcome) in outcomes.iter_mut().enumerate() {
        outcome.id = number.to_string();
    }
}

/// Checks every outcome against the number of topics, and that no id occurs twice.
pub(crate) fn check_outcomes(
    topics: usize,
    exclusive: bool,
    outcomes: &[Outcome],
) -> Result<(), EvaluateError> {
    if topics == 0 {
        return Err(EvaluateError::NoTopics);
    }
    let mut ids = BTreeSet::new();
    for outcome in outcomes {
        if !ids.insert(outcome.id.as_str()) {
            return Err(EvaluateError::DuplicateId {
                id: outcome.id.clone(),
            });
        }
        check_list(&outcome.id, "truth", &outcome.truth, topics, exclusive)?;
        check_list(&outcome.id, "given", &outcome.given, topics, exclusive)?;
        check_probabilities(&outcome.id, &outcome.probabilities, topics)?;
    }
    Ok(())
}

fn check_list(
    id: &str,
    list: &'static str,
    indices: &[usize],
    topics: usize,
    exclusive: bool,
) -> Result<(), EvaluateError> {
    let id = || id.to_owned();
    if let Some(&index) = indices.iter().find(|&&index| index >= topics) {
        return Err(EvaluateError::TopicOutOfRange {
            id: id(),
            list,
            index,
            topics,
        });
    }
    if !indices.is_sorted_by(|left, right| left < right) {
        return Err(EvaluateError::NotAscending { id: id(), list });
    }
    if exclusive && indices.len() > 1 {
        return Err(EvaluateError::NotExclusive {
            id: id(),
            list,
            count: indices.len(),
        });
    }
    Ok(())
}

fn check_probabilities(id: &str, values: &[f64], topics: usize) -> Result<(), EvaluateError> {
    let id = || id.to_owned();
    if values.len() != topics {
        return Err(EvaluateError::ProbabilityCount {
            id: id(),
            found: values.len(),
            topics,
        });
    }
    match values.iter().position(|value| !(0.0..=1.0).contains(value)) {
        Some(topic) => Err(EvaluateError::ProbabilityOutOfRange {
            id: id(),
            topic,
            value: values[topic],
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: &[usize], given: &[usize], probabilities: &[f64]) -> Outcome {
        Outcome {
            id: "a".to_owned(),
            truth: truth.to_vec(),
            given: given.to_vec(),
            probabilities: probabilities.to_vec(),
            group: None,
        }
    }

    #[test]
    fn repeated_ids_are_numbered() {
        let mut outcomes = vec![outcome(&[], &[], &[0.5]); 3];
        outcomes[1].id = "b".to_owned();
        make_ids_unique(&mut outcomes);
        let ids: Vec<&str> = outcomes.iter().map(|outcome| &*outcome.id).collect();
        assert_eq!(ids, ["a", "b", "a#2"]);
    }

    #[test]
    fn one_error_for_each_way_to_be_wrong() {
        let half = [0.5, 0.5];
        let cases = [
            (outcome(&[2], &[], &half), "truth topic 2"),
            (outcome(&[], &[1, 0], &half), "ascending"),
            (outcome(&[], &[1, 1], &half), "ascending"),
            (outcome(&[0, 1], &[], &half), "2 truth topics"),
            (outcome(&[0], &[0], &[0.5]), "1 probabilities"),
            (outcome(&[0], &[0], &[0.5, f64::NAN]), "NaN"),
            (outcome(&[0], &[0], &[1.5, 0.0]), "1.5"),
        ];
        for (outcome, expected) in cases {
            let message = check_outcomes(2, true, &[outcome]).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
        let fine = outcome(&[0], &[1], &half);
        assert!(check_outcomes(2, true, std::slice::from_ref(&fine)).is_ok());
        let twice = check_outcomes(2, true, &[fine.clone(), fine]);
        assert!(matches!(twice, Err(EvaluateError::DuplicateId { .. })));
        assert!(matches!(
            check_outcomes(0, true, &[]),
            Err(EvaluateError::NoTopics)
        ));
    }
}
