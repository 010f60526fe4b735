//! Files that hold no text to be read as it is: told by their first bytes, whatever their names say.
//!
//! A file that is not recognised would be taken for one article, and its bytes or markup for words.

use std::ops::Range;

/// A kind of file, and how to make of it what can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// With its article: "a zip archive".
    pub kind: &'static str,
    pub remedy: &'static str,
}

/// How much of a zip archive is looked at to tell documents from mere archives.
pub(crate) const ZIP_HEAD: u64 = 64 * 1024;

const fn foreign(kind: &'static str, remedy: &'static str) -> Foreign {
    Foreign { kind, remedy }
}

const UNPACK: &str = "unpack it and give the files or the folder in it";
const SAVE_TEXT: &str = "save it as plain text (UTF-8), for example in LibreOffice";
const SAVE_CSV: &str = "save it as CSV (UTF-8), for example in Excel or LibreOffice";
const PANDAS: &str =
    "write it as JSONL, for example with to_json(path, orient=\"records\", lines=True) of pandas";
const NO_TEXT: &str = "it holds no text: give text files, JSONL or CSV";
const OCR: &str = "it holds no text: have the letters in it recognised (OCR), and give the text";

/// What begins with these bytes. No text does: each has a byte that no text has, or letters that nobody begins an article with.
#[rustfmt::skip]
const BINARY: &[(&[u8], Foreign)] = &[
    (b"PK\x03\x04", foreign("a zip archive", UNPACK)),
    (b"PK\x05\x06", foreign("an empty zip archive", UNPACK)),
    (b"PK\x07\x08", foreign("a part of a zip archive", UNPACK)),
    (b"\x1F\x8B\x08", foreign("a gzip archive in another archive", UNPACK)),
    (b"\x28\xB5\x2F\xFD", foreign("a Zstandard archive in another archive", UNPACK)),
    (b"\xFD7zXZ\0", foreign("an xz archive", "unpack it with unxz")),
    (b"7z\xBC\xAF\x27\x1C", foreign("a 7z archive", UNPACK)),
    (b"Rar!\x1A\x07", foreign("a rar archive", UNPACK)),
    (b"\x04\x22\x4D\x18", foreign("an LZ4 archive", "unpack it with unlz4")),
    (b"\x1F\x9D", foreign("an archive of compress", "unpack it with uncompress")),
    (b"LZIP\x01", foreign("an lzip archive", "unpack it with lzip -d")),
    (b"%PDF-", foreign("a PDF document", "take its text out, for example with pdftotext -enc UTF-8 FILE.pdf FILE.txt")),
    (b"%!PS", foreign("a PostScript document", "take its text out, for example with ps2ascii")),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", foreign("an old Office file (.doc, .xls, .ppt)", "save it as plain text (UTF-8), a table as CSV")),
    (b"{\\rtf", foreign("a rich text document (.rtf)", SAVE_TEXT)),
    (b"AT&TFORM", foreign("a DjVu document", "take its text out, for example with djvutxt")),
    (b"ITSF", foreign("a help file (.chm)", "take its text out")),
    (b"PAR1", foreign("a Parquet file", PANDAS)),
    (b"ARROW1\0", foreign("an Arrow file", PANDAS)),
    (b"FEA1", foreign("a Feather file", PANDAS)),
    (b"Obj\x01", foreign("an Avro file", PANDAS)),
    (b"ORC\x08", foreign("an ORC file", PANDAS)),
    (b"\x89HDF\r\n\x1A\n", foreign("an HDF5 file", PANDAS)),
    (b"\x93NUMPY", foreign("a NumPy file", PANDAS)),
    (b"\x80\x02", foreign("a Python pickle", PANDAS)),
    (b"\x80\x03", foreign("a Python pickle", PANDAS)),
    (b"\x80\x04\x95", foreign("a Python pickle", PANDAS)),
    (b"\x80\x05\x95", foreign("a Python pickle", PANDAS)),
    (b"SQLite format 3\0", foreign("an SQLite database", "write its table as CSV, for example with sqlite3 -header -csv FILE \"select … from …\"")),
    (b"\0\x01\0\0Standard ", foreign("an Access database", "write its table as CSV")),
    (b"\x89PNG\r\n\x1A\n", foreign("a PNG picture", OCR)),
    (b"\xFF\xD8\xFF", foreign("a JPEG picture", OCR)),
    (b"GIF87a", foreign("a GIF picture", OCR)),
    (b"GIF89a", foreign("a GIF picture", OCR)),
    (b"II*\0", foreign("a TIFF picture", OCR)),
    (b"MM\0*", foreign("a TIFF picture", OCR)),
    (b"OggS\0", foreign("a sound file", NO_TEXT)),
    (b"ID3\x02", foreign("a sound file", NO_TEXT)),
    (b"ID3\x03", foreign("a sound file", NO_TEXT)),
    (b"ID3\x04", foreign("a sound file", NO_TEXT)),
    (b"fLaC\0", foreign("a sound file", NO_TEXT)),
    (b"\x1A\x45\xDF\xA3", foreign("a film", NO_TEXT)),
    (b"\x7FELF", foreign("a program", NO_TEXT)),
    (b"\xCA\xFE\xBA\xBE", foreign("a program", NO_TEXT)),
    (b"GGUF", foreign("a language model", NO_TEXT)),
];

