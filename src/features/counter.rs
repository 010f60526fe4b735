//! Documents go in one by one, their word counts come out. Counts of parts of a corpus merge
//! into the counts of the whole, in any order and with the same result.

use super::FeatureSettings;
use super::words::WordWeights;
use crate::corpus::{Document, DuplicateReport, Merged, Merger, digest};
use crate::text::{FoldedWords, fold_token};
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::BTreeSet;

/// The words of one document, without its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountedDocument {
    /// Identifier as read; never part of a model.
    pub id: String,
    /// Digest of title and text, equal for texts equal up to white space. Orders the corpus.
    pub digest: u128,
    /// Topics; empty for none.
    pub labels: BTreeSet<String>,
    /// (word type, count) by ascending word type; counts include title and lead weights.
    pub words: Vec<(u32, u32)>,
    /// Values of the fields that were asked for, in their order, empty for one that the article
    /// lacks. Nothing if none was asked for.
    pub fields: Box<[Box<str>]>,
}

/// A finished corpus of counts: words sorted, documents sorted by digest, no document twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedCorpus {
    /// Distinct folded words (and pairs `first second`), ascending.
    pub words: Vec<Box<str>>,
    /// The documents by ascending digest.
    pub documents: Vec<CountedDocument>,
    /// Documents left out because an equal one was there.
    pub repeats: DuplicateReport,
    /// Names of all fields that some document has; nothing if no field was asked for.
    pub field_names: BTreeSet<String>,
}

/// Token cache entries kept before the cache is emptied, so that memory stays bounded by the
/// number of distinct words rather than of distinct raw tokens.
const CACHE_LIMIT: usize = 1 << 20;

/// Growing counts of a corpus or a part of one.
#[derive(Debug, Clone)]
pub struct CorpusCounts {
    settings: FeatureSettings,
    /// Fields to keep of each document.
    fields: Vec<String>,
    field_names: BTreeSet<String>,
    words: IndexSet<Box<str>, FxBuildHasher>,
    documents: Vec<CountedDocument>,
    cache: TokenCache,
    /// Count of each word type in the document at hand; all 0 between documents.
    current: Vec<u32>,
}

/// Raw token → the word types it folds to, as a range of `flat`.
#[derive(Debug, Clone, Default)]
struct TokenCache {
    ranges: FxHashMap<Box<str>, (u32, u32)>,
    flat: Vec<u32>,
    folded: FoldedWords,
}

impl CorpusCounts {
    /// Empty counts; parts that are to be merged must be made with equal settings.
    pub fn new(settings: FeatureSettings) -> Self {
        Self {
            settings,
            fields: Vec::new(),
            field_names: BTreeSet::new(),
            words: IndexSet::default(),
            documents: Vec::new(),
            cache: TokenCache::default(),
            current: Vec::new(),
        }
    }

    /// Keeps these fields of each document that is added from now on; by default none, so that a
    /// corpus takes no memory for them.
    pub fn keeping(mut self, fields: &[String]) -> Self {
        self.fields = fields.to_vec();
        self
    }

    /// How many documents were added.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether no document was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Counts one document. A document without labels counts as one labelled with no topic.
    pub fn add(&mut self, document: &Document) {
        let words = self.count(&document.title, &document.text);
        let fields = self.kept_fields(document);
        self.documents.push(CountedDocument {
            id: document.id.clone(),
            digest: digest(&document.title, &document.text),
            labels: document.labels.clone().unwrap_or_default(),
            words,
            fields,
        });
    }

    fn kept_fields(&mut self, document: &Document) -> Box<[Box<str>]> {
        if self.fields.is_empty() {
            return Box::default();
        }
        for name in document.fields.keys() {
            if !self.field_names.contains(name) {
                self.field_names.insert(name.clone());
            }
        }
        let value = |name| document.fields.get(name).map_or("", String::as_str).into();
        self.fields.iter().map(value).collect()
    }

