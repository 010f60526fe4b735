//! Counts ⇄ the sorted content of a part file.

use super::corpus_counts::CorpusCounts;
use super::part_file::Part;
use super::{change, finish};

impl CorpusCounts {
    /// The content of a part file. Takes a copy of the counts, but not of what is remembered for counting.
    pub(crate) fn to_part(&self) -> Part {
        let mut places: Vec<usize> = (0..self.fields.len()).collect();
        places.sort_by_key(|&place| &self.fields[place]);
        places.dedup_by_key(|place| &self.fields[*place]);
        let mut documents = self.documents.clone();
        change::pick_fields(&mut documents, &places);
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
