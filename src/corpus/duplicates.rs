//! Merges copies of an article, so that none counts twice.
//!
//! Two articles are the same when title and text are, white space aside. The first copy is kept and gets the labels of all.
//! [`Merger`] holds only digests, ids and labels, so that texts need not stay in memory.

use super::document::Document;
use super::warning::{CorpusWarning, EXAMPLES};
use std::collections::{BTreeSet, HashMap};
use xxhash_rust::xxh3::xxh3_128;

type Labels = Option<BTreeSet<String>>;

/// The XXH3-128 hash (seed 0) of title, LF, text in UTF-8, where each run of Unicode white space is one space and none stands at
/// the ends. Equal on all platforms. Not cryptographic: it finds copies, it does not prove that a corpus is unaltered.
pub fn digest(title: &str, text: &str) -> u128 {
    let mut normal = String::with_capacity(title.len() + text.len() + 1);
    push_words(title, &mut normal);
    normal.push('\n');
    push_words(text, &mut normal);
    xxh3_128(normal.as_bytes())
}

/// Appends the words of a text with one space between them. Most text has that form already, so long runs are copied whole.
fn push_words(text: &str, into: &mut String) {
    let mut rest = text.trim();
    loop {
        let (run, after) = rest.split_at(plain_bytes(rest.as_bytes()));
        into.push_str(run);
        rest = after;
        let Some(character) = rest.chars().next() else {
            return;
        };
        if !character.is_whitespace() {
            into.push(character);
            rest = &rest[character.len_utf8()..];
            continue;
        }
        rest = rest.trim_start();
        // The run may have ended with the first of several kinds of white space.
        if !into.ends_with(' ') {
            into.push(' ');
        }
    }
}

/// How many bytes there are before one that may begin white space other than a single space. Always ends between characters.
fn plain_bytes(bytes: &[u8]) -> usize {
    const WIDTH: usize = 32;
    let mut start = 0;
    // No branch within a block, so that the compiler compares many bytes at once.
    let block = |start: usize| {
        let these = bytes.get(start..start + WIDTH)?.iter();
        let next = bytes.get(start + 1..start + 1 + WIDTH)?.iter();
        Some(
            these
                .zip(next)
                .fold(false, |odd, (&byte, &next)| odd | is_odd(byte, next)),
        )
    };
    while block(start) == Some(false) {
        start += WIDTH;
    }
    let next = bytes.iter().skip(start + 1).copied().chain([0]);
    let rest = bytes[start..].iter().zip(next);
    start
        + rest
            .take_while(|&(&byte, next)| !is_odd(byte, next))
            .count()
}

/// Whether a byte may begin white space other than a single space: ASCII white space, or the first byte of a character that
/// may be white space.
#[inline]
fn is_odd(byte: u8, next: u8) -> bool {
    let is_control = byte.wrapping_sub(b'\t') <= b'\r' - b'\t';
    let is_lead = (byte == 0xC2) | (byte.wrapping_sub(0xE1) <= 2);
    is_control | is_lead | ((byte == b' ') & (next == b' '))
}

/// What [`Merger::push`] finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// The article is new: it is the `index`-th to keep, counted from 0.
    First {
        /// Its index among the articles kept.
        index: usize,
    },
    /// The article repeats the `index`-th kept one, which takes over its labels.
    Repeat {
        /// The index of the article that it repeats.
        index: usize,
    },
}

/// Recognises repeated articles by their digests.
#[derive(Debug, Default)]
pub struct Merger {
    // Only looked up, never iterated: its order does not reach any output.
    index_of: HashMap<u128, usize>,
    kept: Vec<Kept>,
    report: DuplicateReport,
}

#[derive(Debug)]
struct Kept {
    id: Box<str>,
    labels: Labels,
    conflicting: bool,
}

