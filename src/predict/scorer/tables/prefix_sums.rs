//! For each n-gram the sum of its weights and of those of all n-grams that it begins with.

use crate::features::has_both_marks;
use crate::model::Model;
use crate::predict::scorer::rows::WeightRows;

/// N-gram × column: the sums.
#[derive(Debug)]
pub(super) struct PrefixSums {
    /// First the row of [`NO_NGRAM`](super::NO_NGRAM), which is all 0, then those of the n-grams by
    /// number. Some more zeros follow, so that [`MOST`] numbers can be read from the beginning of
    /// each row on.
    sums: Vec<i32>,
    /// Columns up to the last one in which an n-gram within words has a weight. In models that join
    /// naive Bayes over n-grams with naive Bayes over whole words, they are half of all.
    columns: usize,
}

/// The most columns that are added at once.
const MOST: usize = 32;

impl PrefixSums {
    /// Without n-grams.
    pub(super) fn new(model: &Model) -> Self {
        let columns = columns_in_use(model);
        let mut sums = Vec::with_capacity((model.vocabulary.ngrams.len() + 1) * columns + MOST);
        sums.resize(columns, 0);
        Self { sums, columns }
    }

    /// Appends the row of the n-gram that is next by number, given its weights; `prefix` is the
    /// number of the longest known n-gram that it begins with.
    #[inline]
    pub(super) fn push(&mut self, prefix: u32, weights: &[i16]) {
        let start = prefix as usize * self.columns;
        let end = self.sums.len();
        self.sums.extend_from_within(start..start + self.columns);
        for (sum, &weight) in self.sums[end..].iter_mut().zip(weights) {
            *sum += i32::from(weight);
        }
    }

    /// To be called after the last n-gram.
    pub(super) fn finish(&mut self) {
        self.sums.resize(self.sums.len() + MOST, 0);
    }

    /// The sums of an n-gram by column.
    pub(super) fn row(&self, number: u32) -> &[i32] {
        &self.sums[number as usize * self.columns..][..self.columns]
    }

    /// Puts the sums of words into their rows, of which `first` is the first. `ngrams` has the
    /// numbers of the words' n-grams, word after word, and `ends` where those of each word end.
    pub(super) fn fill(
        &self,
        ngrams: &[u32],
        ends: impl Iterator<Item = usize>,
        rows: &mut WeightRows,
        first: usize,
    ) {
        let mut start = 0;
        let words = ends.zip(first..).map(|(end, row)| {
            let ngrams = &ngrams[start..end];
            start = end;
            (ngrams, row)
        });
        // A width that is known when the program is built lets the sums stay in registers.
        match self.columns.div_ceil(4) {
            0..=1 => self.fill_fixed::<4>(words, rows),
            2 => self.fill_fixed::<8>(words, rows),
            3 => self.fill_fixed::<12>(words, rows),
            4 => self.fill_fixed::<16>(words, rows),
            5 => self.fill_fixed::<20>(words, rows),
            6 => self.fill_fixed::<24>(words, rows),
            7 => self.fill_fixed::<28>(words, rows),
            8 => self.fill_fixed::<MOST>(words, rows),
            _ => words.for_each(|(ngrams, row)| {
                for &ngram in ngrams {
                    add(rows.row_mut(row), self.row(ngram));
                }
            }),
        }
    }

    fn fill_fixed<'f, const WIDTH: usize>(
        &self,
        words: impl Iterator<Item = (&'f [u32], usize)>,
        rows: &mut WeightRows,
    ) {
        for (ngrams, row) in words {
            // WIDTH may be more than a row has: then columns of the next row are added as well,
            // which cannot overflow any more than others, and are left out in the end.
            let mut sums = [0i32; WIDTH];
            for &ngram in ngrams {
                let row = &self.sums[ngram as usize * self.columns..];
                if let Some(row) = row.first_chunk::<WIDTH>() {
                    add(&mut sums, row);
                }
            }
            rows.row_mut(row)[..self.columns].copy_from_slice(&sums[..self.columns]);
        }
    }
}

#[inline]
fn add(sums: &mut [i32], values: &[i32]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// Columns up to the last one in which an n-gram that is not a whole word has a weight.
fn columns_in_use(model: &Model) -> usize {
    let columns = model.weights.columns();
    // Eight rows are combined at a time, so that the processor's registers are full.
    let mut bits = vec![0i16; 8 * columns];
    let mut weights = model.weights.values.as_slice();
    let ngrams = &model.vocabulary.ngrams;
    for run in ngrams.chunk_by(|&a, &b| has_both_marks(a) == has_both_marks(b)) {
        let (these, rest) = weights.split_at(run.len() * columns);
        weights = rest;
        if has_both_marks(run[0]) {
            continue;
        }
        for rows in these.chunks(bits.len()) {
            for (bits, weight) in bits.iter_mut().zip(rows) {
                *bits |= weight;
            }
        }
    }
    let used = |column: &usize| bits.iter().skip(*column).step_by(columns).any(|&b| b != 0);
    (0..columns).rev().find(used).map_or(0, |last| last + 1)
}
