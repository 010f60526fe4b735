//! Sparse rows of real numbers and a dense matrix go in, their product comes out.
//!
//! Every number of a product is a sum in the order of the row, whatever the number of threads.

use rayon::prelude::*;

/// A sparse matrix of real numbers, row after row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

/// Dense matrices have rows of a multiple of this many columns, so that the compiler adds them
/// as vectors and rows of eight do not straddle cache lines.
pub(crate) const LANES: usize = 4;

/// Rows that one task works on at least.
const MIN_ROWS: usize = 256;

impl Rows {
    /// An empty matrix with room for `entries` numbers.
    pub fn with_capacity(rows: usize, entries: usize) -> Self {
        Self {
            ends: Vec::with_capacity(rows),
            columns: Vec::with_capacity(entries),
            values: Vec::with_capacity(entries),
        }
    }

    /// Adds a number to the row at hand.
    pub fn push(&mut self, column: u32, value: f32) {
        self.columns.push(column);
        self.values.push(value);
    }

    /// Ends the row at hand.
    pub fn end_row(&mut self) {
        self.ends.push(self.columns.len());
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Multiplies every number.
    pub fn scale(&mut self, factor: f32) {
        self.values.iter_mut().for_each(|value| *value *= factor);
    }

    /// The columns of a row and their numbers.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        let range = start..self.ends[row];
        let columns = self.columns[range.clone()]
            .iter()
            .map(|&column| column as usize);
        columns.zip(self.values[range].iter().copied())
    }

    /// Columns become rows, of which there are `columns`.
    pub fn transpose(&self, columns: usize) -> Self {
        let mut ends = vec![0usize; columns];
        for &column in &self.columns {
            ends[column as usize] += 1;
        }
        let mut next = 0;
        let mut places: Vec<usize> = Vec::with_capacity(columns);
        for end in &mut ends {
            places.push(next);
            next += *end;
            *end = next;
        }
        let mut by_column = Self {
            ends,
            columns: vec![0; next],
            values: vec![0.0; next],
        };
        for row in 0..self.ends.len() {
            for (column, value) in self.row(row) {
                let place = places[column];
                places[column] += 1;
                by_column.columns[place] = row as u32;
                by_column.values[place] = value;
            }
        }
        by_column
    }

    /// The product with a dense matrix of `width` columns, a multiple of [`LANES`], row after
    /// row, in place of what `product` held. Runs on the current Rayon pool.
    pub fn times(&self, dense: &[f32], width: usize, product: &mut Vec<f32>) {
        // A buffer that is used again keeps its pages; every number is written below.
        product.resize(self.len() * width, 0.0);
        match width {
            4 => self.times_lanes::<4>(dense, product),
            8 => self.times_lanes::<8>(dense, product),
            12 => self.times_lanes::<12>(dense, product),
            16 => self.times_lanes::<16>(dense, product),
            _ => self.times_any(dense, width, product),
        }
    }

    fn times_lanes<const WIDTH: usize>(&self, dense: &[f32], product: &mut [f32]) {
        let (dense, _) = dense.as_chunks::<WIDTH>();
        let rows = product.par_chunks_mut(WIDTH).enumerate();
        rows.with_min_len(MIN_ROWS).for_each(|(row, product)| {
            let mut sums = [0f32; WIDTH];
            for (column, factor) in self.row(row) {
                for (sum, value) in sums.iter_mut().zip(&dense[column]) {
                    *sum += value * factor;
                }
            }
            product.copy_from_slice(&sums);
        });
    }

    fn times_any(&self, dense: &[f32], width: usize, product: &mut [f32]) {
        let rows = product.par_chunks_mut(width).enumerate();
        rows.with_min_len(MIN_ROWS).for_each(|(row, sums)| {
            sums.fill(0.0);
            let (sums, _) = sums.as_chunks_mut::<LANES>();
            for (column, factor) in self.row(row) {
                let values = &dense[column * width..(column + 1) * width];
                let (values, _) = values.as_chunks::<LANES>();
                for (sums, values) in sums.iter_mut().zip(values) {
                    for (sum, value) in sums.iter_mut().zip(values) {
                        *sum += value * factor;
                    }
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every number where it belongs, with the entries of each row in order.
    fn dense(rows: &Rows, columns: usize) -> Vec<Vec<f32>> {
        let mut dense = vec![vec![0f32; columns]; rows.len()];
        for (row, line) in dense.iter_mut().enumerate() {
            rows.row(row)
                .for_each(|(column, value)| line[column] += value);
        }
        dense
    }

    proptest! {
        #[test]
        fn products_equal_the_definition(
            entries in proptest::collection::vec(proptest::collection::btree_map(0u32..9, -8i8..8, 0..9), 0..12),
            lanes in 1usize..7,
        ) {
            let mut rows = Rows::default();
            for line in &entries {
                line.iter().for_each(|(&column, &value)| rows.push(column, f32::from(value)));
                rows.end_row();
            }
            let width = lanes * LANES;
            // Small whole numbers, so that sums are exact in any order.
            let right: Vec<f32> = (0..9 * width).map(|place| (place % 7) as f32 - 3.0).collect();
            // What the buffer held before must not matter.
            let mut product = vec![7.0; 5];
            rows.times(&right, width, &mut product);
            prop_assert_eq!(product.len(), rows.len() * width);
            for (row, line) in dense(&rows, 9).iter().enumerate() {
                for column in 0..width {
                    let sum: f32 = line.iter().enumerate().map(|(k, value)| value * right[k * width + column]).sum();
                    prop_assert_eq!(product[row * width + column], sum);
                }
            }
            let turned = dense(&rows.transpose(9), rows.len());
            for (row, line) in dense(&rows, 9).iter().enumerate() {
                for (column, value) in line.iter().enumerate() {
                    prop_assert_eq!(turned[column][row], *value);
                }
            }
        }
    }
}