/// What bytes at a place further on tell.
#[rustfmt::skip]
const BINARY_WITHIN: &[(Range<usize>, &[u8], Foreign)] = &[
    (4..10, b"1AY&SY", foreign("a bzip2 archive", "unpack it with bunzip2")),
    (8..12, b"WAVE", foreign("a sound file", NO_TEXT)),
    (8..12, b"AVI ", foreign("a film", NO_TEXT)),
    (8..12, b"WEBP", foreign("a WebP picture", OCR)),
    (257..262, b"ustar", foreign("a tar archive", UNPACK)),
    (4..8, b"ftyp", foreign("a film or picture", NO_TEXT)),
];

const EXCEL: Foreign = foreign("an Excel table (.xlsx)", SAVE_CSV);
const SLIDES: Foreign = foreign("a presentation (.pptx)", SAVE_TEXT);
const WORD: Foreign = foreign(
    "a Word document (.docx)",
    "save it as plain text (UTF-8), for example in Word or with pandoc -t plain",
);

/// Documents that are zip archives, by what is in the first bytes of one.
#[rustfmt::skip]
const ZIPPED: &[(&[u8], Foreign)] = &[
    (b"mimetypeapplication/epub+zip", foreign("an e-book (.epub)", "take its text out, for example with pandoc -t plain")),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", foreign("a text document (.odt)", SAVE_TEXT)),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", foreign("a table (.ods)", SAVE_CSV)),
    (b"mimetypeapplication/vnd.oasis.opendocument", foreign("an OpenDocument file", SAVE_TEXT)),
    (b"xl/workbook", EXCEL),
    (b"xl/worksheets", EXCEL),
    (b"xl/_rels", EXCEL),
    (b"xl/sharedStrings", EXCEL),
    (b"xl/styles", EXCEL),
    (b"word/document", WORD),
    (b"word/_rels", WORD),
    (b"ppt/presentation", SLIDES),
    (b"ppt/_rels", SLIDES),
    (b"[Content_Types].xml", foreign("an Office document (.docx, .xlsx)", "save it as plain text (UTF-8), a table as CSV")),
];

/// Markup, in lower case, by what the text begins with.
#[rustfmt::skip]
const MARKUP: &[(&str, Markup)] = &[
    ("<!doctype html", Markup::Html),
    ("<html", Markup::Html),
    ("<head>", Markup::Html),
    ("<body", Markup::Html),
    ("<!-- saved from url", Markup::Html),
    ("<rss", Markup::Feed),
    ("<feed", Markup::Feed),
    ("<rdf:rdf", Markup::Feed),
    ("<!doctype", Markup::Other(XML)),
    ("<?xml", Markup::Other(XML)),
    ("<?php", Markup::Other(foreign("a PHP program", NO_TEXT))),
];

/// A kind of text with tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Markup {
    Html,
    Feed,
    /// What is not read.
    Other(Foreign),
}

