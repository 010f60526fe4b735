//! Chooses the threshold of one topic, the probability from which the topic is given, by
//! out-of-fold probabilities and labels.

use crate::train::error::TrainError;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a threshold is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Tune {
    /// The best F1.
    #[default]
    F1,
    /// The most recall at this precision or more.
    Precision(f64),
    /// The most precision at this recall or more.
    Recall(f64),
}

impl FromStr for Tune {
    type Err = TrainError;

    fn from_str(text: &str) -> Result<Self, TrainError> {
        let wrong = || TrainError::Tune(text.to_owned());
        let share = |value: &str| {
            let share: f64 = value.parse().map_err(|_| wrong())?;
            if share > 0.0 && share <= 1.0 {
                Ok(share)
            } else {
                Err(wrong())
            }
        };
        match text.split_once('=') {
            None if text == "f1" => Ok(Self::F1),
            Some(("precision", value)) => share(value).map(Self::Precision),
            Some(("recall", value)) => share(value).map(Self::Recall),
            _ => Err(wrong()),
        }
    }
}

impl std::fmt::Display for Tune {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::F1 => f.write_str("f1"),
            Self::Precision(share) => write!(f, "precision={share}"),
            Self::Recall(share) => write!(f, "recall={share}"),
        }
    }
}

/// A threshold and whether the target that it was tuned for was reached on the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tuned {
    /// The topic is given from this probability on.
    pub threshold: f64,
    /// False if no threshold reached the wanted precision or recall.
    pub reached: bool,
}

/// Chooses the threshold of one topic. Both slices have one place per article: the probability of
/// the topic, and whether the article carries it.
pub fn tune_threshold(probabilities: &[f64], truth: &[bool], tune: Tune) -> Tuned {
    let cuts = cuts(probabilities, truth);
    let support = truth.iter().filter(|flag| **flag).count();
    match tune {
        Tune::F1 => {
            let expected: f64 = probabilities.iter().sum();
            let f1 = |cut: &Cut| cut.f1(support as f64) + cut.expected_f1(expected);
            let best = best_by(&cuts, f1);
            Tuned {
                threshold: rounded(best.map_or(0.5, |cut| f64::midpoint(cut.threshold, 0.5))),
                reached: true,
            }
        }
        Tune::Precision(target) => {
            let precision = |cut: &Cut| cut.hits / cut.given;
            let lowest = cuts.iter().rfind(|cut| precision(cut) >= target);
            chosen(lowest, best_by(&cuts, precision))
        }
        Tune::Recall(target) => {
            let highest = cuts.iter().find(|cut| cut.hits >= target * support as f64);
            chosen(highest, cuts.last())
        }
    }
}

fn chosen(reached: Option<&Cut>, best: Option<&Cut>) -> Tuned {
    let threshold = rounded(reached.or(best).map_or(0.5, |cut| cut.threshold));
    Tuned {
        threshold,
        reached: reached.is_some(),
    }
}

/// What a threshold would do on these articles.
struct Cut {
    threshold: f64,
    /// Articles that would be given the topic.
    given: f64,
    /// How many of them carry it.
    hits: f64,
    /// The sum of their probabilities: how many hits to expect.
    expected_hits: f64,
}

/// On few articles, the cut with the best F1 is mostly chance. So the best cut has the largest mean
/// of the F1 on the labels and the F1 to expect by the calibrated probabilities (by folds of the
/// training files: +0.9 macro-F1 over the first alone), and the threshold is moved half-way to 0.5
/// (+0.2 for naive Bayes, +0.8 for support vector machines).
impl Cut {
    /// The F1 on the labels; `support` is how many articles carry the topic.
    fn f1(&self, support: f64) -> f64 {
        2.0 * self.hits / (self.given + support)
    }

    /// The F1 to expect; `expected_support` is the sum of every article's probability.
    fn expected_f1(&self, expected_support: f64) -> f64 {
        2.0 * self.expected_hits / (self.given + expected_support)
    }
}

