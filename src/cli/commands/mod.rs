//! The commands: one file or folder for each, with its flags as `Args` and a function `run`.
//!
//! A new command is a module here and a line in the list below. The documentation of its `Args` is
//! what the help says of it.

pub mod audit;
pub mod convert;
pub mod evaluate;
pub mod explain;
pub mod inspect;
pub mod parts;
pub mod predict;
pub mod suggest;
pub mod train;

use super::exit::Exit;

/// Makes the enum of all commands from the list of their modules, and the function that runs one.
macro_rules! commands {
    ($($name:ident: $($module:ident)::+,)+) => {
        /// A command with its flags.
        #[derive(Debug, clap::Subcommand)]
        pub enum Command {
            $($name(Box<$($module)::+::Args>),)+
        }

        impl Command {
            /// Runs the command.
            pub fn run(&self) -> anyhow::Result<Exit> {
                match self {
                    $(Self::$name(args) => $($module)::+::run(args),)+
                }
            }
        }
    };
}

// In the order of the help.
commands! {
    Train: train,
    Count: parts::count,
    Merge: parts::merge,
    Forget: parts::forget,
    Predict: predict,
    Evaluate: evaluate,
    Inspect: inspect,
    Explain: explain,
    Audit: audit,
    Suggest: suggest,
    Convert: convert,
}
