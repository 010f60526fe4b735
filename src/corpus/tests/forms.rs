//! Each form of input, plain and compressed, and the encodings.

use super::*;
use std::io::Cursor;

/// Writes the bytes plain, gzipped and by Zstandard, reads each, and hands the documents to the check.
fn in_each_compression(name: &str, bytes: &[u8], check: impl Fn(&str, &[Document])) {
    for (ending, packed) in [
        ("", bytes.to_vec()),
        (".gz", gzip(bytes)),
        (".zst", zst(bytes)),
    ] {
        let name = format!("{name}{ending}");
        let corpus = file(&name, &packed);
        check(&name, &corpus.documents(&name, &optional()));
    }
}

#[test]
fn labelled_folder() {
    let article = format!("{TITLE}\n{BODY}");
    let corpus = Corpus::new(&[
        ("border-security+trafficking/ب.txt", article.as_bytes()),
        ("border-security/2024/خبر أول.txt", article.as_bytes()),
        ("border-security/b.txt.gz", &gzip(article.as_bytes())),
        ("none/c.TXT.zst", &zst(article.as_bytes())),
        ("none/d.text", "سطر واحد".as_bytes()),
        ("none/notes.md", b"skipped"),
        ("none/.hidden.txt", b"skipped"),
        (".git/x/y.txt", b"skipped"),
        ("README.md", b"skipped"),
        ("ReadMe.txt", b"skipped"),
    ]);
    for options in [required(), optional()] {
        let documents = corpus.documents("", &options);
        assert_eq!(
            ids(&documents),
            [
                "border-security+trafficking/ب.txt",
                "border-security/2024/خبر أول.txt",
                "border-security/b.txt.gz",
                "none/c.TXT.zst",
                "none/d.text",
            ]
        );
        let sets: Vec<_> = documents.iter().map(labels).collect();
        assert_eq!(
            sets,
            [
                "border-security+trafficking",
                "border-security",
                "border-security",
                "",
                ""
            ]
        );
        for document in documents.iter().take(4) {
            assert_eq!(
                (document.title.as_str(), document.text.as_str()),
                (TITLE, BODY)
            );
        }
        assert_eq!(
            (documents[4].title.as_str(), documents[4].text.as_str()),
            ("", "سطر واحد")
        );
    }
}

#[test]
fn folder_of_inputs() {
    let corpus = Corpus::new(&[("b.txt", b"B\nx"), ("a.txt", b"A\nx"), ("sub/c.txt", b"C")]);
    let documents = corpus.documents("", &optional());
    assert_eq!(ids(&documents), ["a.txt", "b.txt", "sub/c.txt"]);
    assert!(documents.iter().all(|document| document.labels.is_none()));
}

#[test]
fn a_folder_name_that_is_no_label_is_harmless_for_prediction() {
    let corpus = Corpus::new(&[("none+a/x.txt", b"x")]);
    assert_eq!(labels(&corpus.documents("", &optional())[0]), "-");
}

#[test]
fn jsonl() {
    let lines = concat!(
        "\u{FEFF}{\"id\":\"x\",\"title\":\"عنوان\",\"text\":\"متن\",\"labels\":[\"b\",\" a \"],\"outlet\":\"وكالة\",\"year\":2024,",
        "\"live\":true,\"tags\":[1],\"more\":{\"a\":1},\"empty\":null}\r\n",
        " \n",
        "{\"text\":\"t\",\"label\":\"a+b\",\"id\":12}\n",
        "{\"text\":\"t\",\"label\":null}\n",
        "{\"text\":\"t\",\"label\":\"none\"}\n",
        "{\"text\":\"t\",\"labels\":[]}\n",
        "{\"text\":\"t\",\"title\":null,\"id\":\"\"}"
    );
    in_each_compression("c.jsonl", lines.as_bytes(), |name, documents| {
        let first = &documents[0];
        assert_eq!(
            (first.title.as_str(), first.text.as_str()),
            ("عنوان", "متن")
        );
        let fields: Vec<_> = first
            .fields
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(fields, ["live=true", "outlet=وكالة", "year=2024"]);
        let at = |line| format!("{name}:{line}");
        assert_eq!(ids(documents), ["x", "12", &at(4), &at(5), &at(6), &at(7)]);
        let sets: Vec<_> = documents.iter().map(labels).collect();
        assert_eq!(sets, ["a+b", "a+b", "-", "", "", "-"]);
        // One label with a plus sign is not two labels.
        assert_eq!(
            documents[0].labels.as_ref().map(|labels| labels.len()),
            Some(2)
        );
        assert_eq!(
            documents[1].labels.as_ref().map(|labels| labels.len()),
            Some(1)
        );
    });
}

