//! Chooses articles that a model is unsure about and that differ from each other.

use crate::features::near_duplicates::Signature;
use crate::features::near_duplicates::Threshold;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// An article that could be labelled.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// How unsure the model is, 0 to 1.
    pub uncertainty: f64,
    /// The topic in doubt.
    pub topic: usize,
    /// The signature of the article's words.
    pub signature: Signature,
}

/// A chosen article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Its index among the candidates.
    pub index: usize,
    /// Estimated share of words in common with the most similar article that is labelled or was chosen before, 0 to 1.
    pub similarity: f64,
    /// The uncertainty, reduced for similar articles and for chosen articles with the same topic in doubt.
    pub value: f64,
}

/// Only the most doubtful candidates are compared: this many for each one to choose, and at least the
/// second number.
const SHORTLIST_FACTOR: usize = 20;
const SHORTLIST_LEAST: usize = 1000;

/// The factor of an article's value for each chosen article with the same topic in doubt.
const SAME_TOPIC: f64 = 0.98;

/// Chooses up to `count` candidates, the most valuable first; of equally valuable ones, the first.
/// Near-duplicates of `known` articles and of chosen ones are left out, so that fewer may be found.
pub fn choose(
    candidates: &[Candidate],
    known: &[Signature],
    similarity: Threshold,
    count: usize,
) -> Vec<Choice> {
    let mut open = shortlist(candidates, known, count);
    let mut of_topic: BTreeMap<usize, i32> = BTreeMap::new();
    let mut chosen = Vec::new();
    while chosen.len() < count {
        open.retain(|choice| choice.similarity < similarity.get());
        for choice in &mut open {
            let candidate = &candidates[choice.index];
            let alike = of_topic.get(&candidate.topic).copied().unwrap_or(0);
            choice.value =
                candidate.uncertainty * (1.0 - choice.similarity) * SAME_TOPIC.powi(alike);
        }
        let best = open
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value).then(b.index.cmp(&a.index)));
        let Some((place, &best)) = best else {
            break;
        };
        open.swap_remove(place);
        chosen.push(best);
        let taken = &candidates[best.index];
        *of_topic.entry(taken.topic).or_default() += 1;
        open.par_iter_mut().for_each(|choice| {
            let other = &candidates[choice.index].signature;
            choice.similarity = choice.similarity.max(taken.signature.similarity(other));
        });
    }
    chosen
}

/// The most doubtful candidates that have words, each with its largest similarity to known articles.
fn shortlist(candidates: &[Candidate], known: &[Signature], count: usize) -> Vec<Choice> {
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|&index| !candidates[index].signature.is_empty())
        .collect();
    let uncertainty = |index: usize| candidates[index].uncertainty;
    order.sort_by(|&a, &b| uncertainty(b).total_cmp(&uncertainty(a)).then(a.cmp(&b)));
    order.truncate(count.saturating_mul(SHORTLIST_FACTOR).max(SHORTLIST_LEAST));
    order
        .into_par_iter()
        .map(|index| {
            let signature = &candidates[index].signature;
            let similar = known.iter().map(|other| signature.similarity(other));
            Choice {
                index,
                similarity: similar.fold(0.0, f64::max),
                value: 0.0,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::near_duplicates::signature;
    use crate::features::near_duplicates::word_types;

    fn candidate(text: &str, uncertainty: f64, topic: usize) -> Candidate {
        Candidate {
            uncertainty,
            topic,
            signature: signature(&word_types("", text)),
        }
    }

    fn chosen(candidates: &[Candidate], known: &[Signature], count: usize) -> Vec<usize> {
        let choices = choose(candidates, known, Threshold::default(), count);
        choices.into_iter().map(|choice| choice.index).collect()
    }

    const SEA: &str = "خفر السواحل ينقذ قاربا قبالة الشاطئ الغربي ويوقف ثلاثة مهربين";
    const NET: &str = "قراصنة يسرقون بيانات عملاء مصرف ويطلبون فدية بعملة رقمية";
    const ARMS: &str = "وزارة الداخلية تفتح باب ترخيص السلاح الخفيف أمام المواطنين";

    #[test]
    fn reprints_and_what_is_known_are_left_out() {
        let reprint = format!("{SEA} أمس");
        let candidates = [
            candidate(SEA, 0.9, 0),
            candidate(&reprint, 0.95, 0),
            candidate(NET, 0.5, 1),
            candidate(ARMS, 0.4, 2),
            candidate("", 1.0, 0),
        ];
        assert_eq!(chosen(&candidates, &[], 5), [1, 2, 3]);
        let known = [signature(&word_types(NET, ""))];
        assert_eq!(chosen(&candidates, &known, 5), [1, 3]);
        assert_eq!(chosen(&candidates, &known, 1), [1]);
        assert_eq!(chosen(&[], &known, 1), [0usize; 0]);
    }

    #[test]
    fn of_equal_doubts_another_topic_comes_next() {
        let candidates = [
            candidate(SEA, 0.9, 0),
            candidate(NET, 0.9, 0),
            candidate(ARMS, 0.89, 1),
        ];
        assert_eq!(chosen(&candidates, &[], 3), [0, 2, 1]);
    }
}
