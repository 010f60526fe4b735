//! Growing counts go in, the sorted content of a part file comes out, and back.

use super::corpus_counts::CorpusCounts;
use super::finish;
use super::part_file::Part;
use crate::features::settings::FeatureSettings;

impl CorpusCounts {
    pub(crate) fn into_part(mut self) -> Part {
        let mut places: Vec<usize> = (0..self.fields.len()).collect();
        places.sort_by_key(|&place| &self.fields[place]);
        places.dedup_by_key(|place| &self.fields[*place]);
        self.pick_fields(&places);
        let settings = self.settings();
        let (words, documents) = finish::sort(self.words, self.documents);
        Part {
            settings,
            fields: self.fields,
            words,
            documents,
        }
    }

    pub(crate) fn from_part(part: Part) -> Self {
        let mut counts = Self::new(FeatureSettings::default().with_counting(part.settings));
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
