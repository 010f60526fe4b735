//! `tasnif predict`: tags articles, in a stream.

use crate::Tagger;
use crate::cli::args::corpus::ReadArgs;
use crate::cli::args::keep::KeepArgs;
use crate::cli::args::output::OutputArgs;
use crate::cli::args::threshold::ThresholdArgs;
use crate::cli::args::{model, number};
use crate::cli::broken::Broken;
use crate::cli::exit::Exit;
use crate::cli::output::form::{self, Form};
use crate::cli::output::tags::{self, Header, Tagged};
use crate::cli::same_file;
use crate::cli::{hints, messages, progress};
use crate::corpus;
use crate::corpus::{CorpusError, LabelsWanted, RawRecord};
use crate::parallel::{Step, as_they_come, in_order};
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Tag articles, one output line for each input, in input order.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Text files, folders of them, JSONL, CSV, TSV or fastText files, also .gz and .zst; `-` for
    /// standard input.
    #[arg(required = true, value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Form of the output; by default that of the ending of --output, or else the table.
    #[arg(long, value_parser = form::parser(tags::FORMS))]
    format: Option<Form<tags::Start>>,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    keep: KeepArgs,
    /// Begin CSV or TSV with the mark by which Excel knows that the letters are UTF-8.
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    thresholds: ThresholdArgs,
    /// Mark an article for review, in a column or field `review`, if the probability of a topic is
    /// at most BAND above or below its threshold. Where topics are exclusive, also if the two most
    /// probable topics are at most BAND apart.
    #[arg(long, value_name = "BAND", value_parser = number::band)]
    review_band: Option<f64>,
    #[command(flatten)]
    read: ReadArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(
        args.output.output.as_deref(),
        args.input.iter().chain(&args.model),
    )?;
    let format = form::chosen(args.format, args.output.output.as_deref(), tags::FORMS)?;
    // Never freed: that takes as long as reading hundreds of articles, and the program ends anyway.
    let model = Arc::new(model::load(args.model.as_deref())?);
    std::mem::forget(Arc::clone(&model));
    let tagger = Tagger::new(Arc::clone(&model)).with_thresholds(&args.thresholds.threshold)?;
    let options = args.read.options(LabelsWanted::Optional)?;
    let keep = args.keep.keep(&options.fields);
    let records = corpus::records(&args.input, &options)?;
    let tag = |record: Result<RawRecord, CorpusError>| {
        let id = match &record {
            Ok(record) => record.provisional_id(),
            Err(error) => error.origin().map(ToString::to_string).unwrap_or_default(),
        };
        match record.and_then(|record| record.parse(&options)) {
            Ok(document) => {
                let tags = tagger.tag(&document.title, &document.text);
                let doubtful = |band| tags.doubtful(band);
                let tagged = Tagged {
                    kept: keep.of(&document),
                    id: document.id,
                    review: args.review_band.map(doubtful),
                    tags: Ok(tags),
                };
                (tagged, None)
            }
            Err(error) => {
                let tagged = Tagged {
                    id,
                    tags: Err(hints::said(&error)),
                    review: None,
                    kept: Vec::new(),
                };
                (tagged, Some(error))
            }
        }
    };
    let header = Header {
        topics: tagger.topics().iter().map(|t| &*t.id).collect(),
        review: args.review_band.is_some(),
        keep: &keep,
        bom: args.bom,
    };
    let mut writer = (format.write)(header, args.output.open()?)?;
    let bar = progress::articles("tagging");
    let mut failed = 0u64;
    let mut broken = Broken::default();
    let mut write = |step| {
        let (tagged, error) = match step {
            Step::Result(tagged) => tagged,
            Step::Pause => return writer.flush(),
        };
        if let Some(error) = error {
            failed += 1;
            bar.suspend(|| broken.say(&error));
        }
        bar.inc(1);
        writer.write(&tagged)
    };
    // A thread that only reads costs some percent, and serves input that comes bit by bit.
    let written = match args.input.iter().any(|input| can_trickle(input)) {
        true => as_they_come(records, tag, write),
        false => in_order(records, tag, |tagged| write(Step::Result(tagged))),
    };
    bar.finish_and_clear();
    broken.finish();
    messages::notices(&options.notices);
    keep.warn();
    written
        .and_then(|()| writer.finish()?.close())
        .with_context(|| match &args.output.output {
            Some(path) => format!("{}: the tags cannot be written", path.display()),
            None => "standard output: the tags cannot be written".to_owned(),
        })?;
    Ok(if failed > 0 {
        Exit::Failure
    } else {
        Exit::Success
    })
}

/// Whether an input may come bit by bit, as standard input and pipes do.
fn can_trickle(input: &Path) -> bool {
    input.as_os_str() == "-" || (!input.is_file() && !input.is_dir())
}
