//! `tasnif train`: learns a model from labelled articles, or from parts that were counted from them.

use crate::cli::args;
use crate::cli::args::builtin::{BuiltinArgs, warn_unknown};
use crate::cli::args::corpus::CorpusArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::same_file;
use crate::file;
use crate::model::Model;
use crate::{Trained, Trainer};
use std::path::PathBuf;

/// Learn topics from labelled articles, or from parts of counts, and write a model.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// The model file to write.
    #[arg(long, short, value_name = "MODEL")]
    output: PathBuf,
    #[command(flatten)]
    train: TrainArgs,
    #[command(flatten)]
    builtin: BuiltinArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(Some(&args.output), &args.corpus.corpus)?;
    // An output that cannot be written should fail before the training.
    file::OutputFile::check(&args.output)?;
    let counted = args::corpus::count(&args.corpus, &args.train, &[])?;
    let trainer = args
        .builtin
        .add_to(Trainer::new().options(args.train.options()));
    let trained = trainer
        .fit_corpus(&counted.corpus)
        .map_err(|error| args.corpus.name_in(error))?;
    warn(&trained);
    if let Some(choice) = &counted.corpus.choice {
        messages::note(format_args!("{choice}"));
    }
    trained.model().write(&args.output)?;
    summarise(trained.model(), args);
    if let Some(gain) = trained.builtin() {
        messages::note(format_args!("built-in articles: {gain}"));
    }
    // Freeing the words one by one takes longer than ending the program.
    std::mem::forget((counted, trained));
    Ok(Exit::Success)
}

/// With fewer articles, a topic's threshold is mostly chance.
const FEW: u64 = 20;

fn warn(trained: &Trained) {
    warn_unknown(trained.unknown_to_builtin());
    messages::warnings(trained.near_duplicates.as_slice());
    warn_few(trained.model());
    for topic in trained.missed_targets() {
        messages::warning(format_args!(
            "no threshold of topic '{topic}' reaches the target on out-of-fold articles: the closest is kept; \
             label more articles or ask for less"
        ));
    }
}

/// One message for all topics with few articles, however many they are.
fn warn_few(model: &Model) {
    /// So many are named.
    const NAMED: usize = 10;
    let few: Vec<String> = model
        .topics()
        .iter()
        .filter(|topic| topic.articles < FEW)
        .map(|topic| format!("'{}' {}", topic.id, topic.articles))
        .collect();
    if few.is_empty() {
        return;
    }
    let more = match few.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named: Vec<&str> = few.iter().take(NAMED).map(String::as_str).collect();
    messages::warning(format_args!(
        "{} topic(s) have few articles ({}{more}): their probabilities and thresholds are unreliable; \
         label at least {FEW} of each",
        few.len(),
        named.join(", ")
    ));
}

fn summarise(model: &Model, args: &Args) {
    let metadata = &model.metadata;
    messages::note(format_args!(
        "{}: {} topics from {} articles ({} without a topic), {} features",
        args.output.display(),
        metadata.topics.len(),
        metadata.training.articles,
        metadata.training.without_topic,
        model.vocabulary.len(),
    ));
    for name in ["accuracy", "macro-f1", "ece"] {
        if let Some(quality) = metadata
            .quality
            .iter()
            .find(|quality| quality.metric == name)
        {
            messages::note(format_args!("out-of-fold {name}: {:.4}", quality.value));
        }
    }
}
