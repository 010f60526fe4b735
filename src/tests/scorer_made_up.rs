//! The fast scorer equals the reference on models that training would hardly make: n-grams without
//! their suffixes, more letters than an n-gram's machine word can tell apart, the largest weights,
//! hundreds of columns.

use super::articles::made_up;
use super::trained::trained;
use crate::features::ngram::key_of;
use crate::features::{
    CountSettings, CountTransform, FeatureSettings, NgramRange, Vocabulary, WORD_END, WORD_START,
};
use crate::model::Model;
use crate::predict::{ScoreCache, Scorer, reference};
use crate::train::TrainOptions;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// A model of which only the settings, the vocabulary and the weights are changed.
static BASE: LazyLock<Model> = LazyLock::new(|| {
    let settings = CountSettings::default();
    trained(&made_up(60, 11), settings, &TrainOptions::default())
});

/// A model with these n-grams and words. Its weights are far apart and as large as can be.
fn model(
    settings: FeatureSettings,
    ngrams: &BTreeSet<String>,
    words: &BTreeSet<String>,
    columns: usize,
) -> Model {
    let keys: BTreeSet<u128> = ngrams.iter().filter_map(|ngram| key_of(ngram)).collect();
    let mut model = BASE.clone();
    model.metadata.features = settings;
    model.vocabulary = Vocabulary {
        ngrams: keys.into_iter().collect(),
        words: words.iter().map(|word| word.as_str().into()).collect(),
    };
    let weight = |place: usize| match place % 7 {
        0 => i16::MIN,
        1 | 2 => i16::MAX,
        _ => (place.wrapping_mul(2_654_435_761) >> 7) as i16,
    };
    model.weights.values = (0..model.vocabulary.len() * columns).map(weight).collect();
    model.weights.scales = vec![1.0; columns];
    model
}

fn settings(min: u32, max: u32, transform: CountTransform, word_pairs: bool) -> FeatureSettings {
    FeatureSettings {
        ngrams: NgramRange::new(min, max).unwrap(),
        transform,
        counting: CountSettings {
            lead_chars: 20,
            word_pairs,
            ..CountSettings::default()
        },
    }
}

/// With a cache that keeps little, so that it is emptied often, and with one that keeps much.
fn check(model: &Model, texts: &[(String, String)]) -> Result<(), TestCaseError> {
    let scorer = Scorer::new(Arc::new(model.clone()));
    let mut caches = [ScoreCache::with_limit(20), ScoreCache::default()];
    for (title, text) in texts.iter().chain(texts) {
        let expected = reference::sums(model, title, text);
        for cache in &mut caches {
            prop_assert_eq!(&scorer.sums(title, text, cache), &expected);
        }
    }
    Ok(())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "([ابتa]{1,7} ){0,40}",
        "([ابتةabX0\u{0}.،-]{1,30}[ \n]){0,12}",
        // About the length from which tokens are not kept as machine words, and from which they
        // are not kept.
        "([ابت]{11,13}|[ab]{23,25}|[ابت]{62,66}|[ab]{126,130}| ){0,12}",
        "\\PC{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_vocabulary(
        ngrams in prop::collection::btree_set("⟨?[ابتab ]{0,5}⟩?", 0..120),
        words in prop::collection::btree_set("[ابتab]{1,8}( [ابت]{1,3})?", 0..30),
        range in (1u32..=6, 0u32..6),
        logarithmic: bool,
        pairs in prop::bool::weighted(0.2),
        columns in prop::sample::select(vec![1usize, 2, 4, 7, 8, 19, 31, 40]),
        texts in prop::collection::vec((text(), text()), 1..6),
    ) {
        let (min, max) = (range.0, (range.0 + range.1).min(6));
        let transform = match logarithmic {
            true => CountTransform::Logarithmic,
            false => CountTransform::Linear,
        };
        let ngrams = ngrams.into_iter().filter(|ngram| !ngram.is_empty()).collect();
        let model = model(settings(min, max, transform, pairs), &ngrams, &words, columns);
        check(&model, &texts)?;
    }
}

/// Letters of several scripts, more than numbers of eight bits tell apart.
fn many_letters() -> Vec<char> {
    ('\u{4E00}'..'\u{5000}')
        .chain('ا'..='غ')
        .chain('a'..='z')
        .collect()
}

