//! Tests of what gives topics away.

use super::*;
use crate::audit::test_data::{article, with_field};

fn find_in(articles: &[Article]) -> Vec<Giveaway> {
    find(&articles.iter().collect::<Vec<_>>())
}

#[test]
fn an_outlet_that_writes_of_one_topic_alone_gives_it_away() {
    // Topic a: 8 articles of outlet x, 8 of y; the rest are 16 of y.
    let mut articles = Vec::new();
    for number in 0..32 {
        let (labels, outlet): (&[&str], _) = match number {
            0..8 => (&["a"], "x"),
            8..16 => (&["a"], "y"),
            _ => (&["b"], "y"),
        };
        let plain = article(&number.to_string(), "خبر قصير", labels);
        articles.push(with_field(plain, "outlet", outlet));
    }
    let found = find_in(&articles);
    let expected = FieldGiveaway {
        topic: "a".into(),
        field: "outlet".into(),
        value: "x".into(),
        articles: 8,
        purity: 1.0,
        coverage: 0.5,
    };
    assert_eq!(found, [Giveaway::Field(expected)]);
}

#[test]
fn folders_within_topics_and_file_names_are_fields() {
    let id = |number: usize| match number {
        0..10 => format!("a/ministry/{number}.txt"),
        _ => format!("none/wire/x{number}.txt"),
    };
    let articles: Vec<Article> = (0..20)
        .map(|number| {
            let labels: &[&str] = if number < 10 { &["a"] } else { &[] };
            article(&id(number), "خبر", labels)
        })
        .collect();
    let found: Vec<(String, String)> = find_in(&articles)
        .into_iter()
        .filter_map(|giveaway| match giveaway {
            Giveaway::Field(field) => Some((field.topic, field.value)),
            Giveaway::Length(_) => None,
        })
        .collect();
    let expected = [("a", "ministry"), ("none", "wire"), ("none", "x")];
    assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn a_length_that_tells_the_topic_is_found() {
    let articles: Vec<Article> = (0..24)
        .map(|number| {
            let (labels, words): (&[&str], _) = match number % 2 {
                0 => (&["a"], 40 + number),
                _ => (&["b"], 20 + number),
            };
            article(&number.to_string(), &"كلمة ".repeat(words), labels)
        })
        .collect();
    let topics: Vec<String> = find_in(&articles)
        .into_iter()
        .map(|giveaway| match giveaway {
            Giveaway::Length(length) => length.topic,
            Giveaway::Field(field) => panic!("{field:?}"),
        })
        .collect();
    assert_eq!(topics, ["a", "b"]);
}
