//! Documents counted in parts, merged, and taken out again.

use super::super::finish::Repeats;
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

/// Articles with one label each, one copy under another label, one without a label, one without words.
fn with_odd_ones() -> Vec<Document> {
    let mut unlabelled = document("u", "خبر بلا قسم", &[]);
    unlabelled.labels = None;
    let mut unlabelled_copy = document("z", "فاز الفريق", &[]);
    unlabelled_copy.labels = None;
    vec![
        document("a", "ضبط شحنة سلاح", &["border-security"]),
        document("b", "فاز الفريق", &["sport"]),
        document("c", "فاز الفريق", &["sport"]),
        document("d", "تعادل الفريقان", &["sport"]),
        document("e", "تعادل الفريقان", &["border-security"]),
        document("f", "★ —", &["sport", "border-security"]),
        unlabelled,
        unlabelled_copy,
    ]
}

fn settled(documents: &[Document], mode: Mode) -> CountedCorpus {
    let mut counts = CorpusCounts::default();
    documents
        .iter()
        .for_each(|document| counts.add_or_none(document));
    counts.finish_with(Repeats::Unite, mode)
}

fn ids(corpus: &CountedCorpus) -> BTreeSet<&str> {
    corpus.documents.iter().map(|it| it.id.as_str()).collect()
}

#[test]
fn exclusive_corpora_leave_out_what_has_not_one_label() {
    let corpus = settled(&with_odd_ones(), Mode::Auto);
    assert!(corpus.is_exclusive());
    assert_eq!(ids(&corpus), BTreeSet::from(["a", "b"]));
    assert_eq!(
        (corpus.repeats.duplicates, corpus.repeats.conflicting),
        (2, 0)
    );
    let left_out = &corpus.left_out;
    assert_eq!(
        (
            left_out.without_words,
            left_out.unlabelled,
            left_out.conflicting
        ),
        (1, 1, 1)
    );
    assert_eq!(left_out.unlabelled_examples, ["u"]);
    assert_eq!(
        left_out.conflicting_examples,
        [("d".to_owned(), "e".to_owned())]
    );
    let said = corpus.choice.map(|choice| choice.to_string());
    assert_eq!(
        said.as_deref(),
        Some("mode exclusive: each of 5 labelled article(s) has one label")
    );
    // One that is said to have no topic makes it multi: labels of copies are united, and what is not labelled has none.
    let mut articles = with_odd_ones();
    articles.push(document("g", "طقس معتدل", &[]));
    for (mode, said) in [
        (
            Mode::Auto,
            "mode multi: 1 of 6 labelled article(s) have no topic",
        ),
        (Mode::Multi, "mode multi: as asked for"),
    ] {
        let corpus = settled(&articles, mode);
        assert_eq!(ids(&corpus), BTreeSet::from(["a", "b", "d", "g", "u"]));
        assert_eq!(
            (corpus.left_out.unlabelled, corpus.repeats.conflicting),
            (1, 1)
        );
        assert_eq!(
            corpus.choice.map(|choice| choice.to_string()).as_deref(),
            Some(said)
        );
    }
}

#[test]
fn parts_settle_as_the_whole_does() {
    for extra in [&[][..], &[document("g", "طقس معتدل", &[])]] {
        let articles = [with_odd_ones(), extra.to_vec()].concat();
        let expected = settled(&articles, Mode::Auto);
        let reversed: Vec<Document> = articles.iter().rev().cloned().collect();
        assert_eq!(settled(&reversed, Mode::Auto), expected);
        let mut counts = CorpusCounts::default();
        articles
            .iter()
            .for_each(|document| counts.add_or_none(document));
        let part = CorpusCounts::from_bytes(&counts.to_bytes()).unwrap();
        let found = part.finish_with(Repeats::Unite, Mode::Auto);
        let learned = |corpus: &CountedCorpus| {
            let documents = corpus.documents.iter();
            documents
                .map(|it| (it.id.clone(), it.labels.clone(), it.words.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(learned(&found), learned(&expected));
        assert_eq!(found.is_exclusive(), expected.is_exclusive());
        assert_eq!(found.words, expected.words);
    }
}
