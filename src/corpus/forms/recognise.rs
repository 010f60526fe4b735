//! Tells the [`Format`] of a file or stream from its name and its first bytes.

use super::Format;
use crate::corpus::read::compression::ending_inside;
use std::path::Path;

/// The form by the last ending of the name, that of the compression aside; `None` if the ending says nothing.
pub(crate) fn by_name(path: &Path) -> Option<Format> {
    let ending = ending_inside(path);
    let has_ending = |form: &&Format| form.form().endings().contains(&ending.as_str());
    Format::ALL.iter().find(has_ending).copied()
}

/// The form by the first bytes, in an ASCII-compatible encoding and after a byte-order mark.
pub(crate) fn by_head(head: &[u8]) -> Format {
    find(head, |_| true)
}

/// The form by what the name says, and by the first bytes where the name leaves it open.
pub(crate) fn by_name_and_head(path: &Path, head: &[u8]) -> Format {
    match by_name(path) {
        Some(Format::Text) => find(head, |form| form.form().hides_in_text_files()),
        Some(form) => form,
        None => by_head(head),
    }
}

/// The first of the forms allowed that begins like this; text if there is none.
fn find(head: &[u8], allowed: impl Fn(Format) -> bool) -> Format {
    let head = head.trim_ascii_start();
    let begins = |form: &&Format| allowed(**form) && form.form().begins(head);
    let found = Format::ALL.iter().find(begins);
    found.copied().unwrap_or(Format::Text)
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
            (b"", Format::Text, Format::Text),
            (b"{", Format::Text, Format::Text),
        ] {
            assert_eq!(by_head(head), expected);
            let found = by_name_and_head(Path::new("a.txt"), head);
            assert_eq!(found, in_text_file);
            let found = by_name_and_head(Path::new("a.csv"), head);
            assert_eq!(found, Format::Csv);
        }
    }
}
