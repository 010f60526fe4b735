//! `tasnif suggest`: articles without labels → which to label next, and whether more labels are worth it.

use super::predict::{Sink, load_model};
use crate::cli::args;
use crate::cli::args::corpus::ReadArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::output::suggest::{Format, Pooled};
use crate::cli::{messages, progress};
use crate::corpus;
use crate::corpus::{CorpusError, LabelsWanted, RawRecord};
use crate::features::near_duplicates::Signature;
use crate::features::near_duplicates::Threshold;
use crate::features::near_duplicates::signature;
use crate::features::near_duplicates::word_types;
use crate::features::{CorpusCounts, CountedCorpus, FeatureSettings};
use crate::model::Model;
use crate::parallel::{PerThread, in_order};
use crate::predict::{ScoreCache, Scorer};
use crate::suggest::{Candidate, choose, doubt, worth};
use std::io::Write;
use std::path::PathBuf;

/// Flags of `suggest`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles without labels, in any form that `predict` takes; labels are not looked at.
    #[arg(required = true, value_name = "POOL")]
    pool: Vec<PathBuf>,
    /// A model that `train` wrote; by default the built-in one.
    #[arg(long, short, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many articles to choose.
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    count: usize,
    /// The articles that are labelled: nothing like them is chosen, and a learning curve over them says how many further labels
    /// are worth it. May be given several times.
    #[arg(long, value_name = "CORPUS")]
    labelled: Vec<PathBuf>,
    /// What a hundred further labels must add to macro-F1 to be worth it.
    #[arg(long, value_name = "GAIN", default_value_t = 0.005, value_parser = gain, requires = "labelled")]
    worth: f64,
    /// Share of common words from which articles are near-duplicates, 0.3 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.7", value_parser = super::audit::similarity)]
    similarity: Threshold,
    /// Form of the output.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write; by default to standard output. The file is replaced when all is done.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    train: TrainArgs,
}

fn gain(text: &str) -> Result<f64, String> {
    let gain = text.parse().ok().filter(|gain| *gain > 0.0 && *gain < 1.0);
    gain.ok_or_else(|| format!("'{text}' is no gain: give a number between 0 and 1"))
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let model = load_model(args.model.as_deref())?;
    let settings = args.train.settings()?;
    let known = labelled(args, &settings)?;
    let (pool, candidates, errors) = read_pool(args, &model)?;
    args::corpus::report_broken(&errors, true)?;
    let choices = choose(&candidates, &known.signatures, args.similarity, args.count);
    let text = output::suggest::render(args.format, &model, &pool, &choices)?;
    let mut sink = Sink::open(args.output.as_deref())?;
    sink.write_all(text.as_bytes())?;
    sink.close()?;
    if choices.len() < args.count {
        messages::note(format_args!(
            "{} of {} articles chosen: the others have no words or resemble what is labelled or chosen",
            choices.len(),
            pool.len()
        ));
    }
    if !args.labelled.is_empty() {
        say_worth(args, &known.corpus, &settings);
    }
    Ok(match errors.is_empty() {
        true => Exit::Success,
        false => Exit::Failure,
    })
}

/// What is labelled already.
struct Known {
    signatures: Vec<Signature>,
    corpus: CountedCorpus,
}

fn labelled(args: &Args, settings: &FeatureSettings) -> anyhow::Result<Known> {
    let mut counts = CorpusCounts::new(*settings);
    let mut signatures = Vec::new();
    if !args.labelled.is_empty() {
        let options = args.read.options(LabelsWanted::Required)?;
        let (documents, errors) = corpus::read_all(&args.labelled, &options)?;
        args::corpus::report_broken(&errors, false)?;
        for document in &documents {
            counts.add(document);
            signatures.push(signature(&word_types(&document.title, &document.text)));
        }
    }
    Ok(Known {
        signatures,
        corpus: counts.finish(),
    })
}

type Pool = (Vec<Pooled>, Vec<Candidate>, Vec<CorpusError>);

fn read_pool(args: &Args, model: &Model) -> anyhow::Result<Pool> {
    let options = args.read.options(LabelsWanted::Optional)?;
    let records = corpus::records(&args.pool, &options)?;
    let scorer = Scorer::new(model);
    let caches = PerThread::new(ScoreCache::default);
    let weigh = |record: Result<RawRecord, CorpusError>| {
        let document = record.and_then(|record| record.parse(&options))?;
        let tags = caches.with(|cache| scorer.tag(&document.title, &document.text, cache));
        let signature = signature(&word_types(&document.title, &document.text));
        let doubt = doubt(&model.metadata.rule, &tags.probabilities);
        Ok(doubt.map(|doubt| {
            let candidate = Candidate {
                uncertainty: doubt.uncertainty,
                topic: doubt.topic,
                signature,
            };
            let (id, title) = (document.id, document.title);
            (Pooled { id, title, doubt }, candidate)
        }))
    };
    let (mut pool, mut candidates, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let bar = progress::articles("reading");
    in_order(records, weigh, |weighed| {
        bar.inc(1);
        match weighed {
            Ok(None) => {}
            Ok(Some((pooled, candidate))) => {
                pool.push(pooled);
                candidates.push(candidate);
            }
            Err(error) => errors.push(error),
        }
        Ok::<(), anyhow::Error>(())
    })?;
    bar.finish_and_clear();
    Ok((pool, candidates, errors))
}

/// Prints what the learning curve says, to standard error: it is no data.
fn say_worth(args: &Args, corpus: &CountedCorpus, settings: &FeatureSettings) {
    let estimate = match worth(corpus, settings, &args.train.options(), args.worth) {
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
