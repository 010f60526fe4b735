//! [`Notices`]: what is odd about an input, though it can be read. Collected while reading, said at its end.

use super::document::Origin;
use super::fields::FieldRole;
use super::record_error::quote;
use super::warning::{CorpusWarning, EXAMPLES};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Something odd that may be said of many records at once. They are said in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Notice {
    /// A text with U+FFFD, which programs put in the place of bytes that they cannot decode.
    Replacement,
    /// Fields were found by names that are not the project's own.
    FieldNames(Vec<(FieldRole, String)>),
    /// A field that the caller named is not in the record.
    MissingField(String),
    /// The record says that its label is rejected, or that it was skipped.
    Rejected,
    /// The record is one to be labelled that nobody has labelled.
    Open,
    /// The annotators disagree.
    Disputed,
    /// The place of the label is empty: an annotator has looked at the article and chosen nothing.
    NoChoice,
    /// A word such as `nan` stands in the place of a label.
    MissingLabel,
    /// A text whose letters were taken for those of another encoding, and saved so.
    Mojibake,
    /// A text whose letters have become question marks.
    QuestionMarks,
    /// A text with a few NUL bytes.
    Nul,
    /// Text that is UTF-8, though another encoding was named.
    Utf8,
    /// The encodings of files, as their bytes tell.
    Encodings,
    /// An article without a letter or a digit.
    NoWords,
    /// A quoted CSV cell whose lines could be rows.
    RowsInCell,
    /// A text file with many lines, each of which could be an article.
    ManyLines,
    /// Files of a folder that are not read, by the endings of their names.
    FilesSkipped,
    /// The first sub-folders are the labels, but files lie only deeper.
    DeepLabels,
    /// Each topic is split into sub-folders such as `train` and `test`.
    SplitTopics,
}

impl Notice {
    /// The message: what was seen how often, with the first places, and what follows from it.
    pub(super) fn say(
        &self,
        count: u64,
        kinds: &str,
        examples: &[String],
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let places = examples.join(", ");
        match self {
            Self::Replacement => write!(
                f,
                "{count} article(s) hold U+FFFD, which stands for letters that were lost ({places}): \
                 take them again from where they came from"
            ),
            Self::FieldNames(names) => {
                let said =
                    |(role, name): &(FieldRole, String)| format!("{} as the {role}", quote(name));
                let names: Vec<String> = names.iter().map(said).collect();
                write!(f, "{places}: read {}", names.join(" and "))
            }
            Self::MissingField(name) => write!(
                f,
                "{count} record(s) have no field {} ({places}): if none has, the name is not right",
                quote(name)
            ),
            Self::Rejected => write!(
                f,
                "{count} record(s) are left out, since they say that their label is rejected or that they were skipped ({places})"
            ),
            Self::Open => write!(
                f,
                "{count} record(s) are left out, since nobody has labelled them yet ({places})"
            ),
            Self::Disputed => write!(
                f,
                "{count} article(s) got different labels from their annotators ({places}): the answer marked as right counts, \
                 then the most frequent one, then the first; decide on one answer"
            ),
            Self::NoChoice => write!(
                f,
                "{count} record(s) choose no label ({places}): the articles count as having no topic"
            ),
            Self::MissingLabel => write!(
                f,
                "{count} label(s) are words that programs write where a value is missing ({kinds}; {places}): \
                 they count as no label"
            ),
            Self::Mojibake => write!(
                f,
                "{count} article(s) hold letters that were taken for those of another encoding and saved so ({places}): \
                 their words cannot be known: take them again from where they came from"
            ),
            Self::QuestionMarks => write!(
                f,
                "{count} article(s) hold question marks in place of letters ({places}): \
                 the letters are lost: take them again from where they came from"
            ),
            Self::Nul => write!(
                f,
                "{count} article(s) hold a NUL, which is read as a space ({places})"
            ),
            Self::Utf8 => write!(
                f,
                "{count} text(s) are valid UTF-8 and are read so, whatever encoding was named ({places})"
            ),
            Self::Encodings => write!(
                f,
                "the encodings of {count} file(s) were told from their bytes: {kinds}"
            ),
            Self::NoWords => write!(
                f,
                "{count} article(s) hold no word ({places}): no topic is given to them, and nothing is learned from them"
            ),
            Self::RowsInCell => write!(
                f,
                "{count} quoted cell(s) hold lines with as many separators as the table's rows ({places}): \
                 if they are rows, a double quote that belongs to the text has joined them: see where the cell opens and ends"
            ),
            Self::ManyLines => write!(
                f,
                "{count} file(s) look like one text a line and are read as one article each ({places}): \
                 if each line is an article, give the form lines"
            ),
            Self::FilesSkipped => write!(
                f,
                "{count} file(s) skipped in {places}: {kinds}: of the files in a folder, .txt, .text, .html and .docx are read, also with .gz or .zst; \
                 give the form text to read files of any ending; name JSONL and CSV files themselves"
            ),
            Self::DeepLabels => write!(
                f,
                "the first sub-folders are the labels, though all text files lie deeper ({places}, for example): \
                 if the names below are the labels, give one of the sub-folders"
            ),
            Self::SplitTopics => write!(
                f,
                "each topic is split into the same sub-folders ({places}): they are read together"
            ),
        }
    }
}

