//! A matrix of sums that are mostly 0, of which only the others are kept.
//!
//! Half of the words of a corpus are in a single article, and most others in a few. The same holds
//! for n-grams. So a row has few columns that are not 0.

use rayon::prelude::*;
use std::ops::Range;

/// Sums by row and column.
pub(crate) struct SparseSums {
    /// [`CHUNK`] rows each. They stay as the tasks made them: joining them would take time and
    /// twice the memory.
    chunks: Vec<Chunk>,
}

/// Consecutive rows.
struct Chunk {
    /// For each row where its entries begin, and last where the last row ends.
    starts: Vec<usize>,
    columns: Vec<u32>,
    sums: Vec<u64>,
}

/// The row that is being summed.
pub(crate) struct RowSums {
    /// By column.
    sums: Vec<u64>,
    /// The columns of this row's sums that are not 0, after those of the chunk's earlier rows.
    columns: Vec<u32>,
}

/// Rows handled by one task.
const CHUNK: usize = 2048;

impl RowSums {
    /// Adds to a column of the row.
    #[inline]
    pub(crate) fn add(&mut self, column: u32, mass: u64) {
        let sum = &mut self.sums[column as usize];
        if *sum == 0 && mass > 0 {
            self.columns.push(column);
        }
        *sum += mass;
    }
}

impl SparseSums {
    /// Sums rows in parallel: `fill` adds up the row of the given number.
    pub(crate) fn new(
        rows: usize,
        columns: usize,
        fill: impl Fn(usize, &mut RowSums) + Sync,
    ) -> Self {
        let chunk = |zeros: &mut Vec<u64>, number: usize| {
            let range = number * CHUNK..rows.min((number + 1) * CHUNK);
            Chunk::fill(range, zeros, &fill)
        };
        // One chunk a task, since some rows take a hundred times as long as others.
        let chunks = (0..rows.div_ceil(CHUNK)).into_par_iter().with_max_len(1);
        Self {
            chunks: chunks.map_init(|| vec![0; columns], chunk).collect(),
        }
    }

    /// The sums of a row that are not 0, with their columns, in no particular order.
    #[inline]
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (u32, u64)> + '_ {
        let chunk = &self.chunks[row / CHUNK];
        let range = chunk.starts[row % CHUNK]..chunk.starts[row % CHUNK + 1];
        let sums = chunk.sums[range.clone()].iter();
        chunk.columns[range].iter().copied().zip(sums.copied())
    }
}

impl Chunk {
    /// `zeros` has a 0 for each column, before and after the call.
    fn fill(rows: Range<usize>, zeros: &mut Vec<u64>, fill: impl Fn(usize, &mut RowSums)) -> Self {
        let mut row_sums = RowSums {
            sums: std::mem::take(zeros),
            columns: Vec::new(),
        };
        let (mut starts, mut kept) = (vec![0], Vec::new());
        for row in rows {
            fill(row, &mut row_sums);
            let RowSums { sums, columns } = &mut row_sums;
            let new = columns[kept.len()..].iter();
            kept.extend(new.map(|&column| std::mem::take(&mut sums[column as usize])));
            starts.push(kept.len());
        }
        *zeros = row_sums.sums;
        Self {
            starts,
            columns: row_sums.columns,
            sums: kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn rows_are_the_sums_of_what_was_added(
            added in prop::collection::vec((0usize..5000, 0u32..7, 0u64..3), 0..200),
        ) {
            let matrix = SparseSums::new(5000, 7, |row, sums| {
                for &(_, column, mass) in added.iter().filter(|(at, _, _)| *at == row) {
                    sums.add(column, mass);
                }
            });
            for row in 0..5000 {
                let mut expected = BTreeMap::new();
                for &(at, column, mass) in &added {
                    if at == row && mass > 0 {
                        *expected.entry(column).or_insert(0) += mass;
                    }
                }
                let found: Vec<(u32, u64)> = matrix.row(row).collect();
                prop_assert_eq!(found.len(), expected.len());
                prop_assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), expected);
            }
        }
    }
}
