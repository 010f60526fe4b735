//! `tasnif merge`: parts → one part, the same bytes in whatever order they are merged.

use super::read;
use crate::cli::exit::Exit;
use crate::file;
use std::path::PathBuf;

/// Flags of `merge`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Parts that `count`, `merge` or `forget` wrote.
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    /// The part to write.
    #[arg(long, short, value_name = "PART")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    drop(file::temporary_beside(&args.output)?);
    let paths: Vec<&PathBuf> = args.parts.iter().collect();
    // There is at least one: the flags ask for it.
    if let Some(counts) = read::merged(&paths, |part, _| Ok(part))? {
        super::write(counts, &args.output)?;
    }
    Ok(Exit::Success)
}
