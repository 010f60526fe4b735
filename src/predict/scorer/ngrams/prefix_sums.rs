//! The numbers of words' longest known n-grams go in, the sums of their weights and of those of all
//! n-grams that they begin with come out.

use crate::features::has_both_marks;
use crate::model::Model;
use crate::predict::scorer::rows::Rows;

/// For each n-gram the sum of its weights and of those of all known ones that it begins with.
#[derive(Debug)]
pub(crate) struct PartSums {
    /// Number × column, first the row of [`NOTHING`](super::NOTHING), which is all 0. In the end
    /// there are some more numbers, so that as many as are added at once can be read from each row's
    /// beginning on.
    sums: Vec<i32>,
    /// How many columns there are up to the last one in which parts of words weigh anything. In
    /// models with naive Bayes over whole words beside that over n-grams, they are half of all.
    columns: usize,
}

/// The most columns that are added at once.
const MOST: usize = 32;

impl PartSums {
    pub(crate) fn new(model: &Model) -> Self {
        let columns = columns_in_use(model);
        let mut sums = Vec::with_capacity((model.vocabulary.ngrams.len() + 1) * columns + MOST);
        sums.resize(columns, 0);
        Self { sums, columns }
    }

    /// The sum for an n-gram with these weights, of which `shorter` is the longest known one that it
    /// begins with; numbers are given one after the other.
    #[inline]
    pub(crate) fn push(&mut self, shorter: u32, weights: &[i16]) {
        let start = shorter as usize * self.columns;
        let end = self.sums.len();
        self.sums.extend_from_within(start..start + self.columns);
        for (sum, &weight) in self.sums[end..].iter_mut().zip(weights) {
            *sum += i32::from(weight);
        }
    }

    /// To be called after the last n-gram.
    pub(crate) fn finish(&mut self) {
        self.sums.resize(self.sums.len() + MOST, 0);
    }

    /// The sums of an n-gram by column.
    pub(crate) fn row(&self, number: u32) -> &[i32] {
        &self.sums[number as usize * self.columns..][..self.columns]
    }

    /// Puts the sums of words into their rows, of which `first` is the first. `found` has what was
    /// found for the words; of each word `ends` says where that ends.
    pub(crate) fn fill(
        &self,
        found: &[u32],
        ends: impl Iterator<Item = usize>,
        rows: &mut Rows,
        first: usize,
    ) {
        let mut start = 0;
        let words = ends.zip(first..).map(|(end, row)| {
            let numbers = &found[start..end];
            start = end;
            (numbers, row)
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
            _ => words.for_each(|(numbers, row)| {
                for &number in numbers {
                    add(rows.row_mut(row), self.row(number));
                }
            }),
        }
    }

    fn fill_fixed<'f, const WIDTH: usize>(
        &self,
        words: impl Iterator<Item = (&'f [u32], usize)>,
        rows: &mut Rows,
    ) {
        for (numbers, row) in words {
            // Past the columns of a row stand those of the next one: their sums are as small as
            // all, and left out in the end.
            let mut sums = [0i32; WIDTH];
            for &number in numbers {
                let row = &self.sums[number as usize * self.columns..];
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

/// How many columns there are up to the last one in which any part of a word has a weight.
fn columns_in_use(model: &Model) -> usize {
    let columns = model.weights.columns();
    // Of several rows together, so that long runs of numbers are combined at once.
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
