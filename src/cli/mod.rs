//! Flags go in, library calls are made, messages and data come out. No statistics here.

mod args;
mod commands;
mod exit;
mod messages;
mod output;
mod progress;

use clap::{Parser, Subcommand};
use exit::Exit;

/// Tags Arabic text by topic.
#[derive(Debug, Parser)]
#[command(name = "tasnif", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 fine; 1 a gate of evaluate was missed, or audit found what it should fail on; 2 wrong use, or some input failed."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Threads to use; by default one for each core.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Learn topics from labelled articles, or from parts of counts, and write a model.
    Train(commands::train::Args),
    /// Count labelled articles into a part, which `train` takes in place of them: no running text.
    Count(commands::parts::count::Args),
    /// Make one part of several.
    Merge(commands::parts::merge::Args),
    /// Take articles out of a part, as if they had never been in it.
    Forget(commands::parts::forget::Args),
    /// Tag articles, one output line for each input, in input order.
    Predict(commands::predict::Args),
    /// Measure how good the tags are on labelled articles, and gate on it.
    Evaluate(Box<commands::evaluate::Args>),
    /// Show a model's card and the words that speak most for each topic.
    Inspect(commands::inspect::Args),
    /// Say why articles get their topics: words and paragraphs, and what each adds.
    Explain(commands::explain::Args),
    /// Look for label errors, near-duplicates, leaks, thin topics and giveaways in a labelled corpus.
    Audit(commands::audit::Args),
    /// Choose which articles to label next, and say how many more labels are worth it.
    Suggest(commands::suggest::Args),
}

/// Parses the command line and runs the command.
pub fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not errors; a closed pipe is no reason to fail.
            let answer = !error.use_stderr();
            drop(error.print());
            return if answer { Exit::Success } else { Exit::Failure };
        }
    };
    if let Some(threads) = cli.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        if let Err(error) = pool.build_global() {
            messages::error(format_args!("cannot start {threads} threads: {error}"));
            return Exit::Failure;
        }
    }
    let result = match cli.command {
        Command::Train(args) => commands::train::run(&args),
        Command::Count(args) => commands::parts::count::run(&args),
        Command::Merge(args) => commands::parts::merge::run(&args),
        Command::Forget(args) => commands::parts::forget::run(&args),
        Command::Predict(args) => commands::predict::run(&args),
        Command::Evaluate(args) => commands::evaluate::run(&args),
        Command::Inspect(args) => commands::inspect::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Audit(args) => commands::audit::run(&args),
        Command::Suggest(args) => commands::suggest::run(&args),
    };
    result.unwrap_or_else(|error| {
        if exit::is_closed_pipe(&error) {
            return Exit::Success;
        }
        messages::error(format_args!("{error:#}"));
        Exit::Failure
    })
}
