//! Thresholds in place of those of a model; shared by `predict` and `evaluate`.

use crate::predict::ThresholdOverride;
use clap::Args;

/// Thresholds in place of the model's.
#[derive(Debug, Args)]
pub struct ThresholdArgs {
    /// Give topics from this probability on, in place of the model's thresholds: P for all topics,
    /// TOPIC=P for one, each over 0 and up to 1. May be given several times; a threshold for one
    /// topic overrides that for all. Where topics are exclusive, an article gets no topic if the most
    /// probable one is below its threshold.
    #[arg(long, value_name = "P|TOPIC=P")]
    pub threshold: Vec<ThresholdOverride>,
}

impl ThresholdArgs {
    /// The thresholds for a report's title; empty if none is given.
    pub fn title(&self) -> String {
        let shown: Vec<String> = self.threshold.iter().map(ToString::to_string).collect();
        match shown.as_slice() {
            [] => String::new(),
            shown => format!(", threshold {}", shown.join(", ")),
        }
    }
}
