//! Selects what to show of an explanation: which topics, which words, and how much of a topic each
//! paragraph makes up.

use super::{Explanation, TopicExplanation};

/// A word's index in [`Explanation::words`] and what it adds to the log-odds of a topic, in nats.
pub type WordContribution = (usize, f64);

impl Explanation {
    /// The topics that need explaining: those given, the most probable first; if none is given,
    /// the most probable one.
    pub fn topics_to_explain(&self) -> Vec<usize> {
        if !self.tags.topics.is_empty() {
            return self.tags.most_probable_first();
        }
        let probabilities = &self.tags.probabilities;
        let more_probable = |best: usize, next: usize| {
            let larger = probabilities[next].total_cmp(&probabilities[best]).is_gt();
            if larger { next } else { best }
        };
        let most = (0..probabilities.len()).reduce(more_probable);
        most.into_iter().collect()
    }
}

impl TopicExplanation {
    /// Up to `count` words that add most to the topic's log-odds, the largest first.
    pub fn strongest_for(&self, count: usize) -> Vec<WordContribution> {
        let words = self.words.iter().copied();
        words
            .filter(|&(_, added)| added > 0.0)
            .take(count)
            .collect()
    }

    /// Up to `count` words that take most from the topic's log-odds, the largest first.
    pub fn strongest_against(&self, count: usize) -> Vec<WordContribution> {
        let words = self.words.iter().copied().rev();
        words
            .filter(|&(_, added)| added < 0.0)
            .take(count)
            .collect()
    }

    /// What each paragraph adds, as a share of the sum over all paragraphs that add something.
    /// Negative for a paragraph against the topic; 0 for all if none is for it.
    pub fn paragraph_shares(&self) -> Vec<f64> {
        let positive: f64 = self.paragraphs.iter().filter(|added| **added > 0.0).sum();
        let share = |&added: &f64| match positive > 0.0 {
            true => added / positive,
            false => 0.0,
        };
        self.paragraphs.iter().map(share).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::{Sums, Tags};

    #[test]
    fn without_a_given_topic_the_most_probable_is_explained() {
        let explanation = |topics: &[usize]| Explanation {
            sums: Sums::default(),
            tags: Tags {
                probabilities: vec![0.2, 0.4, 0.4],
                topics: topics.to_vec(),
            },
            words: Vec::new(),
            paragraphs: Vec::new(),
        };
        assert_eq!(explanation(&[]).topics_to_explain(), [1]);
        assert_eq!(explanation(&[0, 2]).topics_to_explain(), [2, 0]);
    }

    #[test]
    fn words_and_paragraphs_by_what_they_add() {
        let view = TopicExplanation {
            topic: 0,
            offset: 0.0,
            log_odds: 1.0,
            factors: vec![1.0],
            words: vec![(2, 3.0), (0, 1.0), (3, 0.0), (1, -1.0), (4, -2.0)],
            paragraphs: vec![3.0, -2.0, 1.0],
        };
        assert_eq!(view.strongest_for(1), [(2, 3.0)]);
        assert_eq!(view.strongest_against(9), [(4, -2.0), (1, -1.0)]);
        assert_eq!(view.paragraph_shares(), [0.75, -0.5, 0.25]);
        let against = TopicExplanation {
            paragraphs: vec![-1.0],
            ..view
        };
        assert_eq!(against.paragraph_shares(), [0.0]);
    }
}
