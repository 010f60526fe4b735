//! The settings that counting words depends on. Counts that were made by different ones do not add up.

use super::error::{CountsError, FeatureError};

/// How often a word counts, and what a word is.
///
/// | name | default | purpose | range |
/// | :--- | :--- | :--- | :--- |
/// | `title_weight` | 5 | how many times a word of the title counts | 1..=100 |
/// | `lead_weight` | 3 | how many times a word of the lead counts | 1..=100 |
/// | `lead_chars` | 400 | length of the lead, in characters of the text | any |
/// | `word_pairs` | false | whether pairs of neighbouring words are counted, too | |
///
/// ```
/// use tasnif::{CorpusCounts, CountSettings};
///
/// let settings = CountSettings { title_weight: 2, ..CountSettings::default() };
/// assert_eq!(CorpusCounts::new(settings)?.settings(), settings);
/// let nothing = CountSettings { title_weight: 0, ..settings };
/// assert!(CorpusCounts::new(nothing).is_err());
/// # Ok::<(), tasnif::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountSettings {
    /// How many times a word of the title counts.
    pub title_weight: u32,
    /// How many times a word of the lead counts.
    pub lead_weight: u32,
    /// Length of the lead: a word that begins before this many characters of the text belongs to it. A
    /// run of white space is one character.
    pub lead_chars: u32,
    /// Whether pairs of neighbouring words are counted.
    pub word_pairs: bool,
}

impl Default for CountSettings {
    fn default() -> Self {
        Self {
            title_weight: 5,
            lead_weight: 3,
            lead_chars: 400,
            word_pairs: false,
        }
    }
}

impl CountSettings {
    /// The largest weight of title or lead.
    pub const MAX_WEIGHT: u32 = 100;

    /// Returns the settings if every one is in its range.
    ///
    /// # Errors
    /// [`FeatureError::Weight`] for a weight that is 0 or over [`Self::MAX_WEIGHT`].
    pub fn check(self) -> Result<Self, FeatureError> {
        let weights = [
            ("title weight", self.title_weight),
            ("lead weight", self.lead_weight),
        ];
        for (name, value) in weights {
            let limit = Self::MAX_WEIGHT;
            if !(1..=limit).contains(&value) {
                return Err(FeatureError::Weight { name, value, limit });
            }
        }
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
    fn by_name(self) -> [(&'static str, String); 4] {
        [
            ("title weight", self.title_weight.to_string()),
            ("lead weight", self.lead_weight.to_string()),
            ("lead chars", self.lead_chars.to_string()),
            ("word pairs", self.word_pairs.to_string()),
        ]
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
    fn a_weight_out_of_range_is_refused() {
        for (title_weight, lead_weight) in [(0, 3), (101, 3), (5, 0), (5, 101)] {
            let settings = CountSettings {
                title_weight,
                lead_weight,
                ..CountSettings::default()
            };
            assert!(settings.check().is_err(), "{title_weight} {lead_weight}");
        }
        let zero = CountSettings {
            title_weight: 0,
            ..CountSettings::default()
        };
        let (name, limit) = ("title weight", 100);
        assert_eq!(
            zero.check(),
            Err(FeatureError::Weight {
                name,
                value: 0,
                limit
            })
        );
    }
}
