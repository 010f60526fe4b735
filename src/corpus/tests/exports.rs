//! Exports in forms that the files of `tests/inputs/` do not have: other versions, other questions, other answers.

use super::*;

/// Articles with ids and labels, and what is said of the file.
fn learned(bytes: &str) -> (Vec<String>, Vec<String>) {
    let options = required();
    let corpus = file("x.jsonl", bytes.as_bytes());
    let documents = corpus.documents("x.jsonl", &options);
    let articles = documents
        .iter()
        .map(|document| format!("{}={}", document.text, labels(document)));
    let warnings = options.notices.warnings();
    (
        articles.collect(),
        warnings.iter().map(ToString::to_string).collect(),
    )
}

#[track_caller]
fn check(lines: &[&str], articles: &[&str], said: &[&str]) {
    let (found, warnings) = learned(&lines.join("\n"));
    assert_eq!(found, articles);
    assert_eq!(warnings.len(), said.len(), "{warnings:?}");
    for (warning, said) in warnings.iter().zip(said) {
        assert!(warning.contains(said), "{warning}");
    }
}

#[test]
fn doccano_with_a_list_of_annotations() {
    check(
        &[
            r#"{"text":"t","annotations":[{"label":4,"user":1},{"label":7,"user":1}],"meta":{}}"#,
            r#"{"text":"u","annotations":[{"label":"a","user":1},{"label":"b","user":2}]}"#,
            r#"{"text":"v","annotations":[]}"#,
        ],
        &["t=4+7", "u=a"],
        &["1 record(s) are left out, since nobody", "a / b"],
    );
}

#[test]
fn label_studio_in_other_forms() {
    check(
        &[
            r#"{"id":1,"data":{"text":"t"},"completions":[{"result":[{"from_name":"q","type":"choices","value":{"choices":["a"]}}]},{"skipped":true,"result":[]}]}"#,
            r#"{"id":2,"data":{"text":"u"},"annotations":[],"predictions":[{"result":[{"value":{"choices":["a"]}}]}]}"#,
            r#"{"id":3,"data":{"text":"v"},"annotations":[{"result":[{"from_name":"q","value":{"choices":["a"]}}]},{"ground_truth":true,"result":[{"from_name":"q","value":{"choices":["b"]}}]}]}"#,
            r#"{"id":4,"data":{"text":"w"},"annotations":[{"result":[{"from_name":"topic","value":{"choices":["a"]}},{"from_name":"mood","value":{"choices":["c"]}}]}]}"#,
        ],
        &["t=a", "v=b", "w=a"],
        &["1 record(s) are left out, since nobody"],
    );
    // Of flat records, a control of any name is known by the form of its value.
    check(
        &[
            r#"{"id":1,"text":"t","mine":{"choices":["a","b"]},"annotation_id":1,"annotator":1,"lead_time":2.5}"#,
            r#"{"id":2,"text":"u","annotation_id":2,"annotator":1}"#,
        ],
        &["t=a+b", "u="],
        &["1 record(s) choose no label"],
    );
}

#[test]
fn questions_that_are_not_clear_are_an_error() {
    let task = r#"{"data":{"text":"w"},"annotations":[{"result":[{"from_name":"q1","value":{"choices":["a"]}},{"from_name":"q2","value":{"choices":["c"]}}]}]}"#;
    let corpus = file("x.jsonl", task.as_bytes());
    let errors = corpus.errors("x.jsonl", &required());
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("the labels can be in any of \"q1\", \"q2\""));
    let options = ReadOptions {
        fields: FieldNames {
            labels: vec!["q2".to_owned()],
            ..FieldNames::default()
        },
        ..required()
    };
    assert_eq!(labels(&corpus.documents("x.jsonl", &options)[0]), "c");
}

