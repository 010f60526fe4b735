//! Explanations add up exactly, and point into the article.

use super::*;
use crate::corpus::Document;
use crate::features::Mode;
use crate::features::{CorpusCounts, CountSettings};
use crate::linear::Method;
use crate::parallel::StopFlag;
use crate::predict::reference;
use crate::train::{TrainOptions, TrainingSet};
use proptest::prelude::*;
use std::sync::LazyLock;

const ARTICLES: [(&str, &[&str]); 8] = [
    (
        "ضبط حرس الحدود شحنة بنادق عند المنفذ",
        &["border", "weapons"],
    ),
    ("أوقفت دورية الحدود مهربين عند المنفذ الغربي", &["border"]),
    ("عثر حرس الحدود على نفق تحت السياج", &["border"]),
    ("صادرت الشرطة بنادق وذخيرة من منزل", &["weapons"]),
    ("حملة لترخيص البنادق وجمع الذخيرة", &["weapons"]),
    ("فاز الفريق الضيف في مباراة الدوري", &[]),
    ("افتتح الوزير معرض الكتاب في العاصمة", &[]),
    ("هطلت أمطار غزيرة على مدن الساحل", &[]),
];

fn model(counting: CountSettings, method: Method, mode: Mode) -> Model {
    let mut counts = CorpusCounts::new(counting).unwrap();
    for (number, (text, labels)) in ARTICLES.iter().enumerate() {
        let labels = match mode {
            Mode::Exclusive => std::iter::once(*labels.first().unwrap_or(&"other")).collect(),
            _ => labels.to_vec(),
        };
        counts.add_or_none(&Document {
            id: number.to_string(),
            text: (*text).into(),
            labels: Some(labels.into_iter().map(str::to_owned).collect()),
            ..Document::default()
        });
    }
    let corpus = counts.finish();
    let options = TrainOptions {
        folds: 2,
        method,
        mode,
        ..TrainOptions::default()
    };
    let training = TrainingSet::prepare(&corpus, &options, &StopFlag::new()).unwrap();
    let fitted = training.fit(&training.all_rows(), &options).unwrap();
    crate::train::pack(&training, &fitted, options.method)
}

static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    let plain = CountSettings {
        lead_chars: 12,
        ..CountSettings::default()
    };
    let pairs = CountSettings {
        word_pairs: true,
        ..plain
    };
    vec![
        model(plain, Method::NaiveBayes, Mode::Multi),
        model(pairs, Method::Nbsvm, Mode::Multi),
        model(plain, Method::NaiveBayes, Mode::Exclusive),
    ]
});

/// Column sums of words or paragraphs.
fn total<'a>(columns: usize, parts: impl Iterator<Item = &'a Vec<i64>>) -> Vec<i64> {
    parts.fold(vec![0; columns], |mut sums, part| {
        add(&mut sums, part, 1);
        sums
    })
}

proptest! {
    #[test]
    fn words_and_paragraphs_add_up_to_the_reference(
        title in "([حرس الدوبناق،.] ?){0,10}",
        text in "((حرس|الحدود|بنادق|المباراة|ضَبْط|ﷺ|،|-|\u{200f}|1|\u{a0})[ \n\r]{0,2}){0,30}",
    ) {
        for model in MODELS.iter() {
            let explanation = explain(model, &title, &text);
            let sums = reference::sums(model, &title, &text);
            let columns = sums.columns.len();
            let words = total(columns, explanation.words.iter().map(|word| &word.columns));
            let paragraphs = explanation.paragraphs.iter().map(|paragraph| &paragraph.columns);
            prop_assert_eq!(&words, &sums.columns);
            prop_assert_eq!(total(columns, paragraphs), words);
            prop_assert_eq!(&explanation.sums, &sums);
            prop_assert_eq!(&explanation.tags, &reference::tag(model, &title, &text));
        }
    }

    #[test]
    fn log_odds_are_those_of_the_probabilities(text in "((حرس|الحدود|بنادق|الفريق|معرض) ){0,12}") {
        for model in MODELS.iter() {
            let explanation = explain(model, "", &text);
            let rule = &model.metadata.rule;
            let topics = 0..model.metadata.topics.len();
            let topics: Vec<TopicExplanation> = topics.map(|topic| explanation.topic(rule, topic)).collect();
            for topic in &topics {
                let words: f64 = topic.words.iter().map(|(_, added)| added).sum();
                let paragraphs: f64 = topic.paragraphs.iter().sum();
                prop_assert!((topic.offset + words - topic.log_odds).abs() < 1e-9);
                prop_assert!((words - paragraphs).abs() < 1e-9);
            }
            let log_odds = topics.iter().map(|topic| topic.log_odds).collect();
            let probabilities = rule.link().probabilities(log_odds);
            for (found, expected) in probabilities.iter().zip(&explanation.tags.probabilities) {
                prop_assert!((found - expected).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn places_point_at_the_words_as_written() {
    let (title, text) = ("حرس الحُدُود", "الحـــدود آمنة\n\nقرب «الحدود»");
    let explanation = explain(&MODELS[0], title, text);
    let word = explanation
        .words
        .iter()
        .find(|word| word.word == "الحدود")
        .unwrap();
    let written: Vec<&str> = word
        .places
        .iter()
        .map(|place| place.of(title, text))
        .collect();
    assert_eq!(written, ["الحُدُود", "الحـــدود", "الحدود"]);
    let paragraphs: Vec<&str> = explanation
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.place.of(title, text))
        .collect();
    assert_eq!(paragraphs, ["حرس الحُدُود", "الحـــدود آمنة", "قرب «الحدود»"]);
}

#[test]
fn pairs_reach_over_the_end_of_the_title() {
    let explanation = explain(&MODELS[1], "حرس", "الحدود يضبط");
    let places = |pair: &str| -> Vec<&str> {
        let found = explanation.words.iter().find(|word| word.word == pair);
        let places = &found.unwrap().places;
        places
            .iter()
            .map(|place| place.of("حرس", "الحدود يضبط"))
            .collect()
    };
    assert_eq!(places("حرس الحدود"), ["الحدود"]);
    assert_eq!(places("الحدود يضبط"), ["الحدود يضبط"]);
}

#[test]
fn units_are_dealt_out_whole() {
    let place = Place {
        part: ArticlePart::Text,
        bytes: 0..0,
    };
    let occurrences: Vec<Occurrence> = [3, 1, 1]
        .into_iter()
        .map(|weight| Occurrence {
            place: place.clone(),
            anchor: 0,
            weight,
        })
        .collect();
    // 8 · 3/5 = 4.8, 8 · 4/5 = 6.4, 8.
    assert_eq!(shares(&occurrences, 8), [4, 2, 2]);
    assert_eq!(shares(&[], 8), [0i64; 0]);
}
