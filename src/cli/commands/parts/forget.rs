//! `tasnif forget`: takes articles out of a part, as if they had never been in it.

use super::read;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::file;
use anyhow::Context;
use std::path::PathBuf;

/// Take articles out of a part, as if they had never been in it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A part that `count`, `merge` or `forget` wrote.
    #[arg(value_name = "PART")]
    part: PathBuf,
    /// Take out the article with this id, and its copies with the same. May be given several times.
    #[arg(long, value_name = "ID", required = true)]
    id: Vec<String>,
    /// The part to write.
    #[arg(long, short, value_name = "PART")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    file::OutputFile::check(&args.output)?;
    let mut counts = read::part(&args.part)?;
    let ids = args.id.iter().cloned().collect();
    let forgotten = counts.forget(&ids).with_context(read::name(&args.part))?;
    for id in &forgotten.copies {
        messages::warning(format_args!(
            "article '{id}' has the text of one that is taken out, and stays: take it out as well if the text is withdrawn"
        ));
    }
    super::write(counts, &args.output)?;
    messages::note(format_args!("{} taken out", forgotten.documents));
    Ok(Exit::Success)
}
