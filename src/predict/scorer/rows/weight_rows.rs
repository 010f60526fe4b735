//! Rows of 32-bit numbers, all of one width, and how they are added up.
//!
//! A row is padded to whole blocks of four numbers, which a processor adds at once.

/// Four neighbouring columns.
pub(super) type Block = [i32; 4];

/// Rows by number.
#[derive(Debug)]
pub(in crate::predict::scorer) struct WeightRows {
    blocks: Vec<Block>,
    /// Blocks of a row.
    width: usize,
}

impl WeightRows {
    /// No rows yet, with memory for `room` rows of at least `columns` columns.
    pub(super) fn new(columns: usize, room: usize) -> Self {
        let width = columns.div_ceil(4).max(1);
        Self {
            blocks: Vec::with_capacity(room * width),
            width,
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.blocks.len() / self.width
    }

    /// Columns of a row, with its padding.
    pub(super) fn columns(&self) -> usize {
        self.width * 4
    }

    /// A row with its padding.
    pub(in crate::predict::scorer) fn row(&self, number: usize) -> &[i32] {
        self.blocks[number * self.width..][..self.width].as_flattened()
    }

    /// A row with its padding.
    pub(in crate::predict::scorer) fn row_mut(&mut self, number: usize) -> &mut [i32] {
        self.blocks[number * self.width..][..self.width].as_flattened_mut()
    }

    /// How many numbers all rows have.
    pub(super) fn values(&self) -> usize {
        self.blocks.len() * 4
    }

    /// Appends a row of zeros.
    pub(super) fn push(&mut self) -> usize {
        let number = self.len();
        self.blocks.resize(self.blocks.len() + self.width, [0; 4]);
        number
    }

    /// Removes the rows from number `rows` on.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.blocks.truncate(rows * self.width);
    }

    /// Overwrites row `to` with row `from`.
    pub(super) fn copy(&mut self, from: usize, to: usize) {
        let start = from * self.width;
        self.blocks
            .copy_within(start..start + self.width, to * self.width);
    }

    /// Adds rows to `sums`. The caller sees to it that they are few enough for 32 bits.
    pub(super) fn add(&self, numbers: &[u32], sums: &mut [Block]) {
        // A width that is known when the program is built lets the sums stay in registers.
        match self.width {
            1 => self.add_fixed::<1>(numbers, sums),
            2 => self.add_fixed::<2>(numbers, sums),
            3 => self.add_fixed::<3>(numbers, sums),
            4 => self.add_fixed::<4>(numbers, sums),
            5 => self.add_fixed::<5>(numbers, sums),
            6 => self.add_fixed::<6>(numbers, sums),
            7 => self.add_fixed::<7>(numbers, sums),
            8 => self.add_fixed::<8>(numbers, sums),
            _ => self.add_wide(numbers, sums),
        }
    }

    #[inline]
    fn add_fixed<const WIDTH: usize>(&self, numbers: &[u32], sums: &mut [Block]) {
        let Some(sums) = sums.first_chunk_mut::<WIDTH>() else {
            return;
        };
        let mut added = *sums;
        for &number in numbers {
            let Some(row) = self.blocks[number as usize * WIDTH..].first_chunk::<WIDTH>() else {
                continue;
            };
            for (sum, block) in added.iter_mut().zip(row) {
                for (sum, value) in sum.iter_mut().zip(block) {
                    *sum += value;
                }
            }
        }
        *sums = added;
    }

    fn add_wide(&self, numbers: &[u32], sums: &mut [Block]) {
        for &number in numbers {
            let row = &self.blocks[number as usize * self.width..][..self.width];
            for (sum, value) in sums.as_flattened_mut().iter_mut().zip(row.as_flattened()) {
                *sum += value;
            }
        }
    }
}
