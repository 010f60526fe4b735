//! The forms of input. Each has one file, and one line in the list of forms below.

pub(crate) mod delimited;
pub(crate) mod docx;
pub(crate) mod exports;
pub(crate) mod fasttext;
pub(crate) mod feed;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod mallet;
pub(crate) mod page;
pub(crate) mod recognise;
pub(crate) mod text;
pub(crate) mod vw;

use super::read::record::{Items, RecordParser};
use super::read::stream::Stream;
use std::fmt;
use std::str::FromStr;

/// What a form of input has to say: how it is recognised, and how records are found in a stream of it. Each record is
/// given a [`RecordParser`], since parsing runs in parallel and finding does not.
pub(crate) trait Form {
    /// Endings of file names, in lower case, without the dot.
    fn endings(&self) -> &'static [&'static str];

    /// Whether a stream is of this form by its first bytes, without the white space before them. They are in an
    /// ASCII-compatible encoding, after a byte-order mark. Only asked where the name says nothing.
    fn begins(&self, _head: &[u8]) -> bool {
        false
    }

    /// Whether a file with an ending of [`Format::Text`] is asked for its first bytes, too.
    fn hides_in_text_files(&self) -> bool {
        false
    }

    /// What parses a whole file, if a file of this form is one article.
    fn article(&self) -> Option<&'static dyn RecordParser> {
        None
    }

    /// Finds the records of a stream.
    fn records(&self, stream: Stream) -> Items;
}

/// Makes [`Format`] of the list of forms.
macro_rules! forms {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $form:expr;)*) => {
        /// The form of a file or stream. Parsed from its name and printed by it: `jsonl`, `json`, `csv`, `tsv`, `fasttext`, `mallet`, `vw`,
        /// `lines`, `html`, `feed`, `docx` or `text`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[$doc])* $variant,)*
        }

        impl Format {
            /// All forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            pub(crate) fn form(self) -> &'static dyn Form {
                match self {
                    $(Self::$variant => &$form,)*
                }
            }
        }
    };
}

forms! {
    /// One JSON object on each line; other JSON texts are read, too.
    Jsonl, "jsonl", json::Json { endings: &["jsonl", "ndjson"] };
    /// A list of JSON objects, objects over several lines, or a list in an object.
    Json, "json", json::Json { endings: &["json"] };
    /// Comma-separated values with a header.
    Csv, "csv", delimited::Delimited(delimited::Dialect::CSV);
    /// Tab-separated values with a header; quotes are letters.
    Tsv, "tsv", delimited::Delimited(delimited::Dialect::TSV);
    /// `__label__a text` lines.
    FastText, "fasttext", fasttext::FastText;
    /// MALLET: an id, a label and the text on each line.
    Mallet, "mallet", mallet::Mallet;
    /// Vowpal Wabbit: a label, a bar and the words on each line.
    Vw, "vw", vw::Vw;
    /// One text on each line, without labels.
    Lines, "lines", lines::Lines;
    /// A web page, of which the main text is taken.
    Html, "html", page::Page;
    /// RSS or Atom: one article for each entry.
    Feed, "feed", feed::Feed;
    /// A Word document.
    Docx, "docx", docx::Docx;
    /// One article: title, then text.
    Text, "text", text::Text;
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No form has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no form of input: use one of {}", names())]
pub struct UnknownFormat {
    name: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// # Errors
    /// [`UnknownFormat`] for anything but a name of [`Format::ALL`].
    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.iter().find(|form| form.name() == name);
        found.copied().ok_or_else(|| UnknownFormat {
            name: name.to_owned(),
        })
    }
}

fn names() -> String {
    let names: Vec<&str> = Format::ALL.iter().map(|form| form.name()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_parsed_as_it_is_printed() {
        for &form in Format::ALL {
            assert_eq!(form.to_string().parse(), Ok(form));
        }
        let error = "xml".parse::<Format>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"xml\" is no form of input: use one of jsonl, json, csv, tsv, fasttext, mallet, vw, lines, html, feed, docx, text"
        );
    }

    #[test]
    fn no_two_forms_claim_one_ending() {
        let all = || Format::ALL.iter().flat_map(|form| form.form().endings());
        let mut endings: Vec<_> = all().collect();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), all().count());
    }
}
