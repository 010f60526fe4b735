//! Tests of thresholds and the review band.

use super::*;
use crate::linear::{Link, Posterior};
use crate::model::builtin;
use proptest::prelude::*;
use std::sync::LazyLock;

/// The rest of a rule, which decisions do not depend on.
static REST: LazyLock<DecisionRule> = LazyLock::new(|| builtin().unwrap().metadata.rule);

/// The rule of a model with three topics and these thresholds.
fn rule(link: Link, thresholds: [f64; 3]) -> DecisionRule {
    DecisionRule {
        posterior: Posterior::LogOdds(link),
        thresholds: thresholds.to_vec(),
        ..REST.clone()
    }
}

const TOPICS: [&str; 3] = ["economy", "sport", "weather"];

static MULTI: LazyLock<DecisionRule> = LazyLock::new(|| rule(Link::Sigmoid, [0.5, 0.4, 0.3]));
static EXCLUSIVE: LazyLock<DecisionRule> = LazyLock::new(|| rule(Link::Softmax, [0.5, 0.4, 0.3]));

fn decider(link: Link, overrides: &[&str]) -> Decider {
    let overrides: Vec<ThresholdOverride> =
        overrides.iter().map(|text| text.parse().unwrap()).collect();
    Decider::new(if link == Link::Softmax {
        &EXCLUSIVE
    } else {
        &MULTI
    })
    .with(&TOPICS, &overrides)
    .unwrap()
}

#[test]
fn named_thresholds_win_over_one_for_all_and_later_ones_over_earlier() {
    let thresholds = |overrides: &[&str]| decider(Link::Sigmoid, overrides).thresholds;
    assert_eq!(thresholds(&[]), [0.5, 0.4, 0.3]);
    assert_eq!(thresholds(&["0.6"]), [0.6, 0.6, 0.6]);
    assert_eq!(thresholds(&["sport=0.7"]), [0.5, 0.7, 0.3]);
    assert_eq!(thresholds(&["sport=0.7", "0.6"]), [0.6, 0.7, 0.6]);
    assert_eq!(
        thresholds(&["0.6", "sport=1", "0.2", "sport=0.9"]),
        [0.2, 0.9, 0.2]
    );
}

#[test]
fn topics_are_given_from_their_threshold_on() {
    let given = |overrides: &[&str], probabilities: [f64; 3]| {
        decider(Link::Sigmoid, overrides).topics(&probabilities)
    };
    assert_eq!(given(&[], [0.5, 0.39, 0.31]), [0, 2]);
    assert!(given(&["0.6"], [0.5, 0.39, 0.31]).is_empty());
    assert_eq!(given(&["economy=0.51"], [0.5, 0.39, 0.31]), [2]);
}

#[test]
fn an_exclusive_model_gives_none_only_under_a_threshold_that_was_asked_for() {
    let given = |overrides: &[&str], probabilities: [f64; 3]| {
        decider(Link::Softmax, overrides).topics(&probabilities)
    };
    assert_eq!(given(&[], [0.3, 0.35, 0.35]), [1]);
    assert_eq!(given(&["0.35"], [0.3, 0.35, 0.35]), [1]);
    assert!(given(&["0.36"], [0.3, 0.35, 0.35]).is_empty());
    // The most probable topic or none: never the second.
    assert!(given(&["sport=0.6"], [0.45, 0.5, 0.05]).is_empty());
    assert_eq!(given(&["sport=0.6"], [0.5, 0.45, 0.05]), [0]);
}

