//! The numbers of words' longest known n-grams go in, the sums of their weights and of those of all
//! n-grams that they begin with come out.

use super::super::rows::Rows;
use super::NOTHING;
use crate::features::has_both_marks;
use crate::learn::QuantisedWeights;
use crate::model::Model;

/// From each n-gram to the longest known one that it begins with.
///
/// Rows with the sums of all of them would be added faster, but they have up to twice the size of the
/// model, and it takes longer to make them than to tag hundreds of articles.
#[derive(Debug)]
pub(super) struct PartSums {
    /// By number; [`NOTHING`] where no shorter one is known.
    shorter: Vec<u32>,
    /// How many columns there are up to the last one in which parts of words weigh anything. In
    /// models with naive Bayes over whole words beside that over n-grams, they are half of all.
    columns: usize,
    /// How many n-grams can begin at one place.
    steps: usize,
}

impl PartSums {
    /// Without links.
    pub(super) fn new(model: &Model) -> Self {
        let range = model.metadata.features.ngrams;
        Self {
            shorter: vec![NOTHING; model.vocabulary.ngrams.len() + 1],
            steps: (range.max() - range.min() + 1) as usize,
            columns: columns_in_use(model),
        }
    }

    /// Links an n-gram to the longest known one that it begins with.
    pub(super) fn link(&mut self, number: u32, shorter: u32) {
        self.shorter[number as usize] = shorter;
    }

    /// Calls `visit` with columns and weights of an n-gram and of those that it begins with.
    pub(super) fn visit(&self, mut number: u32, model: &Model, mut visit: impl FnMut(usize, i32)) {
        while number != NOTHING {
            let weights = model.weights.row(number as usize - 1).iter();
            let columns = weights.enumerate().take(self.columns);
            columns.for_each(|(column, &weight)| visit(column, weight.into()));
            number = self.shorter[number as usize];
        }
    }

    /// Puts the sums of words into their rows, of which `first` is the first and all are 0. `found`
    /// has what was found for the words; of each word `ends` says where that ends.
    pub(super) fn fill(
        &self,
        model: &Model,
        found: &[u32],
        ends: impl Iterator<Item = usize>,
        (rows, first): (&mut Rows, usize),
        chains: &mut Chains,
    ) {
        self.follow(found, ends, chains);
        let words = Words {
            weights: &model.weights,
            columns: self.columns,
            chains,
            rows,
            first,
        };
        // A width that is known when the program is built lets the sums stay in registers.
        match self.columns.div_ceil(4) {
            0..=1 => words.fill::<4>(),
            2 => words.fill::<8>(),
            3 => words.fill::<12>(),
            4 => words.fill::<16>(),
            5 => words.fill::<20>(),
            6 => words.fill::<24>(),
            7 => words.fill::<28>(),
            8 => words.fill::<32>(),
            _ => words.fill_wide(),
        }
    }

    /// Collects what was found for words, and all that begins it: before their weights are read, so
    /// that the processor waits for many of those at once.
    fn follow(&self, found: &[u32], ends: impl Iterator<Item = usize>, chains: &mut Chains) {
        let most = found.len() * self.steps + 1;
        if chains.features.len() < most {
            chains.features.resize(most, 0);
        }
        chains.ends.clear();
        let (mut start, mut count) = (0, 0);
        for end in ends {
            for &longest in &found[start..end] {
                let mut number = longest;
                // As often for each, so that the processor need not guess. Each is shorter than the
                // one before, so the last step leads to nothing.
                for _ in 0..self.steps {
                    chains.features[count] = number.wrapping_sub(1);
                    count += usize::from(number != NOTHING);
                    number = self.shorter[number as usize];
                }
            }
            chains.ends.push(count);
            start = end;
        }
    }
}

/// The features whose weights make up the sums of some words.
#[derive(Debug, Default)]
pub(super) struct Chains {
    features: Vec<u32>,
    /// Where those of each word end.
    ends: Vec<usize>,
}

/// Words whose rows are to be filled.
struct Words<'a> {
    weights: &'a QuantisedWeights,
    columns: usize,
    chains: &'a Chains,
    rows: &'a mut Rows,
    first: usize,
}

impl Words<'_> {
    fn fill<const WIDTH: usize>(self) {
        // Whole numbers: wider registers, where there are some, change the time and nothing else.
        pulp::Arch::new().dispatch(Fill::<WIDTH>(self));
    }

    fn fill_wide(self) {
        let mut start = 0;
        for (&end, row) in self.chains.ends.iter().zip(self.first..) {
            let row = self.rows.row_mut(row);
            for &feature in &self.chains.features[start..end] {
                add(row, &self.weights.row(feature as usize)[..self.columns]);
            }
            start = end;
        }
    }
}

/// Fills the rows of words, `WIDTH` columns at once.
struct Fill<'a, const WIDTH: usize>(Words<'a>);

impl<const WIDTH: usize> pulp::WithSimd for Fill<'_, WIDTH> {
    type Output = ();

    // Always, since it is compiled for wide registers only as a part of its caller.
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _registers: S) {
        let words = self.0;
        let (weights, stride) = (words.weights.values.as_slice(), words.weights.columns());
        let mut start = 0;
        for (&end, row) in words.chains.ends.iter().zip(words.first..) {
            // Past the columns of a feature that are in use stand its others and those of the next
            // feature: their sums are as small as all, and left out in the end.
            let mut sums = [0i32; WIDTH];
            for &feature in &words.chains.features[start..end] {
                let weights = &weights[feature as usize * stride..];
                match weights.first_chunk::<WIDTH>() {
                    Some(weights) => {
                        for (sum, &weight) in sums.iter_mut().zip(weights) {
                            *sum += i32::from(weight);
                        }
                    }
                    None => add(&mut sums, weights),
                }
            }
            words.rows.row_mut(row)[..words.columns].copy_from_slice(&sums[..words.columns]);
            start = end;
        }
    }
}

#[inline]
fn add(sums: &mut [i32], weights: &[i16]) {
    for (sum, &weight) in sums.iter_mut().zip(weights) {
        *sum += i32::from(weight);
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
