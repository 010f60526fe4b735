//! One's own model, and files that are none.

use super::{CYBER, folder};
use crate::common::{made_up, sentence, tasnif_in, write_jsonl};
use std::fs;

#[test]
fn an_own_model_tags_with_its_topics() {
    let folder = folder();
    write_jsonl(&folder.path().join("c.jsonl"), &made_up(80, 23));
    fs::write(folder.path().join("a.txt"), sentence(2)).unwrap();
    tasnif_in(folder.path(), &["train", "c.jsonl", "--output", "m.tasnif"]).ends_with(0);
    let arguments = [
        "predict", "--model", "m.tasnif", "--format", "jsonl", "a.txt",
    ];
    let line = tasnif_in(folder.path(), &arguments)
        .ends_with(0)
        .json_lines()
        .remove(0);
    assert_eq!(line["topics"], serde_json::json!(["trafficking"]));
    assert_eq!(line["probabilities"].as_object().unwrap().len(), 3);
}

#[test]
fn a_model_file_that_is_none() {
    let folder = folder();
    let path = folder.path();
    let whole = fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/models/security.tasnif"
    ))
    .unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    fs::write(path.join("out.jsonl"), "what was there").unwrap();
    fs::create_dir(path.join("folder")).unwrap();
    for (name, bytes, message) in [
        (
            "text",
            CYBER.as_bytes(),
            &["text: this is not a tasnif model", "`tasnif train` wrote"][..],
        ),
        (
            "empty",
            b"",
            &["empty: this is not a tasnif model", "`tasnif train` wrote"],
        ),
        (
            "short",
            &whole[..10],
            &[
                "short: the model file ends after 10 bytes",
                "train it again",
            ],
        ),
        (
            "cut",
            &whole[..whole.len() - 1],
            &["cut: the checksum", "train it again"],
        ),
        (
            "flipped",
            &flipped,
            &["flipped: the checksum", "train it again"],
        ),
    ] {
        fs::write(path.join(name), bytes).unwrap();
        let arguments = [
            "predict",
            "--model",
            name,
            "cyber.txt",
            "--output",
            "out.jsonl",
        ];
        let run = tasnif_in(path, &arguments).fails_with(message);
        assert_eq!(run.stdout, "");
        assert_eq!(
            fs::read_to_string(path.join("out.jsonl")).unwrap(),
            "what was there"
        );
    }
    for name in ["gone", "folder"] {
        let run = tasnif_in(path, &["predict", "--model", name, "cyber.txt"]);
        run.fails_with(&[
            &format!("error: cannot read the model {name}: "),
            "check the path",
        ]);
    }
}
