//! Sparse matrices of real numbers, and their product with a dense matrix of a few columns.
//!
//! The matrices are those of sprs, which can multiply them as well, but on one thread, and without
//! knowing the number of columns at compile time. Here every number of a product is a sum in the
//! order of the sparse row, whatever the number of threads.

use rayon::prelude::*;
use sprs::CsMatI;

/// A sparse matrix of real numbers in compressed sparse rows.
pub(super) type SparseRows = CsMatI<f32, u32, usize>;

/// Dense matrices have a multiple of this many columns, so that the compiler adds them as vectors
/// and rows of eight do not straddle cache lines.
pub(super) const LANES: usize = 4;

/// Rows that one task works on at least.
const MIN_ROWS: usize = 256;

/// A sparse matrix that grows row by row.
pub(super) struct RowBuilder {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

impl RowBuilder {
    /// An empty matrix with room for `entries` numbers.
    pub(super) fn with_capacity(rows: usize, entries: usize) -> Self {
        let mut ends = Vec::with_capacity(rows + 1);
        ends.push(0);
        Self {
            ends,
            columns: Vec::with_capacity(entries),
            values: Vec::with_capacity(entries),
        }
    }

    /// Adds a number to the row at hand, right of the ones before.
    pub(super) fn push(&mut self, column: u32, value: f32) {
        self.columns.push(column);
        self.values.push(value);
    }

    /// Ends the row at hand.
    pub(super) fn end_row(&mut self) {
        self.ends.push(self.columns.len());
    }

    /// The matrix with so many columns.
    pub(super) fn finish(self, columns: usize) -> SparseRows {
        let shape = (self.ends.len() - 1, columns);
        SparseRows::new(shape, self.ends, self.columns, self.values)
    }
}

/// The columns of a row and their numbers.
pub(super) fn entries(sparse: &SparseRows, row: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
    let range = sparse.indptr().outer_inds_sz(row);
    let columns = sparse.indices()[range.clone()].iter();
    let values = sparse.data()[range].iter().copied();
    columns.map(|&column| column as usize).zip(values)
}

/// Makes `product` the product of `sparse` and `dense`, which has `width` columns, a multiple of
/// [`LANES`]. Dense matrices are stored row after row. Runs on the current Rayon pool.
pub(super) fn multiply(sparse: &SparseRows, dense: &[f32], width: usize, product: &mut Vec<f32>) {
    // A buffer that is used again keeps its pages; every number is written below.
    product.resize(sparse.rows() * width, 0.0);
    match width {
        4 => multiply_width::<4>(sparse, dense, product),
        8 => multiply_width::<8>(sparse, dense, product),
        12 => multiply_width::<12>(sparse, dense, product),
        16 => multiply_width::<16>(sparse, dense, product),
        _ => multiply_any(sparse, dense, width, product),
    }
}

/// Keeps the sums of a row in registers.
fn multiply_width<const WIDTH: usize>(sparse: &SparseRows, dense: &[f32], product: &mut [f32]) {
    let (dense, _) = dense.as_chunks::<WIDTH>();
    let rows = product.par_chunks_mut(WIDTH).enumerate();
    rows.with_min_len(MIN_ROWS).for_each(|(row, product)| {
        let mut sums = [0f32; WIDTH];
        for (column, factor) in entries(sparse, row) {
            for (sum, value) in sums.iter_mut().zip(&dense[column]) {
                *sum += value * factor;
            }
        }
        product.copy_from_slice(&sums);
    });
}

fn multiply_any(sparse: &SparseRows, dense: &[f32], width: usize, product: &mut [f32]) {
    let rows = product.par_chunks_mut(width).enumerate();
    rows.with_min_len(MIN_ROWS).for_each(|(row, sums)| {
        sums.fill(0.0);
        let (sums, _) = sums.as_chunks_mut::<LANES>();
        for (column, factor) in entries(sparse, row) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: usize = 9;

    proptest! {
        #[test]
        fn products_equal_the_definition(
            entries in proptest::collection::vec(
                proptest::collection::btree_map(0..COLUMNS as u32, -8i8..8, 0..COLUMNS),
                0..12,
            ),
            lanes in 1usize..7,
        ) {
            let mut builder = RowBuilder::with_capacity(entries.len(), 0);
            let mut dense = vec![[0f32; COLUMNS]; entries.len()];
            for (row, line) in entries.iter().zip(&mut dense) {
                for (&column, &value) in row {
                    builder.push(column, f32::from(value));
                    line[column as usize] = f32::from(value);
                }
                builder.end_row();
            }
            let sparse = builder.finish(COLUMNS);
            let width = lanes * LANES;
            // Small whole numbers, so that sums are exact in any order.
            let right: Vec<f32> =
                (0..COLUMNS * width).map(|place| (place % 7) as f32 - 3.0).collect();
            // What the buffer held before must not matter.
            let mut product = vec![7.0; 5];
            multiply(&sparse, &right, width, &mut product);
            prop_assert_eq!(product.len(), entries.len() * width);
            for (row, line) in dense.iter().enumerate() {
                for column in 0..width {
                    let terms = line.iter().enumerate();
                    let sum: f32 = terms.map(|(k, value)| value * right[k * width + column]).sum();
                    prop_assert_eq!(product[row * width + column], sum);
                }
            }
        }
    }
}
