//! How often each word counts in the article at hand.

use super::rows::{RowSums, WeightRows};
use crate::features::CountTransform;
use rustc_hash::FxHashMap;

/// Counts of one article's words.
#[derive(Debug)]
pub(super) struct WordCounts {
    /// By the number of a word's row; all 0 between articles.
    counts: Vec<u32>,
    /// Rows whose count is not 0.
    counted: Vec<u32>,
    /// Counts of words that have no row.
    without_row: FxHashMap<Box<str>, u32>,
    transform: CountTransform,
    /// Transformed small counts.
    units: Vec<u64>,
}

/// Counts below this are transformed only once.
const SMALL: u32 = 1024;

impl WordCounts {
    /// No counts; they will be transformed by `transform`.
    pub(super) fn new(transform: CountTransform) -> Self {
        Self {
            counts: Vec::new(),
            counted: Vec::new(),
            without_row: FxHashMap::default(),
            transform,
            units: Vec::new(),
        }
    }

    /// Counts the word of a row.
    #[inline]
    pub(super) fn add(&mut self, row: u32, weight: u32) {
        if self.counts.len() <= row as usize {
            self.counts
                .resize((row as usize + 1).next_power_of_two(), 0);
        }
        let count = &mut self.counts[row as usize];
        if *count == 0 {
            self.counted.push(row);
        }
        *count = count.saturating_add(weight);
    }

    /// Counts a word that has no row.
    pub(super) fn add_without_row(&mut self, word: &str, weight: u32) {
        match self.without_row.get_mut(word) {
            Some(count) => *count = count.saturating_add(weight),
            None => {
                self.without_row.insert(word.into(), weight);
            }
        }
    }

    /// Adds the rows that were counted to `sums`, and forgets their counts.
    pub(super) fn drain_rows(&mut self, rows: &WeightRows, sums: &mut RowSums) {
        let transform = self.transform;
        if self.units.is_empty() {
            self.units = (0..SMALL).map(|count| transform.apply(count)).collect();
        }
        let (counts, units) = (&mut self.counts, &self.units);
        let counted = self.counted.drain(..).map(|row| {
            let count = std::mem::take(&mut counts[row as usize]);
            let known = units.get(count as usize).copied();
            let units = known.unwrap_or_else(|| transform.apply(count));
            (rows.row(row as usize), units)
        });
        sums.add_products(counted);
    }

    /// The words that have no row, with their transformed counts; they are forgotten.
    pub(super) fn take_without_row(&mut self) -> impl Iterator<Item = (Box<str>, u64)> + use<> {
        let (words, transform) = (std::mem::take(&mut self.without_row), self.transform);
        words
            .into_iter()
            .map(move |(word, count)| (word, transform.apply(count)))
    }
}
