//! Rows of 32-bit sums, all of one width, and their sums.
//!
//! A row is padded to whole blocks of four numbers, which a processor adds at once.

/// Four neighbouring columns.
pub(crate) type Block = [i32; 4];

/// Rows by number.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    blocks: Vec<Block>,
    /// Blocks of a row.
    width: usize,
}

impl Rows {
    /// No rows yet, each of at least `columns` columns, and room for some.
    pub(crate) fn with_room(rows: usize, columns: usize) -> Self {
        let width = columns.div_ceil(4).max(1);
        Self {
            blocks: Vec::with_capacity(rows * width),
            width,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.blocks.len() / self.width.max(1)
    }

    /// Blocks of a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Columns and padding.
    pub(crate) fn row(&self, number: usize) -> &[i32] {
        self.blocks[number * self.width..][..self.width].as_flattened()
    }

    pub(crate) fn row_mut(&mut self, number: usize) -> &mut [i32] {
        self.blocks[number * self.width..][..self.width].as_flattened_mut()
    }

    /// How many numbers all rows have.
    pub(crate) fn values(&self) -> usize {
        self.blocks.len() * 4
    }

    /// Appends a row of zeros.
    pub(crate) fn push(&mut self) -> usize {
        let number = self.len();
        self.blocks.resize(self.blocks.len() + self.width, [0; 4]);
        number
    }

    pub(crate) fn truncate(&mut self, rows: usize) {
        self.blocks.truncate(rows * self.width);
    }

    /// Puts a copy of row `from` in the place of row `to`.
    pub(crate) fn copy(&mut self, from: usize, to: usize) {
        let start = from * self.width;
        self.blocks
            .copy_within(start..start + self.width, to * self.width);
    }

    /// Adds up rows, all of which are held to a bound that keeps the sums within 32 bits.
    pub(crate) fn add(&self, numbers: &[u32], sums: &mut [Block]) {
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
