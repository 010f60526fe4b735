//! The weight of an extra article.

use crate::train::error::TrainError;
use std::fmt;
use std::str::FromStr;

/// The weight of an extra article, against 1 for each of the user's own. In quarters, so that
/// counts stay whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExtraWeight(u8);

impl ExtraWeight {
    /// Extra articles do not count.
    pub const ZERO: Self = Self(0);
    /// Extra articles count like the user's own.
    pub const ONE: Self = Self(4);
    /// The weights that folds choose from, ascending.
    pub const TRIED: [Self; 4] = [Self::ZERO, Self(1), Self(2), Self::ONE];

    /// As a number from 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 4.0
    }

    /// This share of a whole number, rounded down. Exact for every `u64`.
    pub fn of(self, whole: u64) -> u64 {
        let quarters = u64::from(self.0);
        whole / 4 * quarters + whole % 4 * quarters / 4
    }
}

impl fmt::Display for ExtraWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(f)
    }
}

impl FromStr for ExtraWeight {
    type Err = TrainError;

    fn from_str(text: &str) -> Result<Self, TrainError> {
        let quarters = text.trim().parse::<f64>().ok().map(|value| value * 4.0);
        (0..=4u8)
            .find(|&whole| quarters == Some(f64::from(whole)))
            .map(Self)
            .ok_or_else(|| TrainError::BuiltinWeight(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_quarters() {
        for (text, value) in [
            ("0", 0.0),
            ("0.25", 0.25),
            (" .5 ", 0.5),
            ("0.75", 0.75),
            ("1", 1.0),
        ] {
            let weight: ExtraWeight = text.parse().unwrap();
            assert_eq!(weight.value(), value);
            assert_eq!(weight.to_string(), value.to_string());
        }
        for text in ["", "-0.25", "0.3", "1.25", "NaN", "inf", "half"] {
            let error = text.parse::<ExtraWeight>().unwrap_err();
            assert_eq!(error, TrainError::BuiltinWeight(text.to_owned()));
            assert!(error.to_string().contains("give 0, 0.25, 0.5, 0.75 or 1"));
        }
        // 3/4 of 2^64 - 1 is 13835058055282163711.25.
        let three: ExtraWeight = "0.75".parse().unwrap();
        assert_eq!(three.of(u64::MAX), 13_835_058_055_282_163_711);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|n| three.of(n)), [0, 0, 1, 2, 3, 3]);
        assert_eq!(ExtraWeight::ONE.of(u64::MAX), u64::MAX);
        assert_eq!(ExtraWeight::ZERO.of(u64::MAX), 0);
    }
}
