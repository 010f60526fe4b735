//! `tasnif evaluate`: labelled articles → a report, gates, an exit code.

use super::corpus_args::{self, CorpusArgs};
use super::exit::Exit;
use super::predict::load_model;
use super::train_args::TrainArgs;
use super::{messages, progress};
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use tasnif::corpus::{self, CorpusError, Document, LabelsWanted, RawRecord};
use tasnif::evaluate::output::{Page, ReportFormat, Text, format_for_extension};
use tasnif::evaluate::{self, Gate, Outcome, Report, bootstrap, check_gates, measure};
use tasnif::model::Model;
use tasnif::parallel::{PerThread, in_order};
use tasnif::predict::{ScoreCache, Scorer};

/// Flags of `evaluate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL", conflicts_with = "cross_validate")]
    model: Option<PathBuf>,
    /// Instead of a model, train on all folds but one and tag the one left out, K times.
    #[arg(long, value_name = "K")]
    cross_validate: Option<usize>,
    /// Fail with exit code 1 unless METRIC reaches VALUE: accuracy, exact-match, macro-f1,
    /// micro-f1, recall@TOPIC and others. May be given several times.
    #[arg(long, value_name = "METRIC=VALUE")]
    min: Vec<Gate>,
    /// Write the report, in the form that the name's ending says: .json, .md, .html, .xml (JUnit)
    /// or .txt. May be given several times.
    #[arg(long, value_name = "FILE")]
    report: Vec<PathBuf>,
    #[command(flatten)]
    train: TrainArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let formats = report_formats(&args.report)?;
    for path in &args.report {
        // A report that cannot be written should show before the measurement, not after it.
        drop(tasnif::model::temporary_beside(path)?);
    }
    let measured = match args.cross_validate {
        Some(folds) => cross_validate(args, folds)?,
        None => with_model(args)?,
    };
    let mut report = measured.report;
    let gates = check_gates(&args.min, &report)?;
    report.intervals = bootstrap::intervals(&report, bootstrap::SEED);
    let page = Page {
        title: &measured.title,
        report: &report,
        gates: &gates,
        baseline: None,
    };
    for (path, format) in args.report.iter().zip(formats) {
        write_report(path, &format.render(&page)?)?;
    }
    let mut out = std::io::stdout().lock();
    let text = messages::harmless(&Text.render(&page)?);
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("standard output: the report cannot be written")?;
    let missed = gates.iter().any(|gate| !gate.outcome.passed());
    Ok(match (measured.broken, missed) {
        (1.., _) => Exit::Failure,
        (0, true) => Exit::GateMissed,
        (0, false) => Exit::Success,
    })
}

struct Measured {
    title: String,
    report: Report,
    /// Inputs that could not be read.
    broken: usize,
}

fn report_formats(paths: &[PathBuf]) -> anyhow::Result<Vec<&'static dyn ReportFormat>> {
    let format = |path: &PathBuf| {
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or("");
        format_for_extension(extension).with_context(|| {
            format!(
                "{}: no report has the ending '{extension}': use .json, .md, .html, .xml or .txt",
                path.display()
            )
        })
    };
    paths.iter().map(format).collect()
}

fn write_report(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut file = tasnif::model::temporary_beside(path)?;
    file.write_all(text.as_bytes())?;
    Ok(tasnif::model::put_in_place(file, path)?)
}

fn cross_validate(args: &Args, folds: usize) -> anyhow::Result<Measured> {
    let settings = args.train.settings()?;
    let options = args.train.options();
    let (counted, broken) = corpus_args::count(&args.corpus, &settings)?;
    let mut outcomes = evaluate::cross_validate(&counted, &settings, &options, folds)
        .map_err(|error| args.corpus.name_in(error))?;
    make_unique(&mut outcomes);
    let topics: Vec<String> = counted.labels().into_iter().map(str::to_owned).collect();
    let exclusive = outcomes
        .iter()
        .all(|outcome| outcome.truth.len() == 1 && outcome.given.len() == 1);
    Ok(Measured {
        title: format!("{}, {folds}-fold cross-validation", args.corpus.names()),
        report: measure(&topics, exclusive, &outcomes)?,
        broken,
    })
}

fn with_model(args: &Args) -> anyhow::Result<Measured> {
    let model = load_model(args.model.as_deref())?;
    let options = args.corpus.read.options(LabelsWanted::Required)?;
    let records = corpus::records(&args.corpus.corpus, &options)?;
    let scorer = Scorer::new(&model);
    let caches = PerThread::new(ScoreCache::default);
    let tag = |record: Result<RawRecord, CorpusError>| {
        let document = record.and_then(|record| record.parse(&options))?;
        let tags = caches.with(|cache| scorer.tag(&document.title, &document.text, cache));
        Ok((document, tags))
    };
    let (mut outcomes, mut errors) = (Vec::new(), Vec::new());
    let mut unknown: BTreeMap<String, u64> = BTreeMap::new();
    let bar = progress::articles("tagging");
    in_order(records, tag, |tagged| {
        bar.inc(1);
        match tagged {
            Ok((document, tags)) => outcomes.push(Outcome {
                truth: truth(&model, &document, &mut unknown),
                id: document.id,
                given: tags.topics,
                probabilities: tags.probabilities,
                group: None,
            }),
            Err(error) => errors.push(error),
        }
        Ok::<(), anyhow::Error>(())
    })?;
    bar.finish_and_clear();
    corpus_args::report_broken(&errors, args.corpus.skip_broken)?;
    for (label, articles) in unknown {
        messages::warning(format_args!(
            "{articles} article(s) carry '{label}', which the model does not know: it can't be given, so it is left out of the measurement"
        ));
    }
    if outcomes.is_empty() {
        bail!("there are no articles to measure on: give a labelled corpus");
    }
    make_unique(&mut outcomes);
    let topics: Vec<String> = model
        .metadata
        .topics
        .iter()
        .map(|topic| topic.id.clone())
        .collect();
    let exclusive = model.metadata.readout.is_exclusive();
    Ok(Measured {
        title: args.corpus.names(),
        report: measure(&topics, exclusive, &outcomes)?,
        broken: errors.len(),
    })
}

fn truth(model: &Model, document: &Document, unknown: &mut BTreeMap<String, u64>) -> Vec<usize> {
    let topics = &model.metadata.topics;
    let mut truth = Vec::new();
    for label in document.labels.iter().flatten() {
        match topics.binary_search_by(|topic| topic.id.cmp(label)) {
            Ok(topic) => truth.push(topic),
            Err(_) => *unknown.entry(label.clone()).or_default() += 1,
        }
    }
    truth
}

/// Numbers ids that come more than once, since a report names each article once.
fn make_unique(outcomes: &mut [Outcome]) {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for outcome in outcomes {
        let times = seen.entry(outcome.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            outcome.id = format!("{}#{times}", outcome.id);
        }
    }
}
