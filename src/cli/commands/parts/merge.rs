//! `tasnif merge`: makes one part of several. The order of the parts does not change its bytes.

use super::read;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::same_file;
use crate::features::CorpusCounts;
use crate::file;
use anyhow::Context;
use std::path::PathBuf;

/// Make one part of several. An id that different articles have in several parts gets the path of its part before it.
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
    same_file::refuse(Some(&args.output), &args.parts)?;
    file::OutputFile::check(&args.output)?;
    let read = |path: &PathBuf| Ok((path.display().to_string(), read::part(path)?));
    let mut parts: Vec<(String, CorpusCounts)> =
        args.parts.iter().map(read).collect::<anyhow::Result<_>>()?;
    CorpusCounts::tell_ids_apart(&mut parts);
    let mut merged: Option<CorpusCounts> = None;
    for (name, part) in parts {
        match &mut merged {
            None => merged = Some(part),
            Some(merged) => merged.merge(part).with_context(|| name)?,
        }
    }
    // There is at least one part, since the argument is required.
    if let Some(counts) = merged {
        messages::warnings(&counts.warnings_of_part());
        super::write(counts, &args.output)?;
    }
    Ok(Exit::Success)
}
