//! Precision, recall and F1 from counts of right and wrong tags.

use serde::{Deserialize, Serialize};

/// Precision, recall and F1, each in [0, 1], or `None` where undefined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Share of the given topics that are true; undefined if none was given.
    pub precision: Option<f64>,
    /// Share of the true topics that were given; undefined if there is none.
    pub recall: Option<f64>,
    /// 2tp / (2tp + fp + fn), the harmonic mean of both; undefined if both are.
    pub f1: Option<f64>,
}

/// Counts of right and wrong tags for one topic, or for several added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Given and true.
    pub true_positives: u64,
    /// Given, not true.
    pub false_positives: u64,
    /// True, not given.
    pub false_negatives: u64,
}

impl Counts {
    /// How often the topic is true.
    pub fn support(&self) -> u64 {
        self.true_positives + self.false_negatives
    }

    /// How often the topic was given.
    pub fn given(&self) -> u64 {
        self.true_positives + self.false_positives
    }

    /// The three scores.
    pub fn scores(&self) -> Scores {
        Scores {
            precision: ratio(self.true_positives, self.given()),
            recall: ratio(self.true_positives, self.support()),
            f1: ratio(2 * self.true_positives, self.given() + self.support()),
        }
    }
}

/// `part / whole`, or `None` if `whole` is 0.
pub fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Mean of the defined values, or `None` if there is none.
pub fn mean_defined(values: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0u64);
    for value in values.into_iter().flatten() {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / count as f64)
}

/// Running counts over articles, one [`Counts`] per topic.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// Per topic.
    pub(crate) topics: Vec<Counts>,
    /// Articles added.
    pub(crate) articles: u64,
    /// Articles whose given topics are exactly the true ones.
    pub(crate) exact: u64,
}

impl Tally {
    /// Nothing counted, for `topics` topics.
    pub(crate) fn new(topics: usize) -> Self {
        Self {
            topics: vec![Counts::default(); topics],
            articles: 0,
            exact: 0,
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.topics.fill(Counts::default());
        self.articles = 0;
        self.exact = 0;
    }

    /// Adds one article; both lists are ascending. A topic out of range is left out: a report that
    /// another program wrote may have one.
    pub(crate) fn add(&mut self, truth: &[usize], given: &[usize]) {
        self.articles += 1;
        self.exact += u64::from(truth == given);
        for &topic in truth {
            if let Some(counts) = self.topics.get_mut(topic) {
                let was_given = u64::from(given.contains(&topic));
                counts.true_positives += was_given;
                counts.false_negatives += 1 - was_given;
            }
        }
        for &topic in given.iter().filter(|topic| !truth.contains(topic)) {
            if let Some(counts) = self.topics.get_mut(topic) {
                counts.false_positives += 1;
            }
        }
    }

    /// Share of articles whose given topics are exactly the true ones.
    pub(crate) fn exact_match(&self) -> Option<f64> {
        ratio(self.exact, self.articles)
    }

    /// Scores from the counts of all topics added up.
    pub(crate) fn micro(&self) -> Scores {
        let mut sum = Counts::default();
        for counts in &self.topics {
            sum.true_positives += counts.true_positives;
            sum.false_positives += counts.false_positives;
            sum.false_negatives += counts.false_negatives;
        }
        sum.scores()
    }

    /// Mean scores of the topics, each score over the topics where it is defined.
    pub(crate) fn macro_average(&self) -> Scores {
        let mean = |score: fn(Scores) -> Option<f64>| {
            mean_defined(self.topics.iter().map(|counts| score(counts.scores())))
        };
        Scores {
            precision: mean(|scores| scores.precision),
            recall: mean(|scores| scores.recall),
            f1: mean(|scores| scores.f1),
        }
    }
}
