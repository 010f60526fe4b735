//! Counts ⇄ the sorted content of a part file.

use super::corpus_counts::CorpusCounts;
use super::finish::{CountedDocument, Repeats};
use super::mode::{Mode, ModeChoice};
use super::part_file::Part;
use super::settle::{settle, settle_unlabelled};
use super::{change, finish};
use crate::corpus::{CorpusWarning, label_warnings};

impl CorpusCounts {
    /// The content of a part file. Takes a copy of the counts, but not of what is remembered for counting.
    pub(crate) fn to_part(&self) -> Part {
        let mut places: Vec<usize> = (0..self.fields.len()).collect();
        places.sort_by_key(|&place| &self.fields[place]);
        places.dedup_by_key(|place| &self.fields[*place]);
        let mut documents = self.documents.clone();
        change::pick_fields(&mut documents, &places);
        settle_unlabelled(&mut documents, &self.choice());
        let (words, documents) = finish::sort(self.words.iter().cloned(), documents);
        Part {
            settings: self.settings,
            fields: places
                .iter()
                .map(|&place| self.fields[place].clone())
                .collect(),
            words,
            documents,
        }
    }

    /// What is suspicious about counts that are written: repeats, what becomes of documents without a label, since a part has
    /// no place for them, and how labels are spelled.
    pub(crate) fn warnings_of_part(&self) -> Vec<CorpusWarning> {
        let mut sorted = self.documents.clone();
        sorted.sort_unstable_by(CountedDocument::order);
        let (repeats, _) = settle(&mut sorted, Repeats::Unite, self.choice().is_exclusive());
        let mut unlabelled: Vec<CountedDocument> = self
            .documents
            .iter()
            .filter(|document| document.unlabelled)
            .cloned()
            .collect();
        unlabelled.sort_unstable_by(CountedDocument::order);
        let mut warnings = settle_unlabelled(&mut unlabelled, &self.choice()).warnings();
        warnings.extend(label_warnings(&finish::label_counts(&self.documents)));
        warnings.splice(0..0, repeats.warnings());
        warnings
    }

    /// The mode by the documents with words, as for learning.
    fn choice(&self) -> ModeChoice {
        let documents = self.documents.iter();
        let with_words = documents.filter(|document| !document.words.is_empty());
        ModeChoice::of(Mode::Auto, with_words)
    }

    pub(crate) fn from_part(part: Part) -> Self {
        let mut counts = Self::empty(part.settings);
        for document in &part.documents {
            let named = part.fields.iter().zip(&document.fields);
            for (name, _) in named.filter(|(_, value)| !value.is_empty()) {
                if !counts.field_names.contains(name) {
                    counts.field_names.insert(name.clone());
                }
            }
        }
        counts.fields = part.fields;
        counts.words = part.words.into_iter().collect();
        counts.documents = part.documents;
        counts
    }
}