    fn count(&mut self, title: &str, text: &str) -> Vec<(u32, u32)> {
        let settings = self.settings;
        let mut touched: Vec<u32> = Vec::new();
        let mut previous: Option<u32> = None;
        for (token, weight) in WordWeights::new(title, text, &settings) {
            let (start, end) = self.cache.lookup(token, &mut self.words);
            for place in start..end {
                let word = self.cache.flat[place as usize];
                bump(&mut self.current, &mut touched, word, weight);
                if settings.word_pairs {
                    if let Some(first) = previous {
                        let pair = self.pair(first, word);
                        bump(&mut self.current, &mut touched, pair, weight);
                    }
                    previous = Some(word);
                }
            }
        }
        touched
            .into_iter()
            .map(|word| (word, std::mem::take(&mut self.current[word as usize])))
            .collect()
    }

    fn pair(&mut self, first: u32, second: u32) -> u32 {
        let text = format!(
            "{} {}",
            self.words[first as usize], self.words[second as usize]
        );
        intern(&mut self.words, &text)
    }

    /// Takes in the counts of another part. The result does not depend on the order of merging
    /// once [`finish`](Self::finish) has been called.
    pub fn merge(&mut self, other: Self) {
        self.field_names.extend(other.field_names);
        let ids: Vec<u32> = other
            .words
            .iter()
            .map(|word| intern(&mut self.words, word))
            .collect();
        self.documents
            .extend(other.documents.into_iter().map(|mut document| {
                for (word, _) in &mut document.words {
                    *word = ids[*word as usize];
                }
                document
            }));
    }

    /// Sorts words and documents, and unites documents that are equal up to white space.
    pub fn finish(self) -> CountedCorpus {
        let mut order: Vec<(Box<str>, u32)> = self
            .words
            .into_iter()
            .enumerate()
            .map(|(id, word)| (word, id as u32))
            .collect();
        order.sort_unstable();
        let mut rank = vec![0u32; order.len()];
        for (new, (_, old)) in order.iter().enumerate() {
            rank[*old as usize] = new as u32;
        }
        let mut documents = self.documents;
        for document in &mut documents {
            for (word, _) in &mut document.words {
                *word = rank[*word as usize];
            }
            document.words.sort_unstable();
        }
        // With the fields, since the first of equal articles is kept and threads race.
        documents.sort_by(|a, b| (a.digest, &a.id, &a.fields).cmp(&(b.digest, &b.id, &b.fields)));
        let repeats = unite_repeats(&mut documents);
        CountedCorpus {
            words: order.into_iter().map(|(word, _)| word).collect(),
            documents,
            repeats,
            field_names: self.field_names,
        }
    }
}

impl TokenCache {
    /// The range of `flat` that holds the word types of a raw token.
    fn lookup(&mut self, token: &str, words: &mut IndexSet<Box<str>, FxBuildHasher>) -> (u32, u32) {
        if let Some(&range) = self.ranges.get(token) {
            return range;
        }
        if self.ranges.len() >= CACHE_LIMIT {
            self.ranges.clear();
            self.flat.clear();
        }
        let start = self.flat.len() as u32;
        fold_token(token, &mut self.folded);
        for word in self.folded.iter() {
            self.flat.push(intern(words, word));
        }
        let range = (start, self.flat.len() as u32);
        self.ranges.insert(token.into(), range);
        range
    }
}

fn intern(words: &mut IndexSet<Box<str>, FxBuildHasher>, word: &str) -> u32 {
    match words.get_index_of(word) {
        Some(id) => id as u32,
        None => words.insert_full(word.into()).0 as u32,
    }
}

fn bump(current: &mut Vec<u32>, touched: &mut Vec<u32>, word: u32, weight: u32) {
    if current.len() <= word as usize {
        current.resize(word as usize + 1, 0);
    }
    let count = &mut current[word as usize];
    if *count == 0 {
        touched.push(word);
    }
    *count = count.saturating_add(weight);
}

/// Drops repeats from documents sorted by digest and id, uniting their labels.
fn unite_repeats(documents: &mut Vec<CountedDocument>) -> DuplicateReport {
    let mut merger = Merger::new();
    documents.retain_mut(|document| {
        let labels = std::mem::take(&mut document.labels);
        let merged = merger.push(document.digest, &document.id, Some(labels));
        matches!(merged, Merged::First { .. })
    });
    let (labels, report) = merger.finish();
    for (document, labels) in documents.iter_mut().zip(labels) {
        document.labels = labels.unwrap_or_default();
    }
    report
}