#[test]
fn more_letters_than_numbers_for_them() {
    let letters = many_letters();
    let at = |place: usize| letters[place % letters.len()];
    let mut ngrams = BTreeSet::new();
    for place in 0..4000usize {
        let length = 1 + place % 5;
        let ngram = (0..length).map(|n| at(place / 3 * (1 + n % 3) + n));
        ngrams.insert(ngram.collect::<String>());
    }
    for place in 0..letters.len() {
        ngrams.insert(format!("{WORD_START}{}", at(place)));
        ngrams.insert(format!("{}{WORD_END}", at(place)));
        ngrams.insert(format!("{WORD_START}{}{WORD_END}", at(place)));
    }
    let words: BTreeSet<String> = (0..200)
        .map(|n| (0..7).map(|m| at(n + m)).collect())
        .collect();
    for transform in [CountTransform::Linear, CountTransform::Logarithmic] {
        let model = model(settings(1, 6, transform, false), &ngrams, &words, 3);
        let texts: Vec<(String, String)> = (0..40)
            .map(|seed| {
                let word = |w: usize| -> String {
                    (0..1 + w % 9)
                        .map(|n| at(seed * 31 + w * 7 + n * (1 + w % 3)))
                        .collect()
                };
                let text = (0..60).map(word).collect::<Vec<_>>().join(" ");
                (word(seed), text)
            })
            .collect();
        check(&model, &texts).unwrap();
    }
}

#[test]
fn the_largest_weights_overflow_nothing() {
    let ngrams: BTreeSet<String> = (1..=6).map(|n| "ا".repeat(n)).collect();
    for transform in [CountTransform::Linear, CountTransform::Logarithmic] {
        let mut model = model(
            settings(1, 6, transform, false),
            &ngrams,
            &BTreeSet::new(),
            5,
        );
        for weight in [i16::MIN, i16::MAX] {
            model.weights.values.fill(weight);
            // 128 bytes, the longest word whose row is kept; and one that is longer.
            let longest = "ا".repeat(64);
            let longer = "ا".repeat(80);
            let many = format!("{longest} ").repeat(3000);
            let different: String = (1..=64).map(|n| format!("{} ", "ا".repeat(n))).collect();
            let texts = [
                (longest.clone(), many),
                (
                    longer.clone(),
                    format!("{longer} {longest} {longer}").repeat(50),
                ),
                (String::new(), different.repeat(40)),
            ];
            check(&model, &texts).unwrap();
        }
    }
}

#[test]
fn hundreds_of_columns_fill_the_cache_by_their_sums() {
    let ngrams: BTreeSet<String> = ["ا", "ب", "اب", "با", "ت"].map(String::from).into();
    let model = model(
        settings(1, 2, CountTransform::Linear, false),
        &ngrams,
        &BTreeSet::new(),
        1500,
    );
    let scorer = Scorer::new(Arc::new(model.clone()));
    let mut cache = ScoreCache::default();
    for round in 0..13 {
        let words = (0..600).map(|n| {
            let number = round * 600 + n;
            let digit = |place: u32| ['ا', 'ب', 'ت', 'ث'][number >> (2 * place) & 3];
            (0..7).map(digit).collect::<String>() + " "
        });
        let text: String = words.collect();
        let sums = scorer.sums("", &text, &mut cache);
        assert_eq!(sums, reference::sums(&model, "", &text), "{round}");
    }
}

/// Where counts are logarithms, two spellings of a word must be counted together, however long ago
/// one of them was seen.
#[test]
fn spellings_are_one_word_after_the_cache_was_emptied() {
    let ngrams: BTreeSet<String> = ["00", "0", "ا", "اب"].map(String::from).into();
    for transform in [CountTransform::Linear, CountTransform::Logarithmic] {
        let model = model(
            settings(1, 2, transform, false),
            &ngrams,
            &BTreeSet::new(),
            3,
        );
        let scorer = Scorer::new(Arc::new(model.clone()));
        let mut cache = ScoreCache::with_limit(16);
        let others = |letter: &str| -> String {
            (1..=8).map(|n| format!(" {}", letter.repeat(n))).collect()
        };
        // The first fills half of the cache, the second brings 12 again, but not 00, and fills
        // the rest; then 37 is 00 as well.
        let texts = [
            "12".to_owned() + &others("ا"),
            "12".to_owned() + &others("ب"),
        ];
        for text in texts.into_iter().chain(["12 37".into(), "37 12 00".into()]) {
            let expected = reference::sums(&model, "", &text);
            assert_eq!(scorer.sums("", &text, &mut cache), expected, "{text}");
        }
    }
}
