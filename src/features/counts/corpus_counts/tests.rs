//! Documents counted in parts, merged, and taken out again.

use super::*;
use crate::corpus::Document;

fn document(id: &str, text: &str, labels: &[&str]) -> Document {
    Document {
        id: id.into(),
        title: String::new(),
        text: text.into(),
        labels: Some(labels.iter().map(|label| (*label).into()).collect()),
        fields: Default::default(),
    }
}

fn sample() -> Vec<Document> {
    vec![
        document(
            "a",
            "ضبط حرس الحدود شحنة، ضبط شحنة أخرى",
            &["border-security"],
        ),
        document("b", "فاز الفريق على الفريق الضيف", &[]),
        document("c", "حكم على قرصان الحسابات", &["cybercrime"]),
        document("d", "فاز  الفريق على\nالفريق الضيف", &["sport"]),
    ]
}

fn whole() -> CountedCorpus {
    let mut counts = CorpusCounts::default();
    sample()
        .iter()
        .for_each(|document| counts.add(document).unwrap());
    counts.finish()
}

#[test]
fn parts_merge_to_the_whole_in_any_order() {
    let documents = sample();
    for split in 0..=documents.len() {
        let (left, right) = documents.split_at(split);
        let mut first = CorpusCounts::default();
        let mut second = CorpusCounts::default();
        right
            .iter()
            .rev()
            .for_each(|document| first.add(document).unwrap());
        left.iter()
            .for_each(|document| second.add(document).unwrap());
        first.merge(second).unwrap();
        assert_eq!(first.finish(), whole());
    }
}

#[test]
fn equal_articles_are_one_with_the_union_of_labels() {
    let corpus = whole();
    assert_eq!(corpus.documents.len(), 3);
    assert_eq!(corpus.repeats.duplicates, 1);
    assert_eq!(corpus.repeats.conflicting, 1);
    assert_eq!(
        corpus.repeats.duplicate_examples,
        [("b".to_owned(), "d".to_owned())]
    );
    let united = corpus.documents.iter().find(|d| d.id == "b").unwrap();
    assert_eq!(united.labels, BTreeSet::from(["sport".to_owned()]));
}

#[test]
fn a_forgotten_repeat_takes_its_labels_along() {
    let mut counts = CorpusCounts::default();
    sample()
        .iter()
        .for_each(|document| counts.add(document).unwrap());
    let forgotten = counts.forget(&["d".to_owned()].into()).unwrap();
    assert_eq!(forgotten.documents, 1);
    assert_eq!(forgotten.copies, ["b"]);
    let mut never = CorpusCounts::default();
    sample()[..3]
        .iter()
        .for_each(|document| never.add(document).unwrap());
    let corpus = counts.finish();
    assert_eq!(corpus, never.finish());
    assert_eq!(corpus.repeats.duplicates, 0);
    assert!(corpus.documents.iter().all(|d| !d.labels.contains("sport")));
}

#[test]
fn words_that_only_the_forgotten_had_are_gone() {
    let mut counts = CorpusCounts::default();
    sample()
        .iter()
        .for_each(|document| counts.add(document).unwrap());
    counts.forget(&["c".to_owned()].into()).unwrap();
    let corpus = counts.finish();
    assert!(!corpus.words.iter().any(|word| &**word == "قرصان"));
    // Also in article b.
    assert!(corpus.words.iter().any(|word| &**word == "علي"));
}

/// A no-break space is white space to the digest and not to the lead: the third word is within a
/// lead of eight characters in one of the two articles only.
#[test]
fn repeats_with_other_counts_are_kept_alike_in_any_order() {
    let settings = CountSettings {
        lead_chars: 8,
        ..CountSettings::default()
    };
    let pair = [
        document("e", "حرس\u{a0}\u{a0}في شرق", &[]),
        document("e", "حرس في شرق", &["sport"]),
    ];
    let finish = |order: [usize; 2]| {
        let mut counts = CorpusCounts::new(settings).unwrap();
        order
            .iter()
            .for_each(|&place| counts.add(&pair[place]).unwrap());
        counts.finish()
    };
    let corpus = finish([0, 1]);
    assert_eq!(corpus.documents.len(), 1);
    assert_eq!(corpus, finish([1, 0]));
}

#[test]
fn words_are_sorted_and_counted_with_the_lead() {
    let corpus = whole();
    assert!(corpus.words.is_sorted());
    let document = corpus.documents.iter().find(|d| d.id == "a").unwrap();
    let shipment = corpus.words.iter().position(|w| &**w == "شحنه").unwrap() as u32;
    // Twice in a text shorter than the lead, which counts three times.
    assert!(document.words.contains(&(shipment, 6)));
}

#[test]
fn fields_are_kept_only_when_asked_for() {
    assert!(whole().documents.iter().all(|d| d.fields.is_empty()));
    let mut documents = sample();
    let field = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    documents[0].fields = [field("outlet", "sabah"), field("date", "2024-05-01")].into();
    // One article twice, by two outlets: the outlet that is kept does not depend on the order.
    documents[3].id = "b".into();
    documents[1].fields = [field("outlet", "wakala")].into();
    documents[3].fields = [field("outlet", "masaa")].into();
    let asked = ["outlet".to_owned(), "page".to_owned()];
    let mut counts = CorpusCounts::default().keeping(&asked);
    for document in &documents {
        let mut part = CorpusCounts::default().keeping(&asked);
        part.add(document).unwrap();
        counts.merge(part).unwrap();
    }
    let corpus = counts.finish();
    let fields = |id: &str| {
        let found = corpus.documents.iter().find(|d| d.id == id).unwrap();
        found
            .fields
            .iter()
            .map(|value| &**value)
            .collect::<Vec<_>>()
    };
    assert_eq!(fields("a"), ["sabah", ""]);
    assert_eq!(fields("b"), ["masaa", ""]);
    assert_eq!(fields("c"), ["", ""]);
    let names: Vec<&str> = corpus.field_names.iter().map(String::as_str).collect();
    assert_eq!(names, ["date", "outlet"]);
}
