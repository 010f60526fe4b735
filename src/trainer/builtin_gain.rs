//! Trains on extra articles beside the user's own, and measures what the extra ones gain.

use super::Trained;
use super::fit::{finish, fit, measure_rows};
use crate::features::CountedCorpus;
use crate::train::{ExtraWeight, Fitted, JoinedCorpus, TrainOptions, TrainingSet, Trial};
use crate::{Error, StopFlag};
use std::fmt;

/// What built-in articles gained, measured out of fold on the user's own articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BuiltinGain {
    /// Number of built-in articles that could be added: those that the corpus does not hold.
    pub articles: usize,
    /// The weight of each in the model, where each of the user's own has weight 1.
    pub weight: ExtraWeight,
    /// Quality without them; `None` without calibration.
    pub without: Option<TrialQuality>,
    /// Quality with them, at the model's weight; if that is 0, at the best of the other weights that
    /// were tried. `None` if no other weight was tried.
    pub with: Option<TrialQuality>,
}

/// Quality at one weight of the built-in articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrialQuality {
    /// The weight.
    pub weight: ExtraWeight,
    /// Mean negative log-likelihood of an article's labels, in nats. The weight with the least is chosen.
    pub log_loss: f64,
    /// Macro-averaged F1, in [0, 1]; `None` where it is undefined.
    pub macro_f1: Option<f64>,
}

/// Topics of a corpus for which the built-in articles were not labelled. None if they have no topic in
/// common: that is an error of its own.
pub(crate) fn unknown_topics(corpus: &CountedCorpus, builtin: &CountedCorpus) -> Vec<String> {
    let (own, known) = (corpus.labels(), builtin.labels());
    let unknown: Vec<String> = own
        .difference(&known)
        .map(|&topic| topic.to_owned())
        .collect();
    match unknown.len() < own.len() {
        true => unknown,
        false => Vec::new(),
    }
}

/// Fits a model to every article of a corpus and to the built-in ones beside them.
pub(super) fn fit_with_builtin(
    corpus: &CountedCorpus,
    builtin: &CountedCorpus,
    options: &TrainOptions,
    stop: &StopFlag,
) -> Result<Trained, Error> {
    let joined = JoinedCorpus::new(corpus, builtin, options.mode)?;
    let training = TrainingSet::prepare_joined(&joined, options, stop)?;
    let (gain, fitted) = match training.extra_rows().is_empty() {
        true => (BuiltinGain::NOTHING, None),
        false => {
            let fitted = training.fit(&training.all_rows(), options)?;
            (BuiltinGain::measure(&training, &fitted)?, Some(fitted))
        }
    };
    let mut trained = match fitted.filter(|_| gain.weight > ExtraWeight::ZERO) {
        Some(fitted) => finish(&training, &fitted, Some(gain))?,
        // The very model that the user's own articles give: the words of the others, though they weigh
        // nothing, would change the order of sums and so the last bits.
        None => fit(corpus, options, Some(gain), stop)?,
    };
    trained.unknown_to_builtin = unknown_topics(corpus, builtin);
    Ok(trained)
}

impl BuiltinGain {
    /// No built-in article could be added.
    const NOTHING: Self = Self {
        articles: 0,
        weight: ExtraWeight::ZERO,
        without: None,
        with: None,
    };

    fn measure(training: &TrainingSet<'_>, fitted: &Fitted) -> Result<Self, Error> {
        let Some(extra_outcome) = &fitted.extra_outcome else {
            return Ok(Self::NOTHING);
        };
        let quality = |trial: &Option<Trial>| {
            let trial = trial.as_ref();
            trial
                .map(|trial| quality(training, fitted, trial))
                .transpose()
        };
        Ok(Self {
            articles: extra_outcome.articles,
            weight: extra_outcome.weight,
            without: quality(&extra_outcome.without)?,
            with: quality(&extra_outcome.with)?,
        })
    }

    /// The entries of the model card.
    pub(super) fn describe(&self) -> Vec<(String, String)> {
        let mut entries = vec![
            ("builtin-articles".to_owned(), self.articles.to_string()),
            ("builtin-weight".to_owned(), self.weight.to_string()),
        ];
        let measured = self.comparisons().into_iter();
        entries.extend(measured.map(|(name, values)| (format!("builtin-{name}"), values)));
        entries
    }

    /// What was measured, by metric; empty without calibration.
    fn comparisons(&self) -> Vec<(&'static str, String)> {
        // Four digits, like all qualities of a card.
        let macro_f1 = |trial: &TrialQuality| match trial.macro_f1 {
            Some(f1) => format!("{f1:.4}"),
            None => "undefined".to_owned(),
        };
        let log_loss = |trial: &TrialQuality| format!("{:.4}", trial.log_loss);
        let values = [
            ("macro-f1", self.compare(&macro_f1)),
            ("log-loss", self.compare(&log_loss)),
        ];
        let known = |(name, values): (_, Option<String>)| Some((name, values?));
        values.into_iter().filter_map(known).collect()
    }

    fn compare(&self, value: &dyn Fn(&TrialQuality) -> String) -> Option<String> {
        let without = value(self.without.as_ref()?);
        Some(match &self.with {
            None => format!("{without} without"),
            Some(with) if with.weight == self.weight => {
                format!("{without} without, {} with them", value(with))
            }
            Some(with) => {
                let (value, weight) = (value(with), with.weight);
                format!("{without} without, {value} with weight {weight}")
            }
        })
    }
}

impl fmt::Display for BuiltinGain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            articles, weight, ..
        } = self;
        if *articles == 0 {
            return write!(f, "none added: yours hold all of them, or near-duplicates");
        }
        match *weight {
            ExtraWeight::ZERO => write!(f, "none of {articles} added (weight 0)")?,
            weight => write!(f, "{articles} added with weight {weight}")?,
        }
        for (place, (name, values)) in self.comparisons().iter().enumerate() {
            let start = if place == 0 { "; out-of-fold" } else { ";" };
            write!(f, "{start} {name} {values}")?;
        }
        Ok(())
    }
}

fn quality(
    training: &TrainingSet<'_>,
    fitted: &Fitted,
    trial: &Trial,
) -> Result<TrialQuality, Error> {
    let mut rule = fitted.rule.clone();
    rule.thresholds.clone_from(&trial.thresholds);
    let rows = &fitted.out_of_fold_rows;
    let report = measure_rows(training, &rule, rows, &trial.probabilities)?;
    Ok(TrialQuality {
        weight: trial.weight,
        log_loss: trial.log_loss,
        macro_f1: report.macro_average.f1,
    })
}
