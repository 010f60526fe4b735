//! Chooses the pairs of signatures that are worth comparing: pairs that agree in a whole band of minima.

use super::NearDuplicateError;
use super::signature::{SIGNATURE_LEN, Signature};
use std::ops::Range;

/// The least probability with which a pair exactly at the threshold is compared. For more similar pairs it rises quickly.
const RECALL: f64 = 0.999;

/// The most minima of a band: more would save hardly any comparison.
const MAX_ROWS: usize = 16;

/// The estimated Jaccard similarity, 0.3 to 1, from which two articles are near-duplicates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold(f64);

impl Threshold {
    /// The least value.
    pub const MIN: f64 = 0.3;

    /// A threshold from [`MIN`](Self::MIN) to 1.
    ///
    /// # Errors
    /// [`NearDuplicateError::ThresholdOutOfRange`] for any other value, also for NaN.
    pub fn new(value: f64) -> Result<Self, NearDuplicateError> {
        if (Self::MIN..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(NearDuplicateError::ThresholdOutOfRange { value })
        }
    }

    /// The value.
    pub fn get(self) -> f64 {
        self.0
    }

    /// How many of the minima of two near-duplicates agree at least.
    pub(crate) fn agreements(self) -> u32 {
        (self.0 * SIGNATURE_LEN as f64).ceil() as u32
    }

    /// How many minima (rows, in the literature) a band has: as many as the recall allows, since longer bands mean fewer pairs that
    /// are compared in vain. A pair of similarity s agrees in one of b bands of r rows with probability 1 − (1 − sʳ)ᵇ. For a
    /// threshold of 0.7 there are 51 bands of 5 rows, and the recall is 0.9999.
    fn rows(self) -> usize {
        let recall = |rows: usize| {
            let (mut agree, mut miss) = (1.0, 1.0);
            (0..rows).for_each(|_| agree *= self.0);
            (0..SIGNATURE_LEN / rows).for_each(|_| miss *= 1.0 - agree);
            1.0 - miss
        };
        (2..=MAX_ROWS)
            .rev()
            .find(|&rows| recall(rows) >= RECALL)
            .unwrap_or(1)
    }

    /// The bands: ranges of minima.
    pub(crate) fn bands(self) -> Vec<Range<usize>> {
        let rows = self.rows();
        (0..SIGNATURE_LEN / rows)
            .map(|band| band * rows..(band + 1) * rows)
            .collect()
    }
}

impl Default for Threshold {
    /// 0.7: of ten word types that one of two articles has, both have seven.
    fn default() -> Self {
        Self(0.7)
    }
}

/// The minima of a band as one number. Bands that differ may get the same number, which only costs a comparison.
pub(crate) fn key(signature: &Signature, band: &Range<usize>) -> u64 {
    let minima = signature.minima().get(band.clone()).unwrap_or_default();
    // FNV-1a over 16-bit units.
    minima.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &minimum| {
        (hash ^ u64::from(minimum)).wrapping_mul(0x0100_0000_01B3)
    })
}
