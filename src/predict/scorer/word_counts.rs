//! Words of a document go in one by one, how often each counts comes out.

use super::row_sums::RowSums;
use super::word_rows::WordRows;
use crate::features::CountTransform;
use rustc_hash::FxHashMap;

/// Counts of one document's words.
#[derive(Debug, Default)]
pub(crate) struct WordCounts {
    /// By the number of a word's row; all 0 between documents.
    counts: Vec<u32>,
    /// Rows whose count is not 0.
    touched: Vec<u32>,
    /// Counts of words that have no row.
    texts: FxHashMap<Box<str>, u32>,
    /// Transformed counts of the smallest counts.
    units: Vec<u64>,
}

/// Counts whose transforms are computed once.
const SMALL: usize = 1024;

impl WordCounts {
    /// Counts the word of a row.
    #[inline]
    pub(crate) fn add(&mut self, row: u32, weight: u32) {
        if self.counts.len() <= row as usize {
            self.counts
                .resize((row as usize + 1).next_power_of_two(), 0);
        }
        let count = &mut self.counts[row as usize];
        if *count == 0 {
            self.touched.push(row);
        }
        *count = count.saturating_add(weight);
    }

    /// Counts a word that has no row.
    pub(crate) fn add_text(&mut self, word: &str, weight: u32) {
        match self.texts.get_mut(word) {
            Some(count) => *count = count.saturating_add(weight),
            None => {
                self.texts.insert(word.into(), weight);
            }
        }
    }

    /// Adds the rows that were counted and forgets their counts.
    pub(crate) fn add_rows(
        &mut self,
        words: &WordRows,
        transform: CountTransform,
        sums: &mut RowSums,
    ) {
        if self.units.is_empty() {
            self.units = (0..SMALL as u32)
                .map(|count| transform.apply(count))
                .collect();
        }
        let (counts, units, rows) = (&mut self.counts, &self.units, words.rows());
        let touched = self.touched.drain(..).map(|row| {
            let count = std::mem::take(&mut counts[row as usize]);
            let known = units.get(count as usize).copied();
            let units = known.unwrap_or_else(|| transform.apply(count));
            (rows.row(row as usize), units)
        });
        sums.add_products(touched);
    }

    /// The words that have no row, with their counts; they are forgotten.
    pub(crate) fn take_texts(&mut self) -> FxHashMap<Box<str>, u32> {
        std::mem::take(&mut self.texts)
    }
}
