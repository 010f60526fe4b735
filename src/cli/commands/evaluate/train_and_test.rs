//! Trains models on some articles of the corpus and tests them on the others.

use super::{Args, Measured, warn_missing};
use crate::cli::args;
use crate::cli::messages;
use crate::evaluate::learning_curve::learning_curve;
use crate::evaluate::splits::{FieldValues, Split, by_folds, by_latest, by_value};
use crate::evaluate::{Experiment, check_gate_topics, make_ids_unique};
use crate::train::TrainingSet;

/// The default of `--test-share`.
const TEST_SHARE: f64 = 0.2;

/// Splits the corpus, trains and measures.
pub fn measure(args: &Args) -> anyhow::Result<Measured> {
    let mut options = args.train.options();
    options.extra_weight = args.builtin.builtin_weight;
    let fields: Vec<String> = args
        .group_by
        .iter()
        .chain(&args.splits.split_by)
        .cloned()
        .collect();
    let counted = args::corpus::count(&args.corpus, &args.train, &fields)?;
    let corpus = &counted.corpus;
    let topics: Vec<&str> = corpus.labels().into_iter().collect();
    check_gate_topics(&args.min, &topics)?;
    let joined = args.builtin.join(corpus, &args.corpus, options.mode)?;
    let training = args::builtin::prepare(corpus, joined.as_ref(), &options)
        .map_err(|error| args.corpus.name_in(error.into()))?;
    if let Some(field) = &args.group_by {
        let missing = FieldValues::new(&training, field, 0)?.missing();
        warn_missing(field, missing, "they are in no group");
    }
    let (splits, how) = splits(args, &training)?;
    let experiment = Experiment {
        training: &training,
        options: &options,
        thresholds: &args.thresholds.threshold,
        group_field: args.group_by.is_some().then_some(0),
    };
    let mut outcomes = experiment
        .outcomes(&splits)
        .map_err(|error| args.corpus.name_in(error.into()))?;
    make_ids_unique(&mut outcomes);
    let report = experiment.measure(&outcomes)?;
    let learning_curve = match args.splits.learning_curve {
        true => Some(learning_curve(&experiment, &splits, &report)?),
        false => None,
    };
    let builtin = match training.extra_rows().len() {
        0 => String::new(),
        articles => format!(", with {articles} built-in articles"),
    };
    Ok(Measured {
        title: format!(
            "{}, {how}{builtin}{}",
            args.corpus.names(),
            args.thresholds.title()
        ),
        report,
        broken: counted.broken,
        comparison: None,
        learning_curve,
    })
}

/// The splits by the flags, and how they were made, for the title.
fn splits(args: &Args, training: &TrainingSet<'_>) -> anyhow::Result<(Vec<Split>, String)> {
    let place = usize::from(args.group_by.is_some());
    match (args.splits.cross_validate, &args.splits.split_by) {
        (Some(folds), None) => Ok((
            by_folds(training, folds)?,
            format!("{folds}-fold cross-validation"),
        )),
        (Some(folds), Some(field)) => {
            let values = FieldValues::new(training, field, place)?;
            let splits = by_value(training, &values, folds)?;
            let without = "they are held out together, as if they had one value";
            warn_missing(field, values.missing(), without);
            let how = "each value in one fold";
            Ok((
                splits,
                format!("{folds}-fold cross-validation by {field}, {how}"),
            ))
        }
        (None, Some(field)) => latest(args, training, field, place),
        (None, None) => Ok((Vec::new(), String::new())),
    }
}

fn latest(
    args: &Args,
    training: &TrainingSet<'_>,
    field: &str,
    place: usize,
) -> anyhow::Result<(Vec<Split>, String)> {
    let values = FieldValues::new(training, field, place)?;
    let share = args.splits.test_share.unwrap_or(TEST_SHARE);
    let latest = by_latest(training, &values, share)?;
    warn_missing(field, values.missing(), "they are left out");
    let year = |value: &str| value.chars().take(4).filter(char::is_ascii_digit).count() == 4;
    if let Some(odd) = values
        .values
        .iter()
        .find(|value| !value.is_empty() && !year(value))
    {
        messages::warning(format_args!(
            "values of '{field}' such as '{odd}' do not begin with a year: they are ordered as text, which may not be their order in time"
        ));
    }
    let how = format!(
        "trained on {} articles up to {field} {}, tested on {} from {field} {} on",
        latest.split.train.len(),
        latest.train_to,
        latest.split.test.len(),
        latest.test_from,
    );
    Ok((vec![latest.split], how))
}
