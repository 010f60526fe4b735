//! Files → articles.
//!
//! Reads labelled folders, text files, JSON, CSV, TSV and fastText files, plain or compressed by gzip or Zstandard, in any
//! WHATWG encoding, from paths or (`-`) standard input. Articles come as [`Document`]s in the order of the input; what cannot
//! be read is a [`CorpusError`] that names the file and, where there is one, the line.
//!
//! Reading has two steps, so that the expensive one can run in parallel:
//!
//! ```text
//! paths ── records() ──► RawRecord ── parse() ──► Document ── Merger ──► each article once
//!          sequential     bytes or     parallel                sequential
//!          finds lines    a path       opens, decodes, parses
//! ```
//!
//! An error costs one record; the iteration goes on with the next. An error of a whole stream (a truncated archive, a missing
//! header) costs that file; the iteration goes on with the next path.
//!
//! ```no_run
//! use tasnif::corpus::{Format, LabelsWanted, ReadOptions, read_all};
//!
//! let options = ReadOptions {
//!     encoding: "windows-1256".parse()?,
//!     labels: LabelsWanted::Required,
//!     format: Some(Format::Csv),
//!     ..ReadOptions::default()
//! };
//! let (articles, errors) = read_all(&["archive.csv".into()], &options)?;
//! println!("{} articles, {} that cannot be read", articles.len(), errors.len());
//! # Ok::<(), tasnif::Error>(())
//! ```
//!
//! # Forms
//!
//! | form | recognised by | labels |
//! |---|---|---|
//! | folder of text files | being a folder | first sub-folder's name, `a+b` for two, `none` for no topic |
//! | JSONL | `.jsonl`, `.ndjson`; by `{"key":` | `labels` or `label`: a string, a number, a list of them, `{"choices": […]}`; null: not labelled |
//! | JSON | `.json`; by `[{"key":` | the same; in exports of labelling programs what these write |
//! | CSV, TSV | `.csv`, `.tsv`, `.tab`; by a header with usual names | column `labels` (split at `+` and `\|`; empty: no topic) or `label` (one, not split; empty: not labelled) |
//! | fastText | `.ft`, `.fasttext`; a text file that begins with `__label__` | `__label__a`, anywhere in the line |
//! | MALLET | `.mallet` | the second word of a line; `none` for no topic |
//! | Vowpal Wabbit | `.vw`; lines that begin with a number, a space or a tag, and a bar | before the bar, with commas |
//! | one text a line | by [`ReadOptions::format`] only | none |
//! | one article | everything else that is text | none |
//!
//! Lists such as `["a", "b"]` or `['a', 'b']` in a string are lists. [`ReadOptions::label_separator`] splits labels of every form.
//!
//! Each may be compressed by gzip or Zstandard. Files of other kinds are [`CorpusError::Foreign`], told by their first bytes. [`ReadOptions::format`] overrides the recognition for everything but folders. In a text
//! file the first line is the title and the rest is the text; a file of one line is a text without a title.
//!
//! A new form is one file in `forms/` and one line in the list of `forms/mod.rs`.

#[cfg(feature = "train")]
pub(crate) mod builtin;
mod byte_place;
pub(crate) mod document;
#[cfg(feature = "train")]
pub(crate) mod duplicates;
#[cfg(feature = "train")]
pub(crate) mod encoding;
#[cfg(feature = "train")]
pub(crate) mod error;
// Errors name a role; what finds fields is for readers only.
#[cfg_attr(not(feature = "train"), allow(dead_code))]
pub(crate) mod fields;
#[cfg(feature = "train")]
pub(crate) mod forms;
#[cfg(feature = "train")]
pub(crate) mod label_list;
#[cfg(feature = "train")]
pub(crate) mod label_reader;
pub(crate) mod labels;
#[cfg(feature = "train")]
pub(crate) mod lookalike;
#[cfg(feature = "train")]
pub(crate) mod notices;
#[cfg(feature = "train")]
pub(crate) mod options;
#[cfg(feature = "train")]
pub(crate) mod read;
pub(crate) mod record_error;
#[cfg(test)]
mod tests;
#[cfg(feature = "train")]
pub(crate) mod warning;
#[cfg(feature = "train")]
pub(crate) mod write;

#[cfg(feature = "train")]
pub use builtin::{BuiltinError, builtin_articles};
pub use byte_place::BytePlace;
pub use document::{Document, Origin};
#[cfg(feature = "train")]
pub use duplicates::{DuplicateReport, digest, merge};
#[cfg(feature = "train")]
pub use encoding::{Encoding, EncodingChoice};
#[cfg(feature = "train")]
pub use error::CorpusError;
pub use fields::{FieldNames, FieldRole};
#[cfg(feature = "train")]
pub use forms::{Format, UnknownFormat};
pub(crate) use labels::is_same_label;
pub use labels::{LabelError, LabelsWanted, MAX_LABEL_BYTES, NONE, folder_labels, label_set};
#[cfg(feature = "train")]
pub(crate) use lookalike::{is_lookalike, label_warnings};
#[cfg(feature = "train")]
pub use notices::{Notice, Notices};
#[cfg(feature = "train")]
pub use options::{DEFAULT_MAX_BYTES, ReadOptions};
#[cfg(feature = "cli")]
pub(crate) use read::folder::is_article_name;
#[cfg(feature = "train")]
pub use read::record::RawRecord;
#[cfg(feature = "train")]
pub use read::records::{Records, read_all, records, records_from_reader};
pub use record_error::RecordError;
#[cfg(feature = "train")]
pub use warning::CorpusWarning;
#[cfg(feature = "train")]
pub(crate) use warning::EXAMPLES;
#[cfg(feature = "cli")]
pub(crate) use write::delimited::labels_cell;
#[cfg(feature = "train")]
pub use write::{Losses, UnknownWriteForm, WriteError, WriteForm};
