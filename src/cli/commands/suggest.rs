//! `tasnif suggest`: chooses which articles to label next, and says whether more labels are worth it.

use crate::Tagger;
use crate::cli::args::corpus::{ReadArgs, report_broken};
use crate::cli::args::keep::{Keep, KeepArgs};
use crate::cli::args::output::OutputArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::args::{model, number};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::output::form::{self, Form};
use crate::cli::output::suggest::Chosen;
use crate::cli::same_file;
use crate::cli::{messages, progress};
use crate::corpus;
use crate::corpus::{LabelsWanted, ReadOptions};
use crate::features::near_duplicates::Threshold;
use crate::features::{CountSettings, CountedCorpus};
use crate::suggest::{Labelled, Pool, read_pool, worth};
use std::path::PathBuf;

/// Choose which articles to label next, and say how many more labels are worth it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles to choose from, in any form that `predict` takes; labels are ignored.
    #[arg(required = true, value_name = "POOL")]
    pool: Vec<PathBuf>,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many articles to choose.
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    count: usize,
    /// Articles that are labelled already: near-duplicates of them are not chosen, and a learning curve
    /// over them says how many more labels are worth it. May be given several times.
    #[arg(long, value_name = "CORPUS")]
    labelled: Vec<PathBuf>,
    /// The least gain in macro-F1 for which a hundred more labels are worth it.
    #[arg(long, value_name = "GAIN", default_value_t = 0.005, value_parser = number::gain, requires = "labelled")]
    worth: f64,
    /// Share of common words from which articles are near-duplicates, from 0.3 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.7", value_parser = number::similarity)]
    similarity: Threshold,
    /// Form of the output; by default that of the ending of --output, or else the table.
    #[arg(long, value_parser = form::parser(output::suggest::FORMS))]
    format: Option<Form<output::suggest::Render>>,
    #[command(flatten)]
    keep: KeepArgs,
    /// Begin CSV with the mark by which Excel knows that the letters are UTF-8.
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    train: TrainArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(
        args.output.output.as_deref(),
        args.pool.iter().chain(&args.labelled).chain(&args.model),
    )?;
    let format = form::chosen(
        args.format,
        args.output.output.as_deref(),
        output::suggest::FORMS,
    )?;
    let tagger = Tagger::new(model::load(args.model.as_deref())?);
    let settings = args.train.count.settings()?;
    let labelled = labelled(args, settings)?;
    let options = args.read.options(LabelsWanted::Optional)?;
    let keep = args.keep.keep(&options.fields);
    let pool = pool(args, &options, &tagger, &keep)?;
    report_broken(&pool.errors, true)?;
    let choices = pool.choose(&labelled.signatures, args.similarity, args.count);
    let text = (format.write)(&Chosen {
        model: tagger.model(),
        pool: &pool.articles,
        choices: &choices,
        keep: &keep,
        bom: args.bom,
    })?;
    args.output.write(&text)?;
    if choices.len() < args.count {
        messages::note(format_args!(
            "{} of {} articles chosen: the others have no words or resemble what is labelled or chosen",
            choices.len(),
            pool.articles.len()
        ));
    }
    if !args.labelled.is_empty() {
        say_worth(args, &labelled.corpus);
    }
    Ok(match pool.errors.is_empty() {
        true => Exit::Success,
        false => Exit::Failure,
    })
}

fn labelled(args: &Args, settings: CountSettings) -> anyhow::Result<Labelled> {
    if args.labelled.is_empty() {
        return Ok(Labelled::new(&[], settings));
    }
    let options = args.read.options(LabelsWanted::Required)?;
    let (documents, errors) = corpus::read_all(&args.labelled, &options)?;
    messages::notices(&options.notices);
    report_broken(&errors, false)?;
    Ok(Labelled::new(&documents, settings))
}

fn pool(args: &Args, options: &ReadOptions, tagger: &Tagger, keep: &Keep) -> anyhow::Result<Pool> {
    let records = corpus::records(&args.pool, options)?;
    let bar = progress::articles("reading");
    let pool = read_pool(records, options, tagger, |it| keep.of(it), || bar.inc(1));
    bar.finish_and_clear();
    messages::notices(&options.notices);
    keep.warn();
    Ok(pool)
}

/// Notes what the learning curve says. It goes to standard error, since it is not part of the results.
fn say_worth(args: &Args, corpus: &CountedCorpus) {
    let estimate = match worth(corpus, &args.train.options(), args.worth) {
        Ok(Some(estimate)) => estimate,
        Ok(None) => {
            return messages::warning(
                "no learning curve: there are too few labelled articles to learn from a part of them",
            );
        }
        Err(error) => return messages::warning(format_args!("no learning curve: {error}")),
    };
    let points: Vec<String> = estimate
        .curve
        .iter()
        .filter_map(|point| {
            Some(format!(
                "{} articles {:.3}",
                point.articles, point.macro_f1?
            ))
        })
        .collect();
    messages::note(format_args!("macro-F1: {}", points.join(", ")));
    let next = format!("the next 100 labels add about {:.4}", estimate.next_hundred);
    let about = match estimate.at_least {
        true => "at least",
        false => "about",
    };
    match estimate.further {
        0 => messages::note(format_args!("{next}: further labels are not worth it")),
        further => messages::note(format_args!(
            "{next}; {about} {further} further ones are worth it, macro-F1 then about {:.3}",
            estimate.reached
        )),
    }
}
