//! Flags that say how to read a corpus, and the reading of one into counts.

use super::train::TrainArgs;
use crate::cli::commands::parts;
use crate::cli::messages;
use crate::corpus;
use crate::corpus::{Format, LabelsWanted, ReadOptions};
use crate::features::{CountedCorpus, FeatureSettings};
use crate::train::LearnError;
use crate::trainer::TrainError;
use anyhow::Context;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
    /// files, also .gz and .zst; `-` for standard input. Where no text is needed, also parts that
    /// `count` wrote.
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

/// A corpus that was read and counted.
pub struct Counted {
    /// Its words, repeats united.
    pub corpus: CountedCorpus,
    /// The settings to make features by; where parts were read, they say how words were counted.
    pub settings: FeatureSettings,
    /// How many articles could not be read.
    pub broken: usize,
}

/// Reads and counts a labelled corpus, or takes the counts of parts. Keeps the values of some
/// fields of each article. Prints a message for each article that cannot be read, and warnings.
///
/// # Errors
/// Those of [`parts::counts`], and a setting out of range.
pub fn count(args: &CorpusArgs, train: &TrainArgs, fields: &[String]) -> anyhow::Result<Counted> {
    // A setting that cannot be should show before the reading, not after it.
    let settings = train.settings()?;
    let (counts, broken) = parts::counts(args, &train.count, fields)?;
    let settings = settings.with_counting(counts.settings());
    let corpus = counts.finish();
    let warnings = corpus.repeats.warnings();
    warnings.iter().for_each(messages::warning);
    Ok(Counted {
        corpus,
        settings,
        broken,
    })
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
