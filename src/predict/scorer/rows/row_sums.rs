//! The score sums of one article while rows are added to them.

use super::WeightRows;
use super::row_limits::MAX_VALUE;
use super::weight_rows::Block;
use crate::predict::Sums;

/// How many rows can be added up in 32 bits.
const MAX_ROWS: usize = (i32::MAX / MAX_VALUE) as usize;
/// Transformed counts below this are multiplied by rows in 53 bits. Logarithms of counts all are,
/// since 1024 · (1 + ln 2³²) < 2¹⁵; counts themselves may be larger.
const MAX_UNITS: u64 = 1 << 15;
/// How many products can be added up in 53 bits.
const MAX_PRODUCTS: usize = (1 << 53) / (MAX_UNITS as usize * MAX_VALUE as usize);

/// Sums by column. Rows are added up in 32 bits, of which a processor adds four at once, and moved
/// to the 64-bit totals before they can overflow.
#[derive(Debug, Default)]
pub(in crate::predict::scorer) struct RowSums {
    /// Sums of some rows; all 0 between calls.
    rows: Vec<Block>,
    /// Sums of products of rows, which are whole numbers; all 0 between calls.
    products: Vec<f64>,
    totals: Vec<i64>,
}

impl RowSums {
    /// Begins an article.
    pub(in crate::predict::scorer) fn reset(&mut self, columns: usize) {
        let blocks = columns.div_ceil(4);
        self.rows.clear();
        self.rows.resize(blocks, [0; 4]);
        self.totals.clear();
        self.totals.resize(blocks * 4, 0);
        self.products.clear();
        self.products.resize(blocks * 4, 0.0);
    }

    /// Adds rows given by number, each `weight` times. No value in them is larger than
    /// [`MAX_VALUE`].
    #[inline]
    pub(in crate::predict::scorer) fn add(
        &mut self,
        rows: &WeightRows,
        numbers: &[u32],
        weight: u32,
    ) {
        for numbers in numbers.chunks(MAX_ROWS) {
            rows.add(numbers, &mut self.rows);
            let sums = self.rows.as_flattened_mut();
            for (total, sum) in self.totals.iter_mut().zip(sums) {
                *total += i64::from(std::mem::take(sum)) * i64::from(weight);
            }
        }
    }

    /// Adds to one column.
    pub(in crate::predict::scorer) fn add_to(&mut self, column: usize, value: i64) {
        self.totals[column] += value;
    }

    /// Adds rows, each with its transformed count. Their products and sums are whole numbers. `f64`
    /// holds them exactly below 2⁵³, and processors multiply it faster than 64-bit whole numbers.
    pub(in crate::predict::scorer) fn add_products<'r>(
        &mut self,
        rows: impl Iterator<Item = (&'r [i32], u64)>,
    ) {
        let mut left = MAX_PRODUCTS;
        for (row, units) in rows {
            if units >= MAX_UNITS {
                for (total, &value) in self.totals.iter_mut().zip(row) {
                    *total += i64::from(value) * units as i64;
                }
                continue;
            }
            if left == 0 {
                self.flush_products();
                left = MAX_PRODUCTS;
            }
            left -= 1;
            let units = units as f64;
            for (product, &value) in self.products.iter_mut().zip(row) {
                *product += f64::from(value) * units;
            }
        }
        self.flush_products();
    }

    fn flush_products(&mut self) {
        for (total, product) in self.totals.iter_mut().zip(&mut self.products) {
            *total += std::mem::take(product) as i64;
        }
    }

    /// Multiplies all sums.
    pub(in crate::predict::scorer) fn scale(&mut self, factor: i64) {
        self.totals.iter_mut().for_each(|total| *total *= factor);
    }

    /// The sums of the article: those of the topics' columns, and of the last one, its length.
    pub(in crate::predict::scorer) fn finish(&self, columns: usize) -> Sums {
        let totals = self.totals.get(..columns).unwrap_or(&self.totals);
        let (length, columns) = totals.split_last().unwrap_or((&0, &[]));
        Sums {
            columns: columns.to_vec(),
            length: *length as u64,
        }
    }
}