#[test]
fn the_band_has_both_sides_of_a_threshold_and_its_ends() {
    let doubtful = |overrides: &[&str], probabilities: [f64; 3], band: f64| {
        decider(Link::Sigmoid, overrides).doubtful(&probabilities, band)
    };
    // Thresholds 0.5, 0.4, 0.3; 0.45 − 0.3 is a little over 0.15 in floating point.
    assert_eq!(doubtful(&[], [0.65, 0.26, 0.45], 0.15), [0, 1, 2]);
    assert!(doubtful(&[], [0.66, 0.24, 0.46], 0.15).is_empty());
    assert_eq!(doubtful(&["0.9"], [0.8, 0.3, 0.1], 0.15), [0]);
    assert_eq!(doubtful(&[], [0.5, 0.0, 0.0], 0.0), [0]);
}

#[test]
fn in_an_exclusive_model_doubt_is_between_the_most_probable_topics() {
    let doubtful = |overrides: &[&str], probabilities: [f64; 3], band: f64| {
        decider(Link::Softmax, overrides).doubtful(&probabilities, band)
    };
    assert_eq!(doubtful(&[], [0.5, 0.4, 0.1], 0.15), [0, 1]);
    assert!(doubtful(&[], [0.7, 0.2, 0.1], 0.15).is_empty());
    // With a threshold, also between a topic and none.
    assert_eq!(doubtful(&["0.6"], [0.7, 0.2, 0.1], 0.15), [0]);
    assert_eq!(doubtful(&["0.6"], [0.5, 0.4, 0.1], 0.15), [0]);
    assert!(doubtful(&["0.9"], [0.7, 0.2, 0.1], 0.15).is_empty());
}

#[test]
fn nonsense_is_refused_with_what_is_valid() {
    for text in ["", "high", "sport=", "=0.5", "sport=much"] {
        let error = text.parse::<ThresholdOverride>().unwrap_err();
        assert!(matches!(error, ThresholdError::Syntax { .. }), "{text}");
    }
    for text in ["0", "-0.1", "1.01", "60", "nan", "inf", "sport=0"] {
        let error = text.parse::<ThresholdOverride>().unwrap_err();
        assert!(matches!(error, ThresholdError::OutOfRange { .. }), "{text}");
    }
    let unknown = ["football=0.5".parse().unwrap()];
    let error = Decider::new(&MULTI).with(&TOPICS, &unknown);
    let message = error.unwrap_err().to_string();
    assert!(message.contains("'football'"), "{message}");
    assert!(message.contains("economy, sport, weather"), "{message}");
}

#[test]
fn overrides_are_shown_as_they_are_written() {
    for text in ["0.6", "cybercrime=0.7", "a=b=1"] {
        let parsed: ThresholdOverride = text.parse().unwrap();
        assert_eq!(parsed.to_string(), text);
    }
}

proptest! {
    #[test]
    fn without_overrides_it_decides_as_the_model(
        probabilities in prop::array::uniform3(0.0f64..=1.0),
        thresholds in prop::array::uniform3(0.0001f64..=0.9999),
        exclusive in any::<bool>(),
    ) {
        let link = if exclusive { Link::Softmax } else { Link::Sigmoid };
        let rule = rule(link, thresholds);
        let decider = Decider::new(&rule);
        prop_assert_eq!(decider.topics(&probabilities), rule.topics(&probabilities));
    }

    #[test]
    fn outside_the_band_no_small_change_alters_the_topics(
        probabilities in prop::array::uniform3(0.0f64..=1.0),
        topic in 0usize..3,
        change in -0.1f64..=0.1,
        exclusive in any::<bool>(),
        overrides in prop::option::of(0.2f64..=0.9),
    ) {
        let link = if exclusive { Link::Softmax } else { Link::Sigmoid };
        let overrides = overrides.map(|threshold| ThresholdOverride { topic: None, threshold });
        let rule = rule(link, [0.5, 0.4, 0.3]);
        let decider = Decider::new(&rule)
            .with(&TOPICS, overrides.as_slice())
            .unwrap();
        prop_assume!(!decider.doubtful(&probabilities, 0.1).contains(&topic));
        let mut changed = probabilities;
        changed[topic] += change;
        prop_assert_eq!(decider.topics(&changed), decider.topics(&probabilities));
    }
}