/// Every distinct cut of the articles by probability, from the fewest given to the most.
fn cuts(probabilities: &[f64], truth: &[bool]) -> Vec<Cut> {
    let mut ranking: Vec<(f64, bool)> = probabilities
        .iter()
        .copied()
        .zip(truth.iter().copied())
        .collect();
    ranking.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut hits, mut expected_hits) = (0.0, 0.0);
    let mut cuts = Vec::new();
    for (place, &(probability, flag)) in ranking.iter().enumerate() {
        hits += f64::from(u8::from(flag));
        expected_hits += probability;
        let below = ranking.get(place + 1).map_or(0.0, |next| next.0);
        if below < probability {
            let threshold = f64::midpoint(probability, below);
            cuts.push(Cut {
                threshold,
                given: (place + 1) as f64,
                hits,
                expected_hits,
            });
        }
    }
    cuts
}

/// The first cut with the largest value.
fn best_by(cuts: &[Cut], value: impl Fn(&Cut) -> f64) -> Option<&Cut> {
    cuts.iter()
        .reduce(|best, cut| if value(cut) > value(best) { cut } else { best })
}

/// Rounds to four digits: for people to read, and the same on every processor.
fn rounded(threshold: f64) -> f64 {
    ((threshold * 10_000.0).round() / 10_000.0).clamp(0.0001, 0.9999)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROBABILITIES: [f64; 6] = [0.9, 0.8, 0.6, 0.5, 0.3, 0.1];
    const TRUTH: [bool; 6] = [true, true, false, true, false, false];

    #[test]
    fn targets_pick_the_cut_that_just_reaches_them() {
        let tuned = |tune| tune_threshold(&PROBABILITIES, &TRUTH, tune);
        // Precision 1 holds for the first two; 0.75 for the first four.
        assert_eq!(
            tuned(Tune::Precision(1.0)),
            Tuned {
                threshold: 0.7,
                reached: true
            }
        );
        assert_eq!(
            tuned(Tune::Precision(0.75)),
            Tuned {
                threshold: 0.4,
                reached: true
            }
        );
        assert_eq!(
            tuned(Tune::Recall(0.6)),
            Tuned {
                threshold: 0.7,
                reached: true
            }
        );
        assert_eq!(
            tuned(Tune::Recall(1.0)),
            Tuned {
                threshold: 0.4,
                reached: true
            }
        );
    }

    #[test]
    fn the_best_f1_is_the_mean_of_seen_and_expected() {
        // Cut after 2: seen 4/5, expected 3.4/(2 + 3.2) = 0.654; after 4: 6/7 and 5.6/7.2 = 0.778.
        // The cut is at 0.4; half-way to 0.5 is 0.45.
        let tuned = tune_threshold(&PROBABILITIES, &TRUTH, Tune::F1);
        assert_eq!(tuned.threshold, 0.45);
        // By the F1 seen, the cut after 3 is best with 4/5 against 2/3. The expected ones are
        // 2.6/4.3 = 0.605 against 1.8/2.3 = 0.783, so the cut is after 1, at 0.6; half-way to 0.5 is
        // 0.55.
        let tuned = tune_threshold(&[0.9, 0.3, 0.1], &[true, false, true], Tune::F1);
        assert_eq!(tuned.threshold, 0.55);
    }

    #[test]
    fn an_unreachable_target_says_so() {
        let tuned = tune_threshold(&[0.9, 0.5], &[false, true], Tune::Precision(0.9));
        assert!(!tuned.reached);
        assert!(tune_threshold(&[], &[], Tune::F1).reached);
    }

    #[test]
    fn words_are_parsed_and_nonsense_refused() {
        assert_eq!("f1".parse(), Ok(Tune::F1));
        assert_eq!("precision=0.9".parse(), Ok(Tune::Precision(0.9)));
        for text in ["recall=1.5", "recall=nan", "best", "precision="] {
            assert_eq!(text.parse::<Tune>(), Err(TrainError::Tune(text.into())));
        }
    }
}
