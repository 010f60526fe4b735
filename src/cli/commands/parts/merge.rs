//! `tasnif merge`: makes one part of several. The order of the parts does not change its bytes.

use super::read;
use crate::cli::exit::Exit;
use crate::file;
use std::path::PathBuf;

/// Make one part of several.
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
    file::OutputFile::check(&args.output)?;
    let paths: Vec<&PathBuf> = args.parts.iter().collect();
    // There is at least one part, since the argument is required.
    if let Some(counts) = read::merged(&paths, |part, _| Ok(part))? {
        super::write(counts, &args.output)?;
    }
    Ok(Exit::Success)
}
