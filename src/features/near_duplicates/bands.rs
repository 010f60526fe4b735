//! Which pairs of signatures are worth comparing: those that agree in a whole band of minima.

use super::NearDuplicateError;
use super::signature::{SIGNATURE_LEN, Signature};
use std::ops::Range;

/// The least probability with which a pair at the threshold itself must be compared; above it, it rises quickly.
const RECALL: f64 = 0.999;

/// More rows would leave so few bands that nothing is gained.
const MAX_ROWS: usize = 16;

/// The similarity from which two documents count as near-duplicates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold(f64);

impl Threshold {
    /// The least value.
    pub const MIN: f64 = 0.3;

    /// A threshold from [`MIN`](Self::MIN) to 1.
    ///
    /// # Errors
    /// [`NearDuplicateError::ThresholdOutOfRange`], also for NaN.
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

    /// How many minima must agree.
    pub(crate) fn agreements(self) -> u32 {
        (self.0 * SIGNATURE_LEN as f64).ceil() as u32
    }

    /// Minima in a band: as many as the recall allows, since more rows mean fewer pairs compared in vain. A pair of similarity s
    /// agrees in one of b bands of r rows with probability 1 − (1 − sʳ)ᵇ. For 0.7: 5 rows, 51 bands, recall 0.9999.
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

    /// The bands, as ranges of minima.
    pub(crate) fn bands(self) -> Vec<Range<usize>> {
        let rows = self.rows();
        (0..SIGNATURE_LEN / rows)
            .map(|band| band * rows..(band + 1) * rows)
            .collect()
    }
}

impl Default for Threshold {
    /// 0.7: seven of ten word types in common.
    fn default() -> Self {
        Self(0.7)
    }
}

/// The minima of a band as one number. Different contents may collide, which costs a comparison and can at most find a pair that the bands miss.
pub(crate) fn key(signature: &Signature, band: &Range<usize>) -> u64 {
    let minima = signature.minima().get(band.clone()).unwrap_or_default();
    // FNV-1a over 16-bit units.
    minima.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &minimum| {
        (hash ^ u64::from(minimum)).wrapping_mul(0x0100_0000_01B3)
    })
}
