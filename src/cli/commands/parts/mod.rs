//! The commands on parts of a corpus, `count`, `merge` and `forget`, and the reading of parts beside
//! ordinary corpora.

pub mod count;
pub mod forget;
pub mod merge;
pub(crate) mod read;

pub use read::counts;

use crate::cli::messages;
use crate::features::CorpusCounts;
use std::path::Path;

/// Writes a part, and notes its articles and bytes.
fn write(counts: CorpusCounts, path: &Path) -> anyhow::Result<()> {
    let articles = counts.len();
    let bytes = counts.write(path)?;
    messages::note(format_args!(
        "{}: {articles} articles, {bytes} bytes",
        path.display()
    ));
    Ok(())
}
