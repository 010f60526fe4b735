//! The settings that counting words depends on: counts that were made by different ones do not add up.

use super::error::{CountsError, FeatureError};
use super::settings::FeatureSettings;

/// How often a word counts, and what is a word. The other settings of features, n-grams and the
/// transform of counts, come in only when features are made of the counts.
///
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | `title_weight` | 5 | how many times a word of the title counts | 1..=100 |
/// | `lead_weight` | 3 | how many times a word of the lead counts | 1..=100 |
/// | `lead_chars` | 400 | length of the lead, in characters of the body | any |
/// | `word_pairs` | false | whether pairs of neighbouring words are counted | |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountSettings {
    /// How many times a word of the title counts.
    pub title_weight: u32,
    /// How many times a word of the lead counts.
    pub lead_weight: u32,
    /// Length of the lead in characters of the body.
    pub lead_chars: u32,
    /// Whether pairs of neighbouring words are counted.
    pub word_pairs: bool,
}

impl CountSettings {
    /// Returns the settings if every one is in its range.
    ///
    /// # Errors
    /// Those of [`FeatureSettings::check`].
    pub fn check(self) -> Result<Self, FeatureError> {
        FeatureSettings::default().with_counting(self).check()?;
        Ok(self)
    }

    /// Checks that counts by these settings and by others may be added up.
    ///
    /// # Errors
    /// [`CountsError::Settings`] names the first setting that differs.
    pub fn agree(self, other: Self) -> Result<(), CountsError> {
        let (ours, theirs) = (self.by_name(), other.by_name());
        match ours.into_iter().zip(theirs).find(|(a, b)| a != b) {
            None => Ok(()),
            Some(((name, ours), (_, theirs))) => Err(CountsError::Settings { name, ours, theirs }),
        }
    }

    /// Each setting by its name in messages, with its value as text.
    pub fn by_name(self) -> [(&'static str, String); 4] {
        [
            ("title weight", self.title_weight.to_string()),
            ("lead weight", self.lead_weight.to_string()),
            ("lead chars", self.lead_chars.to_string()),
            ("word pairs", self.word_pairs.to_string()),
        ]
    }
}

impl Default for CountSettings {
    fn default() -> Self {
        FeatureSettings::default().counting()
    }
}

impl FeatureSettings {
    /// The settings that counting depends on.
    pub fn counting(&self) -> CountSettings {
        CountSettings {
            title_weight: self.title_weight,
            lead_weight: self.lead_weight,
            lead_chars: self.lead_chars,
            word_pairs: self.word_pairs,
        }
    }

    /// These settings with others for counting.
    pub fn with_counting(self, counting: CountSettings) -> Self {
        Self {
            title_weight: counting.title_weight,
            lead_weight: counting.lead_weight,
            lead_chars: counting.lead_chars,
            word_pairs: counting.word_pairs,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_that_differs_is_named() {
        let ours = CountSettings::default();
        assert_eq!(ours.agree(ours), Ok(()));
        let theirs = CountSettings {
            lead_chars: 90,
            word_pairs: true,
            ..ours
        };
        let error = ours.agree(theirs).unwrap_err();
        assert_eq!(
            error.to_string(),
            "counts with lead chars 400 and counts with lead chars 90 do not add up: count the articles of one again with the settings of the other"
        );
    }

    #[test]
    fn ranges_are_those_of_features() {
        let settings = CountSettings {
            lead_weight: 101,
            ..CountSettings::default()
        };
        assert!(matches!(
            settings.check(),
            Err(FeatureError::Weight { value: 101, .. })
        ));
    }
}
