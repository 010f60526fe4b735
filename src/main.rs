//! The command-line program.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(tasnif::cli::run_from(std::env::args_os()))
}
