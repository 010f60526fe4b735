//! Takes articles or fields out of counts.

use super::corpus_counts::CorpusCounts;
use super::finish::CountedDocument;
use crate::features::error::CountsError;
use std::collections::{BTreeMap, BTreeSet};

/// What [`CorpusCounts::forget`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// How many documents were taken out.
    pub documents: usize,
    /// Ids of documents that stay although their text is that of one taken out, ascending.
    pub copies: Vec<String>,
}

impl CorpusCounts {
    /// Takes out the document that has one of these ids, and copies of it that have the same, as if they had never been added.
    ///
    /// # Errors
    /// [`CountsError::UnknownId`] if no document has one of them, [`CountsError::RepeatedIds`] if documents with different
    /// texts have one; nothing is taken out then.
    pub fn forget(&mut self, ids: &BTreeSet<String>) -> Result<Forgotten, CountsError> {
        let known: BTreeSet<&str> = self.documents.iter().map(|one| one.id.as_str()).collect();
        if let Some(id) = ids.iter().find(|id| !known.contains(id.as_str())) {
            return Err(CountsError::UnknownId {
                id: id.clone(),
                articles: self.documents.len(),
            });
        }
        let repeated = self.repeated(ids);
        if !repeated.is_empty() {
            return Err(CountsError::RepeatedIds { ids: repeated });
        }
        let before = self.documents.len();
        let mut digests = BTreeSet::new();
        self.documents.retain(|document| {
            let gone = ids.contains(&document.id);
            if gone {
                digests.insert(document.digest);
            }
            !gone
        });
        let copies = self.documents.iter();
        let copies: BTreeSet<&String> = copies
            .filter(|document| digests.contains(&document.digest))
            .map(|document| &document.id)
            .collect();
        Ok(Forgotten {
            documents: before - self.documents.len(),
            copies: copies.into_iter().cloned().collect(),
        })
    }

    /// Those of the ids that documents with different texts have.
    fn repeated(&self, ids: &BTreeSet<String>) -> Vec<String> {
        let mut digests: BTreeMap<&str, u128> = BTreeMap::new();
        let mut repeated = BTreeSet::new();
        for document in self.documents.iter().filter(|it| ids.contains(&it.id)) {
            let first = digests.entry(&document.id).or_insert(document.digest);
            if *first != document.digest {
                repeated.insert(document.id.clone());
            }
        }
        repeated.into_iter().collect()
    }

    /// Puts the name of its part before each id that documents with different texts have in several parts.
    pub(crate) fn tell_ids_apart(parts: &mut [(String, Self)]) {
        // The first part that has an id, the digest there, and whether another text has it elsewhere.
        let mut seen: BTreeMap<String, (usize, u128, bool)> = BTreeMap::new();
        for (place, (_, part)) in parts.iter().enumerate() {
            for document in &part.documents {
                let entry = seen.entry(document.id.clone());
                let (first, digest, differs) = entry.or_insert((place, document.digest, false));
                *differs |= *first != place && *digest != document.digest;
            }
        }
        seen.retain(|_, (_, _, differs)| *differs);
        for (name, part) in parts {
            for document in &mut part.documents {
                if seen.contains_key(&document.id) {
                    document.id = format!("{name}:{}", document.id);
                }
            }
        }
    }

    /// Keeps of the kept fields these alone, in this order; a name may come more than once.
    ///
    /// # Errors
    /// [`CountsError::FieldNotKept`] for a field that is not among them.
    pub fn select_fields(mut self, fields: &[String]) -> Result<Self, CountsError> {
        let place = |field: &String| {
            let place = self.fields.iter().position(|kept| kept == field);
            place.ok_or_else(|| CountsError::FieldNotKept {
                field: field.clone(),
                kept: self.fields.join(", "),
            })
        };
        let places: Vec<usize> = fields.iter().map(place).collect::<Result<_, _>>()?;
        pick_fields(&mut self.documents, &places);
        self.fields = fields.to_vec();
        Ok(self)
    }
}

/// Keeps of each document the fields at these places.
pub(super) fn pick_fields(documents: &mut [CountedDocument], places: &[usize]) {
    for document in documents {
        let value = |&place: &usize| document.fields.get(place).cloned().unwrap_or_default();
        document.fields = places.iter().map(value).collect();
    }
}