/// A book of notices. Clones share one book, so that readers in parallel write into the same.
///
/// ```
/// use tasnif::corpus::{ReadOptions, read_all};
///
/// let options = ReadOptions::default();
/// let (articles, _errors) = read_all(&["examples/articles.jsonl".into()], &options)?;
/// assert!(!articles.is_empty());
/// for warning in options.notices.warnings() {
///     println!("{warning}");
/// }
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Notices(Arc<Mutex<BTreeMap<Notice, Tally>>>);

/// How often something was seen, and the first places in the order of files and lines, so that the threads do not matter.
#[derive(Debug, Default)]
struct Tally {
    count: u64,
    /// File, line, and what is said beside them.
    places: BTreeSet<(String, Option<u64>, String)>,
    /// How often each kind was seen, where there are kinds.
    kinds: BTreeMap<String, u64>,
}

/// `6 .html, 3 .utf8`, the most frequent first.
pub(crate) fn kinds_said(kinds: &BTreeMap<String, u64>) -> String {
    let mut kinds: Vec<_> = kinds.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let said = kinds
        .into_iter()
        .map(|(kind, count)| format!("{count} {kind}"));
    said.collect::<Vec<_>>().join(", ")
}

impl Notices {
    /// Notes something at a place.
    pub(crate) fn note(&self, notice: Notice, place: &Origin) {
        self.note_times(notice, 1, place);
    }

    /// Notes something at a place, with what is said beside the place.
    pub(crate) fn note_with(&self, notice: Notice, place: &Origin, said: String) {
        self.tally(notice, 1, place, said);
    }

    /// Notes something of one of several kinds, which are counted each by itself and said together.
    pub(crate) fn note_kind(&self, notice: Notice, kind: &str, times: u64, place: &Origin) {
        self.tally(notice.clone(), times, place, String::new());
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = book.entry(notice).or_default();
        *tally.kinds.entry(kind.to_owned()).or_default() += times;
    }

    /// Notes something that was seen several times, for which one place stands.
    pub(crate) fn note_times(&self, notice: Notice, times: u64, place: &Origin) {
        self.tally(notice, times, place, String::new());
    }

    fn tally(&self, notice: Notice, times: u64, place: &Origin, said: String) {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = book.entry(notice).or_default();
        tally.count += times;
        let place = (place.file().to_owned(), place.line(), said);
        tally.places.insert(place);
        if tally.places.len() > EXAMPLES {
            tally.places.pop_last();
        }
    }

    /// A warning for each kind of thing that was noted.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = |(file, line, said): &(String, Option<u64>, String)| {
            let place = match line {
                Some(line) => format!("{file}:{line}"),
                None => file.clone(),
            };
            match said.as_str() {
                "" => place,
                said => format!("{place}: {said}"),
            }
        };
        let warning = |(notice, tally): (&Notice, &Tally)| CorpusWarning::Noticed {
            notice: notice.clone(),
            count: tally.count,
            kinds: kinds_said(&tally.kinds),
            examples: tally.places.iter().map(said).collect(),
        };
        book.iter().map(warning).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_places_are_said_whatever_comes_first() {
        let notices = Notices::default();
        let file = Origin::of_file("b.jsonl");
        for line in [9, 10, 2, 7] {
            notices.note(Notice::Replacement, &file.at_line(line));
        }
        notices.note_times(Notice::Replacement, 3, &Origin::of_file("a.csv"));
        let said: Vec<String> = notices.warnings().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "7 article(s) hold U+FFFD, which stands for letters that were lost (a.csv, b.jsonl:2, b.jsonl:7): \
             take them again from where they came from"
            ]
        );
    }
}
