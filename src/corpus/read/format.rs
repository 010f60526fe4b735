//! File name and first bytes → [`Format`].

use std::ffi::OsStr;
use std::path::Path;

/// The form of a file or stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object on each line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header; quoted as CSV is.
    Tsv,
    /// `__label__a text` lines.
    FastText,
    /// One article: title, then text.
    Text,
}

/// What a file's name says about its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameSays {
    /// The ending decides.
    Format(Format),
    /// `.txt` or `.text`: an article, or fastText lines.
    PlainText,
    /// Nothing.
    Nothing,
}

/// The compression that a file's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The compression by the last ending of the name.
pub(crate) fn compression(path: &Path) -> Compression {
    match ending(path).as_str() {
        "gz" => Compression::Gzip,
        "zst" => Compression::Zstd,
        _ => Compression::None,
    }
}

/// The form by the last ending of the name, that of the compression aside.
pub(crate) fn by_name(path: &Path) -> NameSays {
    let inner = match compression(path) {
        Compression::None => ending(path),
        _ => ending(Path::new(path.file_stem().unwrap_or_default())),
    };
    match inner.as_str() {
        "jsonl" | "ndjson" | "json" => NameSays::Format(Format::Jsonl),
        "csv" => NameSays::Format(Format::Csv),
        "tsv" | "tab" => NameSays::Format(Format::Tsv),
        "ft" | "fasttext" => NameSays::Format(Format::FastText),
        "txt" | "text" => NameSays::PlainText,
        _ => NameSays::Nothing,
    }
}

/// The form by the first bytes, in an ASCII-compatible encoding and after a byte-order mark.
///
/// JSONL needs a quotation mark after the brace: Arabic articles do begin with a Quranic verse in braces.
pub(crate) fn by_shape(head: &[u8]) -> Format {
    let head = head.trim_ascii_start();
    if head.starts_with(b"__label__") {
        return Format::FastText;
    }
    match head.strip_prefix(b"{") {
        Some(rest) if rest.trim_ascii_start().starts_with(b"\"") => Format::Jsonl,
        _ => Format::Text,
    }
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or(OsStr::new(""));
    ending.to_string_lossy().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, expected) in [
            ("a.jsonl", NameSays::Format(Format::Jsonl)),
            ("a.NDJSON.gz", NameSays::Format(Format::Jsonl)),
            ("a.csv.zst", NameSays::Format(Format::Csv)),
            ("a.tsv", NameSays::Format(Format::Tsv)),
            ("a.ft", NameSays::Format(Format::FastText)),
            ("خبر جديد.txt.gz", NameSays::PlainText),
            ("a.md", NameSays::Nothing),
            ("a.gz", NameSays::Nothing),
            ("jsonl", NameSays::Nothing),
            ("", NameSays::Nothing),
        ] {
            assert_eq!(by_name(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn shapes() {
        for (head, expected) in [
            (&b" \n{ \"text\""[..], Format::Jsonl),
            ("{قل هو الله أحد}".as_bytes(), Format::Text),
            (b"__label__a b", Format::FastText),
            (b"", Format::Text),
            (b"{", Format::Text),
        ] {
            assert_eq!(by_shape(head), expected);
        }
    }
}
