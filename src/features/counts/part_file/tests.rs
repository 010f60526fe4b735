//! Parts as bytes: what comes back, what is refused, and that counts are a monoid.

use super::*;
use crate::corpus::Document;
use crate::features::error::CountsError;
use crate::file::FileError;
use proptest::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

/// Made-up articles; texts, ids and labels of a few kinds, so that they repeat.
fn articles() -> impl Strategy<Value = Vec<Document>> {
    let text = prop::sample::select(vec![
        "ضبط الحرس قاربًا",
        "ضبط  الحرس\nقاربًا",
        "فاز الفريق، فاز الفريق!",
        "خبر قديم وخبر جديد",
        "",
    ]);
    let text = prop_oneof![text.prop_map(String::from), "[ابتسع ]{0,12}"];
    let article = ("[a-d]", "[ا-ج ]{0,4}", text, 0u8..8, "[xy]?").prop_map(
        |(id, title, text, labels, outlet)| Document {
            id,
            title,
            text,
            labels: Some(labels_of(labels)),
            fields: [("outlet".to_owned(), outlet)].into(),
        },
    );
    prop::collection::vec(article, 0..8)
}

fn labels_of(bits: u8) -> std::collections::BTreeSet<String> {
    let names = ["border", "sport", "أخبار"];
    let carried = (0..3).filter(|bit| bits >> bit & 1 == 1);
    carried.map(|bit| names[bit].to_owned()).collect()
}

fn settings() -> CountSettings {
    CountSettings {
        title_weight: 4,
        lead_weight: 2,
        lead_chars: 9,
        word_pairs: true,
    }
}

fn counts(articles: &[Document]) -> CorpusCounts {
    let mut counts = CorpusCounts::new(settings())
        .unwrap()
        .keeping(&["outlet".to_owned()]);
    articles
        .iter()
        .for_each(|article| counts.add(article).unwrap());
    counts
}

fn merged(mut a: CorpusCounts, b: CorpusCounts) -> CorpusCounts {
    a.merge(b).unwrap();
    a
}

proptest! {
    #[test]
    fn counts_are_a_commutative_monoid(a in articles(), b in articles(), c in articles()) {
        let whole = counts(&[a.clone(), b.clone(), c.clone()].concat()).to_bytes();
        let [a, b, c] = [&a, &b, &c].map(|articles| counts(articles));
        let left = merged(merged(a.clone(), b.clone()), c.clone());
        let right = merged(a.clone(), merged(b.clone(), c.clone()));
        let turned = merged(c, merged(b, a.clone()));
        prop_assert!(left.to_bytes() == whole);
        prop_assert!(right.to_bytes() == whole);
        prop_assert!(turned.to_bytes() == whole);
        let expected = a.clone().to_bytes();
        prop_assert!(merged(a.clone(), counts(&[])).to_bytes() == expected);
        prop_assert!(merged(counts(&[]), a).to_bytes() == expected);
    }

    #[test]
    fn what_was_written_is_read(articles in articles()) {
        let bytes = counts(&articles).to_bytes();
        let read = CorpusCounts::from_bytes(&bytes).unwrap();
        prop_assert_eq!(read.settings(), settings());
        let finished = |counts: CorpusCounts| {
            let corpus = counts.finish();
            (corpus.words, corpus.documents, corpus.repeats)
        };
        prop_assert_eq!(finished(read.clone()), finished(counts(&articles)));
        prop_assert!(read.to_bytes() == bytes);
    }

    #[test]
    fn the_forgotten_leave_no_trace(articles in articles(), gone in "[a-d]") {
        let (away, left): (Vec<_>, Vec<_>) = articles.iter().cloned().partition(|a| a.id == gone);
        let mut all = counts(&articles);
        let forgotten = all.forget(&[gone.clone()].into());
        if away.is_empty() {
            let articles = articles.len();
            prop_assert_eq!(forgotten, Err(CountsError::UnknownId { id: gone, articles }));
        } else if away.iter().any(|one| digest_of(one) != digest_of(&away[0])) {
            prop_assert_eq!(forgotten, Err(CountsError::RepeatedIds { ids: vec![gone] }));
            return Ok(());
        } else {
            prop_assert_eq!(forgotten.unwrap().documents, away.len());
        }
        let never = counts(&left);
        prop_assert!(all.clone().to_bytes() == never.clone().to_bytes());
        let (all, never) = (all.finish(), never.finish());
        prop_assert_eq!((all.words, all.documents, all.repeats), (never.words, never.documents, never.repeats));
    }

    #[test]
    fn any_changed_byte_is_refused_or_read(articles in articles(), place in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = counts(&articles).to_bytes();
        let body = bytes.len() - 8;
        bytes[place.index(body)] = byte;
        reseal(&mut bytes);
        if let Ok(read) = CorpusCounts::from_bytes(&bytes) {
            prop_assert!(read.to_bytes() == bytes, "accepted, but written differently");
        }
    }

    #[test]
    fn any_sections_are_refused_or_read(documents: Vec<u8>, words: Vec<u8>) {
        let meta = encode::meta(&counts(&[]).to_part());
        let bytes = sealed(&meta, &documents, &words);
        if let Ok(read) = CorpusCounts::from_bytes(&bytes) {
            prop_assert!(read.to_bytes() == bytes);
        }
    }
}

