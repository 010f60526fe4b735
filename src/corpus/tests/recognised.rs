//! What a file is, is told by what it holds, whatever its name says.

use super::*;
use std::io::Cursor;

/// Files that hold no text, and a fragment of what is said of them.
fn foreign() -> Vec<(Vec<u8>, &'static str)> {
    let zip = |names: &[&str]| {
        let mut bytes = Vec::new();
        for name in names {
            bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0\x08\0");
            bytes.extend_from_slice(&[0x21; 16]);
            bytes.extend_from_slice(&[name.len() as u8, 0, 0, 0]);
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(&[0xA5; 600]);
        }
        bytes
    };
    let mut tar = vec![0; 512];
    tar[..9].copy_from_slice(b"sport.txt");
    tar[257..263].copy_from_slice(b"ustar\0");
    vec![
        (
            zip(&["sport/1.txt", "oil/2.txt"]),
            "a zip archive: unpack it",
        ),
        (
            zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]),
            "an Excel table",
        ),
        (
            zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]),
            "the Word document cannot be read",
        ),
        (zip(&["mimetypeapplication/epub+zip"]), "an e-book"),
        (
            zip(&["mimetypeapplication/vnd.oasis.opendocument.text"]),
            "(.odt)",
        ),
        (tar, "a tar archive"),
        (
            b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            "a PDF document: take its text out",
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(),
            "an old Office file",
        ),
        (b"BZh91AY&SY\xAB".to_vec(), "a bzip2 archive"),
        (b"\xFD7zXZ\0\0\x04".to_vec(), "an xz archive"),
        (b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), "a 7z archive"),
        (b"Rar!\x1A\x07\x01\0".to_vec(), "a rar archive"),
        (
            b"PAR1\x15\x04\x15".to_vec(),
            "a Parquet file: write it as JSONL",
        ),
        (b"ARROW1\0\0\xFF\xFF".to_vec(), "an Arrow file"),
        (b"SQLite format 3\0\x10".to_vec(), "an SQLite database"),
        (b"\x89PNG\r\n\x1A\n\0\0".to_vec(), "a PNG picture"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "a JPEG picture"),
        (
            b"{\\rtf1\\ansi\\ansicpg1256".to_vec(),
            "a rich text document",
        ),
        (b"TASNIF\x1A\n\x01\0\0\0".to_vec(), "the file is a model"),
        (
            b"TASCNT\x1A\n\x01\0\0\0".to_vec(),
            "the file holds counts of articles",
        ),
    ]
}

/// Markup without an article, and a fragment of what is said of it.
const MARKUP: [(&[u8], &str); 4] = [
    (
        b"\xEF\xBB\xBF\n<!DOCTYPE html>\n<html lang=\"ar\">",
        "the page has no main text",
    ),
    (
        b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>",
        "the feed cannot be read from here on: its end is missing",
    ),
    (
        b"<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "the feed cannot be read",
    ),
    (
        b"<?xml version=\"1.0\"?>\n<articles><article>",
        "an XML document",
    ),
];

fn said_of_stream(bytes: &[u8], options: &ReadOptions) -> Vec<String> {
    records_from_reader(Cursor::new(bytes.to_vec()), "-", options)
        .map(|record| {
            record
                .and_then(|record| record.parse(options))
                .expect_err("no text")
                .to_string()
        })
        .collect()
}

#[test]
fn files_without_text_are_named() {
    let windows = ReadOptions {
        encoding: "windows-1256".parse().expect("a name"),
        ..optional()
    };
    for (bytes, fragment) in foreign() {
        for options in [optional(), windows.clone()] {
            for name in ["x", "x.txt", "x.csv", "x.jsonl", "x.dat", "x.txt.gz"] {
                let bytes = if name.ends_with("gz") {
                    gzip(&bytes)
                } else {
                    bytes.clone()
                };
                let errors = file(name, &bytes).errors(name, &options);
                assert_eq!(errors.len(), 1, "{name}: {errors:?}");
                assert!(
                    errors[0].starts_with(&format!("{name}: ")) && errors[0].contains(fragment),
                    "{errors:?}"
                );
            }
            let errors = said_of_stream(&bytes, &options);
            assert!(
                errors.len() == 1 && errors[0].contains(fragment),
                "{errors:?}"
            );
        }
        let errors =
            Corpus::new(&[("f/a/1.txt", b"x"), ("f/a/2.txt", &bytes)]).errors("f", &required());
        assert!(
            errors.len() == 1 && errors[0].contains(fragment),
            "{errors:?}"
        );
    }
}

