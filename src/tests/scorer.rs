//! The fast scorer equals the reference exactly, on any text and however long its cache is used.

use super::articles::{made_up, sentence};
use super::trained::trained;
use crate::features::{CountSettings, CountTransform, NgramRange};
use crate::linear::Method;
use crate::model::Model;
use crate::predict::{ScoreCache, Scorer, reference};
use crate::train::{NaiveBayesParams, TrainOptions};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

/// Models whose settings take every path of the scorer.
static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    let articles = made_up(60, 11);
    let default = CountSettings::default();
    let near = CountSettings {
        title_weight: 7,
        lead_weight: 2,
        lead_chars: 9,
        ..default
    };
    let pairs = CountSettings {
        word_pairs: true,
        ..default
    };
    let options = |min, max| TrainOptions {
        ngrams: NgramRange::new(min, max).unwrap(),
        ..TrainOptions::default()
    };
    let mut models = vec![
        trained(&articles, default, &options(2, 5)),
        trained(&articles, near, &options(2, 5)),
        trained(&articles, default, &options(1, 6)),
        trained(&articles, pairs, &options(2, 5)),
        trained(&articles, default, &options(2, 5)),
        trained(&articles, pairs, &options(3, 3)),
    ];
    // The scorer must score such models as well, though no method makes them of these weights.
    for model in &mut models[4..] {
        model.metadata.features.transform = CountTransform::Logarithmic;
    }
    let plain = TrainOptions {
        calibrate: false,
        naive_bayes: NaiveBayesParams::plain(0.01),
        ..TrainOptions::default()
    };
    models.push(trained(&articles, default, &plain));
    let nbsvm = TrainOptions {
        method: Method::Nbsvm,
        ..TrainOptions::default()
    };
    models.push(trained(&articles, default, &nbsvm));
    models
});

/// Scores each text twice with one cache, and compares with the reference, whole numbers first.
fn check(model: &Model, texts: &[(String, String)]) -> Result<(), TestCaseError> {
    let scorer = Scorer::new(Arc::new(model.clone()));
    let mut cache = ScoreCache::default();
    for (title, text) in texts.iter().chain(texts) {
        let expected = reference::sums(model, title, text);
        prop_assert_eq!(scorer.sums(title, text, &mut cache), expected);
        let expected = reference::tag(model, title, text);
        prop_assert_eq!(scorer.tag(title, text, &mut cache), expected);
    }
    Ok(())
}

/// Words of the training corpus, so that pairs and whole words are found, too.
fn known_words() -> impl Strategy<Value = String> {
    let words: Vec<String> = (0..3)
        .flat_map(|topic| {
            sentence(topic)
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    prop::collection::vec(prop::sample::select(words), 0..30).prop_map(|words| words.join(" "))
}

/// Bytes as a broken file has them, read with replacement characters.
fn broken() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![any::<u8>(), Just(b' '), 0xD8..=0xDBu8, 0x80..=0xBFu8],
        0..120,
    )
    .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        known_words(),
        "[ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى ،.ًٌٍَُِّْـ]{0,120}",
        "[a-zA-Z0-9éßİ '’.-]{0,120}",
        "[اسلحدوABcd0-9٠-٩ \u{200c}\u{200f}\t\nﷺﻻ،!]{0,120}",
        broken(),
        ".{0,80}",
        // Longer than what the cache keeps, and longer than any word of a model.
        "[حدود]{60,400}( [امن]{1,5} [حدود]{65,90}){0,2}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn equals_the_reference(
        model in 0usize..8,
        texts in prop::collection::vec((text(), text()), 1..6),
    ) {
        check(&MODELS[model], &texts)?;
    }
}

#[test]
fn the_strategies_reach_every_model() {
    assert_eq!(MODELS.len(), 8);
    let spoken = sentence(0);
    for model in MODELS.iter() {
        assert!(
            reference::sums(model, "", &spoken)
                .columns
                .iter()
                .any(|&sum| sum != 0)
        );
    }
}

#[test]
fn a_full_cache_is_emptied_and_changes_nothing() {
    // Counts as they are, and logarithms of counts: each has a cache of its own.
    for model in [&MODELS[0], &MODELS[4]] {
        fill_and_compare(model);
    }
}

fn fill_and_compare(model: &Model) {
    let scorer = Scorer::new(Arc::new(model.clone()));
    let mut cache = ScoreCache::default();
    // Twice as many different tokens as the cache holds, each unlike the others.
    for round in 0..560 {
        let words = (0..1000).map(|n| format!("حد{}ود{}", letters(round), letters(n)));
        let text = words.collect::<Vec<_>>().join(" ");
        let sums = scorer.sums("", &text, &mut cache);
        if round % 140 == 0 {
            assert_eq!(sums, reference::sums(model, "", &text));
        }
    }
    let spoken = sentence(1);
    assert_eq!(
        scorer.sums("", &spoken, &mut cache),
        reference::sums(model, "", &spoken)
    );
}

/// A number in Arabic letters, since digits are all alike to the folding.
fn letters(mut number: usize) -> String {
    const LETTERS: [char; 10] = ['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر'];
    let mut text = String::new();
    loop {
        text.push(LETTERS[number % 10]);
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}