fn digest_of(article: &Document) -> u128 {
    crate::corpus::digest(&article.title, &article.text)
}

/// Puts a valid checksum under changed bytes, so that the checks behind it are reached.
fn reseal(file: &mut [u8]) {
    let body = file.len() - 8;
    let checksum = xxh3_64(&file[..body]).to_le_bytes();
    file[body..].copy_from_slice(&checksum);
}

fn sealed(meta: &[u8], documents: &[u8], words: &[u8]) -> Vec<u8> {
    let sections = [(META, meta), (DOCUMENTS, documents), (WORDS, words)];
    file::write(KIND, &sections.map(|(tag, bytes)| Section { tag, bytes }))
}

fn sample() -> Vec<Document> {
    let article = |id: &str, text: &str, labels| Document {
        id: id.into(),
        text: text.into(),
        labels: Some(labels_of(labels)),
        ..Document::default()
    };
    vec![article("1", "حرس الحدود", 1), article("2", "فاز الفريق", 2)]
}

#[test]
fn every_cut_and_every_flipped_bit_is_noticed() {
    let whole = counts(&sample()).to_bytes();
    for length in 0..whole.len() {
        assert!(
            CorpusCounts::from_bytes(&whole[..length]).is_err(),
            "{length}"
        );
    }
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(CorpusCounts::from_bytes(&bytes).is_err(), "bit {bit}");
    }
}

/// A sample by hand: one setting of each kind, no fields, the label "a".
fn meta_bytes(settings: [u32; 5], labels: &[&str]) -> Vec<u8> {
    let mut bytes: Vec<u8> = settings.iter().flat_map(|n| n.to_le_bytes()).collect();
    bytes.extend([0, labels.len() as u8]);
    for label in labels {
        bytes.push(label.len() as u8);
        bytes.extend(label.as_bytes());
    }
    bytes
}

/// An article: digest, id of one letter, labels.
fn document_bytes(digest: u8, id: u8, labels: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 16];
    bytes[0] = digest;
    bytes.extend([1, id, labels.len() as u8]);
    bytes.extend(labels);
    bytes
}

const SETTINGS: [u32; 5] = [1, 5, 3, 400, 0];

/// Reads two articles, the first with the label "a", and these words.
fn read_words(words: &[u8]) -> Result<(), PartError> {
    read_sections(
        &[
            vec![2],
            document_bytes(1, b'x', &[0]),
            document_bytes(2, b'y', &[]),
        ]
        .concat(),
        words,
    )
}

fn read_sections(documents: &[u8], words: &[u8]) -> Result<(), PartError> {
    let meta = meta_bytes(SETTINGS, &["a"]);
    CorpusCounts::from_bytes(&sealed(&meta, documents, words)).map(drop)
}

