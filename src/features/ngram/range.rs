//! The lengths of n-grams that are counted.

use super::MAX_NGRAM;
use crate::features::error::FeatureError;
use serde::{Deserialize, Serialize};

/// The lengths of n-grams to count, from `min` to `max` characters, with boundary marks.
///
/// ```
/// use tasnif::{NgramRange, Trainer};
///
/// let trainer = Trainer::new().ngrams(NgramRange::new(3, 6)?);
/// assert!(NgramRange::new(4, 3).is_err());
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct NgramRange {
    min: u32,
    max: u32,
}

impl NgramRange {
    /// A range from `min` to `max` characters.
    ///
    /// # Errors
    /// [`FeatureError::NgramRange`] unless `1 <= min <= max <= 6`.
    pub fn new(min: u32, max: u32) -> Result<Self, FeatureError> {
        if min == 0 || min > max || max > MAX_NGRAM {
            return Err(FeatureError::NgramRange { min, max });
        }
        Ok(Self { min, max })
    }

    /// The length of the shortest n-gram, in characters.
    pub fn min(self) -> u32 {
        self.min
    }

    /// The length of the longest n-gram, in characters.
    pub fn max(self) -> u32 {
        self.max
    }

    /// How many features a word of `letters` characters has, repeats counted: its n-grams with
    /// boundary marks, and the whole word if no n-gram covers it.
    pub fn features_of(self, letters: usize) -> u64 {
        let marked = letters as u64 + 2;
        let ngrams: u64 = (u64::from(self.min)..=u64::from(self.max))
            .map(|n| (marked + 1).saturating_sub(n))
            .sum();
        ngrams + u64::from(self.needs_word_feature(letters))
    }

    /// Whether a word of `letters` characters is, with its marks, longer than the longest n-gram, so
    /// that the whole word is a feature.
    pub fn needs_word_feature(self, letters: usize) -> bool {
        letters as u64 + 2 > u64::from(self.max)
    }
}

impl Default for NgramRange {
    fn default() -> Self {
        Self { min: 2, max: 5 }
    }
}

impl TryFrom<(u32, u32)> for NgramRange {
    type Error = FeatureError;

    fn try_from((min, max): (u32, u32)) -> Result<Self, FeatureError> {
        Self::new(min, max)
    }
}

impl From<NgramRange> for (u32, u32) {
    fn from(range: NgramRange) -> Self {
        (range.min, range.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_checked() {
        for (min, max) in [(0, 3), (4, 3), (2, 7)] {
            assert_eq!(
                NgramRange::new(min, max),
                Err(FeatureError::NgramRange { min, max })
            );
        }
    }
}