#[test]
fn csv_and_tsv() {
    let table = "\u{FEFF}Title,TEXT,id,labels,outlet,\r\nعنوان,\"سطر\r\nثان, \"\"قول\"\"\",7,b|a,وكالة,\r\n\r\n,t,,a+none2,,\r\n,t,,,,x";
    in_each_compression("c.csv", table.as_bytes(), |name, documents| {
        let first = &documents[0];
        assert_eq!(first.text, "سطر\r\nثان, \"قول\"");
        assert_eq!(first.title, "عنوان");
        assert_eq!(first.fields.len(), 1);
        assert_eq!(first.fields["outlet"], "وكالة");
        // The quoted line break and the blank line count as lines.
        assert_eq!(
            ids(documents),
            ["7", &format!("{name}:5"), &format!("{name}:6")]
        );
        let sets: Vec<_> = documents.iter().map(labels).collect();
        assert_eq!(sets, ["a+b", "a+none2", ""]);
        assert_eq!(documents[2].fields[""], "x");
    });
    let table = "label\ttext\na+b\tقال: \"نعم\", ثم مضى\nnone\t\"a b\n";
    in_each_compression("c.tsv", table.as_bytes(), |_, documents| {
        assert_eq!(documents[0].text, "قال: \"نعم\", ثم مضى");
        assert_eq!(
            documents[0].labels.as_ref().map(|labels| labels.len()),
            Some(1)
        );
        assert_eq!(documents[1].text, "\"a b");
        assert_eq!(labels(&documents[1]), "");
    });
    let without = file("c.csv", b"text\nx\n");
    assert_eq!(labels(&without.documents("c.csv", &optional())[0]), "-");
}

#[test]
fn fasttext() {
    let lines = "__label__a __label__b نص الخبر\n\n__label__none نص\nنص __label__c\nنص بلا وسم\n";
    for name in ["c.ft", "c.fasttext", "c.txt", "c"] {
        in_each_compression(name, lines.as_bytes(), |name, documents| {
            let sets: Vec<_> = documents.iter().map(labels).collect();
            assert_eq!(sets, ["a+b", "", "c", "-"], "{name}");
            let texts: Vec<_> = documents
                .iter()
                .map(|document| document.text.as_str())
                .collect();
            assert_eq!(texts, ["نص الخبر", "نص", "نص", "نص بلا وسم"]);
            assert_eq!(documents[1].id, format!("{name}:3"));
        });
    }
}

#[test]
fn one_article() {
    let article = format!("\u{FEFF}{TITLE}\r\n\r\n{BODY}\n");
    for name in ["خبر.txt", "خبر", "{x.md"] {
        let corpus = Corpus::new(&[]);
        for (ending, bytes) in [
            ("", article.as_bytes().to_vec()),
            (".gz", gzip(article.as_bytes())),
            (".zst", zst(article.as_bytes())),
        ] {
            let path = corpus.path(&format!("{name}{ending}"));
            fs::write(&path, bytes).expect("file");
            let (documents, errors) =
                read_all(std::slice::from_ref(&path), &optional()).expect("right use");
            assert!(errors.is_empty());
            assert_eq!(documents[0].id, path.to_string_lossy());
            assert_eq!(
                (documents[0].title.as_str(), documents[0].text.as_str()),
                (TITLE, BODY)
            );
            assert_eq!(documents[0].labels, None);
        }
    }
}

#[test]
fn a_verse_in_braces_is_not_json() {
    let corpus = file("x", "{وقل اعملوا}\nمتن".as_bytes());
    assert_eq!(corpus.documents("x", &optional())[0].text, "متن");
}

#[test]
fn several_gzip_members_and_zstd_frames_are_one_file() {
    let first = b"{\"text\":\"a\"}\n";
    let second = b"{\"text\":\"b\"}\n";
    for (name, bytes) in [
        ("c.jsonl.gz", [gzip(first), gzip(second)].concat()),
        ("c.jsonl.zst", [zst(first), zst(second)].concat()),
    ] {
        assert_eq!(file(name, &bytes).documents(name, &optional()).len(), 2);
    }
}

#[test]
fn streams_are_told_by_their_first_bytes() {
    for (bytes, format, expected) in [
        (
            "  {\"text\":\"t\"}\n{\"text\":\"u\"}",
            None,
            &["-:1", "-:2"][..],
        ),
        ("__label__a t", None, &["-:1"]),
        ("عنوان\nمتن", None, &["-"]),
        ("", None, &["-"]),
        ("text\nx", Some(Format::Csv), &["-:2"]),
        ("text\nx", Some(Format::Tsv), &["-:2"]),
        ("a\nb", Some(Format::FastText), &["-:1", "-:2"]),
        ("{\"text\":\"t\"}", Some(Format::Text), &["-"]),
    ] {
        let options = ReadOptions {
            format,
            ..optional()
        };
        let records = records_from_reader(Cursor::new(bytes), "-", &options);
        let documents: Vec<_> = records
            .map(|record| {
                record
                    .and_then(|record| record.parse(&options))
                    .expect("readable")
            })
            .collect();
        assert_eq!(ids(&documents), expected, "{bytes:?}");
    }
}

