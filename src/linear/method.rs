//! The learning methods, as a model's metadata names them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How the weights of a model were learned.
///
/// ```
/// use tasnif::Method;
///
/// assert_eq!("nbsvm".parse(), Ok(Method::Nbsvm));
/// assert_eq!(Method::NaiveBayes.to_string(), "naive-bayes");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Method {
    /// One-vs-rest multinomial naive Bayes.
    #[default]
    NaiveBayes,
    /// Linear support vector machines, on features scaled by naive Bayes (Wang and Manning 2012).
    Nbsvm,
}

/// A name that no learning method has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no learning method '{name}': give naive-bayes or nbsvm")]
pub struct UnknownMethod {
    /// As given.
    pub name: String,
}

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        match name {
            "naive-bayes" => Ok(Self::NaiveBayes),
            "nbsvm" => Ok(Self::Nbsvm),
            _ => Err(UnknownMethod {
                name: name.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NaiveBayes => "naive-bayes",
            Self::Nbsvm => "nbsvm",
        })
    }
}
