//! Whatever the bytes: no panic, and each item is a document or an error that names its origin.

use super::*;
use proptest::prelude::*;
use std::io::Cursor;

const FORMATS: [Option<Format>; 6] = [
    None,
    Some(Format::Jsonl),
    Some(Format::Csv),
    Some(Format::Tsv),
    Some(Format::FastText),
    Some(Format::Text),
];

/// Bytes that reach deep: pieces of all forms between arbitrary ones.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: &[&[u8]] = &[
        b"text,label\n",
        b"text\tlabels\n",
        b"\"",
        b",",
        b"\t",
        b"\n",
        b"\r\n",
        b"__label__",
        b"none",
        b" ",
        b"+",
        b"|",
        b"{\"text\":\"",
        b"\"}",
        b"\",\"labels\":[\"",
        b"\"]}",
        b"[",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xFE\xFF",
        b"\0",
        b"\xC7",
        "خبر".as_bytes(),
    ];
    let piece = prop_oneof![
        4 => proptest::sample::select(pieces.to_vec()).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = ReadOptions> {
    let encodings = [
        "utf-8",
        "windows-1256",
        "iso-8859-6",
        "utf-16le",
        "gb18030",
        "iso-2022-jp",
    ];
    let max_bytes = prop_oneof![Just(DEFAULT_MAX_BYTES), 1u64..40];
    (
        proptest::sample::select(FORMATS.to_vec()),
        proptest::sample::select(encodings.to_vec()),
        any::<bool>(),
        max_bytes,
    )
        .prop_map(|(format, encoding, wanted, max_bytes)| ReadOptions {
            encoding: encoding.parse().expect("a WHATWG name"),
            labels: if wanted {
                LabelsWanted::Required
            } else {
                LabelsWanted::Optional
            },
            format,
            max_bytes,
            ..ReadOptions::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes(bytes in bytes(), options in options()) {
        let length = bytes.len();
        let mut items = 0;
        for record in records_from_reader(Cursor::new(bytes), "stream", &options) {
            items += 1;
            match record.and_then(|record| record.parse(&options)) {
                Ok(document) => {
                    prop_assert!(!document.id.is_empty());
                    for label in document.labels.iter().flatten() {
                        prop_assert_eq!(label_set([label.as_str()]), Ok([label.clone()].into()));
                    }
                }
                Err(error) => {
                    let origin = error.origin();
                    prop_assert_eq!(origin.map(Origin::file), Some("stream"));
                    prop_assert!(error.to_string().starts_with("stream"), "{}", error);
                }
            }
        }
        prop_assert!(items <= length + 1);
    }

    /// What is written as one form is read back from each.
    #[test]
    fn any_text_in_jsonl_and_csv(text in "\\PC{0,40}|[\"\n\r,\t ا-ي]{0,20}", label in "[a-zا-ي]{1,8}") {
        prop_assume!(!text.contains('\0') && !["none", "nan", "null"].contains(&label.as_str()));
        let json = serde_json::json!({"text": text, "labels": [label]}).to_string();
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["text", "label"]).expect("to memory");
        table.write_record([&text, &label]).expect("to memory");
        let table = table.into_inner().expect("to memory");
        for (format, bytes) in [(Format::Jsonl, json.into_bytes()), (Format::Csv, table)] {
            let options = ReadOptions { format: Some(format), ..required() };
            let documents: Vec<_> = records_from_reader(Cursor::new(bytes), "-", &options)
                .map(|record| record.and_then(|record| record.parse(&options)).expect("well-formed"))
                .collect();
            prop_assert_eq!(documents.len(), 1);
            prop_assert_eq!(&documents[0].text, &text);
            prop_assert_eq!(labels(&documents[0]), label.clone());
        }
    }
}
