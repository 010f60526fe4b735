//! Measures tags that another program gave.

use super::{Args, Measured};
use crate::cli::args::corpus::report_broken;
use crate::cli::messages;
use crate::corpus::{self, LabelsWanted};
use crate::evaluate::Predictions;
use crate::file::reason;
use anyhow::{Context, bail};

/// Measures `--predictions` on the corpus.
pub fn measure(args: &Args) -> anyhow::Result<Measured> {
    let Some(path) = &args.predictions else {
        bail!("--predictions FILE is missing");
    };
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| anyhow::anyhow!("{name}: {}", reason(&error)))?;
    let predictions = Predictions::parse(&text).with_context(|| name.clone())?;
    let options = args.corpus.read.options(LabelsWanted::Required)?;
    let (articles, errors) = corpus::read_all(&args.corpus.corpus, &options)?;
    messages::notices(&options.notices);
    report_broken(&errors, args.corpus.skip_broken)?;
    let report = predictions
        .measure(&articles)
        .with_context(|| name.clone())?;
    report.notes.iter().for_each(messages::warning);
    Ok(Measured {
        title: format!("{}, tags of {name}", args.corpus.names()),
        report,
        broken: errors.len(),
        comparison: None,
        learning_curve: None,
    })
}
