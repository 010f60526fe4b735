//! Rows go in, each so many times, the sums of a document come out.

use super::rows::{Block, Rows};
use super::word_rows::LARGEST;
use crate::predict::Sums;

/// How many rows 32 bits can gather.
const GATHERED: usize = (i32::MAX / LARGEST) as usize;
/// Units below which rows are multiplied in 53 bits. Logarithms of counts all are, since
/// 1024 · (1 + ln 2³²) < 2¹⁵; counts themselves may be larger.
const UNITS: u64 = 1 << 15;
/// How many rows can so be gathered.
const MULTIPLIED: usize = (1 << 53) / (UNITS as usize * LARGEST as usize);

/// Sums by column. They are gathered in 32 bits, of which a processor adds four at once, and moved
/// to 64 bits before they can overflow.
#[derive(Debug, Default)]
pub(crate) struct RowSums {
    gathered: Vec<Block>,
    /// How many rows were gathered.
    count: usize,
    totals: Vec<i64>,
    /// Sums of whole numbers that are exact in 53 bits.
    products: Vec<f64>,
}

impl RowSums {
    /// Begins a document.
    pub(crate) fn reset(&mut self, columns: usize) {
        let blocks = columns.div_ceil(4);
        self.gathered.clear();
        self.gathered.resize(blocks, [0; 4]);
        self.count = 0;
        self.totals.clear();
        self.totals.resize(blocks * 4, 0);
        self.products.clear();
        self.products.resize(blocks * 4, 0.0);
    }

    /// Adds rows in which no absolute value is larger than [`LARGEST`]; all rows since the last
    /// [`flush`](Self::flush) count `weight` times.
    #[inline]
    pub(crate) fn add(&mut self, rows: &Rows, mut numbers: &[u32], weight: u32) {
        while !numbers.is_empty() {
            if self.count == GATHERED {
                self.flush(weight);
            }
            let (now, later) = numbers.split_at(numbers.len().min(GATHERED - self.count));
            rows.add(now, &mut self.gathered);
            self.count += now.len();
            numbers = later;
        }
    }

    /// Takes what was gathered `weight` times.
    pub(crate) fn flush(&mut self, weight: u32) {
        let gathered = self.gathered.as_flattened_mut();
        for (total, sum) in self.totals.iter_mut().zip(gathered) {
            *total += i64::from(std::mem::take(sum)) * i64::from(weight);
        }
        self.count = 0;
    }

    /// Adds to one column.
    pub(crate) fn add_to(&mut self, column: usize, value: i64) {
        self.totals[column] += value;
    }

    /// Adds rows, each as many times as it says. A product of a row's number and units is a whole
    /// number, and so are sums of products; `f64` holds them exactly below 2⁵³, and processors
    /// multiply it faster than 64-bit whole numbers.
    pub(crate) fn add_products<'r>(&mut self, rows: impl Iterator<Item = (&'r [i32], u64)>) {
        let mut left = MULTIPLIED;
        for (row, units) in rows {
            if units >= UNITS {
                for (total, &value) in self.totals.iter_mut().zip(row) {
                    *total += i64::from(value) * units as i64;
                }
                continue;
            }
            if left == 0 {
                self.flush_products();
                left = MULTIPLIED;
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
    pub(crate) fn scale(&mut self, factor: i64) {
        self.totals.iter_mut().for_each(|total| *total *= factor);
    }

    /// The sums of the document: of each column but the last, and the last, which is the length.
    pub(crate) fn finish(&self, columns: usize) -> Sums {
        let totals = self.totals.get(..columns).unwrap_or(&self.totals);
        let (length, columns) = totals.split_last().unwrap_or((&0, &[]));
        Sums {
            columns: columns.to_vec(),
            length: *length as u64,
        }
    }
}
