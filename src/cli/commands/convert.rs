//! `tasnif convert`: writes articles in another form.

use crate::cli::args::corpus::{CorpusArgs, report_broken};
use crate::cli::args::names;
use crate::cli::exit::Exit;
use crate::cli::{messages, same_file};
use crate::corpus::{self, CorpusError, Document, LabelsWanted, RecordError, WriteForm};
use crate::file;
use anyhow::bail;
use std::path::PathBuf;

/// Write articles in another form, with their labels, ids, titles and fields as far as it has a place for them.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// The form to write.
    #[arg(long, value_name = "FORM", value_parser = names::parser::<WriteForm>(names::WRITE_FORMS))]
    to: WriteForm,
    /// The file to write, or the new folder.
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(Some(&args.output), &args.corpus.corpus)?;
    if args.to != WriteForm::Folder {
        file::OutputFile::check(&args.output)?;
    }
    let articles = read(args)?;
    let losses = match args.to.text(&articles) {
        Some(written) => {
            let (text, losses) = written?;
            file::replace(&args.output, text.as_bytes())?;
            losses
        }
        None => WriteForm::folder(&articles, &args.output)?,
    };
    if !losses.is_empty() {
        let form = args.to.name();
        messages::warning(format_args!(
            "{form} has no place for some of what articles have: {losses}"
        ));
    }
    let output = args.output.display();
    messages::note(format_args!("{output}: {} articles", articles.len()));
    Ok(Exit::Success)
}

/// Reads the articles with their labels. Where labels are missing, all is read once more without asking for them: at first, a
/// label that is wrong must be an error, and not count as none.
fn read(args: &Args) -> anyhow::Result<Vec<Document>> {
    let inputs = &args.corpus.corpus;
    let options = args.corpus.read.options(LabelsWanted::Required)?;
    let (articles, errors) = corpus::read_all(inputs, &options)?;
    let (missing, wrong): (Vec<_>, Vec<_>) = errors.into_iter().partition(is_missing_label);
    report_broken(&wrong, args.corpus.skip_broken)?;
    if missing.is_empty() {
        messages::notices(&options.notices);
        return Ok(articles);
    }
    if inputs.iter().any(|input| input.as_os_str() == "-") {
        report_broken(&missing, false)?;
        bail!("standard input can be read once only: give a file");
    }
    let options = args.corpus.read.options(LabelsWanted::Optional)?;
    let (articles, errors) = corpus::read_all(inputs, &options)?;
    report_broken(&errors, args.corpus.skip_broken)?;
    messages::notices(&options.notices);
    let without = articles
        .iter()
        .filter(|article| article.labels.is_none())
        .count();
    messages::note(format_args!(
        "{without} of {} articles have no label",
        articles.len()
    ));
    Ok(articles)
}

fn is_missing_label(error: &CorpusError) -> bool {
    match error {
        CorpusError::UnlabelledFolder { .. } => true,
        CorpusError::Record { source, .. } => matches!(
            source,
            RecordError::MissingLabels { .. }
                | RecordError::MissingLabelKey { .. }
                | RecordError::LinesWithoutLabels
                | RecordError::MissingColumn { .. }
        ),
        _ => false,
    }
}