#[test]
fn the_format_option_overrides_the_name() {
    let corpus = file("c.txt", b"{\"text\":\"t\"}");
    let options = ReadOptions {
        format: Some(Format::Jsonl),
        ..optional()
    };
    assert_eq!(ids(&corpus.documents("c.txt", &options)), ["c.txt:1"]);
}

#[test]
fn windows_1256_round_trip() {
    let encoding: Encoding = "cp1256".parse().expect("a WHATWG label");
    let options = ReadOptions {
        encoding: encoding.into(),
        ..optional()
    };
    let article = format!("{TITLE}\n{BODY}");
    let (bytes, _, lossy) = encoding.0.encode(&article);
    assert!(!lossy);
    let corpus = file("x.txt", &bytes);
    let document = &corpus.documents("x.txt", &options)[0];
    assert_eq!(
        (document.title.as_str(), document.text.as_str()),
        (TITLE, BODY)
    );
    assert!(
        corpus.errors("x.txt", &optional())[0].starts_with("x.txt:1: not valid UTF-8 at byte 1")
    );

    for (name, text) in [
        ("c.csv", format!("text,labels\n\"{BODY}\",أمن|حدود\n")),
        (
            "c.jsonl",
            format!("{{\"text\":{:?},\"labels\":[\"أمن\",\"حدود\"]}}", BODY),
        ),
    ] {
        let corpus = file(name, &encoding.0.encode(&text).0);
        let document = &corpus.documents(name, &options)[0];
        assert_eq!(document.text, BODY);
        assert_eq!(labels(document), "أمن+حدود");
    }
    // A byte-order mark wins over the option.
    let corpus = file("x.txt", format!("\u{FEFF}{article}").as_bytes());
    assert_eq!(corpus.documents("x.txt", &options)[0].title, TITLE);
}

#[test]
fn utf_16() {
    let little =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let big = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let json = format!("\u{FEFF}{{\"text\":{TITLE:?}}}\n{{\"text\":\"ب\"}}\n");
    let table = format!("\u{FEFF}text\n{TITLE}\nب\n");
    for encode in [&little as &dyn Fn(&str) -> Vec<u8>, &big] {
        for (name, text) in [("c.jsonl", &json), ("c.csv", &table)] {
            let documents = file(name, &encode(text)).documents(name, &optional());
            assert_eq!(documents[0].text, TITLE);
            assert_eq!(documents[1].text, "ب");
        }
        let article = format!("\u{FEFF}{TITLE}\n{BODY}");
        let documents = file("x.txt", &encode(&article)).documents("x.txt", &optional());
        assert_eq!(documents[0].text, BODY);
    }
    let options = ReadOptions {
        encoding: "utf-16be".parse().expect("a WHATWG name"),
        ..optional()
    };
    let corpus = file("x.txt", &big(BODY));
    assert!(BODY.ends_with(&corpus.documents("x.txt", &options)[0].text));
}

#[test]
fn order_is_that_of_the_paths_and_sorted_within_folders() {
    let corpus = Corpus::new(&[
        ("z.jsonl", b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
        ("f/b/2.txt", b"x"),
        ("f/b/10.txt", b"x"),
        ("f/b-a/1.txt", b"x"),
        ("f/a/1.txt", b"x"),
    ]);
    let (documents, errors) = corpus.read(&["z.jsonl", "f", "z.jsonl"], &optional());
    assert!(errors.is_empty());
    // Of several paths each is part of the ids.
    let expected = [
        "z.jsonl:1",
        "z.jsonl:2",
        "f/a/1.txt",
        "f/b-a/1.txt",
        "f/b/10.txt",
        "f/b/2.txt",
        "z.jsonl:1",
        "z.jsonl:2",
    ];
    let start = format!("{}/", corpus.path("").display()).replace("//", "/");
    let found: Vec<String> = ids(&documents)
        .iter()
        .map(|id| id.replace(&start, ""))
        .collect();
    assert_eq!(found, expected);
    let (documents, _) = corpus.read(&["f"], &optional());
    assert_eq!(
        ids(&documents),
        ["a/1.txt", "b-a/1.txt", "b/10.txt", "b/2.txt"]
    );
}

#[cfg(unix)]
#[test]
fn file_names_that_are_not_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let corpus = Corpus::new(&[("a/x.txt", b"x")]);
    let name = OsStr::from_bytes(b"a/\xC7\xD1.txt");
    if fs::write(corpus.0.path().join(name), b"y").is_err() {
        return; // Some file systems refuse such names.
    }
    let documents = corpus.documents("", &required());
    assert_eq!(ids(&documents), ["a/\\xC7\\xD1.txt", "a/x.txt"]);
}