const XML: Foreign = foreign(
    "an XML document",
    "write its articles as JSONL, one {\"title\": \"…\", \"text\": \"…\"} a line",
);

/// What a file is by its first bytes, if these are none of a text.
pub(crate) fn binary(head: &[u8]) -> Option<Foreign> {
    let begins = BINARY.iter().find(|(magic, _)| head.starts_with(magic));
    let within = || {
        let holds = |(range, magic, _): &&(Range<usize>, &[u8], Foreign)| {
            head.get(range.clone()) == Some(*magic)
        };
        BINARY_WITHIN
            .iter()
            .find(holds)
            .map(|(_, _, foreign)| *foreign)
    };
    begins.map(|(_, foreign)| *foreign).or_else(within)
}

/// Whether the first bytes, up to [`ZIP_HEAD`] of them, are those of a Word document.
pub(crate) fn is_word(head: &[u8]) -> bool {
    is_zip(head) && zipped(head) == Some(WORD)
}

/// Whether the file is a zip archive, of which more should be looked at.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// What a zip archive is by the names of its first files.
pub(crate) fn zipped(head: &[u8]) -> Option<Foreign> {
    let holds = |(name, _): &&(&[u8], Foreign)| memchr::memmem::find(head, name).is_some();
    ZIPPED.iter().find(holds).map(|(_, foreign)| *foreign)
}

/// What a text is by its first characters, if it is markup.
pub(crate) fn markup(head: &[u8]) -> Option<Markup> {
    let start = head.trim_ascii_start();
    let begins = |name: &str| {
        let start = start.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    let (_, found) = MARKUP.iter().find(|(name, _)| begins(name))?;
    if *found != Markup::Other(XML) {
        return Some(*found);
    }
    // The root element says what XML is.
    let lower = head.to_ascii_lowercase();
    let holds = |name: &str| memchr::memmem::find(&lower, name.as_bytes()).is_some();
    Some(match () {
        () if holds("<html") => Markup::Html,
        () if ["<rss", "<feed", "<rdf:rdf"].into_iter().any(holds) => Markup::Feed,
        () => Markup::Other(XML),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes() {
        for (head, kind) in [
            (&b"PK\x03\x04\x14\0\x06\0\x08\0"[..], Some("a zip archive")),
            (b"%PDF-1.7\n", Some("a PDF document")),
            (b"BZh91AY&SY", Some("a bzip2 archive")),
            (b"PAR1\x15\x04", Some("a Parquet file")),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Some("a JPEG picture")),
            ("خبر عاجل".as_bytes(), None),
            (b"Pakistan", None),
            (b"", None),
        ] {
            assert_eq!(binary(head).map(|foreign| foreign.kind), kind);
        }
        let mut tar = vec![0; 512];
        tar[..5].copy_from_slice(b"a.txt");
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(
            binary(&tar).map(|foreign| foreign.kind),
            Some("a tar archive")
        );
    }

    #[test]
    fn zip_archives() {
        for (names, kind) in [
            (
                &["[Content_Types].xml", "xl/workbook.xml"][..],
                Some("an Excel table (.xlsx)"),
            ),
            (
                &["[Content_Types].xml", "word/document.xml"],
                Some("a Word document (.docx)"),
            ),
            (&["mimetypeapplication/epub+zip"], Some("an e-book (.epub)")),
            (&["sport/1.txt"], None),
        ] {
            let head = names.join("\0");
            assert_eq!(zipped(head.as_bytes()).map(|foreign| foreign.kind), kind);
        }
    }

    #[test]
    fn first_characters() {
        for (head, found) in [
            ("\n <!DOCTYPE html PUBLIC \"…", Some(Markup::Html)),
            ("<html dir=rtl>", Some(Markup::Html)),
            (
                "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=",
                Some(Markup::Html),
            ),
            (
                "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">",
                Some(Markup::Feed),
            ),
            ("<feed xmlns=", Some(Markup::Feed)),
            (
                "<?xml version=\"1.0\"?>\n<articles>",
                Some(Markup::Other(XML)),
            ),
            ("<عاجل> خبر", None),
            ("خبر <html>", None),
        ] {
            assert_eq!(markup(head.as_bytes()), found, "{head}");
        }
    }
}
