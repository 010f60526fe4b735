//! Flags that say how to read a corpus, and the reading of one into counts.

use super::{messages, progress};
use anyhow::Context;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tasnif::corpus::{self, Format, LabelsWanted, ReadOptions};
use tasnif::evaluate::TrainError;
use tasnif::features::{CountedCorpus, FeatureSettings, count_records_keeping};
use tasnif::learn::LearnError;

/// How input is read.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Encoding of the input: utf-8, windows-1256 or another WHATWG name.
    #[arg(long, value_name = "NAME", default_value = "utf-8")]
    pub encoding: String,
    /// Form of files and standard input, instead of telling it from their names.
    #[arg(long, value_name = "FORM")]
    pub input_format: Option<InputFormat>,
}

/// The forms of a file.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum InputFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, with a header.
    Tsv,
    /// Lines that begin with `__label__`.
    Fasttext,
    /// One article.
    Text,
}

impl ReadArgs {
    /// The library's options.
    pub fn options(&self, labels: LabelsWanted) -> anyhow::Result<ReadOptions> {
        Ok(ReadOptions {
            encoding: corpus::parse_encoding(&self.encoding)?,
            labels,
            format: self.input_format.map(|format| match format {
                InputFormat::Jsonl => Format::Jsonl,
                InputFormat::Csv => Format::Csv,
                InputFormat::Tsv => Format::Tsv,
                InputFormat::Fasttext => Format::FastText,
                InputFormat::Text => Format::Text,
            }),
            ..ReadOptions::default()
        })
    }
}

/// A labelled corpus.
#[derive(Debug, Args)]
pub struct CorpusArgs {
    /// Labelled corpora: folders with one sub-folder per label, JSONL, CSV, TSV or fastText
    /// files, also .gz and .zst; `-` for standard input.
    #[arg(required = true, value_name = "CORPUS")]
    pub corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub read: ReadArgs,
    /// Go on without the articles that cannot be read, instead of stopping.
    #[arg(long)]
    pub skip_broken: bool,
}

impl CorpusArgs {
    /// The corpora as they were given.
    pub fn names(&self) -> String {
        let names: Vec<String> = self
            .corpus
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        names.join(" ")
    }

    /// Names the corpora in an error that is about what is in them.
    pub fn name_in(&self, error: TrainError) -> anyhow::Error {
        let about_corpus = matches!(
            error,
            TrainError::Learn(
                LearnError::NoArticles
                    | LearnError::NoTopics { .. }
                    | LearnError::OneLabel { .. }
                    | LearnError::NotExclusive { .. }
                    | LearnError::NoFeatures { .. }
                    | LearnError::BuiltinExclusive
                    | LearnError::NoCommonTopic { .. }
            )
        );
        match about_corpus {
            true => anyhow::Error::new(error).context(self.names()),
            false => error.into(),
        }
    }
}

/// Reads and counts a labelled corpus. Prints a message for each article that cannot be read.
///
/// # Errors
/// If one could not be read, unless `--skip-broken` was given.
pub fn count(
    args: &CorpusArgs,
    settings: &FeatureSettings,
) -> anyhow::Result<(CountedCorpus, usize)> {
    count_keeping(args, settings, &[])
}

/// [`count`] that keeps the values of some fields of each article.
///
/// # Errors
/// Those of [`count`].
pub fn count_keeping(
    args: &CorpusArgs,
    settings: &FeatureSettings,
    fields: &[String],
) -> anyhow::Result<(CountedCorpus, usize)> {
    let options = args.read.options(LabelsWanted::Required)?;
    let records = corpus::records(&args.corpus, &options)?;
    let bar = progress::articles("reading");
    let (counts, errors) =
        count_records_keeping(records, &options, settings, fields, || bar.inc(1));
    bar.finish_and_clear();
    report_broken(&errors, args.skip_broken)?;
    let counted = counts.finish();
    counted
        .repeats
        .warnings()
        .iter()
        .for_each(messages::warning);
    Ok((counted, errors.len()))
}

/// Prints what could not be read.
///
/// # Errors
/// If there is something, unless `skip` says to go on.
pub fn report_broken(errors: &[corpus::CorpusError], skip: bool) -> anyhow::Result<()> {
    for error in errors {
        messages::error(format_args!("{error}"));
    }
    if errors.is_empty() || skip {
        return Ok(());
    }
    let failed = errors.len();
    Err(anyhow::anyhow!(
        "mend them, or add --skip-broken to go on without them"
    ))
    .with_context(|| format!("{failed} input(s) could not be read, nothing was written"))
}
