//! Rows go in, each so many times, the sums of a document come out.

use super::Sums;
use super::rows::{Block, Rows};

/// Sums by column. They are gathered in 32 bits, of which a processor adds four at once, and moved
/// to 64 bits before they can overflow.
#[derive(Debug, Default)]
pub(super) struct RowSums {
    gathered: Vec<Block>,
    /// No absolute value in `gathered` is larger.
    bound: i32,
    totals: Vec<i64>,
    /// Sums of whole numbers that are exact in 53 bits.
    products: Vec<f64>,
}

impl RowSums {
    /// Begins a document.
    pub(super) fn reset(&mut self, columns: usize) {
        let blocks = columns.div_ceil(4);
        self.gathered.clear();
        self.gathered.resize(blocks, [0; 4]);
        self.bound = 0;
        self.totals.clear();
        self.totals.resize(blocks * 4, 0);
        self.products.clear();
        self.products.resize(blocks * 4, 0.0);
    }

    /// Adds rows in which no absolute value is larger than `peak`; all rows since the last
    /// [`flush`](Self::flush) count `weight` times.
    #[inline]
    pub(super) fn add(&mut self, rows: &Rows, numbers: &[u32], peak: i32, weight: u32) {
        // Fits: there are at most `BATCH` numbers, and `peak` is at most `LARGEST`.
        let added = peak * numbers.len() as i32;
        let bound = match self.bound.checked_add(added) {
            Some(bound) => bound,
            None => {
                self.flush(weight);
                added
            }
        };
        rows.add(numbers, &mut self.gathered);
        self.bound = bound;
    }

    /// Takes what was gathered `weight` times.
    pub(super) fn flush(&mut self, weight: u32) {
        let gathered = self.gathered.as_flattened_mut();
        for (total, sum) in self.totals.iter_mut().zip(gathered) {
            *total += i64::from(std::mem::take(sum)) * i64::from(weight);
        }
        self.bound = 0;
    }

    /// Adds to one column.
    pub(super) fn add_to(&mut self, column: usize, value: i64) {
        self.totals[column] += value;
    }

    /// Adds one row `units` times.
    pub(super) fn add_row(&mut self, row: &[i32], units: i64) {
        for (total, &value) in self.totals.iter_mut().zip(row) {
            *total += i64::from(value) * units;
        }
    }

    /// Adds rows of a bound, each as many times as it says. A product of a row's number and units
    /// is a whole number, and so are sums of products; as long as they are below 2⁵³, `f64` holds
    /// them exactly, and processors multiply it faster than 64-bit whole numbers.
    pub(super) fn add_products<'r>(
        &mut self,
        peak: i32,
        rows: impl Iterator<Item = (&'r [i32], u64)>,
    ) {
        const EXACT: u64 = 1 << 53;
        let mut bound = 0u64;
        for (row, units) in rows {
            // Fits: a peak has 31 bits, and transformed counts have fewer than 32.
            let largest = units * peak as u64;
            bound += largest;
            if bound > EXACT {
                self.flush_products();
                if largest > EXACT {
                    self.add_row(row, units as i64);
                    bound = 0;
                    continue;
                }
                bound = largest;
            }
            let factor = units as f64;
            for (product, &value) in self.products.iter_mut().zip(row) {
                *product += f64::from(value) * factor;
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
    pub(super) fn scale(&mut self, factor: i64) {
        self.totals.iter_mut().for_each(|total| *total *= factor);
    }

    /// The sums of the document: of each column but the last, and the last, which is the length.
    pub(super) fn finish(&self, columns: usize) -> Sums {
        let totals = self.totals.get(..columns).unwrap_or(&self.totals);
        let (length, columns) = totals.split_last().unwrap_or((&0, &[]));
        Sums {
            columns: columns.to_vec(),
            length: *length as u64,
        }
    }
}
