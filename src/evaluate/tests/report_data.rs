//! The made-up outcomes that tests of this module share with `tests/oracles/metrics.py`.

use crate::evaluate::measure;
use crate::evaluate::outcome::Outcome;
use crate::evaluate::report::Report;

/// Outcomes as in `tests/oracles/metrics.json`.
#[derive(serde::Deserialize)]
struct DataSet {
    topics: Vec<String>,
    outcomes: Vec<Row>,
}

/// Id, true topics, given topics, probabilities.
type Row = (String, Vec<usize>, Vec<usize>, Vec<f64>);

fn report(name: &str, exclusive: bool) -> Report {
    let text = include_str!("../../../tests/oracles/metrics.json");
    let mut sets: std::collections::BTreeMap<String, DataSet> = serde_json::from_str(text).unwrap();
    let set = sets.remove(name).unwrap();
    let outcome = |(id, truth, given, probabilities): Row| {
        let group = Some(
            if id.as_str() < "m06" {
                "daily"
            } else {
                "weekly"
            }
            .to_owned(),
        );
        Outcome {
            id,
            truth,
            given,
            probabilities,
            group: group.filter(|_| !exclusive),
        }
    };
    let outcomes: Vec<Outcome> = set.outcomes.into_iter().map(outcome).collect();
    measure(&set.topics, exclusive, &outcomes).unwrap()
}

/// Ten articles, five topics; 'weapons' is never given, 'sport' is neither true nor given.
pub(crate) fn multi_label() -> Report {
    report("multi_label", false)
}

/// Twelve articles with one of three topics each.
pub(crate) fn exclusive() -> Report {
    report("exclusive", true)
}

/// Two exclusive topics, all articles truly of the first; `right` of them get it, then `wrong` get the second.
pub(crate) fn right_and_wrong(right: usize, wrong: usize) -> Report {
    let outcome = |index: usize| Outcome {
        id: format!("a{index:04}"),
        truth: vec![0],
        given: vec![usize::from(index >= right)],
        probabilities: vec![0.5, 0.5],
        group: None,
    };
    let outcomes: Vec<Outcome> = (0..right + wrong).map(outcome).collect();
    measure(&["first".to_owned(), "second".to_owned()], true, &outcomes).unwrap()
}
