//! Faults of one record: what a line, a row or an article holds, and how it is labelled.

use super::labels::LabelError;

/// Why a record could not be parsed. The message names what was found, and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// A line is not JSON.
    #[error(
        "not valid JSON at column {column}: {cause}: write one object such as {{\"text\": \"…\"}} on each line"
    )]
    Json {
        /// Byte within the line, counted from 1.
        column: usize,
        /// What the JSON parser says.
        cause: String,
    },

    /// The file is one JSON array.
    #[error("the file is a JSON array: write one object on each line, for example by jq -c '.[]'")]
    JsonArray,

    /// A line is JSON, but not an object.
    #[error("a JSON object such as {{\"text\": \"…\"}} is expected, {found} is found")]
    NotAnObject {
        /// The JSON type found.
        found: &'static str,
    },

    /// An object has no `text`.
    #[error("the object has no \"text\"; its keys are: {}", found.join(", "))]
    MissingText {
        /// The keys of the object.
        found: Vec<String>,
    },

    /// A value has the wrong JSON type.
    #[error("{key:?} must be {expected}, {found} is found")]
    WrongType {
        /// The key.
        key: &'static str,
        /// The type expected.
        expected: &'static str,
        /// The type found.
        found: &'static str,
    },

    /// Labels are wanted, but the record has none.
    #[error("the record has no label: add one, or {} for an article without a topic", .no_topic)]
    MissingLabels {
        /// How this form of input labels an article without a topic.
        no_topic: &'static str,
    },

    /// Both `labels` and `label` are there.
    #[error("both \"labels\" and \"label\" are given: keep one of them")]
    TwoLabelFields,

    /// A label is not acceptable.
    #[error("{source}")]
    InvalidLabel {
        /// What is wrong with it.
        #[from]
        source: LabelError,
    },

    /// A CSV file is empty.
    #[error("the file is empty: a first line with the column names, one of them text, is expected")]
    NoHeader,

    /// A CSV header lacks a column.
    #[error("there is no column {missing}; the columns found, separated by {delimiter}, are: {}: rename one of them", quoted(.found))]
    MissingColumn {
        /// The missing column: `"text"`, or `"labels" or "label"`.
        missing: &'static str,
        /// "commas" or "tabs".
        delimiter: &'static str,
        /// The names of all columns.
        found: Vec<String>,
    },

    /// A CSV header has one of the columns that have a meaning twice.
    #[error("the column {column:?} is there twice: rename one of them")]
    RepeatedColumn {
        /// The column.
        column: String,
    },

    /// A CSV row has more or fewer cells than the header.
    #[error(
        "the row has {found} cell(s), the header has {expected}: \
         put cells that hold the separator or a line break into double quotes"
    )]
    RowLength {
        /// Number of columns of the header.
        expected: usize,
        /// Number of cells of the row.
        found: usize,
    },

    /// The CSV parser rejects a row.
    #[error("the row cannot be read: {cause}")]
    Row {
        /// What the CSV parser says.
        cause: String,
    },

    /// A quoted CSV cell never ends.
    #[error(
        "a double quote opens a cell here that is not closed up to the end of the file, so nothing after it is read: \
         close it, or double the quotes that belong to the text"
    )]
    UnclosedQuote,
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}
