//! The settings that decide which features a document has. They are stored in the model, since a
//! document must be counted the same way at prediction as it was in training.

use super::error::FeatureError;
use super::ngram::NgramRange;
use serde::{Deserialize, Serialize};

/// How often a word counts within one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub enum CountTransform {
    /// As often as it stands there (weighted by title and lead).
    #[default]
    Linear,
    /// `1 + ln(count)`: a word that is repeated says less each time.
    Logarithmic,
}

/// One unit of a transformed count, so that transformed counts are whole numbers and sums exact.
const COUNT_UNIT: f64 = 1024.0;

impl CountTransform {
    /// The transformed weight of a word that counts `count` times, in units of 1/1024.
    pub fn apply(self, count: u32) -> u64 {
        match self {
            Self::Linear => u64::from(count) << 10,
            Self::Logarithmic if count == 0 => 0,
            Self::Logarithmic => (COUNT_UNIT * (1.0 + libm::log(f64::from(count)))).round() as u64,
        }
    }
}

/// Which features a document has and how much they count.
///
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | `ngrams` | 2..5 | lengths of character n-grams within a word, boundary marks counted | 1..=6 |
/// | `title_weight` | 5 | how many times a word of the title counts | 1..=100 |
/// | `lead_weight` | 3 | how many times a word of the lead counts | 1..=100 |
/// | `lead_chars` | 400 | length of the lead, in characters of the body | any |
/// | `word_pairs` | false | whether pairs of neighbouring words are features | |
/// | `transform` | linear | how a repeated word counts | |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureSettings {
    /// Lengths of character n-grams.
    pub ngrams: NgramRange,
    /// How many times a word of the title counts.
    pub title_weight: u32,
    /// How many times a word of the lead counts.
    pub lead_weight: u32,
    /// Length of the lead: a word that begins before this many characters of the body belongs to
    /// it. A run of white space is one character.
    pub lead_chars: u32,
    /// Whether pairs of neighbouring words are features.
    pub word_pairs: bool,
    /// How a repeated word counts.
    pub transform: CountTransform,
}

impl FeatureSettings {
    /// The largest weight of title or lead.
    pub const MAX_WEIGHT: u32 = 100;

    /// Returns the settings if every one is in its range.
    ///
    /// # Errors
    /// [`FeatureError::Weight`] for a weight that is 0 or over [`Self::MAX_WEIGHT`].
    pub fn check(self) -> Result<Self, FeatureError> {
        for (name, value) in [
            ("title weight", self.title_weight),
            ("lead weight", self.lead_weight),
        ] {
            if value == 0 || value > Self::MAX_WEIGHT {
                let limit = Self::MAX_WEIGHT;
                return Err(FeatureError::Weight { name, value, limit });
            }
        }
        Ok(self)
    }
}

impl Default for FeatureSettings {
    fn default() -> Self {
        Self {
            ngrams: NgramRange::default(),
            title_weight: 5,
            lead_weight: 3,
            lead_chars: 400,
            word_pairs: false,
            transform: CountTransform::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_nothing_is_refused() {
        let settings = FeatureSettings {
            title_weight: 0,
            ..FeatureSettings::default()
        };
        assert_eq!(
            settings.check(),
            Err(FeatureError::Weight {
                name: "title weight",
                value: 0,
                limit: 100
            })
        );
    }

    #[test]
    fn transforms_are_whole_units() {
        assert_eq!(CountTransform::Linear.apply(3), 3072);
        assert_eq!(CountTransform::Logarithmic.apply(0), 0);
        assert_eq!(CountTransform::Logarithmic.apply(1), 1024);
        // python3 -c "import math; print(round(1024 * (1 + math.log(3))))"
        assert_eq!(CountTransform::Logarithmic.apply(3), 2149);
    }
}
