//! A list of words in one piece of memory, which the next list uses again.

/// Words in order.
#[derive(Debug, Default)]
pub(in crate::predict::scorer) struct WordList {
    /// All words, one after the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl WordList {
    pub(super) fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(in crate::predict::scorer) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// The word at a place.
    pub(in crate::predict::scorer) fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[place]]
    }

    /// The words in their order.
    pub(in crate::predict::scorer) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = &self.text[start..end];
            start = end;
            word
        })
    }
}
