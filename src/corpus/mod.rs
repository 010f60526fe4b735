//! Files → documents.
//!
//! In: paths (and `-` for standard input) of labelled folders, text files, JSONL, CSV, TSV and fastText files, plain or
//! compressed by gzip or Zstandard, in any WHATWG encoding. Out: [`Document`]s in input order, or a [`CorpusError`] that names
//! the file and, where there is one, the line.
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
//! # Forms
//!
//! | form | recognised by | labels |
//! |---|---|---|
//! | folder of text files | being a folder | first sub-folder's name, `a+b` for two, `none` for no topic |
//! | JSONL | `.jsonl`, `.ndjson`, `.json`; on standard input by `{"` | `labels` list or `label` string |
//! | CSV, TSV | `.csv`, `.tsv`, `.tab` | column `labels` (split at `+` and `\|`) or `label` (one, not split) |
//! | fastText | `.ft`, `.fasttext`; a text file that begins with `__label__` | `__label__a`, anywhere in the line |
//! | one article | everything else | none |
//!
//! Each may end in `.gz` or `.zst`. [`ReadOptions::format`] overrides the recognition for everything but folders. In a text
//! file the first line is the title and the rest is the text; a file of one line is a text without a title.

pub(crate) mod builtin;
pub(crate) mod document;
pub(crate) mod duplicates;
pub(crate) mod error;
pub(crate) mod forms;
pub(crate) mod labels;
pub(crate) mod options;
pub(crate) mod read;
#[cfg(test)]
mod tests;
pub(crate) mod warning;

pub use builtin::{BuiltinError, builtin_articles};
pub use document::{Document, Origin};
pub use duplicates::{DuplicateReport, Merged, Merger, digest, merge};
pub use error::{BytePlace, CorpusError};
pub use labels::{LabelError, MAX_LABEL_BYTES, NONE, folder_labels, label_set};
pub use options::{DEFAULT_MAX_BYTES, LabelsWanted, ReadOptions, parse_encoding};
pub use read::format::Format;
pub use read::record::RawRecord;
pub use read::records::{Records, read_all, records, records_from_reader};
pub use warning::CorpusWarning;
