//! The command line: reads flags, calls the library, and writes results and messages. All
//! computation is in the library.

mod args;
mod broken;
mod commands;
mod effect;
mod exit;
mod hints;
mod messages;
mod output;
mod progress;
mod same_file;

use crate::Threads;
use clap::{CommandFactory, FromArgMatches, Parser};
use commands::Command;
use exit::Exit;
use std::ffi::OsString;

/// Tags Arabic text by topic.
#[derive(Debug, Parser)]
#[command(name = "tasnif", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 all was done; 1 a gate of evaluate was missed, or audit found what it should fail on; 2 wrong use, or some input failed."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Threads to use; by default one for each core.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Runs the program on the arguments of a command line, the first of which is the program's name, and
/// gives its exit code: 0 for success, 1 for a missed gate, 2 for wrong use or failed input.
///
/// Reads standard input and writes standard output and standard error, as the program does. It works on
/// threads of its own, so several calls may run at the same time.
///
/// ```
/// let code = tasnif::cli::run_from(["tasnif", "predict", "no-such-file.txt"]);
/// assert_eq!(code, 2);
/// ```
pub fn run_from<A>(arguments: impl IntoIterator<Item = A>) -> u8
where
    A: Into<OsString> + Clone,
{
    let parsed = Cli::command().try_get_matches_from(arguments);
    let parsed = parsed.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let cli = match parsed {
        Ok((cli, matches)) => match effect::check(&matches) {
            Ok(()) => cli,
            Err(error) => {
                messages::error(format_args!("{error}"));
                return Exit::Failure as u8;
            }
        },
        Err(error) => {
            // Help and version come as errors, too. A closed pipe is no reason to fail.
            let is_answer = !error.use_stderr();
            drop(error.print());
            let exit = if is_answer {
                Exit::Success
            } else {
                Exit::Failure
            };
            return exit as u8;
        }
    };
    let exit = cli.run().unwrap_or_else(|error| {
        if exit::is_closed_pipe(&error) {
            return Exit::Success;
        }
        messages::error(format_args!("{}", hints::said_with_causes(&error)));
        Exit::Failure
    });
    exit as u8
}

impl Cli {
    fn run(&self) -> anyhow::Result<Exit> {
        let threads = match self.threads {
            Some(threads) => Threads::new(usize::from(threads))?,
            None => Threads::default(),
        };
        threads.run(|| self.command.run())?
    }
}
