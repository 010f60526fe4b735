//! `tasnif audit`: looks for what is doubtful about labelled articles.

use crate::audit::{Article, AuditOptions, AuditReport, DEFAULT_MIN_SCORE, Kind, audit};
use crate::cli::args::corpus::{CorpusArgs, report_broken};
use crate::cli::args::number;
use crate::cli::args::output::OutputArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::output;
use crate::cli::output::form::{self, Form};
use crate::cli::same_file;
use crate::corpus;
use crate::corpus::{CorpusError, LabelsWanted, ReadOptions};
use crate::features::near_duplicates::Threshold;
use std::path::PathBuf;

/// Look for label errors, near-duplicates, leaks, thin topics and giveaways in a labelled corpus.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Another corpus, labelled or not, whose articles should not be in this one, such as test
    /// articles. May be given several times.
    #[arg(long, value_name = "CORPUS")]
    against: Vec<PathBuf>,
    /// Exit with code 1 if there are findings of this kind: conflicts, near-duplicates, leaks,
    /// label-errors, thin or giveaways. Separate several kinds with commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    fail_on: Vec<Kind>,
    /// Report labels with at least this score, from 0 to 1. From 0.5 on, a label is likely wrong; near
    /// 1, the models are certain of the opposite.
    #[arg(long, value_name = "SCORE", default_value_t = DEFAULT_MIN_SCORE, value_parser = number::score)]
    min_score: f64,
    /// Share of common words from which articles are near-duplicates, from 0.3 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.7", value_parser = number::similarity)]
    similarity: Threshold,
    /// Form of the output; by default that of the ending of --output, or else the table.
    #[arg(long, value_parser = form::parser(output::audit::FORMS))]
    format: Option<Form<output::audit::Render>>,
    /// How many findings of each kind a table shows; JSON and CSV hold all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    train: TrainArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(
        args.output.output.as_deref(),
        args.corpus.corpus.iter().chain(&args.against),
    )?;
    let format = form::chosen(
        args.format,
        args.output.output.as_deref(),
        output::audit::FORMS,
    )?;
    let options = AuditOptions {
        counting: args.train.count.settings()?,
        train: args.train.options(),
        similarity: args.similarity,
        min_score: args.min_score,
    };
    let read = &args.corpus.read;
    let (articles, mut broken) =
        articles(&args.corpus.corpus, &read.options(LabelsWanted::Required)?)?;
    let (against, others) = articles_against(args)?;
    broken.extend(others);
    report_broken(&broken, args.corpus.skip_broken)?;
    if articles.is_empty() {
        anyhow::bail!("there are no articles to audit: give a labelled corpus");
    }
    let report = audit(&articles, &against, &options);
    args.output.write(&(format.write)(&report, args.top)?)?;
    exit(args, &report)
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
    messages::notices(&options.notices);
    Ok((articles, errors))
}

fn exit(args: &Args, report: &AuditReport) -> anyhow::Result<Exit> {
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
        messages::error(format_args!("found {}", found.join(", ")));
    }
    Ok(match found.is_empty() {
        false => Exit::GateMissed,
        true => Exit::Success,
    })
}
