//! What fields, cells and names say of an article's labels → the labels, or that nothing is said.

use super::label_list;
use super::labels::{LabelError, NONE, clean, without_none};
use std::collections::BTreeSet;

/// Takes what is written about the labels of one article, piece by piece.
#[derive(Debug, Default)]
pub(crate) struct LabelReader<'s> {
    /// What the caller says stands between the labels in a string.
    separator: Option<&'s str>,
    topics: BTreeSet<String>,
    says_none: bool,
    has_empty_list: bool,
    /// Words that stand in the place of a label that is missing.
    pub missing: Vec<String>,
}

impl<'s> LabelReader<'s> {
    pub fn new(separator: Option<&'s str>) -> Self {
        Self {
            separator,
            ..Self::default()
        }
    }

    /// A string for one label: an empty one says nothing, and a list that was written as a string is one.
    pub fn text(&mut self, text: &str) -> Result<(), LabelError> {
        match label_list::items(text) {
            _ if text.trim().is_empty() => Ok(()),
            Some(items) => self.list(items?),
            None => self.item(text),
        }
    }

    /// A cell for several labels, with `+` or `|` between them: an empty one is an empty list.
    pub fn cell(&mut self, cell: &str) -> Result<(), LabelError> {
        match (label_list::items(cell), self.separator) {
            _ if cell.trim().is_empty() => self.empty_list(),
            (Some(items), _) => self.list(items?)?,
            (None, Some(_)) => self.item(cell)?,
            (None, None) => self.words(cell.split(['+', '|']))?,
        }
        Ok(())
    }

    /// The name of a folder, with `+` between labels.
    pub fn folder(&mut self, name: &str) -> Result<(), LabelError> {
        match self.separator {
            Some(_) => self.item(name)?,
            None => self.words(name.split('+'))?,
        }
        match self.missing.pop() {
            Some(word) => Err(LabelError::Missing { word }),
            None => Ok(()),
        }
    }

    /// One label, or several with the caller's separator between them.
    pub fn item(&mut self, item: &str) -> Result<(), LabelError> {
        let Some(separator) = self.separator else {
            return self.word(item);
        };
        let mut pieces = item
            .split(separator)
            .filter(|piece| clean(piece) != Err(LabelError::Empty))
            .peekable();
        if pieces.peek().is_none() {
            return Err(LabelError::Empty);
        }
        self.words(pieces)
    }

    /// A list without items: the article has no topic, unless another field has one.
    pub fn empty_list(&mut self) {
        self.has_empty_list = true;
    }

    fn list(&mut self, items: Vec<Option<String>>) -> Result<(), LabelError> {
        if items.is_empty() {
            self.empty_list();
        }
        items.iter().flatten().try_for_each(|item| self.item(item))
    }

    fn words<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) -> Result<(), LabelError> {
        words.into_iter().try_for_each(|word| self.word(word))
    }

    fn word(&mut self, word: &str) -> Result<(), LabelError> {
        let label = clean(word)?;
        if label.eq_ignore_ascii_case(NONE) {
            self.says_none = true;
        } else if is_missing(&label) {
            self.missing.push(label);
        } else {
            self.topics.insert(label);
        }
        Ok(())
    }

    /// The labels; `None` if nothing is said of them.
    pub fn labels(&mut self) -> Result<Option<BTreeSet<String>>, LabelError> {
        let topics = without_none(std::mem::take(&mut self.topics), self.says_none)?;
        let is_said = !topics.is_empty() || self.says_none || self.has_empty_list;
        Ok(is_said.then_some(topics))
    }
}

/// Whether a word is one that pandas, R, spreadsheets and databases write where a value is missing.
fn is_missing(word: &str) -> bool {
    const WORDS: [&str; 7] = ["nan", "null", "n/a", "<na>", "<nan>", "#n/a", "#na"];
    // R writes NA in capitals; in small letters it may be a name.
    word == "NA"
        || WORDS
            .iter()
            .any(|missing| word.eq_ignore_ascii_case(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        separator: Option<&str>,
        take: impl Fn(&mut LabelReader<'_>) -> Result<(), LabelError>,
    ) -> Result<Option<String>, LabelError> {
        let mut reader = LabelReader::new(separator);
        take(&mut reader)?;
        let labels = reader.labels()?;
        Ok(labels.map(|labels| labels.into_iter().collect::<Vec<_>>().join(" & ")))
    }

    #[test]
    fn cells_texts_and_folders() {
        let some = |labels: &str| Ok(Some(labels.to_owned()));
        for (cell, expected) in [
            ("a|b+c", some("a & b & c")),
            (" ", some("")),
            ("a|", Err(LabelError::Empty)),
            ("none", some("")),
            ("['a', 'b|c']", some("a & b|c")),
            ("[]", some("")),
            ("NaN", Ok(None)),
            ("a|nan", some("a")),
        ] {
            assert_eq!(read(None, |it| it.cell(cell)), expected, "{cell}");
        }
        for (text, expected) in [
            ("c+a", some("c+a")),
            ("", Ok(None)),
            ("null", Ok(None)),
            ("#N/A", Ok(None)),
            ("NA", Ok(None)),
            ("na", some("na")),
            ("None", some("")),
            ("[]", some("")),
            ("[None]", Ok(None)),
            (r#"["a, b", "c"]"#, some("a, b & c")),
        ] {
            assert_eq!(read(None, |it| it.text(text)), expected, "{text}");
        }
        assert_eq!(read(None, |it| it.folder("a+b")), some("a & b"));
        let missing = LabelError::Missing { word: "nan".into() };
        assert_eq!(read(None, |it| it.folder("nan")), Err(missing));
    }

    #[test]
    fn a_separator_of_the_caller() {
        let some = |labels: &str| Ok(Some(labels.to_owned()));
        for (separator, text, expected) in [
            (",", "a, b", some("a & b")),
            (",", "a,, b,", some("a & b")),
            ("،", "أ، ب", some("أ & ب")),
            ("#", "a+b#c", some("a+b & c")),
            (";", ";", Err(LabelError::Empty)),
            ("; ", "a; b", some("a & b")),
            (",", "['a,b']", some("a & b")),
        ] {
            assert_eq!(
                read(Some(separator), |it| it.text(text)),
                expected,
                "{text}"
            );
            assert_eq!(
                read(Some(separator), |it| it.cell(text)),
                expected,
                "{text}"
            );
        }
        assert_eq!(read(Some(","), |it| it.folder("a+b, c")), some("a+b & c"));
    }
}
