//! `tasnif evaluate`: measures tags on labelled articles and checks gates.

pub(crate) mod files;
pub(crate) mod models;
pub(crate) mod predictions;
pub(crate) mod train_and_test;

use crate::cli::args::builtin::BuiltinArgs;
use crate::cli::args::corpus::CorpusArgs;
use crate::cli::args::threshold::ThresholdArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::same_file;
use crate::evaluate::compare::Comparison;
use crate::evaluate::learning_curve::LearningCurve;
use crate::evaluate::metrics::bootstrap;
use crate::evaluate::output::text::Text;
use crate::evaluate::output::verdicts::{describe, failure};
use crate::evaluate::output::{NamedComparison, Page, ReportFormat};
use crate::evaluate::{Gate, Report, baseline_check, check_gates};
use anyhow::Context;
use clap::ArgGroup;
use std::io::Write;
use std::path::PathBuf;

/// Measure how good the tags are on labelled articles, and gate on it.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("trains").args(["cross_validate", "split_by"]).multiple(true)))]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL", conflicts_with = "trains")]
    model: Option<PathBuf>,
    /// Compare the model with another on the same articles: McNemar's test for exclusive topics,
    /// the paired bootstrap for F1.
    #[arg(long, value_name = "MODEL", conflicts_with = "trains")]
    compare: Option<PathBuf>,
    /// Measure the tags in FILE, which another program gave, in place of a model: JSONL or CSV with `id` and `topics`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["model", "compare", "trains", "threshold", "group_by"])]
    predictions: Option<PathBuf>,
    #[command(flatten)]
    thresholds: ThresholdArgs,
    /// Report the scores also for each value of FIELD of JSONL, CSV or TSV articles, such as an outlet.
    #[arg(long, value_name = "FIELD")]
    group_by: Option<String>,
    /// Fail with exit code 1 unless METRIC reaches VALUE: accuracy, exact-match, macro-f1,
    /// micro-f1, recall@TOPIC and others. May be given several times.
    #[arg(long, value_name = "METRIC=VALUE")]
    min: Vec<Gate>,
    /// Fail with exit code 1 if macro-F1, or accuracy where topics are exclusive, drops by more
    /// than --max-drop against this earlier report on the same articles (JSON, as written by
    /// --report). Says whether the change is significant.
    #[arg(long, value_name = "REPORT")]
    baseline: Option<PathBuf>,
    /// The largest drop that --baseline tolerates; by default 0.01.
    #[arg(long, value_name = "DROP", requires = "baseline", value_parser = files::parse_max_drop)]
    max_drop: Option<f64>,
    /// Write the report to FILE; its ending says the form: .json, .md, .html, .xml (JUnit) or .txt.
    /// May be given several times.
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
    #[command(flatten)]
    splits: SplitArgs,
    #[command(flatten)]
    train: TrainArgs,
    #[command(flatten)]
    builtin: BuiltinArgs,
}

/// Which articles to train on and which to test on.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Training on a part of the corpus, testing on the rest")]
struct SplitArgs {
    /// Instead of measuring a model, train on all folds but one and tag that one, for each of K folds.
    #[arg(long, value_name = "K")]
    cross_validate: Option<usize>,
    /// Instead of measuring a model, train on the first articles by the text order of FIELD, such as a
    /// date like 2024-05-31, and test on the last. With --cross-validate, keep all articles with one
    /// value of FIELD in one fold, so that each model is tested on values, such as outlets, that it
    /// has not seen.
    #[arg(long, value_name = "FIELD")]
    split_by: Option<String>,
    /// The share of articles that --split-by tests on; by default 0.2. Articles with one value of
    /// FIELD stay together.
    #[arg(
        long,
        value_name = "SHARE",
        requires = "split_by",
        conflicts_with = "cross_validate"
    )]
    test_share: Option<f64>,
    /// Train also on 1/8, 1/4, 1/2 and 3/4 of the training articles, and estimate the quality with
    /// twice as many labels.
    #[arg(long, requires = "trains")]
    learning_curve: bool,
}

/// The default of `--max-drop`.
const MAX_DROP: f64 = 0.01;

/// What a run measured.
pub struct Measured {
    title: String,
    report: Report,
    /// Inputs that could not be read.
    broken: usize,
    comparison: Option<Versus>,
    learning_curve: Option<LearningCurve>,
}

/// The comparison with another model, and both names.
pub struct Versus {
    a: String,
    b: String,
    comparison: Comparison,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    for report in &args.report {
        let models = args
            .model
            .iter()
            .chain(&args.compare)
            .chain(&args.predictions);
        same_file::refuse(Some(report), args.corpus.corpus.iter().chain(models))?;
    }
    let formats = files::formats(args)?;
    let baseline = files::baseline(args)?;
    let measured = match (args.splits.cross_validate, &args.splits.split_by) {
        (None, None) if args.predictions.is_some() => predictions::measure(args)?,
        (None, None) => models::measure(args)?,
        _ => train_and_test::measure(args)?,
    };
    let mut report = measured.report;
    let gates = check_gates(&args.min, &report)?;
    let max_drop = args.max_drop.unwrap_or(MAX_DROP);
    let baseline = match &baseline {
        Some(old) => Some(files::about_baseline(
            args,
            baseline_check(old, &report, max_drop),
        )?),
        None => None,
    };
    if measured.broken > 0 {
        let skipped = format!(
            "{} input(s) could not be read and are left out",
            measured.broken
        );
        report.notes.insert(0, skipped);
    }
    report.intervals = bootstrap::intervals(&report, bootstrap::SEED);
    let page = Page {
        gates: &gates,
        baseline: baseline.as_ref(),
        comparison: measured.comparison.as_ref().map(|versus| NamedComparison {
            a: &versus.a,
            b: &versus.b,
            comparison: &versus.comparison,
        }),
        learning_curve: measured.learning_curve.as_ref(),
        ..Page::new(&measured.title, &report)
    };
    files::write(args, &formats, &page)?;
    let mut out = std::io::stdout().lock();
    let text = messages::harmless(&Text.render(&page)?);
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("standard output: the report cannot be written")?;
    let missed = gates.iter().any(|gate| !gate.outcome.passed())
        || baseline.as_ref().is_some_and(|check| !check.passed);
    for failure in gates.iter().filter_map(failure) {
        messages::note(format_args!("gate missed: {failure}"));
    }
    if let Some(check) = baseline.as_ref().filter(|check| !check.passed) {
        messages::note(format_args!("gate missed: {}", describe(check)));
    }
    Ok(match missed {
        true => Exit::GateMissed,
        false => Exit::Success,
    })
}

/// Warns of articles that lack a field.
fn warn_missing(field: &str, articles: usize, consequence: &str) {
    if articles > 0 {
        messages::warning(format_args!(
            "{articles} article(s) lack the field '{field}': {consequence}"
        ));
    }
}
