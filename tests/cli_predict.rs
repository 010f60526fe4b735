//! `tasnif predict`: forms of output, order, inputs of every kind, models and outputs that can't be used.
#![allow(clippy::unwrap_used)]

mod common;

use common::{jsonl, made_up, sentence, tasnif_in, tasnif_with_input, write_jsonl};
use serde_json::Value;
use std::fs;
use std::io::Write;
use tempfile::TempDir;

const CYBER: &str = "أوقفت الشرطة قرصانًا اخترق حسابات مصرفية بعد تصيّد كلمات المرور ونشر برمجية خبيثة لابتزاز ضحاياه إلكترونيًا.";
const SPORT: &str = "فاز الفريق على ضيفه بهدفين في المباراة التي جرت أمس، وقال المدرب إن لاعبيه استحقوا النقاط الثلاث أمام جمهورهم.";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("cyber.txt"), CYBER).unwrap();
    fs::write(folder.path().join("sport.txt"), SPORT).unwrap();
    folder
}

#[test]
fn jsonl_has_a_probability_for_each_topic() {
    let folder = folder();
    let arguments = ["predict", "cyber.txt", "sport.txt", "--format", "jsonl"];
    let run = tasnif_in(folder.path(), &arguments).ends_with(0);
    assert_eq!(run.stderr, "");
    let lines = run.json_lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "cyber.txt");
    assert_eq!(lines[0]["topics"][0], "cybercrime");
    let topics = [
        "border-security",
        "counterterrorism",
        "cybercrime",
        "trafficking",
        "weapons-control",
    ];
    for line in &lines {
        let probabilities = line["probabilities"].as_object().unwrap();
        assert_eq!(probabilities.keys().collect::<Vec<_>>(), topics);
        assert!(
            probabilities
                .values()
                .all(|p| (0.0..=1.0).contains(&p.as_f64().unwrap()))
        );
        let given = line["topics"].as_array().unwrap();
        let ranked: Vec<f64> = given
            .iter()
            .map(|topic| probabilities[topic.as_str().unwrap()].as_f64().unwrap())
            .collect();
        assert!(
            ranked.is_sorted_by(|a, b| a >= b),
            "most probable first: {line}"
        );
    }
}

#[test]
fn csv_and_tsv_hold_what_jsonl_holds() {
    let folder = folder();
    fs::write(folder.path().join("broken.txt"), b"\xC7").unwrap();
    let predict = |format| {
        let inputs = [
            "predict",
            "cyber.txt",
            "broken.txt",
            "sport.txt",
            "--format",
            format,
        ];
        tasnif_in(folder.path(), &inputs).ends_with(2)
    };
    let expected = predict("jsonl").json_lines();
    for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
        let run = predict(format);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .from_reader(run.stdout.as_bytes());
        let header = reader.headers().unwrap().clone();
        assert_eq!(&header[0], "id");
        assert_eq!(&header[1], "topics");
        assert_eq!(&header[header.len() - 1], "error");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), expected.len());
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(expected["id"], row[0]);
            assert_eq!(
                expected["error"].as_str().unwrap_or_default(),
                &row[header.len() - 1]
            );
            let Some(topics) = expected["topics"].as_array() else {
                assert!((1..header.len() - 1).all(|cell| row[cell].is_empty()));
                continue;
            };
            let topics: Vec<&str> = topics.iter().map(|topic| topic.as_str().unwrap()).collect();
            let written = if topics.is_empty() {
                "none".to_owned()
            } else {
                topics.join("+")
            };
            assert_eq!(&row[1], written);
            for cell in 2..header.len() - 1 {
                let probability: f64 = row[cell].parse().unwrap();
                assert_eq!(expected["probabilities"][&header[cell]], probability);
            }
        }
    }
}

#[test]
fn a_table_line_shows_topics_and_id() {
    let folder = folder();
    let run = tasnif_in(folder.path(), &["predict", "cyber.txt", "sport.txt"]).ends_with(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("cybercrime "), "{lines:?}");
    assert!(
        lines[0].contains('%') && lines[0].ends_with(" cyber.txt"),
        "{lines:?}"
    );
    assert!(lines[1].ends_with("sport.txt"), "{lines:?}");
}

