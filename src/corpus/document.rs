//! [`Document`], an article that was read, and [`Origin`], the place it comes from. Nothing here needs the readers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// One article.
///
/// ```
/// use tasnif::Document;
///
/// let article = Document {
///     id: "2024-05-31/17".into(),
///     title: "ضبط شحنة سلاح".into(),
///     text: "أوقفت دورية مركبة تحمل بنادق مهربة.".into(),
///     // `None` is not labelled, an empty set is labelled as having no topic.
///     labels: Some(["weapons-control".to_owned()].into()),
///     ..Document::default()
/// };
/// assert!(article.fields.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The `id` of the record where it has one; otherwise the path relative to the given folder, `<file name>:<line>`, or the
    /// path as given. Of several inputs, the path as given is part of it. Two articles may have the same id.
    pub id: String,
    /// The headline. May be empty.
    pub title: String,
    /// The body. May be empty.
    pub text: String,
    /// `None`: not labelled. An empty set: labelled as having no topic.
    pub labels: Option<BTreeSet<String>>,
    /// The other strings, numbers and booleans of a JSONL object or CSV row, such as an outlet or a date, as text. Empty
    /// values are left out.
    pub fields: BTreeMap<String, String>,
}

/// The file, and the line where there is one, of a record or an error. Prints as `file:line` or `file`; the third of several
/// records that begin on one line prints as `file:line.3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    file: Arc<str>,
    line: Option<u64>,
    /// Which of the records that begin on the line it is, from 1.
    nth: u64,
}

impl Origin {
    pub(crate) fn of_file(file: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            line: None,
            nth: 1,
        }
    }

    pub(crate) fn at_line(&self, line: u64) -> Self {
        Self {
            file: Arc::clone(&self.file),
            line: Some(line),
            nth: 1,
        }
    }

    /// The `nth` of the records that begin on a line, from 1.
    pub(crate) fn at_record(&self, line: u64, nth: u64) -> Self {
        let origin = self.at_line(line);
        Self { nth, ..origin }
    }

    /// The line, and the place of the record on it unless it is the first; `None` where there is no line.
    pub(crate) fn place(&self) -> Option<String> {
        let line = self.line?;
        Some(match self.nth {
            1 => line.to_string(),
            nth => format!("{line}.{nth}"),
        })
    }

    /// The path as given, lossily decoded when its name is not Unicode; `standard input` for `-`.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1. For a CSV row of several lines, its first.
    pub fn line(&self) -> Option<u64> {
        self.line
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.place() {
            Some(place) => write!(f, ":{place}"),
            None => Ok(()),
        }
    }
}
