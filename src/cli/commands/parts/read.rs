//! Reads parts and ordinary corpora, which may be mixed, into one set of counts.

use crate::cli::args::corpus::{CorpusArgs, report_broken};
use crate::cli::args::count::CountArgs;
use crate::cli::{messages, progress};
use crate::corpus;
use crate::corpus::LabelsWanted;
use crate::features::{CorpusCounts, CountSettings, PartError, count_records, is_part};
use crate::file::FileError;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Reads parts, and reads and counts other corpora. Keeps `fields` of each article, in this order.
/// Prints a message for each article that cannot be read, and returns their number.
///
/// # Errors
/// An article that cannot be read, unless `--skip-broken` was given; a part that cannot be read, was
/// counted with other settings than the flags or another part, or lacks a field.
pub fn counts(
    args: &CorpusArgs,
    flags: &CountArgs,
    fields: &[String],
) -> anyhow::Result<(CorpusCounts, usize)> {
    let named = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "counts");
    let (parts, corpora): (Vec<&PathBuf>, Vec<&PathBuf>) = args
        .corpus
        .iter()
        .partition(|path| named(path) || is_part(path));
    let corpora: Vec<PathBuf> = corpora.into_iter().cloned().collect();
    let merged = merged(&parts, |part, path| {
        flags
            .settings_of(part.settings())
            .with_context(name(path))?;
        part.select_fields(fields).with_context(name(path))
    })?;
    let Some(merged) = merged else {
        let settings = flags.settings()?;
        return articles(&corpora, args, settings, fields);
    };
    if corpora.is_empty() {
        return Ok((merged, 0));
    }
    let (mut counts, broken) = articles(&corpora, args, merged.settings(), fields)?;
    counts.merge(merged)?;
    Ok((counts, broken))
}

/// Reads parts one after the other, applies `change` to each, and merges them; `None` without parts.
pub fn merged(
    paths: &[&PathBuf],
    change: impl Fn(CorpusCounts, &Path) -> anyhow::Result<CorpusCounts>,
) -> anyhow::Result<Option<CorpusCounts>> {
    let mut merged: Option<CorpusCounts> = None;
    for path in paths {
        let part = change(part(path)?, path)?;
        match &mut merged {
            None => merged = Some(part),
            Some(merged) => merged.merge(part).with_context(name(path))?,
        }
    }
    Ok(merged)
}

/// Reads one part.
pub fn part(path: &Path) -> anyhow::Result<CorpusCounts> {
    match CorpusCounts::read(path) {
        // This message names the file itself.
        Err(error @ PartError::File(FileError::Read { .. })) => Err(error.into()),
        read => read.with_context(name(path)),
    }
}

/// Names a part in an error about it.
pub fn name(path: &Path) -> impl Fn() -> String {
    move || path.display().to_string()
}

fn articles(
    paths: &[PathBuf],
    args: &CorpusArgs,
    settings: CountSettings,
    fields: &[String],
) -> anyhow::Result<(CorpusCounts, usize)> {
    let options = args.read.options(LabelsWanted::Required)?;
    let records = corpus::records(paths, &options)?;
    let bar = progress::articles("reading");
    let (counts, errors) = count_records(records, &options, settings, fields, || bar.inc(1));
    bar.finish_and_clear();
    messages::notices(&options.notices);
    report_broken(&errors, args.skip_broken)?;
    Ok((counts, errors.len()))
}
