//! Parsers of flags that take a number within a range.

use crate::features::near_duplicates::Threshold;

/// A review band, a distance between probabilities.
pub fn band(text: &str) -> Result<f64, String> {
    let band = text.parse().ok();
    band.filter(|band| (0.0..=1.0).contains(band))
        .ok_or_else(|| format!("'{text}' is not a band: give a number from 0 to 1, such as 0.15"))
}

/// The score of a doubtful label.
pub fn score(text: &str) -> Result<f64, String> {
    let score = text.parse().ok();
    score
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| format!("'{text}' is not a score: give a number from 0 to 1, such as 0.5"))
}

/// The similarity from which articles are near-duplicates.
pub fn similarity(text: &str) -> Result<Threshold, String> {
    let share = text.parse().map_err(|_| {
        format!("'{text}' is not a similarity: give a number from 0.3 to 1, such as 0.7")
    })?;
    Threshold::new(share).map_err(|error| error.to_string())
}

/// A gain in macro-F1.
pub fn gain(text: &str) -> Result<f64, String> {
    let gain = text.parse().ok();
    gain.filter(|gain| *gain > 0.0 && *gain < 1.0)
        .ok_or_else(|| {
            format!("'{text}' is not a gain: give a number between 0 and 1, such as 0.005")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_within_the_range_and_others_are_refused() {
        assert_eq!(band("1"), Ok(1.0));
        assert_eq!(score("0"), Ok(0.0));
        for text in ["-0.1", "1.1", "NaN", "x", ""] {
            assert!(band(text).is_err() && score(text).is_err(), "{text}");
        }
        assert_eq!(gain("0.005"), Ok(0.005));
        for text in ["0", "1", "NaN", "x"] {
            assert!(gain(text).is_err(), "{text}");
        }
        assert!(similarity("0.3").is_ok());
        for text in ["0.2", "1.1", "NaN", "x"] {
            assert!(similarity(text).is_err(), "{text}");
        }
    }
}
