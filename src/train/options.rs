//! The options of a training.

use super::calibration::threshold::Tune;
use super::error::TrainError;
use super::extra_corpus::weight::ExtraWeight;
use super::naive_bayes::params::NaiveBayesParams;
use crate::features::{CountSettings, CountedCorpus, FeatureSettings, Mode, NgramRange};
use crate::linear::Method;
use linfa::ParamGuard;

/// How an SVM is trained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SvmSettings {
    /// C: the weight of an article's loss against the squared weights. Over 0.
    pub cost: f64,
    /// β of Wang and Manning (2012): features are scaled by `1 − β + β·|r|`, where `r` is the
    /// feature's log-odds in naive Bayes, in units of their root mean square. In [0, 1].
    pub interpolation: f64,
}

impl Mode {
    /// Whether each article of a corpus has exactly one topic.
    ///
    /// # Errors
    /// [`TrainError::NotExclusive`] if it should have, but some article has not.
    pub(super) fn is_exclusive(self, corpus: &CountedCorpus) -> Result<bool, TrainError> {
        match self {
            Self::Auto => Ok(corpus.is_exclusive()),
            Self::Multi => Ok(false),
            Self::Exclusive => check_exclusive(corpus).map(|()| true),
        }
    }
}

fn check_exclusive(corpus: &CountedCorpus) -> Result<(), TrainError> {
    let odd = corpus.documents.iter().filter(|d| d.labels.len() != 1);
    match odd.min_by_key(|document| &document.id) {
        None => Ok(()),
        Some(document) => Err(TrainError::NotExclusive {
            id: document.id.clone(),
            labels: document.labels.len(),
        }),
    }
}

/// How to train a model.
///
/// ```
/// use tasnif::train::{ExtraWeight, NaiveBayesParams, TrainOptions, Tune};
/// use tasnif::{Method, Mode, Trainer};
///
/// let options = TrainOptions {
///     method: Method::Nbsvm,
///     mode: "multi".parse::<Mode>()?,
///     naive_bayes: NaiveBayesParams::new().min_documents(3),
///     tune: "precision=0.9".parse::<Tune>()?,
///     extra_weight: Some("0.5".parse::<ExtraWeight>()?),
///     cost: Some(1.0),
///     ..TrainOptions::default()
/// };
/// let trainer = Trainer::new().options(options);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainOptions {
    /// The learning method. How a repeated word counts follows from it.
    pub method: Method,
    /// Lengths of character n-grams within a word.
    pub ngrams: NgramRange,
    /// How many topics an article may carry.
    pub mode: Mode,
    /// Smoothing of naive Bayes, and how frequent a feature must be.
    pub naive_bayes: NaiveBayesParams,
    /// Whether to calibrate on out-of-fold scores. If not, the model is naive Bayes, and log-odds
    /// over 0 give a topic.
    pub calibrate: bool,
    /// Folds for out-of-fold scores, from 2 to [`MAX_FOLDS`](super::MAX_FOLDS); fewer where there
    /// are fewer articles.
    pub folds: usize,
    /// What thresholds are chosen for.
    pub tune: Tune,
    /// [`SvmSettings::cost`]; `None` has folds choose it.
    pub cost: Option<f64>,
    /// [`SvmSettings::interpolation`]; `None` has folds choose it.
    pub interpolation: Option<f64>,
    /// Weight of extra articles, if there are any; `None` has folds choose it.
    pub extra_weight: Option<ExtraWeight>,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            method: Method::default(),
            ngrams: NgramRange::default(),
            mode: Mode::default(),
            naive_bayes: NaiveBayesParams::new(),
            calibrate: true,
            folds: 5,
            tune: Tune::default(),
            cost: None,
            interpolation: None,
            extra_weight: None,
        }
    }
}

impl TrainOptions {
    /// The features that are made of words that were counted by `counting`.
    pub(crate) fn features(&self, counting: CountSettings) -> FeatureSettings {
        FeatureSettings {
            ngrams: self.ngrams,
            counting,
            transform: self.method.transform(),
        }
    }

    /// Checks that every setting is in its range.
    pub(super) fn check(&self) -> Result<(), TrainError> {
        self.naive_bayes.check_ref()?;
        if let Some(share) = self.interpolation
            && !(0.0..=1.0).contains(&share)
        {
            return Err(TrainError::Interpolation(share));
        }
        match self.cost {
            Some(cost) if !(cost.is_finite() && cost > 0.0) => {
                Err(TrainError::Regularisation(cost))
            }
            _ => Ok(()),
        }
    }

    /// The weight of extra articles in a model without calibration, where folds cannot choose it.
    pub(super) fn weight_without_folds(&self, has_extra: bool) -> Result<ExtraWeight, TrainError> {
        match self.extra_weight {
            Some(weight) => Ok(weight),
            None if has_extra => Err(TrainError::BuiltinWeightUnchosen),
            None => Ok(ExtraWeight::ZERO),
        }
    }
}
