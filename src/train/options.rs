//! What to learn and how: the options of training.

use super::calibration::threshold::Tune;
use super::extra_corpus::join::Quarters;
use super::naive_bayes::params::NaiveBayesParams;
use crate::linear::Method;

/// How a support vector machine is trained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SvmSettings {
    /// C: the weight of an article's loss against the squared weights. Over 0.
    pub cost: f64,
    /// β of Wang and Manning: features are scaled by `1 − β + β·|r|`, `r` the log-odds that naive
    /// Bayes gives the feature, in units of their root mean square. In [0, 1].
    pub interpolation: f64,
}

/// How many topics a document may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Exclusive if every document has exactly one label, else multi.
    #[default]
    Auto,
    /// Any number of topics, also none.
    Multi,
    /// Exactly one.
    Exclusive,
}

/// What to learn and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainOptions {
    /// The linear model.
    pub method: Method,
    /// How many topics a document may carry.
    pub mode: Mode,
    /// Smoothing and pruning.
    pub naive_bayes: NaiveBayesParams,
    /// Whether to calibrate on out-of-fold scores. Without, log-odds over 0 give a topic.
    pub calibrate: bool,
    /// Folds for out-of-fold scores; fewer where there are fewer documents.
    pub folds: usize,
    /// What thresholds are chosen for.
    pub tune: Tune,
    /// Weight C of an article's loss in a support vector machine; `None` chooses it by folds.
    pub cost: Option<f64>,
    /// How far naive Bayes scales a machine's features, in [0, 1]; `None` chooses it by folds.
    pub interpolation: Option<f64>,
    /// Weight of extra articles; `None` chooses it by folds. Without any it means nothing.
    pub extra_weight: Option<Quarters>,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            method: Method::default(),
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
    /// The settings by name, as the model card keeps them; `machine` has those that were used.
    pub fn describe(&self, machine: Option<SvmSettings>) -> Vec<(String, String)> {
        let mut settings = vec![("calibrate".to_owned(), self.calibrate.to_string())];
        if self.calibrate {
            settings.push(("folds".to_owned(), self.folds.to_string()));
            settings.push(("tune".to_owned(), self.tune.to_string()));
        }
        settings.extend(machine.into_iter().flat_map(|machine| {
            let cost = ("cost".to_owned(), machine.cost.to_string());
            let interpolation = machine.interpolation.to_string();
            [cost, ("interpolation".to_owned(), interpolation)]
        }));
        settings.extend(self.naive_bayes.describe());
        settings.sort();
        settings
    }
}
