//! Each error: the bytes that cause it, and what its message must say.

use super::*;

/// The only error of a file.
fn error(name: &str, bytes: &[u8], options: &ReadOptions) -> String {
    let errors = file(name, bytes).errors(name, options);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

fn assert_contains(message: &str, fragments: &[&str]) {
    for fragment in fragments {
        assert!(
            message.contains(fragment),
            "{fragment:?} is not in {message:?}"
        );
    }
}

#[test]
fn wrong_use() {
    let message = records(&[], &optional())
        .err()
        .expect("no path")
        .to_string();
    assert_contains(&message, &["no input is given"]);
    let twice = [PathBuf::from("-"), PathBuf::from("-")];
    let message = records(&twice, &optional())
        .err()
        .expect("twice")
        .to_string();
    assert_contains(&message, &["standard input (-) is given 2 times"]);
    for name in ["latin-arabic", "iso-2022-kr", ""] {
        let message = name.parse::<Encoding>().expect_err("unknown").to_string();
        assert_contains(&message, &[&format!("{name:?}"), "windows-1256"]);
    }
}

#[test]
fn a_missing_path_does_not_end_the_reading() {
    let corpus = file("b.txt", b"b");
    let (documents, errors) = corpus.read(&["a.txt", "b.txt"], &optional());
    assert_eq!(documents.len(), 1);
    assert_eq!(errors.len(), 1);
    assert!(matches!(errors[0], CorpusError::NotFound { .. }));
    assert_contains(
        &errors[0].to_string(),
        &["a.txt: no such file or folder: check the path"],
    );
}

#[test]
fn records_of_broken_utf8() {
    for (name, bytes, place) in [
        (
            "c.jsonl",
            &b"{\"text\":\"a\"}\n{\"text\":\"\xC7\"}\n{\"text\":\"c\"}\n"[..],
            "c.jsonl:2: not valid UTF-8 at byte 10 of the line (byte 23 of the file)",
        ),
        (
            "c.csv",
            b"text,x\na,1\n\"b\r\n\xC7\",2\nc,3\n",
            "c.csv:4: not valid UTF-8 at byte 1 of the line (byte 16 of the file)",
        ),
        (
            "c.ft",
            b"__label__a x\n__label__b \xC7\n__label__a x\n",
            "c.ft:2: not valid UTF-8 at byte 12 of the line (byte 25 of the file)",
        ),
    ] {
        for (name, bytes) in [
            (name.to_owned(), bytes.to_vec()),
            (format!("{name}.gz"), gzip(bytes)),
            (format!("{name}.zst"), zst(bytes)),
        ] {
            let corpus = file(&name, &bytes);
            assert_eq!(corpus.read(&[&name], &optional()).0.len(), 2);
            let message = error(&name, &bytes, &optional());
            let plain = message.replace(".gz", "").replace(".zst", "");
            assert_contains(&plain, &[place, "for example windows-1256"]);
        }
    }
}

#[test]
fn text_files_of_broken_utf8() {
    let message = error("x.txt", b"\xEF\xBB\xBFab\ncd\xC7", &optional());
    assert_contains(
        &message,
        &["x.txt:2: not valid UTF-8 at byte 3 of the line (byte 9 of the file)"],
    );
    let message = error("x.txt", b"\xFF\xFEa\0\x00\xD8", &optional());
    assert_contains(
        &message,
        &["x.txt: not valid UTF-16LE at byte 5 of the file"],
    );
    let message = error("x.txt", b"ab\n\0\0", &optional());
    assert_contains(
        &message,
        &[
            "x.txt:2: NUL at byte 1 of the line (byte 4 of the file)",
            "utf-16le",
        ],
    );
}

#[test]
fn compressed_files() {
    let json = format!("{{\"text\":{BODY:?}}}\n").repeat(50);
    let article = format!("{TITLE}\n{BODY}");
    for (name, bytes) in [
        ("c.jsonl.gz", gzip(json.as_bytes())),
        ("c.jsonl.zst", zst(json.as_bytes())),
        ("x.txt.gz", gzip(article.as_bytes())),
        ("x.txt.zst", zst(article.as_bytes())),
    ] {
        let cut = &bytes[..bytes.len() - 5];
        let message = error(name, cut, &optional());
        assert_contains(&message, &[name, "the compressed data is truncated"]);
        assert_contains(
            &error(name, b"no archive", &optional()),
            &[name, "cannot be read"],
        );
    }
    assert_contains(&error("c.csv.gz", b"", &optional()), &["c.csv.gz"]);
}

#[test]
fn an_error_of_a_stream_ends_only_that_file() {
    let lines = "{\"text\":\"a\"}\n".repeat(20_000);
    let mut cut = gzip(lines.as_bytes());
    cut.truncate(cut.len() - 20);
    let corpus = Corpus::new(&[
        ("a.jsonl.gz", &cut),
        ("b.csv", b"url\nx\n"),
        ("c.txt", b"c"),
    ]);
    let (documents, errors) = corpus.read(&["a.jsonl.gz", "b.csv", "c.txt"], &optional());
    assert!(documents.len() > 1, "what precedes the cut is read");
    assert!(documents.iter().any(|document| document.text == "c"));
    assert!(matches!(errors[0], CorpusError::Truncated { .. }));
    assert!(matches!(
        errors[1],
        CorpusError::Record {
            source: RecordError::MissingColumn { .. },
            ..
        }
    ));
    assert_eq!(errors.len(), 2);
}

#[test]
fn json_records() {
    for (line, fragments) in [
        (
            "{\"text\": }",
            &["c.jsonl:1: not valid JSON at column 10: expected value"][..],
        ),
        (
            "{\"text\":\"a",
            &["not valid JSON at column 10: EOF while parsing a string"],
        ),
        ("7", &["a JSON object", "a number is found"]),
        (
            "{\"summary\":\"x\",\"url\":\"y\"}",
            &["no \"text\"", "summary, url"],
        ),
        (
            "{\"body\":\"x\",\"content\":\"y\",\"label\":\"a\"}",
            &["the text can be in any of \"body\", \"content\""],
        ),
        (
            "{\"text\":\"x\",\"topic\":\"y\",\"category\":\"a\"}",
            &["the labels can be in any of \"category\", \"topic\""],
        ),
        (
            "{\"text\":\"x\",\"headline\":\"y\",\"عنوان\":\"a\"}",
            &["the title can be in any of \"headline\", \"عنوان\""],
        ),
        (
            "{\"text\":null}",
            &["\"text\" must be a string, null is found"],
        ),
        (
            "{\"text\":\"\",\"title\":1}",
            &["\"title\" must be a string, a number"],
        ),
        (
            "{\"text\":\"\",\"id\":[]}",
            &["\"id\" must be a string or a number, an array"],
        ),
        (
            "{\"text\":\"\"}",
            &[
                "c.jsonl:1: the record has no label, \"labels\" or \"label\"; its keys are: text",
                "\"labels\": []",
            ],
        ),
        (
            "{\"text\":\"\",\"labels\":[],\"label\":\"a\"}",
            &["both \"labels\" and \"label\""],
        ),
        (
            "{\"text\":\"\",\"labels\":[true]}",
            &["\"labels\" must be a list of strings or numbers, a boolean is found"],
        ),
        (
            "{\"text\":\"\",\"label\":true}",
            &["\"label\" must be a string, a number or a list of them, a boolean is found"],
        ),
        (
            "{\"text\":\"\",\"labels\":[\"\"]}",
            &["c.jsonl:1: a label is empty"],
        ),
        (
            "{\"text\":\"\",\"labels\":[\"none\",\"a\"]}",
            &["\"none\" stands beside \"a\""],
        ),
        (
            "{\"text\":\"\",\"label\":\"a\\tb\"}",
            &["control character U+0009"],
        ),
        (
            "[{\"text\":\"\"},{\"text\":\"\",\"labels\":[]}]",
            &["c.jsonl:1: the record has no label"],
        ),
        (
            "[{\"text\":\"\",\"labels\":[]},{\"text\":\"\"}]",
            &["c.jsonl:1.2: the record has no label"],
        ),
        (
            "[{\"text\":\"\",\"labels\":[]},",
            &["c.jsonl:1: not valid JSON at column 26: the list is not closed"],
        ),
    ] {
        assert_contains(&error("c.jsonl", line.as_bytes(), &required()), fragments);
    }
    let deep = format!("{{\"text\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    assert_contains(
        &error("c.jsonl", deep.as_bytes(), &optional()),
        &["recursion limit"],
    );
    let broken = b"\n[\n{\"text\":\"a\"},\n{\"text\" \"b\"}\n]";
    assert_contains(
        &error("c.json", broken, &optional()),
        &["c.json:4: not valid JSON at column 9: expected `:`"],
    );
}

#[test]
fn labels_that_prediction_does_not_need() {
    for (name, bytes) in [
        ("c.jsonl", &b"{\"text\":\"t\",\"label\":true}"[..]),
        ("c.csv", b"text,labels\nt,none+a\n"),
        ("c.ft", b"__label__ t"),
    ] {
        let corpus = file(name, bytes);
        assert_eq!(labels(&corpus.documents(name, &optional())[0]), "-");
        assert_eq!(corpus.errors(name, &required()).len(), 1);
    }
}

#[test]
fn tables() {
    for (bytes, fragments) in [
        ("", &["c.csv: the file is empty"][..]),
        ("\n\n", &["c.csv: the file is empty"]),
        (
            "words;labels\nx;a\n",
            &[
                "c.csv:1: there is no column \"text\"",
                "separated by semicolons",
                "\"words\", \"labels\"",
            ],
        ),
        (
            "text,url\nx,a\n",
            &["no column \"labels\" or \"label\"", "\"text\", \"url\""],
        ),
        (
            "text,Text,labels\n",
            &["c.csv:1: the column \"text\" is there twice"],
        ),
        (
            "النص,المحتوى,labels\n",
            &["the text can be in any of \"النص\", \"المحتوى\""],
        ),
        ("text,label,labels\n", &["both \"labels\" and \"label\""]),
        (
            "text,label\n\"a\nb\",x\nc\nd,x\n",
            &["c.csv:4: the row has 1 cell(s), the header has 2"],
        ),
        (
            "text,label\na,b,c\n",
            &["c.csv:2: the row has 3 cell(s), the header has 2"],
        ),
        ("text,labels\na,b|\n", &["c.csv:2: a label is empty"]),
        (
            "text,label\na,b\n\"c,d\ne,f\n",
            &["c.csv:3: a double quote opens a cell here"],
        ),
    ] {
        let message = error("c.csv", bytes.as_bytes(), &required());
        assert_contains(&message, fragments);
    }
    assert_contains(
        &error("c.tsv", b"a\tb\n", &optional()),
        &["separated by tabs", "\"a\", \"b\""],
    );
}

#[test]
fn fasttext_lines() {
    let corpus = file(
        "c.ft",
        b"__label__a x\nplain\n__label__none __label__b y\n__label__ z\n",
    );
    let errors = corpus.errors("c.ft", &required());
    assert_eq!(errors.len(), 3);
    assert_contains(
        &errors[0],
        &["c.ft:2: the record has no label", "__label__none"],
    );
    assert_contains(&errors[1], &["c.ft:3: \"none\" stands beside \"b\""]);
    assert_contains(&errors[2], &["c.ft:4: a label is empty"]);
}

#[test]
fn folders() {
    let corpus = Corpus::new(&[("f/notes.md", b"x"), ("f/c.jsonl", b"{}")]);
    for options in [required(), optional()] {
        let errors = corpus.errors("f", &options);
        assert_eq!(errors.len(), 1);
        assert_contains(
            &errors[0],
            &["f: the folder holds no articles", "name JSONL"],
        );
    }
    let corpus = Corpus::new(&[
        ("f/b.txt", b"x"),
        ("f/a.txt", b"x"),
        ("f/none/c.txt", b"x"),
        ("f/x++y/1.txt", b"x"),
        ("f/x++y/2.txt", b"x"),
    ]);
    let errors = corpus.errors("f", &required());
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_contains(
        &errors[0],
        &["f: 2 text file(s), such as \"a.txt\"", "sub-folder"],
    );
    assert_contains(&errors[1], &["f/x++y: a label is empty"]);
    assert_eq!(ids(&corpus.read(&["f"], &required()).0), ["none/c.txt"]);
    let message = error("a.txt", b"x", &required());
    assert_contains(&message, &["a.txt: the record has no label", "none/"]);
}

#[cfg(unix)]
#[test]
fn broken_links_and_loops() {
    use std::os::unix::fs::symlink;
    let corpus = file("f/a/x.txt", b"x");
    symlink("nowhere", corpus.path("f/a/y.txt")).expect("link");
    symlink("..", corpus.path("f/a/z")).expect("link");
    let errors = corpus.errors("f", &required());
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_contains(&errors[0], &["f/a/y.txt", "cannot be listed"]);
    assert_contains(&errors[1], &["f/a/z", "loop"]);
    assert_eq!(ids(&corpus.read(&["f"], &required()).0), ["a/x.txt"]);
}

#[test]
fn limits() {
    let options = ReadOptions {
        max_bytes: 20,
        ..optional()
    };
    let long = "a".repeat(21);
    assert_contains(
        &error("x.txt", long.as_bytes(), &options),
        &["x.txt: the file is longer than the limit of 20 bytes"],
    );
    assert_contains(
        &error("x.txt.gz", &gzip(&[b'a'; 100_000]), &options),
        &["x.txt.gz: the file is longer"],
    );
    let lines = format!("{{\"text\":\"a\"}}\n{long}\n{{\"text\":\"b\"}}\n");
    let corpus = file("c.jsonl", lines.as_bytes());
    let (documents, errors) = corpus.read(&["c.jsonl"], &options);
    assert_eq!((documents.len(), errors.len()), (2, 1));
    assert_contains(
        &corpus.errors("c.jsonl", &options)[0],
        &["c.jsonl:2: the line is longer"],
    );
    let rows = b"text\n\"aaaaaaaaaa\naaaaaaaaaa\n\"\n";
    assert_contains(
        &error("c.csv", rows, &options),
        &["c.csv:2: the row", "not closed", "20 bytes"],
    );
    let utf16: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [&b"\xFF\xFE"[..], &utf16].concat();
    assert_contains(
        &error("c.csv", &utf16, &options),
        &["c.csv: the file is longer"],
    );
}

#[cfg(unix)]
#[test]
fn unreadable_files() {
    use std::os::unix::fs::PermissionsExt;
    let corpus = file("a/x.txt", b"x");
    let path = corpus.path("a/x.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("own file");
    if fs::read(&path).is_ok() {
        return; // The superuser reads everything.
    }
    let errors = corpus.errors("", &required());
    assert_contains(&errors[0], &["a/x.txt: cannot be read"]);
}
