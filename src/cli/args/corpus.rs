//! Flags that say how to read a corpus, and the function that reads and counts one.

use super::names;
use super::train::TrainArgs;
use crate::Error;
use crate::cli::broken::Broken;
use crate::cli::commands::parts;
use crate::cli::messages;
use crate::corpus;
use crate::corpus::{FieldNames, Format, LabelsWanted, ReadOptions};
use crate::evaluate::EvaluateError;
use crate::features::{CountedCorpus, Repeats};
use crate::train::TrainError;
use anyhow::Context;
use clap::Args;
use std::path::PathBuf;

/// How input is read.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Encoding of the input: utf-8, windows-1256 or another WHATWG name, or auto to tell it from
    /// each file.
    #[arg(long, value_name = "NAME", default_value = "utf-8")]
    pub encoding: String,
    /// Form of files and standard input; by default told from their names.
    #[arg(long, value_name = "FORM", value_parser = names::parser::<Format>(names::INPUT_FORMS))]
    pub input_format: Option<Format>,
    /// Key of JSON objects or column of tables that holds the text; several are joined by a line break.
    /// By default a usual name, such as text, content, body or النص.
    #[arg(long, value_name = "NAME")]
    pub text_field: Vec<String>,
    /// The same for the title.
    #[arg(long, value_name = "NAME")]
    pub title_field: Vec<String>,
    /// The same for the labels; those of several are united.
    #[arg(long, value_name = "NAME")]
    pub label_field: Vec<String>,
    /// The same for the id; several are joined by a slash.
    #[arg(long, value_name = "NAME")]
    pub id_field: Vec<String>,
    /// What stands between the labels in a string, a cell or a folder's name, such as `,` or `;`. By
    /// default `+` and `|` in a column `labels`, and `+` in names of folders; elsewhere nothing does.
    #[arg(long, value_name = "SIGN", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub label_separator: Option<String>,
    /// Names of the columns, in order, of tables without a header, such as text,label.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Columns of a table each of which is a label: 1 in the rows of articles that have it, 0 in the others.
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub one_hot: Vec<String>,
}

impl ReadArgs {
    /// The library's options.
    pub fn options(&self, labels: LabelsWanted) -> anyhow::Result<ReadOptions> {
        Ok(ReadOptions {
            encoding: self.encoding.parse()?,
            labels,
            format: self.input_format,
            fields: FieldNames {
                text: self.text_field.clone(),
                title: self.title_field.clone(),
                labels: self.label_field.clone(),
                id: self.id_field.clone(),
                columns: self.columns.clone(),
                one_hot: self.one_hot.clone(),
            },
            label_separator: self.label_separator.clone(),
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
    /// The corpora as they were given, with spaces.
    pub fn names(&self) -> String {
        let names: Vec<String> = self
            .corpus
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        names.join(" ")
    }

    /// Adds the names of the corpora to an error about their content.
    pub fn name_in(&self, error: Error) -> anyhow::Error {
        let cause = match &error {
            Error::Train(cause) | Error::Evaluate(EvaluateError::Learn(cause)) => cause,
            _ => return error.into(),
        };
        let about_corpus = matches!(
            cause,
            TrainError::NoArticles
                | TrainError::NoTopics { .. }
                | TrainError::OneLabel { .. }
                | TrainError::SameLabels { .. }
                | TrainError::NothingTold
                | TrainError::NearDuplicates { .. }
                | TrainError::NotExclusive { .. }
                | TrainError::NoFeatures { .. }
                | TrainError::BuiltinExclusive
                | TrainError::NoCommonTopic { .. }
        );
        match about_corpus {
            true => anyhow::Error::new(error).context(self.names()),
            false => error.into(),
        }
    }
}

/// A corpus that was read and counted.
pub struct Counted {
    /// Its words; repeated articles are merged.
    pub corpus: CountedCorpus,
    /// How many articles could not be read.
    pub broken: usize,
}

/// Reads and counts a labelled corpus, or merges the counts of parts. Keeps the values of `fields` for
/// each article. Prints a message for each article that cannot be read, and warnings.
///
/// # Errors
/// Those of [`parts::counts`], and a setting out of range.
pub fn count(args: &CorpusArgs, train: &TrainArgs, fields: &[String]) -> anyhow::Result<Counted> {
    // A setting out of range should fail before the corpus is read.
    train.count.settings()?;
    let (counts, broken) = parts::counts(args, &train.count, fields)?;
    let corpus = counts.finish_with(Repeats::Unite, train.mode);
    messages::warnings(&corpus.warnings());
    Ok(Counted { corpus, broken })
}

/// Prints the inputs that could not be read.
///
/// # Errors
/// If there are any, unless `skip` is set.
pub fn report_broken(errors: &[corpus::CorpusError], skip: bool) -> anyhow::Result<()> {
    let mut broken = Broken::default();
    errors.iter().for_each(|error| broken.say(error));
    broken.finish();
    if errors.is_empty() {
        return Ok(());
    }
    if skip {
        let skipped = errors.len();
        messages::warning(format_args!(
            "{skipped} input(s) could not be read and are left out"
        ));
        return Ok(());
    }
    let failed = errors.len();
    Err(anyhow::anyhow!(
        "mend them, or add --skip-broken to go on without them"
    ))
    .with_context(|| format!("{failed} input(s) could not be read, nothing was written"))
}
