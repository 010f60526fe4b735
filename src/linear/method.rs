//! The learning methods by name, as a model's card keeps them.

use crate::features::CountTransform;
use serde::{Deserialize, Serialize};

/// Which linear model scores the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Method {
    /// One-vs-rest multinomial naive Bayes.
    #[default]
    NaiveBayes,
    /// Linear support vector machines beside naive Bayes, both read through the calibration
    /// (after Wang and Manning 2012, who interpolate the two).
    Nbsvm,
}

impl Method {
    /// How a repeated word should count for the method.
    pub fn transform(self) -> CountTransform {
        match self {
            Self::NaiveBayes => CountTransform::Linear,
            Self::Nbsvm => CountTransform::Logarithmic,
        }
    }
}
