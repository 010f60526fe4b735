//! The tagger against the definition of a score, under threads and thresholds.

use super::*;
use crate::predict::reference;

const TITLE: &str = "ضبط قارب يقل مهاجرين";
const TEXT: &str = "أوقف خفر السواحل أربعة مهربين كانوا ينقلون مهاجرين إلى الضفة الأخرى مقابل مبالغ مالية.\n\
    وصودرت في المركب بنادق وذخيرة.";
const OTHER: &str = "فاز الفريق بكأس الدوري بعد مباراة صعبة على أرضه";

fn tagger() -> Tagger {
    Tagger::builtin().unwrap()
}

#[test]
fn tags_are_those_of_the_definition_most_probable_first() {
    let tagger = tagger();
    // The second time everything comes from the cache.
    for _ in 0..2 {
        let tags = tagger.tag(TITLE, TEXT);
        let expected = reference::tag(tagger.model(), TITLE, TEXT);
        assert_eq!(tags.probabilities(), expected.probabilities);
        let mut given: Vec<&str> = tags.given().map(|tag| tag.topic).collect();
        assert!(
            tags.given()
                .is_sorted_by(|a, b| a.probability >= b.probability)
        );
        given.sort_unstable();
        let topics = tagger.topics();
        let expected: Vec<&str> = expected.topics.iter().map(|&at| &*topics[at].id).collect();
        assert_eq!(given, expected);
        assert!(given.contains(&"trafficking"), "{tags:?}");
    }
    let none = tagger.tag("", OTHER);
    assert!(none.is_none() && none.given().len() == 0 && none.all().len() == 5);
}

#[test]
fn a_batch_gives_the_same_on_any_number_of_threads() {
    let articles: Vec<String> = (0..300)
        .map(|number| format!("{OTHER} {number} {TEXT}"))
        .collect();
    let one = tagger().with_threads(Threads::new(1).unwrap());
    let expected: Vec<Tags> = articles.iter().map(|text| one.tag("", text)).collect();
    for threads in [1, 2, 7] {
        let tagger = tagger().with_threads(Threads::new(threads).unwrap());
        let found = tagger.tag_each(&articles, |text| ("", text)).unwrap();
        assert_eq!(found, expected, "{threads} threads");
    }
}

#[test]
fn clones_on_many_threads_share_one_tagger() {
    let tagger = tagger();
    let expected = tagger.tag(TITLE, TEXT);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let (tagger, expected) = (tagger.clone(), &expected);
            scope.spawn(move || {
                for _ in 0..50 {
                    assert_eq!(&tagger.tag(TITLE, TEXT), expected);
                }
            });
        }
    });
}

#[test]
fn thresholds_take_the_place_of_the_models() {
    let tagger = tagger();
    let all = tagger
        .with_thresholds(&["0.000001".parse().unwrap()])
        .unwrap();
    assert_eq!(all.tag(TITLE, TEXT).given().len(), 5);
    let never = all
        .with_thresholds(&["trafficking=1".parse().unwrap()])
        .unwrap();
    let tags = never.tag("", OTHER);
    let tag = tags.get("trafficking").unwrap();
    assert!(!tag.is_given && tag.threshold == 1.0, "{tag:?}");
    let unknown = never.with_thresholds(&["sport=0.5".parse().unwrap()]);
    assert!(matches!(unknown, Err(Error::Threshold(_))));
}

#[test]
fn an_explanation_adds_up_to_the_probability_and_names_places() {
    let explanation = tagger().explain(TITLE, TEXT);
    for tag in explanation.tags().all() {
        let why = explanation.topic(tag.topic).unwrap();
        let words: f64 = why.words.iter().map(|word| word.log_odds).sum();
        let paragraphs: f64 = why.paragraphs.iter().map(|one| one.log_odds).sum();
        assert!((why.offset + words - why.log_odds).abs() < 1e-9);
        assert!((why.offset + paragraphs - why.log_odds).abs() < 1e-9);
        let probability = 1.0 / (1.0 + (-why.log_odds).exp());
        assert!((probability - tag.probability).abs() < 1e-9);
    }
    let why = explanation.topic("weapons-control").unwrap();
    let word = why.words.iter().find(|word| word.word == "بنادق").unwrap();
    assert_eq!(word.places.len(), 1);
    assert_eq!(word.places[0].of(TITLE, TEXT), "بنادق");
    assert_eq!(explanation.topic("sport"), None);
    let given: Vec<String> = explanation.given().map(|topic| topic.topic).collect();
    assert_eq!(
        given,
        explanation
            .tags()
            .given()
            .map(|tag| tag.topic)
            .collect::<Vec<_>>()
    );
}
