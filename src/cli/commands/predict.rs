//! `tasnif predict`: articles → one line of tags each, streamed in input order.

use crate::cli::args::corpus::ReadArgs;
use crate::cli::args::threshold::ThresholdArgs;
use crate::cli::exit::Exit;
use crate::cli::output::tags::{Format, TagWriter, Tagged};
use crate::cli::{messages, progress};
use crate::corpus;
use crate::corpus::{CorpusError, LabelsWanted, RawRecord};
use crate::file;
use crate::file::FileError;
use crate::model;
use crate::model::{Model, ModelError};
use crate::parallel::{PerThread, in_order};
use crate::predict::{ScoreCache, Scorer};
use anyhow::Context;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Flags of `predict`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Text files, folders of them, JSONL, CSV, TSV or fastText files, also .gz and .zst; `-` for
    /// standard input.
    #[arg(required = true, value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write; by default to standard output. The file is replaced when all is done.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    thresholds: ThresholdArgs,
    /// Mark articles for review that have a topic with a probability at most BAND from its
    /// threshold: a column or field `review`. In a model of exclusive topics, that are also those
    /// whose two most probable topics are at most BAND apart.
    #[arg(long, value_name = "BAND", value_parser = parse_band)]
    review_band: Option<f64>,
    #[command(flatten)]
    read: ReadArgs,
}

fn parse_band(text: &str) -> Result<f64, String> {
    let band = text.parse().ok();
    band.filter(|band| (0.0..=1.0).contains(band))
        .ok_or_else(|| format!("'{text}' is no band: give a number from 0 to 1, such as 0.15"))
}

/// The model at `path`, or the built-in one.
pub fn load_model(path: Option<&Path>) -> anyhow::Result<Model> {
    match path {
        Some(path) => match Model::read(path) {
            // This message names the file itself.
            Err(error @ ModelError::File(FileError::Read { .. })) => Err(error.into()),
            read => read.with_context(|| path.display().to_string()),
        },
        None => model::builtin().context("the built-in model"),
    }
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    // Never freed: that would take as long as reading hundreds of articles, and the program ends.
    let model: &Model = Box::leak(Box::new(load_model(args.model.as_deref())?));
    let options = args.read.options(LabelsWanted::Optional)?;
    let records = corpus::records(&args.input, &options)?;
    let scorer = Scorer::new(model);
    let decider = args.thresholds.decider(model)?;
    let caches = PerThread::new(ScoreCache::default);
    let tag = |record: Result<RawRecord, CorpusError>| {
        let id = match &record {
            Ok(record) => record.provisional_id(),
            Err(error) => error.origin().map(ToString::to_string).unwrap_or_default(),
        };
        match record.and_then(|record| record.parse(&options)) {
            Ok(document) => {
                let mut tags =
                    caches.with(|cache| scorer.tag(&document.title, &document.text, cache));
                tags.topics = decider.topics(&tags.probabilities);
                let doubtful = |band| decider.doubtful(&tags.probabilities, band);
                Tagged {
                    id: document.id,
                    review: args.review_band.map(doubtful),
                    tags: Ok(tags),
                }
            }
            Err(error) => Tagged {
                id,
                tags: Err(error.to_string()),
                review: None,
            },
        }
    };
    let sink = Sink::open(args.output.as_deref())?;
    let mut writer = TagWriter::new(args.format, model, args.review_band.is_some(), sink)?;
    let bar = progress::articles("tagging");
    let mut failed = 0u64;
    let written = in_order(records, tag, |tagged| {
        if let Err(error) = &tagged.tags {
            failed += 1;
            bar.suspend(|| messages::error(format_args!("{error}")));
        }
        bar.inc(1);
        writer.write(&tagged)
    });
    bar.finish_and_clear();
    written
        .and_then(|()| writer.finish()?.close())
        .with_context(|| match &args.output {
            Some(path) => format!("{}: the tags cannot be written", path.display()),
            None => "standard output: the tags cannot be written".to_owned(),
        })?;
    Ok(if failed > 0 {
        Exit::Failure
    } else {
        Exit::Success
    })
}

/// Standard output, or a file that takes its place only when it is complete.
pub enum Sink {
    /// Standard output.
    Standard(BufWriter<std::io::Stdout>),
    /// A temporary file in the folder of the output.
    File(BufWriter<tempfile::NamedTempFile>, PathBuf),
}

impl Sink {
    /// Opens it; `None` is standard output.
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Standard(BufWriter::new(std::io::stdout())));
        };
        let file = file::temporary_beside(path)?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// Flushes it, and puts a file in its place.
    pub fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush()?,
            Self::File(out, path) => {
                let file = out.into_inner().map_err(|error| error.into_error())?;
                file::put_in_place(file, &path)?;
            }
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}
