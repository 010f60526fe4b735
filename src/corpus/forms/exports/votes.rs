//! The answers of several annotators → one.

use super::Answer;
use std::collections::BTreeSet;

/// What one annotator chose.
#[derive(Debug, Clone, Default)]
pub(super) struct Vote {
    pub labels: BTreeSet<String>,
    /// Whether it is marked as the right answer.
    pub is_truth: bool,
}

impl Vote {
    pub fn new(labels: impl IntoIterator<Item = String>) -> Self {
        Self {
            labels: labels.into_iter().collect(),
            is_truth: false,
        }
    }
}

/// The answer marked as right; else the one that most annotators gave; else the first of those that most gave. `who` stands in
/// what is said of a disagreement.
pub(super) fn decide(votes: Vec<Vote>, who: &str) -> Answer {
    let Some(first) = votes.first() else {
        return Answer::Open;
    };
    let list = |vote: &Vote| vote.labels.iter().cloned().collect::<Vec<String>>();
    if votes.iter().all(|vote| vote.labels == first.labels) {
        return Answer::Labels(list(first));
    }
    if let Some(truth) = votes.iter().find(|vote| vote.is_truth) {
        return Answer::Labels(list(truth));
    }
    let supporters = |vote: &Vote| {
        votes
            .iter()
            .filter(|other| other.labels == vote.labels)
            .count()
    };
    let mut best = first;
    for vote in &votes {
        if supporters(vote) > supporters(best) {
            best = vote;
        }
    }
    let mut answers: Vec<String> = Vec::new();
    for vote in &votes {
        let answer = match list(vote) {
            labels if labels.is_empty() => "none".to_owned(),
            labels => labels.join("+"),
        };
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    let who = match who {
        "" => String::new(),
        who => format!("{who}: "),
    };
    Answer::Disputed {
        labels: list(best),
        said: format!("{who}{}", answers.join(" / ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(labels: &[&str]) -> Vote {
        Vote::new(labels.iter().map(|&label| label.to_owned()))
    }

    fn disputed(label: &str, said: &str) -> Answer {
        Answer::Disputed {
            labels: vec![label.to_owned()],
            said: said.to_owned(),
        }
    }

    #[test]
    fn truth_then_most_then_first() {
        let (a, b) = (vote(&["a"]), vote(&["b"]));
        assert_eq!(decide(vec![], "2"), Answer::Open);
        let agreed = decide(vec![a.clone(), a.clone()], "2");
        assert_eq!(agreed, Answer::Labels(vec!["a".to_owned()]));
        let tie = decide(vec![b.clone(), a.clone()], "task 2");
        assert_eq!(tie, disputed("b", "task 2: b / a"));
        let most = decide(vec![b.clone(), a.clone(), a.clone()], "");
        assert_eq!(most, disputed("a", "b / a"));
        let truth = Vote {
            is_truth: true,
            ..vote(&[])
        };
        let marked = decide(vec![a.clone(), a, truth], "2");
        assert_eq!(marked, Answer::Labels(vec![]));
    }
}
