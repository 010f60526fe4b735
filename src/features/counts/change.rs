//! Takes articles or fields out of counts.

use super::corpus_counts::CorpusCounts;
use super::finish::CountedDocument;
use crate::features::error::CountsError;
use std::collections::BTreeSet;

/// What [`CorpusCounts::forget`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// How many documents were taken out.
    pub documents: usize,
    /// Ids of documents that stay although their text is that of one taken out, ascending.
    pub copies: Vec<String>,
}

impl CorpusCounts {
    /// Takes out every document that has one of these ids, as if it had never been added.
    ///
    /// # Errors
    /// [`CountsError::UnknownId`] if no document has one of them; nothing is taken out then.
    pub fn forget(&mut self, ids: &BTreeSet<String>) -> Result<Forgotten, CountsError> {
        let known: BTreeSet<&str> = self.documents.iter().map(|one| one.id.as_str()).collect();
        if let Some(id) = ids.iter().find(|id| !known.contains(id.as_str())) {
            return Err(CountsError::UnknownId {
                id: id.clone(),
                articles: self.documents.len(),
            });
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
