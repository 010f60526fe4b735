//! The wrong label of a made-up corpus is found.

use super::*;
use crate::audit::article::Article;
use crate::features::CorpusCounts;

const BORDER: [&str; 12] = [
    "الحدود",
    "المنفذ",
    "مهربين",
    "السياج",
    "دورية",
    "خفر",
    "السواحل",
    "تسلل",
    "المعبر",
    "بنادق",
    "شحنة",
    "مهربة",
];
const GAME: [&str; 12] = [
    "مباراة",
    "هدفين",
    "الدوري",
    "المدرب",
    "الملعب",
    "الحكم",
    "جمهور",
    "الكأس",
    "المنتخب",
    "ركلة",
    "لاعبون",
    "البطولة",
];

/// Twelve articles on the border and twelve on football, five words of a topic in each; one of football stands among those
/// on the border.
fn articles() -> Vec<Article> {
    use crate::audit::test_data::article;
    let text = |words: &[&str; 12], number: usize| -> String {
        let chosen = [0, 1, 3, 5, 8].map(|step| words[(number + step) % 12]);
        chosen.join(" ")
    };
    let pair = |number: usize| {
        let (labels, id): (&[&str], _) = match number {
            5 => (&["border-security"], "wrong".to_owned()),
            _ => (&[], format!("g{number}")),
        };
        let border = text(&BORDER, number);
        [
            article(&format!("s{number}"), &border, &["border-security"]),
            article(&id, &text(&GAME, number), labels),
        ]
    };
    (0..12).flat_map(pair).collect()
}

#[test]
fn the_wrong_label_comes_first_with_the_words_that_say_so() {
    let articles = articles();
    let mut counts = CorpusCounts::default();
    articles
        .iter()
        .for_each(|article| counts.add_or_none(&article.document));
    let corpus = counts.finish();
    let ranked = rank_labels(&corpus, &TrainOptions::default()).unwrap();
    assert_eq!(ranked.len(), 24);
    assert!(ranked.is_sorted_by(|a, b| a.score >= b.score));
    let found = describe(&articles, &corpus, ranked.into_iter().take(1));
    assert_eq!(found[0].article.id, "wrong");
    assert_eq!(found[0].doubt, Doubt::TopicWrong);
    assert!(found[0].words.iter().all(|word| word.contribution < 0.0));
    let words: Vec<&str> = found[0].words.iter().map(|word| &*word.word).collect();
    assert!(words.iter().all(|word| GAME.contains(word)), "{words:?}");
    assert!(!words.is_empty());
}