#[test]
fn markup_is_named() {
    for (bytes, fragment) in MARKUP {
        for name in ["x", "x.txt", "x.xml", "x.dat"] {
            let errors = file(name, bytes).errors(name, &optional());
            assert!(
                errors.len() == 1 && errors[0].contains(fragment),
                "{name}: {errors:?}"
            );
        }
        let errors = said_of_stream(bytes, &optional());
        assert!(
            errors.len() == 1 && errors[0].contains(fragment),
            "{errors:?}"
        );
        let corpus = Corpus::new(&[("f/a/1.txt", b"x"), ("f/a/2.txt", bytes)]);
        let as_text = ReadOptions {
            format: Some(Format::Text),
            ..required()
        };
        for options in [required(), as_text] {
            let errors = corpus.errors("f", &options);
            let is_feed = fragment.starts_with("the feed");
            let many = if is_feed { "feed" } else { fragment };
            assert!(errors.len() == 1 && errors[0].contains(many), "{errors:?}");
        }
    }
}

#[test]
fn a_feed_under_the_name_of_a_page_is_a_feed() {
    let feed = "<rss><channel><item><title>خبر</title></item><item><title>آخر</title></item></channel></rss>";
    let corpus = file("x.html", feed.as_bytes());
    let articles = corpus.documents("x.html", &optional());
    assert_eq!((&*articles[0].title, &*articles[0].id), ("خبر", "x.html:1"));
    assert_eq!(
        (&*articles[1].title, &*articles[1].id),
        ("آخر", "x.html:1.2")
    );
}

#[test]
fn archives_are_read_under_any_name() {
    let lines = b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n";
    for packed in [gzip(lines), zst(lines)] {
        for name in ["x", "x.jsonl", "x.txt", "x.bin"] {
            assert_eq!(
                file(name, &packed).documents(name, &optional()).len(),
                2,
                "{name}"
            );
        }
        let records = records_from_reader(Cursor::new(packed.clone()), "-", &optional());
        assert_eq!(records.filter(Result::is_ok).count(), 2);
        let errors = file("x.gz", &gzip(&packed)).errors("x.gz", &optional());
        assert!(errors[0].contains("in another archive"), "{errors:?}");
    }
    let article = gzip(format!("{TITLE}\n{BODY}").as_bytes());
    assert_eq!(
        file("x.txt", &article).documents("x.txt", &optional())[0].title,
        TITLE
    );
}

#[test]
fn tables_and_objects_in_text_files() {
    for bytes in [
        &b"text,label\na,x\nb,y\n"[..],
        b"title;text;label\n;a;x\n;b;y\n",
        b"sep=|\ntext|label\na|x\nb|y\n",
        b"text\tlabel\na\tx\nb\ty\n",
        b"{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"b\",\"label\":\"y\"}\n",
        b"[{\"text\":\"a\",\"label\":\"x\"},\n{\"text\":\"b\",\"label\":\"y\"}]\n",
    ] {
        for name in ["x.txt", "x", "x.dat"] {
            let documents = file(name, bytes).documents(name, &required());
            let found: Vec<(&str, String)> = documents
                .iter()
                .map(|one| (one.text.as_str(), labels(one)))
                .collect();
            assert_eq!(
                found,
                [("a", "x".to_owned()), ("b", "y".to_owned())],
                "{name}"
            );
        }
        // In a folder a text file is one article.
        let corpus = Corpus::new(&[("f/a/1.txt", bytes)]);
        let errors = corpus.errors("f", &required());
        assert!(
            errors.len() == 1 && errors[0].contains("the file looks like "),
            "{errors:?}"
        );
        let as_text = ReadOptions {
            format: Some(Format::Text),
            ..required()
        };
        assert_eq!(corpus.documents("f", &as_text).len(), 1);
    }
}

#[test]
fn lines_of_text() {
    let line =
        "أعلنت وزارة الزراعة في الواحة أن موسم الزيتون هذا العام أفضل من موسم العام الماضي.\n";
    let corpus = file("x.txt", line.repeat(8).as_bytes());
    let options = optional();
    assert_eq!(corpus.documents("x.txt", &options).len(), 1);
    let said = warnings(&options);
    assert!(
        said.len() == 1
            && said[0].contains("one text a line")
            && said[0].contains("give the form lines"),
        "{said:?}"
    );
    let by_line = ReadOptions {
        format: Some(Format::Lines),
        ..optional()
    };
    let documents = corpus.documents("x.txt", &by_line);
    assert_eq!(documents.len(), 8);
    assert_eq!(
        (documents[7].id.as_str(), documents[7].text.as_str()),
        ("x.txt:8", line.trim())
    );
    assert!(warnings(&by_line).is_empty());
    let labelled = ReadOptions {
        format: Some(Format::Lines),
        ..required()
    };
    let errors = corpus.errors("x.txt", &labelled);
    assert!(
        errors.len() == 1 && errors[0].contains("no place for labels"),
        "{errors:?}"
    );
    let article = format!("عنوان الخبر\n{}", line.repeat(8));
    let options = optional();
    file("x.txt", article.as_bytes()).documents("x.txt", &options);
    assert!(warnings(&options).is_empty());
}
