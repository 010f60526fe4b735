//! One's own articles and extra ones go in, a model comes out that says what the extra ones gave.

use super::train_model::{TrainError, TrainedModel, measure_rows, pack, train};
use crate::features::{CountedCorpus, FeatureSettings};
use crate::train::{Fitted, JoinedCorpus, Quarters, TrainOptions, TrainingSet, Trial};
use std::fmt;

/// What built-in articles gave, measured out of fold on one's own articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BuiltinGain {
    /// How many articles were there to be used.
    pub articles: usize,
    /// What each weighs in the model, against 1 for one's own.
    pub weight: Quarters,
    /// Quality without them; `None` without calibration.
    pub without: Option<TrialQuality>,
    /// Quality with them: at the model's weight or, where that is 0, at the best of the others
    /// that were tried. `None` if none was.
    pub with: Option<TrialQuality>,
}

/// Quality at one weight of the built-in articles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrialQuality {
    /// The weight.
    pub weight: Quarters,
    /// Mean negative log-likelihood of an article's labels, in nats; what the weight is chosen by.
    pub log_loss: f64,
    /// Macro-averaged F1, in [0, 1]; `None` where it is undefined.
    pub macro_f1: Option<f64>,
}

/// Trains a model on every article of a corpus and on extra articles beside them, such as the
/// built-in ones.
///
/// # Errors
/// [`TrainError`].
pub fn train_with_extra(
    corpus: &CountedCorpus,
    extra: &CountedCorpus,
    settings: &FeatureSettings,
    options: &TrainOptions,
) -> Result<TrainedModel, TrainError> {
    let joined = JoinedCorpus::new(corpus, extra, options.mode)?;
    let training = TrainingSet::prepare_joined(&joined, settings);
    let (gain, fitted) = match training.extra_rows().is_empty() {
        true => (BuiltinGain::NOTHING, None),
        false => {
            let fitted = training.fit(&training.all_rows(), options)?;
            (BuiltinGain::measure(&training, &fitted)?, Some(fitted))
        }
    };
    let mut trained = match fitted.filter(|_| gain.weight > Quarters::ZERO) {
        Some(fitted) => pack(&training, &fitted, options)?,
        // The very model that one's own articles give: the words of the others, though they weigh
        // nothing, would change the order of sums and so the last bits.
        None => train(corpus, settings, options)?,
    };
    let settings = &mut trained.model.metadata.training.settings;
    settings.extend(gain.describe());
    settings.sort();
    trained.builtin = Some(gain);
    Ok(trained)
}

impl BuiltinGain {
    /// There was nothing to add.
    const NOTHING: Self = Self {
        articles: 0,
        weight: Quarters::ZERO,
        without: None,
        with: None,
    };

    fn measure(training: &TrainingSet<'_>, fitted: &Fitted) -> Result<Self, TrainError> {
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
    fn describe(&self) -> Vec<(String, String)> {
        let mut entries = vec![
            ("builtin-articles".to_owned(), self.articles.to_string()),
            ("builtin-weight".to_owned(), self.weight.to_string()),
        ];
        let measured = self.comparisons().into_iter();
        entries.extend(measured.map(|(name, values)| (format!("builtin-{name}"), values)));
        entries
    }

    /// What was measured, by metric; nothing without calibration.
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
            Quarters::ZERO => write!(f, "none of {articles} added (weight 0)")?,
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
) -> Result<TrialQuality, TrainError> {
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
