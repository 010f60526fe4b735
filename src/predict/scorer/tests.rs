//! Caches keep to their limits, and never mix scorers up.

use super::*;
use crate::model::builtin;
use crate::predict::reference;

/// Room is made between articles that are each too short to make it.
#[test]
fn a_cache_keeps_to_its_limit_on_short_articles() {
    let model = builtin().unwrap();
    for transform in [CountTransform::Linear, CountTransform::Logarithmic] {
        let mut model = model.clone();
        model.metadata.features.transform = transform;
        let (scorer, limit) = (Scorer::new(Arc::new(model)), 50);
        let mut cache = ScoreCache::with_limit(limit);
        let letters = ['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'د'];
        for number in 0..400 {
            let letter = |place: u32| letters[number / 7usize.pow(place) % 7];
            let text: String = (0..4).map(letter).collect();
            scorer.sums("", &text, &mut cache);
            let tokens = cache.contents(&scorer).rows.tokens();
            assert!(tokens <= limit + 2, "{transform:?}");
        }
    }
}

/// Models of different widths and transforms, in turn.
#[test]
fn a_cache_can_be_given_to_another_scorer() {
    let model = builtin().unwrap();
    let mut narrow = model.clone();
    narrow.weights.scales.truncate(2);
    let values = &mut narrow.weights.values;
    values.truncate(2 * model.vocabulary.len());
    values.iter_mut().for_each(|weight| *weight /= 2);
    let mut logarithmic = model.clone();
    logarithmic.metadata.features.transform = CountTransform::Logarithmic;
    let scorers = [model, narrow, logarithmic].map(|model| Scorer::new(Arc::new(model)));
    let mut cache = ScoreCache::default();
    for _ in 0..3 {
        for scorer in &scorers {
            for text in ["ضبط شحنة بنادق عند الحدود", "فاز الفريق، فاز الفريق"]
            {
                let expected = reference::sums(scorer.model(), "فاز", text);
                assert_eq!(scorer.sums("فاز", text, &mut cache), expected);
            }
        }
    }
}
