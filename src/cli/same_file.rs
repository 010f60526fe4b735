//! Refuses an output that is also an input. A file that is read and replaced is lost, and an output among the articles of a folder is
//! an article the next time.

use crate::corpus::is_article_name;
use anyhow::bail;
use std::fs;
use std::path::{Path, PathBuf};

/// The error if an output is one of the inputs: the same file by any path or link, or a file of a folder that is read. Nothing is
/// opened but regular files, and nothing is read.
pub fn refuse<'p>(
    output: Option<&Path>,
    inputs: impl IntoIterator<Item = &'p PathBuf>,
) -> anyhow::Result<()> {
    let Some(output) = output else {
        return Ok(());
    };
    for input in inputs {
        if input.as_os_str() == "-" {
            continue;
        }
        let (said, read) = (output.display(), input.display());
        if input.is_dir() {
            if lies_in(output, input) && is_article_name(output) {
                bail!(
                    "the output {said} would be an article of {read} the next time: write it elsewhere"
                );
            }
            if holds(input, output) {
                bail!(
                    "the output {said} is a file of {read}, which would be lost: write elsewhere"
                );
            }
        } else if is_same(output, input) {
            bail!("the output {said} is the input {read}, which would be lost: write elsewhere");
        }
    }
    Ok(())
}

/// Whether two paths are one regular file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one.is_file() && other.is_file() && same_file::is_same_file(one, other).unwrap_or(false)
}

/// Whether a path leads into a folder, though its last part need not exist.
fn lies_in(path: &Path, folder: &Path) -> bool {
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return false,
    };
    let real = |path: &Path| fs::canonicalize(path).ok();
    real(parent)
        .zip(real(folder))
        .is_some_and(|(parent, folder)| parent.starts_with(folder))
}

/// Whether a folder holds a file that is another path or link of this one, and that may be read.
fn holds(folder: &Path, file: &Path) -> bool {
    if !file.is_file() {
        return false;
    }
    let entries = walkdir::WalkDir::new(folder).follow_links(true);
    let files = entries.into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file() && is_article_name(entry.path()))
        .any(|entry| is_same_quickly(entry.path(), file))
}

/// [`is_same`] for each of many files: by their numbers, where the system has such.
#[cfg(unix)]
fn is_same_quickly(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |path: &Path| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    number(one).is_some_and(|one| number(other) == Some(one))
}

#[cfg(not(unix))]
fn is_same_quickly(one: &Path, other: &Path) -> bool {
    is_same(one, other)
}
