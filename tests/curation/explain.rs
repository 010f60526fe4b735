//! `tasnif explain`.

use super::corpus::{errors, labelled, out, path, tasnif, train, write};
use serde_json::Value;

const TITLE: &str = "تسلل عند السياج";
const TEXT: &str = "أوقفت دوريةٌ مهربين قرب المنفذ\nوفي الملعب تعادل المنتخب";

fn explained(format: &[&str]) -> std::process::Output {
    let corpus = labelled();
    let model = train(corpus.path());
    let article = corpus.path().join("article.txt");
    write(corpus.path(), "article.txt", &format!("{TITLE}\n{TEXT}\n"));
    tasnif(
        &[
            &["explain", path(&article), "--model", path(&model)],
            format,
        ]
        .concat(),
    )
}

fn whole_numbers(sums: &Value) -> Vec<i64> {
    let sums = sums.as_array().unwrap();
    sums.iter().map(|sum| sum.as_i64().unwrap()).collect()
}

fn added_up(parts: &Value, columns: usize) -> Vec<i64> {
    let mut total = vec![0; columns];
    for part in parts.as_array().unwrap() {
        let sums = whole_numbers(&part["sums"]);
        total
            .iter_mut()
            .zip(sums)
            .for_each(|(sum, added)| *sum += added);
    }
    total
}

#[test]
fn words_and_paragraphs_add_up_to_the_score() {
    let output = explained(&[
        "--format",
        "json",
        "--topic",
        "border-security",
        "--topic",
        "cybercrime",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let line: Value = serde_json::from_str(&out(&output)).unwrap();
    let sums = whole_numbers(&line["sums"]);
    assert_eq!(added_up(&line["words"], sums.len()), sums);
    assert_eq!(added_up(&line["paragraphs"], sums.len()), sums);
    assert_eq!(line["paragraphs"].as_array().unwrap().len(), 3);
    assert_eq!(line["topics"].as_array().unwrap().len(), 2);
    let topic = &line["topics"][0];
    assert_eq!(topic["topic"], "border-security");
    let factors = topic["factors"].as_array().unwrap();
    let terms = factors.iter().zip(&sums);
    let by_words: f64 = terms
        .map(|(factor, &sum)| factor.as_f64().unwrap() * sum as f64)
        .sum();
    let log_odds = topic["offset"].as_f64().unwrap() + by_words;
    assert!((log_odds - topic["log_odds"].as_f64().unwrap()).abs() < 1e-9);
    let probability = 1.0 / (1.0 + (-log_odds).exp());
    assert!((probability - topic["probability"].as_f64().unwrap()).abs() < 1e-9);
    let folded = line["words"].as_array().unwrap();
    let patrol = folded.iter().find(|word| word["word"] == "دوريه").unwrap();
    let place = &patrol["places"][0];
    let (start, end) = (
        place["start"].as_u64().unwrap(),
        place["end"].as_u64().unwrap(),
    );
    assert_eq!(&TEXT[start as usize..end as usize], "دوريةٌ");
}

#[test]
fn the_table_names_the_words_as_written_and_has_no_colours_in_a_pipe() {
    let output = explained(&["--topic", "border-security", "--top", "3"]);
    let shown = out(&output);
    assert!(shown.contains("border-security  "), "{shown}");
    assert!(
        shown.contains("المنفذ") || shown.contains("مهربين") || shown.contains("السياج"),
        "{shown}"
    );
    assert!(shown.contains("paragraphs"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn an_unknown_topic_is_refused_with_the_known_ones() {
    let output = explained(&["--topic", "football"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("give border-security, cybercrime"),
        "{}",
        errors(&output)
    );
}
