//! `tasnif count`: counts labelled articles into a part, which holds all that training needs and no
//! text.

use super::read;
use crate::cli::args::corpus::CorpusArgs;
use crate::cli::args::count::CountArgs;
use crate::cli::exit::Exit;
use crate::cli::messages;
use crate::cli::same_file;
use crate::file;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Count labelled articles into a part, which holds no running text and trains the same model.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// The part to write; its name should end in .counts.
    #[arg(long, short, value_name = "PART")]
    output: PathBuf,
    /// Keep this field of JSONL, CSV or TSV articles, such as an outlet, for `evaluate --split-by`
    /// and `--group-by`. May be given several times.
    #[arg(long, value_name = "NAME")]
    keep_field: Vec<String>,
    #[command(flatten)]
    count: CountArgs,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    same_file::refuse(Some(&args.output), &args.corpus.corpus)?;
    // An output that cannot be written should fail before the counting.
    file::OutputFile::check(&args.output)?;
    let fields: BTreeSet<&String> = args.keep_field.iter().collect();
    let fields: Vec<String> = fields.into_iter().cloned().collect();
    let (counts, _) = read::counts(&args.corpus, &args.count, &fields)?;
    messages::warnings(&counts.warnings_of_part());
    super::write(counts, &args.output)?;
    Ok(Exit::Success)
}
