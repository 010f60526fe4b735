//! Flags that say how to learn; shared by `train` and `evaluate --cross-validate`.

use super::count::CountArgs;
use super::names;
use crate::features::Mode;
use crate::features::NgramRange;
use crate::linear::Method;
use crate::train::{NaiveBayesParams, TrainOptions, Tune};
use clap::Args;

/// How to learn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning")]
pub struct TrainArgs {
    /// How weights are learned.
    #[arg(long, default_value_t = Method::default(), value_parser = names::parser::<Method>(names::METHODS))]
    pub method: Method,
    /// Lengths of character n-grams within a word.
    #[arg(long, value_name = "MIN..MAX", default_value = "2..5", value_parser = parse_ngrams)]
    pub ngrams: NgramRange,
    /// Whether articles carry any number of topics or exactly one.
    #[arg(long, default_value_t = Mode::default(), value_parser = names::parser::<Mode>(names::MODES))]
    pub mode: Mode,
    /// What thresholds are chosen for: the best f1, or the target precision=P or recall=R.
    #[arg(long, value_name = "TARGET", default_value = "f1")]
    pub tune: Tune,
    /// Number of folds for out-of-fold scores, from which calibration and thresholds are learned.
    #[arg(long, value_name = "K", default_value_t = 5)]
    pub folds: usize,
    /// Textbook naive Bayes: no calibration, a topic is given when its log-odds are positive.
    #[arg(long)]
    pub plain: bool,
    /// Additive smoothing, in documents.
    #[arg(long, value_name = "A")]
    pub alpha: Option<f64>,
    /// Smoothing against the whole collection, in documents.
    #[arg(long, value_name = "MU")]
    pub collection: Option<f64>,
    /// Log-likelihood ratio at which a weight is halved; 0 trusts every weight.
    #[arg(long, value_name = "G")]
    pub evidence: Option<f64>,
    /// Weight C of an article's loss for nbsvm; by default chosen by folds.
    #[arg(long, value_name = "C")]
    pub cost: Option<f64>,
    /// How far naive Bayes scales the features of nbsvm, from 0 to 1; by default 0 or 0.25, chosen
    /// by folds.
    #[arg(long, value_name = "BETA")]
    pub interpolation: Option<f64>,
    /// Leave out features that occur in fewer than N articles.
    #[arg(long, value_name = "N")]
    pub min_documents: Option<u32>,
    #[command(flatten)]
    pub count: CountArgs,
}

fn parse_ngrams(text: &str) -> Result<NgramRange, String> {
    let parsed = text
        .split_once("..")
        .and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
    let (min, max) = parsed
        .ok_or_else(|| format!("'{text}' is not a range: give MIN..MAX, for example 2..5"))?;
    NgramRange::new(min, max).map_err(|error| error.to_string())
}

/// Additive smoothing of `--plain`, close to what text classifiers with tf-idf use.
const PLAIN_ALPHA: f64 = 0.0001;

impl TrainArgs {
    /// The options of learning.
    pub fn options(&self) -> TrainOptions {
        let mut naive_bayes = match self.plain {
            true => NaiveBayesParams::plain(PLAIN_ALPHA),
            false => NaiveBayesParams::new(),
        };
        if let Some(alpha) = self.alpha {
            naive_bayes = naive_bayes.alpha(alpha);
        }
        if let Some(collection) = self.collection {
            naive_bayes = naive_bayes.collection(collection);
        }
        if let Some(evidence) = self.evidence {
            naive_bayes = naive_bayes.evidence(evidence);
        }
        if let Some(min_documents) = self.min_documents {
            naive_bayes = naive_bayes.min_documents(min_documents);
        }
        TrainOptions {
            method: self.method,
            ngrams: self.ngrams,
            mode: self.mode,
            naive_bayes,
            calibrate: !self.plain,
            folds: self.folds,
            tune: self.tune,
            cost: self.cost,
            interpolation: self.interpolation,
            extra_weight: None,
        }
    }
}
