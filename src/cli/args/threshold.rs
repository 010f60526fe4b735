//! Flags that put thresholds in place of a model's; shared by `predict` and `evaluate`.

use crate::model::Model;
use crate::predict::{Decider, ThresholdError, ThresholdOverride};
use clap::Args;

/// Thresholds in place of the model's.
#[derive(Debug, Args)]
pub struct ThresholdArgs {
    /// Give topics from this probability on instead of the model's thresholds: P in (0, 1] for
    /// all topics, TOPIC=P for one. May be given several times; one for a topic wins over one for
    /// all. In a model of exclusive topics, the answer under P is none.
    #[arg(long, value_name = "P|TOPIC=P")]
    pub threshold: Vec<ThresholdOverride>,
}

impl ThresholdArgs {
    /// What decides on the topics of a model.
    pub fn decider(&self, model: &Model) -> Result<Decider, ThresholdError> {
        let topics: Vec<&str> = model
            .metadata
            .topics
            .iter()
            .map(|topic| &*topic.id)
            .collect();
        Decider::new(&model.metadata.rule).with(&topics, &self.threshold)
    }

    /// The thresholds for a report's title, empty without any.
    pub fn title(&self) -> String {
        let shown: Vec<String> = self.threshold.iter().map(ToString::to_string).collect();
        match shown.as_slice() {
            [] => String::new(),
            shown => format!(", threshold {}", shown.join(", ")),
        }
    }
}
