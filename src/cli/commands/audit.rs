//! `tasnif audit`: labelled articles → what is doubtful about them, and an exit code.

use super::predict::Sink;
use crate::audit::{Article, AuditOptions, AuditReport, DEFAULT_MIN_SCORE, Kind, audit, output};
use crate::cli::args;
use crate::cli::args::corpus::CorpusArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::exit::Exit;
use crate::cli::messages::harmless;
use crate::corpus;
use crate::corpus::{CorpusError, LabelsWanted, ReadOptions};
use crate::features::near_duplicates::Threshold;
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;

/// Flags of `audit`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Another corpus, labelled or not, whose articles should not be in this one, such as test articles. May be given several
    /// times.
    #[arg(long, value_name = "CORPUS")]
    against: Vec<PathBuf>,
    /// Exit with code 1 if there are findings of this kind: conflicts, near-duplicates, leaks, label-errors, thin, giveaways.
    /// Several with commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    fail_on: Vec<Kind>,
    /// Report labels from this score on, 0 to 1; from 0.5 they are likely errors, near 1 the models are certain.
    #[arg(long, value_name = "SCORE", default_value_t = DEFAULT_MIN_SCORE, value_parser = score)]
    min_score: f64,
    /// Share of common words from which articles are near-duplicates, 0.3 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.7", value_parser = similarity)]
    similarity: Threshold,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// How many findings of each kind a table shows; JSON and CSV hold all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Where to write; by default to standard output. The file is replaced when all is done.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    train: TrainArgs,
}

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading.
    Table,
    /// One object with all findings.
    Json,
    /// One row for each article of a finding.
    Csv,
}

fn score(text: &str) -> Result<f64, String> {
    let score = text
        .parse()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| format!("'{text}' is no score: give a number from 0 to 1"))
}

/// For every flag that takes a similarity.
pub fn similarity(text: &str) -> Result<Threshold, String> {
    let share: f64 = text
        .parse()
        .map_err(|_| format!("'{text}' is no share: give a number from 0.3 to 1"))?;
    Threshold::new(share).map_err(|error| error.to_string())
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let options = AuditOptions {
        features: args.train.settings()?,
        train: args.train.options(),
        similarity: args.similarity,
        min_score: args.min_score,
    };
    let read = &args.corpus.read;
    let (articles, mut broken) =
        articles(&args.corpus.corpus, &read.options(LabelsWanted::Required)?)?;
    let (against, others) = articles_against(args)?;
    broken.extend(others);
    args::corpus::report_broken(&broken, args.corpus.skip_broken)?;
    if articles.is_empty() {
        anyhow::bail!("there are no articles to audit: give a labelled corpus");
    }
    let report = audit(&articles, &against, &options);
    write(args, &report)?;
    exit(args, &report, broken.len())
}

type Read = (Vec<Article>, Vec<CorpusError>);

fn articles_against(args: &Args) -> anyhow::Result<Read> {
    articles(
        &args.against,
        &args.corpus.read.options(LabelsWanted::Optional)?,
    )
}

fn articles(paths: &[PathBuf], options: &ReadOptions) -> anyhow::Result<Read> {
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let (documents, broken) = corpus::read_all(std::slice::from_ref(path), options)?;
        let source = path.display().to_string();
        articles.extend(documents.into_iter().map(|document| Article {
            source: source.clone(),
            document,
        }));
        errors.extend(broken);
    }
    Ok((articles, errors))
}

fn write(args: &Args, report: &AuditReport) -> anyhow::Result<()> {
    let text = match args.format {
        Format::Table => harmless(&output::list(report, args.top)),
        Format::Json => output::json(report)?,
        Format::Csv => output::csv(report)?,
    };
    let mut sink = Sink::open(args.output.as_deref())?;
    sink.write_all(text.as_bytes())?;
    sink.close()
}

fn exit(args: &Args, report: &AuditReport, broken: usize) -> anyhow::Result<Exit> {
    let gate = |kind: &Kind| args.fail_on.contains(kind);
    if let (true, Some(reason)) = (gate(&Kind::LabelErrors), &report.label_errors_skipped) {
        anyhow::bail!("label errors could not be looked for: {reason}");
    }
    let found: Vec<String> = Kind::ALL
        .into_iter()
        .filter(|kind| gate(kind) && report.count(*kind) > 0)
        .map(|kind| format!("{} {}", report.count(kind), kind.name()))
        .collect();
    if !found.is_empty() {
        crate::cli::messages::error(format_args!("found {}", found.join(", ")));
    }
    Ok(match (broken, found.is_empty()) {
        (1.., _) => Exit::Failure,
        (0, false) => Exit::GateMissed,
        (0, true) => Exit::Success,
    })
}
