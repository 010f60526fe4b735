//! The settings of naive Bayes, as linfa wants them: unchecked to build, checked to fit.

use crate::train::error::TrainError;
use linfa::ParamGuard;

/// Checked settings of naive Bayes; made by [`NaiveBayesParams::check`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NaiveBayesValidParams {
    alpha: f64,
    collection: f64,
    evidence: f64,
    min_documents: u32,
}

/// Settings of one-vs-rest multinomial naive Bayes.
///
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | [`alpha`](Self::alpha) | 0.00001 | additive smoothing, in documents: each document counts 1 in all | `(0, inf)` |
/// | [`collection`](Self::collection) | 1 | smoothing against the whole collection (Dirichlet prior; Zhai and Lafferty 2004), in documents | `[0, inf)` |
/// | [`evidence`](Self::evidence) | 10 | a weight is multiplied by `G/(G + evidence)`, `G` its log-likelihood ratio (Dunning 1993), so that chance weighs little | `[0, inf)` |
/// | [`min_documents`](Self::min_documents) | 2 | features in fewer documents are left out | any |
///
/// # Errors
/// [`TrainError::Alpha`] if alpha is not finite and over 0; [`TrainError::Smoothing`] if
/// `collection` or `evidence` is negative or not finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NaiveBayesParams(NaiveBayesValidParams);

impl NaiveBayesParams {
    /// The defaults.
    pub fn new() -> Self {
        Self(NaiveBayesValidParams {
            alpha: 0.00001,
            collection: 1.0,
            evidence: 10.0,
            min_documents: 2,
        })
    }

    /// The settings by name, as the model card keeps them.
    pub fn describe(&self) -> Vec<(String, String)> {
        let NaiveBayesValidParams {
            alpha,
            collection,
            evidence,
            min_documents,
        } = self.0;
        vec![
            ("alpha".to_owned(), alpha.to_string()),
            ("collection".to_owned(), collection.to_string()),
            ("evidence".to_owned(), evidence.to_string()),
            ("min-documents".to_owned(), min_documents.to_string()),
        ]
    }

    /// Textbook multinomial naive Bayes: additive smoothing and nothing else.
    pub fn plain(alpha: f64) -> Self {
        Self(NaiveBayesValidParams {
            alpha,
            collection: 0.0,
            evidence: 0.0,
            min_documents: 1,
        })
    }

    /// Sets the additive smoothing.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.0.alpha = alpha;
        self
    }

    /// Sets the smoothing against the whole collection.
    #[must_use]
    pub fn collection(mut self, collection: f64) -> Self {
        self.0.collection = collection;
        self
    }

    /// Sets the log-likelihood ratio at which a weight is halved.
    #[must_use]
    pub fn evidence(mut self, evidence: f64) -> Self {
        self.0.evidence = evidence;
        self
    }

    /// Sets the smallest number of training documents that a feature must occur in.
    #[must_use]
    pub fn min_documents(mut self, min_documents: u32) -> Self {
        self.0.min_documents = min_documents;
        self
    }
}

impl Default for NaiveBayesParams {
    fn default() -> Self {
        Self::new()
    }
}

impl NaiveBayesValidParams {
    /// The additive smoothing, in documents.
    pub fn alpha(&self) -> f64 {
        self.alpha
    }

    /// The smoothing against the whole collection, in documents.
    pub fn collection(&self) -> f64 {
        self.collection
    }

    /// The log-likelihood ratio at which a weight is halved.
    pub fn evidence(&self) -> f64 {
        self.evidence
    }

    /// The smallest number of training documents that a feature must occur in.
    pub fn min_documents(&self) -> u32 {
        self.min_documents
    }
}

impl ParamGuard for NaiveBayesParams {
    type Checked = NaiveBayesValidParams;
    type Error = TrainError;

    fn check_ref(&self) -> Result<&Self::Checked, TrainError> {
        let NaiveBayesValidParams {
            alpha,
            collection,
            evidence,
            ..
        } = self.0;
        if !(alpha.is_finite() && alpha > 0.0) {
            return Err(TrainError::Alpha(alpha));
        }
        for (name, value) in [("collection", collection), ("evidence", evidence)] {
            if !(value.is_finite() && value >= 0.0) {
                return Err(TrainError::Smoothing { name, value });
            }
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<Self::Checked, TrainError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_must_be_finite_and_positive() {
        for alpha in [0.0, -1.0, f64::INFINITY] {
            let checked = NaiveBayesParams::new().alpha(alpha).check();
            assert_eq!(checked, Err(TrainError::Alpha(alpha)));
        }
        assert!(NaiveBayesParams::new().alpha(f64::NAN).check().is_err());
        let negative = NaiveBayesParams::new().evidence(-1.0).check();
        let expected = TrainError::Smoothing {
            name: "evidence",
            value: -1.0,
        };
        assert_eq!(negative, Err(expected));
        assert_eq!(
            NaiveBayesParams::new().alpha(0.5).check().unwrap().alpha(),
            0.5
        );
    }
}
