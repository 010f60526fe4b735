//! The metadata of a model: everything it stores but vocabulary and weights.

use super::error::ModelError;
use crate::features::FeatureSettings;
use crate::linear::{DecisionRule, Method};
use crate::text::FOLDING_VERSION;
use bincode::config::{Configuration, Fixint, Limit, LittleEndian};
use serde::{Deserialize, Serialize};

/// One topic of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// As in the labels of the training corpus.
    pub id: String,
    /// English name; the id where no name is known.
    pub english: String,
    /// Arabic name; the id where no name is known.
    pub arabic: String,
    /// Number of training articles with this topic, extra articles left out.
    pub articles: u64,
}

/// Id, English and Arabic name of the topics that the project defines.
const NAMES: [(&str, &str, &str); 5] = [
    ("border-security", "Border security", "أمن الحدود"),
    ("counterterrorism", "Counterterrorism", "مكافحة الإرهاب"),
    ("cybercrime", "Cybercrime", "الجرائم الإلكترونية"),
    (
        "trafficking",
        "Trafficking in persons and migrant smuggling",
        "الاتجار بالبشر وتهريب المهاجرين",
    ),
    ("weapons-control", "Weapons control", "ضبط السلاح"),
];

impl Topic {
    /// A topic with its known names, or its id for names.
    pub fn new(id: &str, articles: u64) -> Self {
        let known = NAMES.iter().find(|(known, ..)| *known == id);
        let (english, arabic) = known.map_or((id, id), |(_, english, arabic)| (*english, *arabic));
        Self {
            id: id.to_owned(),
            english: english.to_owned(),
            arabic: arabic.to_owned(),
            articles,
        }
    }
}

/// What the model was trained on. It has no time, path or machine, so equal corpora give equal records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingRecord {
    /// Number of distinct articles. Extra articles count neither here nor in the fields below.
    pub articles: u64,
    /// Number of these articles without a topic.
    pub without_topic: u64,
    /// Digest of all articles and labels, 32 hexadecimal digits; equal for equal corpora.
    pub digest: String,
    /// Settings of the method by name, as text, ascending.
    pub settings: Vec<(String, String)>,
}

/// A quality to expect of the model, measured on out-of-fold scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Name of the metric, as `evaluate --min` takes it.
    pub metric: String,
    /// Its value.
    pub value: f64,
}

/// Everything but vocabulary and weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Version of the text folding that the vocabulary was folded with.
    pub folding_version: u32,
    /// How the weights were learned.
    pub method: Method,
    /// The topics, in the order of probabilities.
    pub topics: Vec<Topic>,
    /// How documents are counted.
    pub features: FeatureSettings,
    /// How score sums become probabilities and topics.
    // The name in the output of `inspect --json`.
    #[serde(rename = "readout")]
    pub rule: DecisionRule,
    /// What the model was trained on.
    pub training: TrainingRecord,
    /// Out-of-fold quality; empty for a model without calibration.
    pub quality: Vec<Quality>,
}

/// Metadata takes some kilobytes; the limit stops a forged length before it is allocated.
const LIMIT: usize = 1 << 24;

const fn config() -> Configuration<LittleEndian, Fixint, Limit<LIMIT>> {
    bincode::config::legacy().with_limit::<LIMIT>()
}

fn wrong(reason: impl Into<String>) -> ModelError {
    ModelError::Content {
        section: "META",
        reason: reason.into(),
    }
}

impl Metadata {
    /// The bytes of the metadata section.
    ///
    /// # Errors
    /// [`ModelError::Content`] if it is larger than 16 MiB.
    pub fn encode(&self) -> Result<Vec<u8>, ModelError> {
        bincode::serde::encode_to_vec(self, config()).map_err(|error| wrong(error.to_string()))
    }

    /// Reads the section and checks that its fields fit together.
    ///
    /// # Errors
    /// [`ModelError::Content`] or [`ModelError::FoldingVersion`].
    pub fn decode(bytes: &[u8]) -> Result<Self, ModelError> {
        let (metadata, read): (Self, usize) = bincode::serde::decode_from_slice(bytes, config())
            .map_err(|error| wrong(error.to_string()))?;
        if read != bytes.len() {
            return Err(wrong(format!("{} bytes are left over", bytes.len() - read)));
        }
        metadata.check()
    }

    fn check(self) -> Result<Self, ModelError> {
        if self.folding_version != FOLDING_VERSION {
            return Err(ModelError::FoldingVersion {
                version: self.folding_version,
                supported: FOLDING_VERSION,
            });
        }
        if self.topics.is_empty() {
            return Err(wrong("there are no topics"));
        }
        if let Some(pair) = self.topics.windows(2).find(|pair| pair[0].id >= pair[1].id) {
            return Err(wrong(format!("topic '{}' is out of order", pair[1].id)));
        }
        self.features
            .check()
            .map_err(|error| wrong(error.to_string()))?;
        self.rule.check(self.topics.len()).map_err(wrong)?;
        Ok(self)
    }
}
