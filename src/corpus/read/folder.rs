//! Finds the text files of a folder, in the order of their ids, with labels from the names of the first sub-folders.
//!
//! Text files end in `.txt` or `.text`, also with `.gz` or `.zst`. Everything else is skipped, and so are names that begin with a
//! dot and `README` files. Symbolic links are followed.

use super::record::{Body, RawRecord};
use crate::corpus::document::Origin;
use crate::corpus::error::CorpusError;
use crate::corpus::forms::Format;
use crate::corpus::forms::recognise::by_name;
use crate::corpus::forms::text;
use crate::corpus::labels::{LabelsWanted, folder_labels};
use crate::corpus::options::ReadOptions;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

type Item = Result<RawRecord, CorpusError>;

/// A text file and its path relative to the folder, with `/` between the parts, whatever the system writes.
struct Found {
    id: String,
    path: PathBuf,
}

impl Found {
    /// The first sub-folder.
    fn folder(&self) -> Option<&str> {
        self.id.split_once('/').map(|(folder, _)| folder)
    }

    fn record(self, labels: Option<BTreeSet<String>>) -> RawRecord {
        let path = self.path;
        RawRecord {
            origin: Origin::of_file(path.to_string_lossy()),
            name: self.id.into(),
            body: Body::File { path, labels },
            parser: Arc::new(text::ArticleParser),
        }
    }
}

/// The records of a folder; what cannot be listed comes first, as errors.
pub(crate) fn list(folder: &Path, options: &ReadOptions) -> Vec<Item> {
    let mut items = Vec::new();
    let mut files = Vec::new();
    let entries = WalkDir::new(folder)
        .follow_links(true)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_skipped(entry));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                if by_name(entry.path()) == Some(Format::Text) {
                    let id = relative_id(folder, entry.path());
                    let path = entry.into_path();
                    files.push(Found { id, path });
                }
            }
            Ok(_) => {}
            Err(error) => items.push(Err(listing_error(folder, error))),
        }
    }
    files.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    if files.is_empty() && items.is_empty() {
        let origin = Origin::of_file(folder.to_string_lossy());
        return vec![Err(CorpusError::EmptyFolder { origin })];
    }
    match options.labels {
        LabelsWanted::Required => labelled(folder, files, &mut items),
        LabelsWanted::Optional => optional(files, &mut items),
    }
    items
}

/// One error for all files without a sub-folder, and one for each sub-folder whose name is no label.
fn labelled(folder: &Path, files: Vec<Found>, items: &mut Vec<Item>) {
    let mut unlabelled = files.iter().filter(|file| file.folder().is_none());
    if let Some(first) = unlabelled.next() {
        items.push(Err(CorpusError::UnlabelledFolder {
            origin: Origin::of_file(folder.to_string_lossy()),
            count: 1 + unlabelled.count(),
            example: first.id.clone(),
        }));
    }
    // Files of one sub-folder follow each other, since their ids begin alike.
    let mut current: Option<(String, Option<BTreeSet<String>>)> = None;
    for file in files {
        let Some(name) = file.folder() else { continue };
        if current.as_ref().is_none_or(|(folder, _)| folder != name) {
            let labels = folder_labels(name).map_err(|source| {
                let origin = Origin::of_file(folder.join(name).to_string_lossy());
                items.push(Err(CorpusError::FolderLabel { origin, source }));
            });
            current = Some((name.to_owned(), labels.ok()));
        }
        if let Some((_, Some(labels))) = &current {
            items.push(Ok(file.record(Some(labels.clone()))));
        }
    }
}

/// Sub-folders are labels only if every file is in one; otherwise they are just folders.
fn optional(files: Vec<Found>, items: &mut Vec<Item>) {
    let all = files.iter().all(|file| file.folder().is_some());
    items.extend(files.into_iter().map(|file| {
        let name = file.folder().filter(|_| all);
        let labels = name.and_then(|name| folder_labels(name).ok());
        Ok(file.record(labels))
    }));
}

fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    name.starts_with('.') || (entry.file_type().is_file() && stem.eq_ignore_ascii_case("readme"))
}

fn relative_id(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn listing_error(folder: &Path, source: walkdir::Error) -> CorpusError {
    let origin = Origin::of_file(source.path().unwrap_or(folder).to_string_lossy());
    CorpusError::Listing {
        origin,
        io: source.io_error().map(std::io::Error::kind),
        // Without the path, which the message has already.
        reason: match source.io_error() {
            Some(error) => error.to_string(),
            None => source.to_string(),
        },
    }
}
