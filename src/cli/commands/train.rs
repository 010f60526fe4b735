//! `tasnif train`: labelled articles, or parts that were counted from them → a model file.

use crate::cli::args;
use crate::cli::args::builtin::BuiltinArgs;
use crate::cli::args::corpus::CorpusArgs;
use crate::cli::args::train::TrainArgs;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::file;
use crate::model::Model;
use crate::trainer::TrainedModel;
use std::path::PathBuf;

/// Flags of `train`.
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
    // An output that cannot be written should show before the training, not after it.
    drop(file::temporary_beside(&args.output)?);
    let counted = args::corpus::count(&args.corpus, &args.train, &[])?;
    let (corpus, settings) = (&counted.corpus, &counted.settings);
    let mut options = args.train.options();
    options.extra_weight = args.builtin.builtin_weight;
    let trained = match args.builtin.count(corpus, settings)? {
        Some(builtin) => crate::trainer::train_with_extra(corpus, &builtin, settings, &options),
        None => crate::trainer::train(corpus, settings, &options),
    };
    let trained = trained.map_err(|error| args.corpus.name_in(error))?;
    warn(&trained);
    trained.model.write(&args.output)?;
    summarise(&trained.model, args);
    if let Some(gain) = &trained.builtin {
        messages::note(format_args!("built-in articles: {gain}"));
    }
    let broken = counted.broken > 0;
    // Freeing them word by word takes longer than ending the program.
    std::mem::forget((counted, trained));
    Ok(if broken { Exit::Failure } else { Exit::Success })
}

/// Below this many articles a topic's threshold is mostly chance.
const FEW: u64 = 20;

fn warn(trained: &TrainedModel) {
    for topic in &trained.model.metadata.topics {
        if topic.articles < FEW {
            messages::warning(format_args!(
                "topic '{}' has {} article(s): its probabilities and threshold are unreliable; label at least {FEW}",
                topic.id, topic.articles
            ));
        }
    }
    for topic in &trained.missed_targets {
        messages::warning(format_args!(
            "no threshold of topic '{topic}' reaches the target on out-of-fold articles: the closest is kept; \
             label more articles or ask for less"
        ));
    }
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