#[test]
fn prodigy_in_other_forms() {
    let options = r#""options":[{"id":1,"text":"a"},{"id":2,"text":"b"}]"#;
    check(
        &[
            &format!(r#"{{"text":"t",{options},"accept":[2],"answer":"accept"}}"#),
            &format!(r#"{{"text":"u",{options},"answer":"accept"}}"#),
            &format!(r#"{{"text":"v",{options},"answer":"ignore"}}"#),
            r#"{"text":"w","accept":"a","answer":"accept"}"#,
        ],
        &["t=b", "u=", "w=a"],
        &["1 record(s) are left out, since they say"],
    );
    check(
        &[
            r#"{"text":"t","label":"a","answer":"reject","_task_hash":1}"#,
            r#"{"text":"u","label":"b","answer":"accept","_task_hash":2}"#,
            r#"{"text":"t","label":"b","answer":"accept","_task_hash":3}"#,
            r#"{"text":"u","label":"a","answer":"accept","_task_hash":4}"#,
            r#"{"text":"u","label":"a","answer":"accept","_task_hash":4}"#,
            r#"{"text":"u","label":"a","answer":"reject","_task_hash":4}"#,
        ],
        &["u=a+b", "t=b"],
        &[
            "2 record(s) are left out, since they say",
            "x.jsonl:2: a / none",
        ],
    );
    // A field that is called so for another reason.
    check(
        &[r#"{"text":"t","label":"a","answer":"42"}"#],
        &["t=a"],
        &[],
    );
}

#[test]
fn argilla_in_other_forms() {
    check(
        &[
            r#"{"fields":{"text":"t"},"responses":[{"user_id":"x","values":{"label":{"value":"a"},"note":{"value":"n"}},"status":"submitted"}]}"#,
            r#"{"fields":{"text":"u"},"responses":[{"user_id":"x","values":{"label":{"value":"a"}},"status":"discarded"}]}"#,
            r#"{"fields":{"text":"v"},"responses":[{"user_id":"x","values":{"label":{"value":"a"}},"status":"draft"}]}"#,
            r#"{"fields":{"text":"w"},"responses":{"q":[{"value":"a"},{"value":"b"},{"value":"b"}]}}"#,
            r#"{"text":"x","annotation":"a","status":"Discarded"}"#,
            r#"{"annotation":"a","inputs":{"text":"y"},"status":"Validated"}"#,
        ],
        &["t=a", "w=b", "y=a"],
        &[
            "2 record(s) are left out, since they say",
            "1 record(s) are left out, since nobody",
            "a / b",
        ],
    );
}

#[test]
fn spacy_in_other_forms() {
    check(
        &[
            r#"{"text":"t","cats":{"a":true,"b":false}}"#,
            r#"{"text":"u","cats":{}}"#,
            r#"["v",{"cats":{"a":0.5,"b":0.49}}]"#,
        ],
        &["t=a", "v=a"],
        &["1 record(s) are left out, since nobody"],
    );
}

#[test]
fn a_decision_that_comes_late_is_not_overlooked() {
    let lines = concat!(
        r#"{"text":"t","label":"a"}"#,
        "\n",
        r#"{"text":"u","label":"a","answer":"reject","_task_hash":1}"#
    );
    let corpus = file("x.jsonl", lines.as_bytes());
    let errors = corpus.errors("x.jsonl", &required());
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("x.jsonl:2: the record says that its label is rejected"));
    let documents = corpus.documents("x.jsonl", &optional());
    assert_eq!(documents.iter().map(labels).collect::<Vec<_>>(), ["a", "-"]);
}

#[test]
fn numbers_of_classes_need_their_names() {
    let rows = r#"{"features":[{"name":"label","type":{"_type":"ClassLabel","names":["a"]}}],"rows":[{"row":{"text":"t","label":0}},{"row":{"text":"u","label":1}}]}"#;
    let corpus = file("x.json", rows.as_bytes());
    let (documents, errors) = corpus.read(&["x.json"], &required());
    assert_eq!(documents.iter().map(labels).collect::<Vec<_>>(), ["a"]);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].to_string().contains("there are 1 classes"));
}

#[test]
fn ids_of_numbers_keep_their_digits() {
    let lines = "{\"id\":98765432109876543210,\"text\":\"\"}\n{\"id\":1.10,\"text\":\"\"}";
    let documents = file("x.json", lines.as_bytes()).documents("x.json", &optional());
    assert_eq!(ids(&documents), ["98765432109876543210", "1.10"]);
    let list = "[{\"id\":1.0,\"text\":\"\"},{\"text\":\"\"},\n{\"text\":\"\"}]";
    let documents = file("y.json", list.as_bytes()).documents("y.json", &optional());
    assert_eq!(ids(&documents), ["1.0", "y.json:1.2", "y.json:2"]);
}
