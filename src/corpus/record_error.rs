//! Faults of one record: what a line, a row or an article holds, and how it is labelled.

use super::fields::FieldRole;
use super::labels::LabelError;

/// Why a record could not be parsed. The message names what was found, and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// A line is not JSON.
    #[error(
        "not valid JSON at column {column}: {cause}: mend it, or write one object such as {{\"text\": \"…\"}} on each line"
    )]
    Json {
        /// Byte within the line, counted from 1.
        column: usize,
        /// What the JSON parser says.
        cause: String,
    },

    /// A line is JSON, but not an object.
    #[error("a JSON object such as {{\"text\": \"…\"}} is expected, {found} is found")]
    NotAnObject {
        /// The JSON type found.
        found: &'static str,
    },

    /// An object has no text.
    #[error("the object has no {wanted}; its keys are: {}: name the one that holds the text", listed(.found))]
    MissingText {
        /// The key wanted, in quotes.
        wanted: String,
        /// The keys of the object.
        found: Vec<String>,
    },

    /// Labels are wanted, but an object has none.
    #[error(
        "the record has no label, {wanted}; its keys are: {}: name the one that holds the labels, \
         or write \"labels\": [] for an article without a topic", listed(.found)
    )]
    MissingLabelKey {
        /// The key wanted, in quotes.
        wanted: String,
        /// The keys of the object.
        found: Vec<String>,
    },

    /// Several fields can be meant.
    #[error("the {role} can be in any of {}: name the one that is meant", quoted(.candidates))]
    AmbiguousField {
        /// What is looked for.
        role: FieldRole,
        /// The fields that can be meant.
        candidates: Vec<String>,
    },

    /// A number is none of the classes whose names are given.
    #[error("{key:?} is {number}, but there are {classes} classes, numbered from 0")]
    NoSuchClass {
        /// The key.
        key: String,
        /// The number found.
        number: String,
        /// The number of classes.
        classes: usize,
    },

    /// The record itself says that its label is rejected or not decided, and the records before it are of another form.
    #[error(
        "the record says that its label is rejected or not decided yet: \
         leave it out, or give the records of a labelling program in a file of their own"
    )]
    Undecided,

    /// A value has the wrong JSON type.
    #[error("{key:?} must be {expected}, {found} is found")]
    WrongType {
        /// The key.
        key: String,
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

    /// Labels are wanted, but the form, one text a line, has no place for them.
    #[error(
        "lines of text have no place for labels: write CSV, JSONL, or fastText lines such as __label__economy and the text"
    )]
    LinesWithoutLabels,

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

    /// A line of a form without JSON is not as it should be.
    #[error("the line is not {expected}: mend it, or check the form of the input")]
    Line {
        /// What a line holds.
        expected: &'static str,
    },

    /// A page without an article.
    #[error(
        "the page has no main text: if a script draws it, save what the browser shows, or give its text as a .txt file"
    )]
    NoMainText,

    /// A page larger than can be read in reasonable memory.
    #[error("the page has {bytes} bytes, the limit is {limit}: give its text as a .txt file")]
    PageTooLarge {
        /// The size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },

    /// The elements of a page are nested without end.
    #[error(
        "the elements of the page are nested deeper than {limit} levels: it is broken; give its text as a .txt file"
    )]
    PageTooDeep {
        /// The limit.
        limit: usize,
    },

    /// A page has too many elements at too great a depth.
    #[error(
        "the page has so many elements within each other that reading it would take minutes: give its text as a .txt file"
    )]
    PageTooIntricate,

    /// A feed that is no XML from some place on.
    #[error("the feed cannot be read from here on: {cause}: mend it, or fetch it anew")]
    Xml {
        /// What the XML parser says.
        cause: String,
    },

    /// A Word document that cannot be unpacked.
    #[error("the Word document cannot be read: {cause}: save it anew, or as plain text (UTF-8)")]
    Docx {
        /// What the archive's reader or the XML parser says.
        cause: String,
    },

    /// A CSV file is empty.
    #[error("the file is empty: a first line with the column names, one of them text, is expected")]
    NoHeader,

    /// A CSV header lacks a column.
    #[error(
        "there is no column {missing}; the columns found, separated by {delimiter}, are: {}: {}",
        quoted(.found), mend_columns(.found)
    )]
    MissingColumn {
        /// The missing column, in quotes.
        missing: String,
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

    /// A cell of a column that is a label is neither 1 nor 0.
    #[error("the column {column:?} is a label, so its cells are 1 or 0; {found:?} is found")]
    NotOneHot {
        /// The column.
        column: String,
        /// What stands in the cell.
        found: String,
    },

    /// A CSV row has more or fewer cells than the header.
    #[error("the row has {found} cell(s), the header has {expected}: {remedy}")]
    RowLength {
        /// Number of columns of the header.
        expected: usize,
        /// Number of cells of the row.
        found: usize,
        /// What to do with a separator that belongs to a cell.
        remedy: &'static str,
    },

    /// The CSV parser rejects a row.
    #[error("the row cannot be read: {cause}")]
    Row {
        /// What the CSV parser says.
        cause: String,
    },

    /// A quoted CSV cell never ends.
    #[error(
        "a double quote opens a cell here that is not closed up to the end of the file: \
         close it; if it belongs to the text, put the whole cell into double quotes and write each quote inside twice"
    )]
    UnclosedQuote,

    /// Text follows the quote that closes a CSV cell.
    #[error(
        "a double quote opens a cell here, and text follows the quote that closes it in line {line}: \
         if they belong to the text, put the whole cell into double quotes and write each quote inside twice"
    )]
    TextAfterQuote {
        /// The line of the closing quote.
        line: u64,
    },

    /// A quoted CSV cell holds lines that are rows of the table.
    #[error(
        "a double quote opens a cell here that is closed in line {last} only, and the lines between look like rows of their own: \
         if the quotes belong to the text, put the whole cell into double quotes and write each quote inside twice"
    )]
    SwallowedRows {
        /// The line where the joined row ends.
        last: u64,
    },
}

/// How many names are listed, and how many letters of each.
const NAMES: usize = 20;
const LETTERS: usize = 30;

/// Names of columns are short; where one is not, the first row is no header.
fn mend_columns(found: &[String]) -> &'static str {
    const LONGEST: usize = 40;
    match found.iter().any(|name| name.chars().count() > LONGEST) {
        true => "this looks like an article and no header: name the columns in order",
        false => "name the one that is meant, or rename it",
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("{:?}", cut(name)))
        .collect();
    listed(&quoted)
}

/// A name in quotes, its marks as they are and control characters spelled out.
pub(crate) fn quote(name: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in name.chars() {
        match letter.is_control() {
            true => quoted.extend(letter.escape_debug()),
            false => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    match names.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A name that is long is hardly a name: perhaps the first row is no header.
fn cut(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
