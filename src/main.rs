//! The command-line program: flags → options → library calls → output.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

use std::process::ExitCode;

fn main() -> ExitCode {
    tasnif::cli::run().into()
}
