//! Tells the [`Format`] of a file or stream from its name and its first bytes.

use super::Format;
use crate::corpus::read::compression::ending_inside;
use crate::corpus::read::foreign::{self, Foreign, Markup};
use std::path::Path;

/// The form by the last ending of the name, that of the compression aside; `None` if the ending says nothing.
pub(crate) fn by_name(path: &Path) -> Option<Format> {
    let ending = ending_inside(path);
    let has_ending = |form: &&Format| form.form().endings().contains(&ending.as_str());
    Format::ALL.iter().find(has_ending).copied()
}

/// The form that the caller names, if the first bytes do not contradict it for sure.
pub(crate) fn by_choice(format: Format, head: &[u8]) -> Format {
    match foreign::is_word(head) {
        true => Format::Docx,
        false => format,
    }
}

/// The form by the first bytes, in an ASCII-compatible encoding and after a byte-order mark.
///
/// # Errors
/// What it is, if it is text that must not be read as an article.
pub(crate) fn by_head(head: &[u8]) -> Result<Format, Foreign> {
    find(head, |_| true)
}

/// The form by what the name says, and by the first bytes where the name leaves it open.
///
/// # Errors
/// As [`by_head`].
pub(crate) fn by_name_and_head(path: &Path, head: &[u8]) -> Result<Format, Foreign> {
    match by_name(path) {
        _ if foreign::is_word(head) => Ok(Format::Docx),
        Some(Format::Html) if foreign::markup(head) == Some(Markup::Feed) => Ok(Format::Feed),
        Some(Format::Text) => find(head, |form| form.form().hides_in_text_files()),
        Some(form) => Ok(form),
        None => by_head(head),
    }
}

/// The first of the forms allowed that begins like this; text if there is none.
fn find(head: &[u8], allowed: impl Fn(Format) -> bool) -> Result<Format, Foreign> {
    let start = head.trim_ascii_start();
    let begins = |form: &&Format| allowed(**form) && form.form().begins(start);
    match (Format::ALL.iter().find(begins), foreign::markup(start)) {
        (Some(form), _) => Ok(*form),
        (None, Some(Markup::Other(foreign))) => Err(foreign),
        (None, _) => Ok(Format::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, expected) in [
            ("a.jsonl", Some(Format::Jsonl)),
            ("a.NDJSON.gz", Some(Format::Jsonl)),
            ("a.csv.zst", Some(Format::Csv)),
            ("a.tsv", Some(Format::Tsv)),
            ("a.ft", Some(Format::FastText)),
            ("خبر جديد.txt.gz", Some(Format::Text)),
            ("a.md", None),
            ("a.gz", None),
            ("jsonl", None),
            ("", None),
        ] {
            assert_eq!(by_name(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn markup_is_no_text() {
        for (head, format) in [
            (&b"<!DOCTYPE html>"[..], Some(Format::Html)),
            (b"\n<?xml version=\"1.0\"?>\n<rss>", Some(Format::Feed)),
            (b"<?xml version=\"1.0\"?>\n<articles>", None),
        ] {
            assert_eq!(by_head(head).ok(), format);
            let in_text_file = by_name_and_head(Path::new("a.txt"), head);
            assert_eq!(in_text_file.ok(), format);
        }
    }

    #[test]
    fn heads() {
        for (head, expected, in_text_file) in [
            (&b" \n{ \"text\" :"[..], Format::Jsonl, Format::Jsonl),
            (b"[\n {\"id\": 1,", Format::Jsonl, Format::Jsonl),
            (b"[[\"a\", {", Format::Jsonl, Format::Jsonl),
            (b"[1] {\"a\": 1}", Format::Text, Format::Text),
            (
                "{\"قل هو الله أحد\"}".as_bytes(),
                Format::Text,
                Format::Text,
            ),
            ("[«قل هو الله أحد»]".as_bytes(), Format::Text, Format::Text),
            ("{قل هو الله أحد}".as_bytes(), Format::Text, Format::Text),
            (b"__label__a b", Format::FastText, Format::FastText),
            (b"text,label\nx,y\n", Format::Csv, Format::Csv),
            (b"id;Title;Text\n1;x;y\n", Format::Csv, Format::Csv),
            (b"\"text\",\"label\"\n", Format::Csv, Format::Csv),
            ("النص|التصنيف\n".as_bytes(), Format::Csv, Format::Csv),
            (b"title\ttext\tlabel\nx\ty\tz\n", Format::Tsv, Format::Tsv),
            (b"sep=;\ntext;label\n", Format::Csv, Format::Csv),
            (b"text, and more\nx,y\n", Format::Text, Format::Text),
            ("النص، العنوان\nمتن".as_bytes(), Format::Text, Format::Text),
            (
                "الأخبار | رياضة | خبر\nمتن".as_bytes(),
                Format::Text,
                Format::Text,
            ),
            (b"text\nlabel\n", Format::Text, Format::Text),
            (b"", Format::Text, Format::Text),
            (b"{", Format::Text, Format::Text),
        ] {
            assert_eq!(by_head(head), Ok(expected));
            let found = by_name_and_head(Path::new("a.txt"), head);
            assert_eq!(found, Ok(in_text_file));
            let found = by_name_and_head(Path::new("a.csv"), head);
            assert_eq!(found, Ok(Format::Csv));
        }
    }
}
