//! Texts in any layout, and faults in them.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn values(text: &str) -> Values {
    let names = Arc::new(FieldNames::default());
    Values::new(text.to_owned(), names, Arc::default())
}

/// The records with line and place, then the fault.
fn cut(text: &str) -> (Vec<(String, u64, u64)>, Option<String>) {
    let (mut records, mut fault) = (Vec::new(), None);
    let mut values = values(text);
    while let Some(cut) = values.next() {
        assert_eq!(fault, None);
        match cut {
            Ok(cut) => records.push((values.text[cut.range].to_owned(), cut.line, cut.nth)),
            Err((line, error)) => fault = Some(format!("{line}: {error}")),
        }
    }
    (records, fault)
}

#[test]
fn lists_wrappers_and_sequences() {
    let a = ("{\"a\":1}".to_owned(), 1, 1);
    for (text, expected) in [
        ("", vec![]),
        ("[]", vec![]),
        (" [ ] \n", vec![]),
        ("{\"a\":1}", vec![a.clone()]),
        ("[{\"a\":1}]", vec![a.clone()]),
        ("[{\"a\":1} , {}]", vec![a.clone(), ("{}".to_owned(), 1, 2)]),
        (
            "{\"a\":1}\n{\"b\":\n2}{}",
            vec![
                a.clone(),
                ("{\"b\":\n2}".to_owned(), 2, 1),
                ("{}".to_owned(), 3, 1),
            ],
        ),
        (
            "[{\"a\":1}]\n\n[\n{}]",
            vec![a.clone(), ("{}".to_owned(), 4, 1)],
        ),
        ("{\"n\":1,\"data\":[{\"a\":1}],\"m\":[2]}", vec![a.clone()]),
        (
            "{\"rows\":[{\"row\":{}}],\"features\":[{\"name\":\"x\"}]}",
            vec![("{\"row\":{}}".to_owned(), 1, 1)],
        ),
        (
            "[[\"x\",{\"cats\":{}}]]",
            vec![("[\"x\",{\"cats\":{}}]".to_owned(), 1, 1)],
        ),
        (
            "[{\"a\":1}, {\"b\": NaN},\n{\"c\":-Infinity}]",
            vec![
                a.clone(),
                ("{\"b\": null}".to_owned(), 1, 2),
                ("{\"c\":null}".to_owned(), 2, 1),
            ],
        ),
        ("[\"x\", 2]", vec![("[\"x\", 2]".to_owned(), 1, 1)]),
    ] {
        assert_eq!(cut(text), (expected, None), "{text}");
    }
}

#[test]
fn an_article_is_no_wrapper() {
    for text in [
        "{\"text\":\"t\",\"notes\":[{}]}",
        "{\"text\":null,\"notes\":[{}]}",
        "{\"data\":{\"text\":\"t\"},\"annotations\":[{}]}",
        "{\"a\":[{}],\"b\":[{}]}",
        "{\"a\":[1]}",
    ] {
        assert_eq!(cut(text).0.len(), 1);
        assert_eq!(cut(text).0[0].0, text);
    }
}

#[test]
fn faults_end_the_text() {
    for (text, records, fault) in [
        (
            "[{},",
            1,
            "1: not valid JSON at column 5: the list is not closed",
        ),
        (
            "[{}\n{}]",
            1,
            "2: not valid JSON at column 1: expected `,` or `]`",
        ),
        ("[{},]", 1, "1: not valid JSON at column 5: trailing comma"),
        ("[,{}]", 0, "1: not valid JSON at column 2: expected value"),
        (
            "[{},\n{\"a\":}]",
            1,
            "2: not valid JSON at column 6: expected value",
        ),
        ("[{\"a\":\n\n \"b", 0, "3: not valid JSON at column 3: EOF"),
        ("{}\n ]", 1, "2: not valid JSON at column 2: expected value"),
    ] {
        let (found, message) = cut(text);
        assert_eq!(found.len(), records, "{text}");
        let message = message.expect(text);
        assert!(message.starts_with(fault), "{text}: {message}");
    }
}

proptest! {
    /// The items of a list written in any way are those that are cut out of it, and each knows its line.
    #[test]
    fn items_of_lists(
        texts in prop::collection::vec("[\\PC\n\"\\\\{}\\[\\],]{0,12}", 0..5),
        spaces in prop::collection::vec("[ \n\t]{0,3}", 12),
        wrapped in any::<bool>(),
    ) {
        let items: Vec<Value> = texts.iter().map(|text| json!({"text": text, "x": [text]})).collect();
        let mut space = spaces.iter().cycle();
        let mut text = String::from(if wrapped { "{\"n\": [1], \"data\": [" } else { "[" });
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            text.push_str(space.next().unwrap());
            text.push_str(&item.to_string());
            text.push_str(space.next().unwrap());
        }
        text.push_str(if wrapped { "]}" } else { "]" });
        let mut found = Vec::new();
        for cut in values(&text) {
            let cut = cut.expect("valid");
            let before = &text[..cut.range.start];
            prop_assert_eq!(cut.line, before.matches('\n').count() as u64 + 1);
            found.push(serde_json::from_str::<Value>(&text[cut.range]).unwrap());
        }
        // An empty list does not show that it is one of articles.
        if !(wrapped && items.is_empty()) {
            prop_assert_eq!(found, items);
        }
    }

    #[test]
    fn any_text_ends(text in "[\\[\\]{}:,\"a1 \n]{0,30}") {
        let all: Vec<_> = values(&text).collect();
        prop_assert!(all.len() <= text.len());
    }
}
