//! One's own articles and borrowed ones go in, a model comes out that says what the borrowed ones gave.

use super::train_model::{TrainError, TrainedModel, measure_rows, pack, train};
use crate::features::{CountedCorpus, FeatureSettings};
use crate::learn::{Borrowing, Fitted, JoinedCorpus, Quarters, TrainOptions, Training, Trial};

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

/// Trains a model on every article of a corpus and on borrowed articles beside them, such as the
/// built-in ones.
///
/// # Errors
/// [`TrainError`].
pub fn train_borrowing(
    corpus: &CountedCorpus,
    borrowed: &CountedCorpus,
    settings: &FeatureSettings,
    options: &TrainOptions,
) -> Result<TrainedModel, TrainError> {
    let joined = JoinedCorpus::new(corpus, borrowed, options.mode)?;
    let training = Training::prepare_joined(&joined, settings);
    let mut fitted = training.fit(&training.all_rows(), options)?;
    let Some(borrowing) = fitted.borrowing.take() else {
        return pack(&training, &fitted, options);
    };
    let gain = gain(&training, &fitted, &borrowing)?;
    let mut trained = match gain.weight {
        // The very model that one's own articles give: the words of the others, though they weigh
        // nothing, would change the order of sums and so the last bits.
        Quarters::ZERO => train(corpus, settings, options)?,
        _ => pack(&training, &fitted, options)?,
    };
    let settings = &mut trained.model.metadata.training.settings;
    settings.extend(describe(&gain));
    settings.sort();
    trained.builtin = Some(gain);
    Ok(trained)
}

fn gain(
    training: &Training<'_>,
    fitted: &Fitted,
    borrowing: &Borrowing,
) -> Result<BuiltinGain, TrainError> {
    let quality = |trial: &Option<Trial>| {
        let trial = trial.as_ref();
        trial
            .map(|trial| quality(training, fitted, trial))
            .transpose()
    };
    Ok(BuiltinGain {
        articles: borrowing.articles,
        weight: borrowing.weight,
        without: quality(&borrowing.without)?,
        with: quality(&borrowing.with)?,
    })
}

fn quality(
    training: &Training<'_>,
    fitted: &Fitted,
    trial: &Trial,
) -> Result<TrialQuality, TrainError> {
    let mut readout = fitted.readout.clone();
    readout.thresholds.clone_from(&trial.thresholds);
    let rows = &fitted.out_of_fold_rows;
    let report = measure_rows(training, &readout, rows, &trial.probabilities)?;
    Ok(TrialQuality {
        weight: trial.weight,
        log_loss: trial.log_loss,
        macro_f1: report.macro_average.f1,
    })
}

/// The entries of the model card.
fn describe(gain: &BuiltinGain) -> Vec<(String, String)> {
    let mut entries = vec![
        ("builtin-articles", gain.articles.to_string()),
        ("builtin-weight", gain.weight.to_string()),
    ];
    if let Some(without) = gain.without {
        // Four digits, like all qualities of a card.
        let compare = |value: &dyn Fn(&TrialQuality) -> String| match &gain.with {
            None => format!("{} without them", value(&without)),
            Some(with) if with.weight == gain.weight => {
                format!("{} without them, {} with", value(&without), value(with))
            }
            Some(with) => format!(
                "{} without them, {} with weight {}",
                value(&without),
                value(with),
                with.weight
            ),
        };
        let f1 = |trial: &TrialQuality| match trial.macro_f1 {
            Some(f1) => format!("{f1:.4}"),
            None => "undefined".to_owned(),
        };
        entries.push(("builtin-macro-f1", compare(&f1)));
        let log_loss = |trial: &TrialQuality| format!("{:.4}", trial.log_loss);
        entries.push(("builtin-log-loss", compare(&log_loss)));
    }
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    entries.into_iter().map(owned).collect()
}