#[test]
fn a_part_by_hand() {
    // "ab" three times in both, "ac" seven times in the second: code 1, and spelled out.
    let words = [2, 0, 2, b'a', b'b', 2, 1, 1, 1, 1, b'c', 1, 7, 7];
    assert_eq!(read_words(&words), Ok(()));
}

#[test]
fn each_fault_has_its_error() {
    let error = |words: &[u8]| read_words(words).unwrap_err();
    let what = "words";
    assert_eq!(
        error(&[200, 1]),
        PartError::TooMany {
            what,
            count: 200,
            limit: 0
        }
    );
    let what = "bytes of a word";
    assert_eq!(
        error(&[1, 0, 9, b'a', 1, 0, 0]),
        PartError::TooMany {
            what,
            count: 9,
            limit: 4
        }
    );
    let what = "bytes that a word shares";
    assert_eq!(
        error(&[1, 2, 1, b'a', 1, 0]),
        PartError::TooLarge {
            what,
            value: 2,
            limit: 0
        }
    );
    // "b", then "a"; and "ab" after "a" without saying that it shares a letter.
    let what = "words";
    assert_eq!(
        error(&[2, 0, 1, b'b', 1, 0, 0, 1, b'a', 1, 0]),
        PartError::Order { what }
    );
    let what = "bytes that a word shares";
    assert_eq!(
        error(&[2, 0, 1, b'a', 1, 0, 0, 2, b'a', b'b', 1, 0]),
        PartError::Order { what }
    );
    assert_eq!(
        error(&[1, 0, 1, 0xC7, 1, 0]),
        PartError::Utf8 { what: "a word" }
    );
    assert_eq!(
        error(&[1, 0, 1, b'A', 1, 0]),
        PartError::Word { word: "A".into() }
    );
    assert_eq!(
        error(&[1, 0, 3, b'a', b' ', b'b', 1, 0]),
        PartError::Word { word: "a b".into() }
    );
    assert_eq!(error(&[1, 0, 1, b'a', 0, 0]), PartError::Count { count: 0 });
    // Spelled out: 0, and 3, which has a code.
    assert_eq!(
        error(&[1, 0, 1, b'a', 1, 3, 0]),
        PartError::Count { count: 0 }
    );
    assert_eq!(
        error(&[1, 0, 1, b'a', 1, 3, 3]),
        PartError::Count { count: 3 }
    );
    let what = "the number of an article";
    assert_eq!(
        error(&[1, 0, 1, b'a', 1, 8]),
        PartError::TooLarge {
            what,
            value: 2,
            limit: 1
        }
    );
    let what = "a word count";
    let value = 1 << 32;
    let limit = value - 1;
    let words = [1, 0, 1, b'a', 1, 3, 0x80, 0x80, 0x80, 0x80, 0x10];
    assert_eq!(error(&words), PartError::TooLarge { what, value, limit });
    let section = "WORD";
    assert_eq!(error(&[0, 5]), PartError::LeftOver { section, extra: 1 });
    assert_eq!(
        error(&[]),
        PartError::Cut {
            what: "words",
            length: 1,
            left: 0
        }
    );
}

#[test]
fn faulty_articles_are_refused() {
    let error = |documents: &[Vec<u8>]| {
        let count = vec![documents.len() as u8];
        read_sections(&[vec![count], documents.to_vec()].concat().concat(), &[0]).unwrap_err()
    };
    let labelled = document_bytes(5, b'x', &[0]);
    assert_eq!(
        error(&[labelled.clone(), document_bytes(4, b'y', &[])]),
        PartError::Order { what: "articles" }
    );
    let unused = PartError::UnusedLabel { label: "a".into() };
    assert_eq!(error(&[document_bytes(4, b'y', &[])]), unused);
    let what = "labels of an article";
    assert_eq!(
        error(&[document_bytes(4, b'y', &[0, 0])]),
        PartError::Order { what }
    );
    let what = "the number of a label";
    assert_eq!(
        error(&[document_bytes(4, b'y', &[1])]),
        PartError::TooLarge {
            what,
            value: 1,
            limit: 0
        }
    );
    let what = "articles";
    assert_eq!(
        error(&[vec![0; 17]]),
        PartError::TooMany {
            what,
            count: 1,
            limit: 0
        }
    );
}