impl CountedCorpus {
    /// The labels that occur, ascending.
    pub fn labels(&self) -> BTreeSet<&str> {
        self.documents
            .iter()
            .flat_map(|document| document.labels.iter().map(String::as_str))
            .collect()
    }

    /// Whether every document has exactly one label and there is more than one label.
    pub fn is_exclusive(&self) -> bool {
        self.documents
            .iter()
            .all(|document| document.labels.len() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str, text: &str, labels: &[&str]) -> Document {
        Document {
            id: id.into(),
            title: String::new(),
            text: text.into(),
            labels: Some(labels.iter().map(|label| (*label).into()).collect()),
            fields: Default::default(),
        }
    }

    fn sample() -> Vec<Document> {
        vec![
            document(
                "a",
                "ضبط حرس الحدود شحنة، ضبط شحنة أخرى",
                &["border-security"],
            ),
            document("b", "فاز الفريق على الفريق الضيف", &[]),
            document("c", "حكم على قرصان الحسابات", &["cybercrime"]),
            document("d", "فاز  الفريق على\nالفريق الضيف", &["sport"]),
        ]
    }

    fn whole() -> CountedCorpus {
        let mut counts = CorpusCounts::new(FeatureSettings::default());
        sample().iter().for_each(|document| counts.add(document));
        counts.finish()
    }

    #[test]
    fn parts_merge_to_the_whole_in_any_order() {
        let documents = sample();
        for split in 0..=documents.len() {
            let (left, right) = documents.split_at(split);
            let mut first = CorpusCounts::new(FeatureSettings::default());
            let mut second = CorpusCounts::new(FeatureSettings::default());
            right.iter().rev().for_each(|document| first.add(document));
            left.iter().for_each(|document| second.add(document));
            first.merge(second);
            assert_eq!(first.finish(), whole());
        }
    }

    #[test]
    fn equal_articles_are_one_with_the_union_of_labels() {
        let corpus = whole();
        assert_eq!(corpus.documents.len(), 3);
        assert_eq!(corpus.repeats.duplicates, 1);
        assert_eq!(corpus.repeats.conflicting, 1);
        assert_eq!(
            corpus.repeats.duplicate_examples,
            [("b".to_owned(), "d".to_owned())]
        );
        let united = corpus.documents.iter().find(|d| d.id == "b").unwrap();
        assert_eq!(united.labels, BTreeSet::from(["sport".to_owned()]));
    }

    #[test]
    fn words_are_sorted_and_counted_with_the_lead() {
        let corpus = whole();
        assert!(corpus.words.is_sorted());
        let document = corpus.documents.iter().find(|d| d.id == "a").unwrap();
        let shipment = corpus.words.iter().position(|w| &**w == "شحنه").unwrap() as u32;
        // Twice in a text shorter than the lead, which counts three times.
        assert!(document.words.contains(&(shipment, 6)));
    }

    #[test]
    fn fields_are_kept_only_when_asked_for() {
        assert!(whole().documents.iter().all(|d| d.fields.is_empty()));
        let mut documents = sample();
        let field = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        documents[0].fields = [field("outlet", "sabah"), field("date", "2024-05-01")].into();
        // One article twice, by two outlets: the outlet that is kept does not depend on the order.
        documents[3].id = "b".into();
        documents[1].fields = [field("outlet", "wakala")].into();
        documents[3].fields = [field("outlet", "masaa")].into();
        let asked = ["outlet".to_owned(), "page".to_owned()];
        let mut counts = CorpusCounts::new(FeatureSettings::default()).keeping(&asked);
        for document in &documents {
            let mut part = CorpusCounts::new(FeatureSettings::default()).keeping(&asked);
            part.add(document);
            counts.merge(part);
        }
        let corpus = counts.finish();
        let fields = |id: &str| {
            let found = corpus.documents.iter().find(|d| d.id == id).unwrap();
            found
                .fields
                .iter()
                .map(|value| &**value)
                .collect::<Vec<_>>()
        };
        assert_eq!(fields("a"), ["sabah", ""]);
        assert_eq!(fields("b"), ["masaa", ""]);
        assert_eq!(fields("c"), ["", ""]);
        let names: Vec<&str> = corpus.field_names.iter().map(String::as_str).collect();
        assert_eq!(names, ["date", "outlet"]);
    }
}