#[cfg(unix)]
#[test]
fn names_cannot_act_on_the_terminal() {
    let folder = folder();
    let name = "خبر\u{202e}\u{1b}[31m.txt";
    fs::write(folder.path().join(name), CYBER).unwrap();
    let table = tasnif_in(folder.path(), &["predict", name])
        .ends_with(0)
        .stdout;
    assert!(!table.contains(['\u{202e}', '\u{1b}']), "{table:?}");
    let json = tasnif_in(folder.path(), &["predict", name, "--format", "jsonl"]).ends_with(0);
    assert_eq!(json.json_lines()[0]["id"], name, "data is left as it is");
}

/// More articles than are worked on at once, on one thread and on several.
#[test]
fn lines_come_in_the_order_of_the_inputs() {
    let folder = folder();
    let articles = made_up(1300, 21);
    write_jsonl(&folder.path().join("c.jsonl"), &articles);
    let predict = |threads| {
        let inputs = ["sport.txt", "c.jsonl", "cyber.txt"];
        let flags = ["predict", "--format", "jsonl", "--threads", threads];
        tasnif_in(folder.path(), &[&flags[..], &inputs].concat()).ends_with(0)
    };
    let run = predict("1");
    assert_eq!(predict("2"), run);
    assert_eq!(predict("7"), run);
    let ids: Vec<Value> = run
        .json_lines()
        .iter()
        .map(|line| line["id"].clone())
        .collect();
    let mut expected = vec!["sport.txt"];
    expected.extend(articles.iter().map(|article| &*article.id));
    expected.push("cyber.txt");
    assert_eq!(ids, expected);
}

/// The tags of one input, without the id.
fn tags(line: &Value) -> (Value, Value) {
    (line["topics"].clone(), line["probabilities"].clone())
}

#[test]
fn every_form_of_an_article_gets_the_same_tags() {
    let folder = folder();
    let path = folder.path();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(CYBER.as_bytes()).unwrap();
    let line = serde_json::json!({"id": "7", "text": CYBER}).to_string();
    let sub = path.join("folder/sub");
    fs::create_dir_all(&sub).unwrap();
    let (encoded, _, unmappable) = encoding_rs::UTF_16LE.encode(CYBER);
    assert!(
        !unmappable && encoded.len() == CYBER.len(),
        "encoding_rs writes UTF-8 for UTF-16"
    );
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(CYBER.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes, id) in [
        ("a.txt.gz", gzip.finish().unwrap(), "a.txt.gz"),
        (
            "a.txt.zst",
            zstd::encode_all(CYBER.as_bytes(), 3).unwrap(),
            "a.txt.zst",
        ),
        ("a.jsonl", line.clone().into_bytes(), "7"),
        (
            "a.jsonl.zst",
            zstd::encode_all(line.as_bytes(), 3).unwrap(),
            "7",
        ),
        (
            "a.csv",
            format!("id,text\n8,\"{CYBER}\"\n").into_bytes(),
            "8",
        ),
        ("a.tsv", format!("text\tid\n{CYBER}\t9\n").into_bytes(), "9"),
        (
            "a.ft",
            format!("__label__x {CYBER}\n").into_bytes(),
            "a.ft:1",
        ),
        ("mark.txt", utf16, "mark.txt"),
        ("folder/sub/b.txt", CYBER.into(), "folder/sub/b.txt"),
    ] {
        fs::write(path.join(name), bytes).unwrap();
        let arguments = ["predict", "--format", "jsonl", "cyber.txt", name];
        let lines = tasnif_in(path, &arguments).ends_with(0).json_lines();
        assert_eq!(lines[1]["id"], id, "{name}");
        assert_eq!(tags(&lines[0]), tags(&lines[1]), "{name}");
    }
    let arguments = ["predict", "--format", "jsonl", "folder"];
    assert_eq!(
        tasnif_in(path, &arguments).ends_with(0).json_lines()[0]["id"],
        "sub/b.txt"
    );
}