#[test]
fn faulty_settings_are_refused() {
    let error = |settings, labels: &[&str]| {
        let bytes = sealed(&meta_bytes(settings, labels), &[0], &[0]);
        CorpusCounts::from_bytes(&bytes).unwrap_err()
    };
    let version = PartError::FoldingVersion {
        version: 9,
        supported: 1,
    };
    assert_eq!(error([9, 5, 3, 400, 0], &[]), version);
    assert!(matches!(
        error([1, 0, 3, 400, 0], &[]),
        PartError::Setting(_)
    ));
    let what = "word pairs";
    assert_eq!(
        error([1, 5, 3, 400, 2], &[]),
        PartError::TooLarge {
            what,
            value: 2,
            limit: 1
        }
    );
    assert_eq!(
        error(SETTINGS, &["b", "a"]),
        PartError::Order { what: "labels" }
    );
    assert!(matches!(error(SETTINGS, &[""]), PartError::Label(_)));
    for label in ["a\u{200B}", "a  b", "a\u{A0}b", "\u{627}\u{653}"] {
        let label = label.to_owned();
        assert_eq!(
            error(SETTINGS, &[&label]),
            PartError::UncleanLabel {
                label: label.clone()
            }
        );
    }
    assert!(matches!(
        error(SETTINGS, &["none"]),
        PartError::UnusedLabel { .. }
    ));
}

#[test]
fn a_model_is_no_part() {
    let model = file::write(FileKind::Model, &[]);
    let error = CorpusCounts::from_bytes(&model).unwrap_err();
    assert_eq!(
        error,
        PartError::File(FileError::Magic {
            kind: FileKind::Part
        })
    );
}

#[test]
fn settings_and_fields_must_agree_to_merge() {
    let mut counts = counts(&sample());
    let other = CorpusCounts::default().keeping(&["outlet".to_owned()]);
    let error = CountsError::Settings {
        name: "title weight",
        ours: "4".into(),
        theirs: "5".into(),
    };
    assert_eq!(counts.merge(other), Err(error));
    let error = CountsError::Fields {
        ours: "outlet".into(),
        theirs: String::new(),
    };
    assert_eq!(
        counts.merge(CorpusCounts::new(settings()).unwrap()),
        Err(error)
    );
    assert_eq!(counts.len(), 2);
}

#[test]
fn fields_are_kept_by_name_and_chosen_from() {
    let mut articles = sample();
    articles[0].fields = [("outlet", "wakala"), ("date", "2024-05-01"), ("page", "1")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let count = |fields: &[&str]| {
        let fields: Vec<String> = fields.iter().map(|&name| name.to_owned()).collect();
        let mut counts = CorpusCounts::new(settings()).unwrap().keeping(&fields);
        articles
            .iter()
            .for_each(|article| counts.add(article).unwrap());
        counts
    };
    let bytes = count(&["outlet", "date", "outlet"]).to_bytes();
    assert!(bytes == count(&["date", "outlet"]).to_bytes());
    let part = CorpusCounts::from_bytes(&bytes).unwrap();
    let chosen = part.clone().select_fields(&["outlet".to_owned()]).unwrap();
    assert!(chosen.clone().to_bytes() == count(&["outlet"]).to_bytes());
    let corpus = chosen.finish();
    let first = corpus.documents.iter().find(|one| one.id == "1").unwrap();
    assert_eq!(*first.fields, ["wakala".into()]);
    assert_eq!(
        corpus.field_names,
        ["date".to_owned(), "outlet".to_owned()].into()
    );
    let error = part.select_fields(&["page".to_owned()]).unwrap_err();
    let (field, kept) = ("page".to_owned(), "date, outlet".to_owned());
    assert_eq!(error, CountsError::FieldNotKept { field, kept });
}