impl Merger {
    /// A merger without articles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one article: its [`digest`], its id, for examples in warnings, and its labels.
    ///
    /// Copies conflict when both are labelled and the labels differ. A copy without labels adds nothing.
    pub fn push(&mut self, digest: u128, id: &str, labels: Labels) -> Merged {
        let index = *self.index_of.entry(digest).or_insert(self.kept.len());
        let Some(kept) = self.kept.get_mut(index) else {
            self.kept.push(Kept {
                id: id.into(),
                labels,
                conflicting: false,
            });
            return Merged::First { index };
        };
        let example = || (kept.id.to_string(), id.to_owned());
        self.report.duplicates += 1;
        push_example(&mut self.report.duplicate_examples, example);
        match (&mut kept.labels, labels) {
            (Some(ours), Some(theirs)) => {
                if *ours != theirs && !kept.conflicting {
                    kept.conflicting = true;
                    self.report.conflicting += 1;
                    let examples = &mut self.report.conflicting_examples;
                    push_example(examples, || (kept.id.to_string(), id.to_owned()));
                }
                ours.extend(theirs);
            }
            (ours @ None, theirs) => *ours = theirs,
            (Some(_), None) => {}
        }
        Merged::Repeat { index }
    }

    /// The merged labels of the articles kept, by index, and the report.
    pub fn finish(self) -> (Vec<Labels>, DuplicateReport) {
        let labels = self.kept.into_iter().map(|kept| kept.labels).collect();
        (labels, self.report)
    }
}

fn push_example(examples: &mut Vec<(String, String)>, example: impl Fn() -> (String, String)) {
    if examples.len() < EXAMPLES {
        examples.push(example());
    }
}

/// What was merged. The counts do not depend on the order of the articles, the examples do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DuplicateReport {
    /// The number of articles that repeat an earlier one.
    pub duplicates: u64,
    /// The number of articles kept whose copies had different labels.
    pub conflicting: u64,
    /// The ids of the first few: the article kept, its copy.
    pub duplicate_examples: Vec<(String, String)>,
    /// The ids of the first few copies with different labels.
    pub conflicting_examples: Vec<(String, String)>,
}

impl DuplicateReport {
    /// The warnings that follow; none if nothing was merged.
    pub fn warnings(&self) -> Vec<CorpusWarning> {
        let mut warnings = Vec::new();
        if self.duplicates > 0 {
            warnings.push(CorpusWarning::Duplicates {
                count: self.duplicates,
                examples: self.duplicate_examples.clone(),
            });
        }
        if self.conflicting > 0 {
            warnings.push(CorpusWarning::ConflictingLabels {
                count: self.conflicting,
                examples: self.conflicting_examples.clone(),
                left_out: false,
            });
        }
        warnings
    }
}

/// Keeps the first copy of each article, in order, with the labels of all its copies.
pub fn merge(documents: Vec<Document>) -> (Vec<Document>, DuplicateReport) {
    let mut merger = Merger::new();
    let mut kept = Vec::new();
    for mut document in documents {
        let digest = digest(&document.title, &document.text);
        let labels = document.labels.take();
        if let Merged::First { .. } = merger.push(digest, &document.id, labels) {
            kept.push(document);
        }
    }
    let (labels, report) = merger.finish();
    for (document, labels) in kept.iter_mut().zip(labels) {
        document.labels = labels;
    }
    (kept, report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_between_white_space(
            text in "([ابت a-c“”€]{0,40}[ \t\n\u{B}\r\u{85}\u{A0}\u{1680}\u{2003}\u{2028}\u{3000}]{0,3}){0,6}",
        ) {
            let mut found = String::from("\n");
            push_words(&text, &mut found);
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(found, format!("\n{}", words.join(" ")));
        }
    }

    #[test]
    fn every_white_space_is_seen() {
        for space in ('\0'..=char::MAX).filter(|letter| letter.is_whitespace()) {
            let mut found = String::new();
            push_words(&format!("ا{space}ب"), &mut found);
            assert_eq!(found, "ا ب", "{space:?}");
        }
    }
}