#[test]
fn an_old_arabic_encoding() {
    let folder = folder();
    let (encoded, _, unmappable) = encoding_rs::WINDOWS_1256.encode(CYBER);
    assert!(!unmappable);
    fs::write(folder.path().join("old.txt"), encoded).unwrap();
    let predict = |flags: &[&str], name| {
        let arguments = [&["predict", "--format", "jsonl", name], flags].concat();
        tasnif_in(folder.path(), &arguments)
    };
    predict(&[], "old.txt").fails_with(&["old.txt:1: not valid UTF-8", "--encoding windows-1256"]);
    let old = predict(&["--encoding", "windows-1256"], "old.txt")
        .ends_with(0)
        .json_lines();
    let new = predict(&[], "cyber.txt").ends_with(0).json_lines();
    assert_eq!(tags(&old[0]), tags(&new[0]));
}

#[test]
fn standard_input() {
    let folder = folder();
    let predict = |flags: &[&str], input: &str| {
        let arguments = [&["predict", "--format", "jsonl", "-"], flags].concat();
        tasnif_with_input(folder.path(), &arguments, input.as_bytes())
            .ends_with(0)
            .json_lines()
    };
    let file = tasnif_in(
        folder.path(),
        &["predict", "--format", "jsonl", "cyber.txt"],
    )
    .json_lines();
    let article = predict(&[], CYBER);
    assert_eq!(article[0]["id"], "-");
    assert_eq!(tags(&article[0]), tags(&file[0]));
    let articles = made_up(30, 22);
    let lines = predict(&[], &jsonl(&articles));
    assert!(
        lines
            .iter()
            .map(|line| &line["id"])
            .eq(articles.iter().map(|article| &*article.id))
    );
    let rows = predict(
        &["--input-format", "csv"],
        &format!("id,text\nأ,\"{CYBER}\"\n"),
    );
    assert_eq!(rows[0]["id"], "أ");
    assert_eq!(tags(&rows[0]), tags(&file[0]));
    let twice = ["predict", "-", "-"];
    tasnif_in(folder.path(), &twice).fails_with(&["standard input (-) is given 2 times"]);
}

#[test]
fn nothing_is_tagged_by_the_topics_frequencies() {
    let folder = folder();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    let arguments = ["predict", "--format", "jsonl", "empty.txt"];
    let lines = tasnif_in(folder.path(), &arguments)
        .ends_with(0)
        .json_lines();
    assert_eq!(lines[0]["id"], "empty.txt");
    assert!(lines[0]["topics"].is_array());
}

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

#[test]
fn an_output_file_is_replaced_when_all_is_done() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("out.jsonl"), "what was there").unwrap();
    let arguments = ["predict", "cyber.txt", "gone.txt", "--format", "jsonl"];
    let printed = tasnif_in(path, &arguments).ends_with(2).stdout;
    let run = tasnif_in(path, &[&arguments[..], &["--output", "out.jsonl"]].concat()).ends_with(2);
    assert_eq!(run.stdout, "");
    assert_eq!(fs::read_to_string(path.join("out.jsonl")).unwrap(), printed);
    assert_eq!(
        fs::read_dir(path).unwrap().count(),
        3,
        "no temporary file is left behind"
    );
    fs::create_dir(path.join("taken")).unwrap();
    for output in ["gone/out.jsonl", "cyber.txt/out.jsonl", "taken"] {
        let run = tasnif_in(path, &["predict", "cyber.txt", "--output", output]);
        run.fails_with(&[
            &format!("cannot write {output}: "),
            "choose a folder that exists",
        ]);
    }
    assert_eq!(fs::read_to_string(path.join("cyber.txt")).unwrap(), CYBER);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    use std::process::{Command, Stdio};
    let folder = folder();
    write_jsonl(&folder.path().join("c.jsonl"), &made_up(2000, 24));
    let mut predict = Command::new(env!("CARGO_BIN_EXE_tasnif"));
    predict
        .args(["predict", "c.jsonl"])
        .current_dir(folder.path());
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = predict
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.starts_with("error: standard output: the tags cannot be written"),
        "{message}"
    );
    let mut child = predict
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
