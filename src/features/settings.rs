//! The settings that decide which features a document has. They are stored in the model, since an
//! article must be counted the same way at prediction as it was in training.

use super::count_settings::CountSettings;
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

/// Units of a transformed count that stand for one occurrence: transformed counts are whole numbers,
/// so that their sums are exact.
pub const COUNT_UNIT: f64 = 1024.0;

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

/// Which features a document has and how much they count: n-grams for the vocabulary, what a word counts,
/// and the transform, which follows from the learning method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Flat", into = "Flat")]
pub struct FeatureSettings {
    /// Lengths of character n-grams within a word, boundary marks counted.
    pub ngrams: NgramRange,
    /// How words are counted.
    pub counting: CountSettings,
    /// How a repeated word counts.
    pub transform: CountTransform,
}

impl FeatureSettings {
    /// Returns the settings if every one is in its range.
    ///
    /// # Errors
    /// Those of [`CountSettings::check`].
    pub fn check(self) -> Result<Self, FeatureError> {
        self.counting.check()?;
        Ok(self)
    }
}

/// The settings as files store them.
#[derive(Serialize, Deserialize)]
struct Flat {
    ngrams: NgramRange,
    title_weight: u32,
    lead_weight: u32,
    lead_chars: u32,
    word_pairs: bool,
    transform: CountTransform,
}

impl From<Flat> for FeatureSettings {
    fn from(flat: Flat) -> Self {
        Self {
            ngrams: flat.ngrams,
            counting: CountSettings {
                title_weight: flat.title_weight,
                lead_weight: flat.lead_weight,
                lead_chars: flat.lead_chars,
                word_pairs: flat.word_pairs,
            },
            transform: flat.transform,
        }
    }
}

impl From<FeatureSettings> for Flat {
    fn from(settings: FeatureSettings) -> Self {
        let counting = settings.counting;
        Self {
            ngrams: settings.ngrams,
            title_weight: counting.title_weight,
            lead_weight: counting.lead_weight,
            lead_chars: counting.lead_chars,
            word_pairs: counting.word_pairs,
            transform: settings.transform,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transforms_are_whole_units() {
        assert_eq!(CountTransform::Linear.apply(3), 3072);
        assert_eq!(CountTransform::Logarithmic.apply(0), 0);
        assert_eq!(CountTransform::Logarithmic.apply(1), 1024);
        // python3 -c "import math; print(round(1024 * (1 + math.log(3))))"
        assert_eq!(CountTransform::Logarithmic.apply(3), 2149);
    }
}
