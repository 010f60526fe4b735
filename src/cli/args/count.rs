//! Flags that say how words are counted; shared by `count` and all commands that learn.

use crate::features::{CountSettings, CountsError, FeatureError};
use clap::Args;

/// How words are counted.
#[derive(Debug, Args)]
pub struct CountArgs {
    /// How many times each word of the title counts.
    #[arg(long, value_name = "N")]
    pub title_weight: Option<u32>,
    /// How many times each word of the lead counts.
    #[arg(long, value_name = "N")]
    pub lead_weight: Option<u32>,
    /// Length of the lead, the beginning of the text, in characters.
    #[arg(long, value_name = "N")]
    pub lead_chars: Option<u32>,
    /// Count pairs of neighbouring words as well.
    #[arg(long)]
    pub word_pairs: bool,
}

/// A flag that a part contradicts.
#[derive(Debug, thiserror::Error)]
#[error(
    "{flag} is given, but the part was counted with {name} {counted}, which cannot be changed any more: \
     leave the flag out, or count the articles again with it"
)]
struct Contradicted {
    flag: String,
    name: &'static str,
    counted: String,
}

impl CountArgs {
    /// The settings of the flags, with defaults for those that are not given.
    pub fn settings(&self) -> Result<CountSettings, FeatureError> {
        self.over(CountSettings::default()).check()
    }

    /// The settings of a part.
    ///
    /// # Errors
    /// A flag contradicts them.
    pub fn settings_of(&self, part: CountSettings) -> anyhow::Result<CountSettings> {
        let wanted = self.over(part);
        match wanted.agree(part) {
            Ok(()) => Ok(part),
            Err(CountsError::Settings {
                name,
                ours,
                theirs: counted,
            }) => {
                let flag = format!("--{}", name.replace(' ', "-"));
                let flag = match ours.as_str() {
                    "true" => flag,
                    value => format!("{flag} {value}"),
                };
                Err(Contradicted {
                    flag,
                    name,
                    counted,
                }
                .into())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn over(&self, settings: CountSettings) -> CountSettings {
        CountSettings {
            title_weight: self.title_weight.unwrap_or(settings.title_weight),
            lead_weight: self.lead_weight.unwrap_or(settings.lead_weight),
            lead_chars: self.lead_chars.unwrap_or(settings.lead_chars),
            word_pairs: self.word_pairs || settings.word_pairs,
        }
    }
}
