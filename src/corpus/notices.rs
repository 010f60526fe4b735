//! [`Notices`]: what is odd about an input, though it can be read. Collected while reading, said at its end.

use super::document::Origin;
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
}

impl Notice {
    /// The message: what was seen how often, with the first places, and what follows from it.
    pub(super) fn say(
        &self,
        count: u64,
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
    places: BTreeSet<(String, Option<u64>)>,
}

impl Notices {
    /// Notes something at a place.
    pub(crate) fn note(&self, notice: Notice, place: &Origin) {
        self.note_times(notice, 1, place);
    }

    /// Notes something that was seen several times, for which one place stands.
    pub(crate) fn note_times(&self, notice: Notice, times: u64, place: &Origin) {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = book.entry(notice).or_default();
        tally.count += times;
        tally.places.insert((place.file().to_owned(), place.line()));
        if tally.places.len() > EXAMPLES {
            tally.places.pop_last();
        }
    }

    /// A warning for each kind of thing that was noted.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let said = |(file, line): &(String, Option<u64>)| match line {
            Some(line) => format!("{file}:{line}"),
            None => file.clone(),
        };
        let warning = |(notice, tally): (&Notice, &Tally)| CorpusWarning::Noticed {
            notice: notice.clone(),
            count: tally.count,
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
