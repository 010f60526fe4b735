//! `tasnif explain`: says why articles get their topics.

use crate::cli::args::corpus::ReadArgs;
use crate::cli::args::model;
use crate::cli::args::output::OutputArgs;
use crate::cli::broken::Broken;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::output;
use crate::cli::output::explain::Explained;
use crate::cli::output::form::{self, Form};
use crate::cli::same_file;
use crate::corpus;
use crate::corpus::{Document, LabelsWanted};
use crate::corpus::{is_lookalike, is_same_label};
use crate::model::Model;
use crate::predict::explain;
use anyhow::bail;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// Say why articles get their topics: words and paragraphs, and what each adds.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles in any form that `predict` takes.
    #[arg(required = true, value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Explain this topic; by default the topics that are given, or the most probable one if none is.
    /// May be given several times.
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,
    /// How many words to show for and against each topic.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Form of the output; by default that of the ending of --output, or else the table.
    #[arg(long, value_parser = form::parser(output::explain::FORMS))]
    format: Option<Form<output::explain::Render>>,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    read: ReadArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(
        args.output.output.as_deref(),
        args.input.iter().chain(&args.model),
    )?;
    let format = form::chosen(
        args.format,
        args.output.output.as_deref(),
        output::explain::FORMS,
    )?;
    let model = model::load(args.model.as_deref())?;
    let topics = topics(args, &model)?;
    let options = args.read.options(LabelsWanted::Optional)?;
    let highlight = args.output.output.is_none() && highlights();
    let mut sink = args.output.open()?;
    let mut failed = false;
    let mut broken = Broken::default();
    for record in corpus::records(&args.input, &options)? {
        match record.and_then(|record| record.parse(&options)) {
            Ok(document) => {
                let explained = one(args, &model, &topics, &document, highlight);
                let text = (format.write)(&explained)?;
                sink.write_all(text.as_bytes())?;
            }
            Err(error) => {
                failed = true;
                broken.say(&error);
            }
        }
    }
    sink.close()?;
    broken.finish();
    messages::notices(&options.notices);
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

/// The indices of the topics that `--topic` names.
fn topics(args: &Args, model: &Model) -> anyhow::Result<Vec<usize>> {
    let known: Vec<&str> = model.metadata.topics.iter().map(|t| &*t.id).collect();
    let index = |name: &String| match known.iter().position(|id| is_same_label(id, name)) {
        Some(topic) => Ok(topic),
        None => match known.iter().find(|id| is_lookalike(id, name)) {
            Some(id) => bail!("the model has no topic '{name}': did you mean '{id}'?"),
            None => bail!("the model has no topic '{name}': give {}", known.join(", ")),
        },
    };
    args.topic.iter().map(index).collect()
}

fn one<'a>(
    args: &Args,
    model: &'a Model,
    topics: &[usize],
    document: &'a Document,
    highlight: bool,
) -> Explained<'a> {
    let explanation = explain(model, &document.title, &document.text);
    let topics = match topics {
        [] => explanation.topics_to_explain(),
        topics => topics.to_vec(),
    };
    let rule = &model.metadata.rule;
    let views = topics
        .into_iter()
        .map(|topic| explanation.topic(rule, topic));
    let views = views.collect();
    Explained {
        model,
        document,
        explanation,
        views,
        top: args.top,
        highlight,
    }
}
