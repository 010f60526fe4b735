//! `tasnif explain`: articles → why they get their topics.

use super::predict::{Sink, load_model};
use crate::cli::args::corpus::ReadArgs;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::output::explain::{Explained, Format, table};
use crate::cli::output::explain_json;
use crate::corpus;
use crate::corpus::{Document, LabelsWanted};
use crate::model::Model;
use crate::predict::{Explanation, explain};
use anyhow::bail;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Flags of `explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles in any form that `predict` takes.
    #[arg(required = true, value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Explain this topic; by default those that are given, or the most probable one. May be given several times.
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,
    /// How many words to show for and against each topic.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write; by default to standard output. The file is replaced when all is done.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let model = load_model(args.model.as_deref())?;
    let asked = topics(args, &model)?;
    let options = args.read.options(LabelsWanted::Optional)?;
    let highlight = args.output.is_none() && highlights();
    let mut sink = Sink::open(args.output.as_deref())?;
    let mut failed = false;
    for record in corpus::records(&args.input, &options)? {
        match record.and_then(|record| record.parse(&options)) {
            Ok(document) => {
                let text = one(args, &model, &asked, &document, highlight)?;
                sink.write_all(text.as_bytes())?;
            }
            Err(error) => {
                failed = true;
                messages::error(format_args!("{error}"));
            }
        }
    }
    sink.close()?;
    Ok(match failed {
        true => Exit::Failure,
        false => Exit::Success,
    })
}

/// Whether standard output is a terminal that shows colours (<https://no-color.org>).
fn highlights() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && std::io::stdout().is_terminal()
}

/// The topics asked for, as places in the model.
fn topics(args: &Args, model: &Model) -> anyhow::Result<Vec<usize>> {
    let topics = &model.metadata.topics;
    let mut places = Vec::new();
    for asked in &args.topic {
        match topics.iter().position(|topic| topic.id == *asked) {
            Some(place) => places.push(place),
            None => {
                let known: Vec<&str> = topics.iter().map(|topic| &*topic.id).collect();
                bail!(
                    "the model has no topic '{asked}': give {}",
                    known.join(", ")
                );
            }
        }
    }
    Ok(places)
}

/// Without topics asked for: those given, or the most probable one; the most probable first.
fn explained(asked: &[usize], explanation: &Explanation) -> Vec<usize> {
    if !asked.is_empty() {
        return asked.to_vec();
    }
    let probabilities = &explanation.tags.probabilities;
    let mut topics: Vec<usize> = (0..probabilities.len()).collect();
    topics.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
    let given = &explanation.tags.topics;
    match given.is_empty() {
        true => topics.truncate(1),
        false => topics.retain(|topic| given.contains(topic)),
    }
    topics
}

fn one(
    args: &Args,
    model: &Model,
    asked: &[usize],
    document: &Document,
    highlight: bool,
) -> anyhow::Result<String> {
    let explanation = explain(model, &document.title, &document.text);
    let rule = &model.metadata.rule;
    let views = explained(asked, &explanation)
        .into_iter()
        .map(|topic| explanation.topic(rule, topic))
        .collect();
    let explained = Explained {
        model,
        document,
        explanation,
        views,
        top: args.top,
    };
    match args.format {
        Format::Table => Ok(table(&explained, highlight)),
        Format::Json => explain_json::line(&explained),
    }
}
