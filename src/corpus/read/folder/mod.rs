//! Finds the text files of a folder, in the order of their ids, with labels from the names of the first sub-folders.
//!
//! Text files end in `.txt` or `.text`, pages in `.html` and the like, documents in `.docx`, also with `.gz` or `.zst`; where the caller
//! gives the form of such files, files of any ending are read. Other files are skipped and counted, except names that begin with a dot, what systems leave behind, and `README` and `LICENSE` files. Symbolic links are followed.

mod layout;
mod skipped;
mod split_names;

use super::path_name::{in_windows_1256, shown};
use super::record::{Body, RawRecord};
use crate::corpus::document::Origin;
use crate::corpus::error::CorpusError;
use crate::corpus::forms::Format;
use crate::corpus::forms::recognise::by_name;
use crate::corpus::forms::text;
use crate::corpus::label_reader::LabelReader;
use crate::corpus::labels::{LabelError, LabelsWanted};
use crate::corpus::notices::Notice;
use crate::corpus::options::ReadOptions;
use crate::file::reason;
use layout::{Layout, Tree};
use skipped::Skipped;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

type Item = Result<RawRecord, CorpusError>;

/// A text file and its path relative to the folder, with `/` between the parts, whatever the system writes.
struct Found {
    id: String,
    /// The first sub-folder.
    folder: Option<OsString>,
    path: PathBuf,
}

impl Found {
    fn new(folder: &Path, path: PathBuf) -> Self {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<&OsStr> = relative.iter().collect();
        let names: Vec<_> = parts.iter().map(|part| shown(part)).collect();
        Self {
            id: names.join("/"),
            folder: match parts.as_slice() {
                [folder, _, ..] => Some((*folder).to_owned()),
                _ => None,
            },
            path,
        }
    }

    /// `before`, if there is something, stands before the id.
    fn record(self, before: Option<&str>, labels: Option<BTreeSet<String>>) -> RawRecord {
        let path = self.path;
        let name = match before {
            Some(before) => format!("{}/{}", before.trim_end_matches('/'), self.id),
            None => self.id,
        };
        RawRecord {
            origin: origin(&path),
            name: name.into(),
            body: Body::File { path, labels },
            parser: Arc::new(text::ArticleParser::IN_FOLDER),
        }
    }
}

/// The records of a folder; what cannot be listed comes first, as errors. `before`, if there is something, stands before ids.
pub(crate) fn list(folder: &Path, before: Option<&str>, options: &ReadOptions) -> Vec<Item> {
    let mut items = Vec::new();
    let mut files = Vec::new();
    let mut skipped = Skipped::default();
    let entries = WalkDir::new(folder)
        .follow_links(true)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match is_wanted(entry.path(), options) {
                true => files.push(Found::new(folder, entry.into_path())),
                false => skipped.push(entry.path()),
            },
            Ok(_) => {}
            Err(error) => items.push(Err(listing_error(folder, error))),
        }
    }
    files.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    if files.is_empty() {
        if items.is_empty() {
            let found = skipped.to_string();
            let origin = origin(folder);
            items.push(Err(CorpusError::EmptyFolder { origin, found }));
        }
        return items;
    }
    skipped.note(&options.notices, &origin(folder));
    let layout = Tree::of(files.iter().map(|file| file.id.as_str())).layout();
    match options.labels {
        LabelsWanted::Required => match above_topics(folder, &layout) {
            Some(error) => items.push(Err(error)),
            None => {
                note_layout(layout, folder, options);
                labelled(folder, before, files, options, &mut items);
            }
        },
        LabelsWanted::Optional => optional(&layout, before, files, options, &mut items),
    }
    items
}

/// Whether a file of a folder with this name is read as an article, unless the caller gives a form.
pub(crate) fn is_article_name(path: &Path) -> bool {
    by_name(path).is_some_and(|format| format.form().article().is_some())
}

/// Whether the file is read: by its ending, or any if the caller says that files are text.
fn is_wanted(path: &Path, options: &ReadOptions) -> bool {
    let is_article = |format: Format| format.form().article().is_some();
    options.format.is_some_and(is_article) || is_article_name(path)
}

/// The error if the first sub-folders are no topics.
fn above_topics(folder: &Path, layout: &Layout) -> Option<CorpusError> {
    let origin = origin(folder);
    match layout.clone() {
        Layout::AboveTopics {
            found,
            shared,
            give,
        } => Some(CorpusError::AboveTopics {
            give: shown(folder.join(give).as_os_str()).into_owned(),
            origin,
            found,
            shared,
        }),
        Layout::BareSplits { found } => Some(CorpusError::BareSplits { origin, found }),
        Layout::Labels | Layout::DeepLabels { .. } | Layout::SplitTopics { .. } => None,
    }
}

fn note_layout(layout: Layout, folder: &Path, options: &ReadOptions) {
    let (notice, said) = match layout {
        Layout::DeepLabels { example } => (Notice::DeepLabels, example),
        Layout::SplitTopics { splits } => (Notice::SplitTopics, splits.join(", ")),
        _ => return,
    };
    options.notices.note_with(notice, &origin(folder), said);
}

/// One error for all files without a sub-folder, and one for each sub-folder whose name is no label.
fn labelled(
    folder: &Path,
    before: Option<&str>,
    files: Vec<Found>,
    options: &ReadOptions,
    items: &mut Vec<Item>,
) {
    let mut unlabelled = files.iter().filter(|file| file.folder.is_none());
    if let Some(first) = unlabelled.next() {
        items.push(Err(CorpusError::UnlabelledFolder {
            origin: origin(folder),
            count: 1 + unlabelled.count(),
            example: first.id.clone(),
        }));
    }
    // Files of one sub-folder follow each other, since their ids begin alike.
    let mut current: Option<(OsString, Option<BTreeSet<String>>)> = None;
    for file in files {
        let Some(name) = &file.folder else { continue };
        if current.as_ref().is_none_or(|(folder, _)| folder != name) {
            let labels = labels_of(folder, name, options).map_err(|error| items.push(Err(error)));
            current = Some((name.clone(), labels.ok()));
        }
        if let Some((_, Some(labels))) = &current {
            let labels = labels.clone();
            items.push(Ok(file.record(before, Some(labels))));
        }
    }
}

fn labels_of(
    folder: &Path,
    name: &OsStr,
    options: &ReadOptions,
) -> Result<BTreeSet<String>, CorpusError> {
    let origin = origin(&folder.join(name));
    let Some(unicode) = name.to_str() else {
        let in_windows_1256 = in_windows_1256(name);
        return Err(CorpusError::NameNotUnicode {
            origin,
            in_windows_1256,
        });
    };
    name_labels(unicode, options).map_err(|source| CorpusError::FolderLabel { origin, source })
}

fn name_labels(name: &str, options: &ReadOptions) -> Result<BTreeSet<String>, LabelError> {
    let mut reader = LabelReader::new(options.label_separator.as_deref());
    reader.folder(name)?;
    Ok(reader.labels()?.unwrap_or_default())
}

/// Sub-folders are labels only if every file is in one, and nothing speaks against it; otherwise they are just folders.
fn optional(
    layout: &Layout,
    before: Option<&str>,
    files: Vec<Found>,
    options: &ReadOptions,
    items: &mut Vec<Item>,
) {
    let all = files.iter().all(|file| file.folder.is_some());
    let are_labels = !matches!(
        layout,
        Layout::AboveTopics { .. } | Layout::BareSplits { .. }
    );
    items.extend(files.into_iter().map(|file| {
        let name = file.folder.as_ref().filter(|_| all && are_labels);
        let labels = name.and_then(|name| name_labels(name.to_str()?, options).ok());
        Ok(file.record(before, labels))
    }));
}

/// Whether nobody takes the entry for an article: hidden files, leftovers of systems, and what describes the corpus.
fn is_hidden(entry: &DirEntry) -> bool {
    const LEFTOVERS: [&str; 4] = ["__MACOSX", "Thumbs.db", "ehthumbs.db", "desktop.ini"];
    let name = entry.file_name().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    name.starts_with('.')
        || LEFTOVERS
            .iter()
            .any(|leftover| name.eq_ignore_ascii_case(leftover))
        || (entry.file_type().is_file() && is_about_the_corpus(stem))
        || (entry.file_type().is_dir() && is_beside_a_page(entry.path(), &name))
}

/// Whether a file of this name, without its ending, says something of the corpus.
fn is_about_the_corpus(stem: &str) -> bool {
    const NAMES: [&str; 4] = ["readme", "license", "licence", "copying"];
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(stem))
}

/// Whether a folder holds what a browser saves beside a page: `a_files` beside `a.html`.
fn is_beside_a_page(path: &Path, name: &str) -> bool {
    let page = name.strip_suffix("_files");
    page.is_some_and(|page| {
        let endings = ["html", "htm", "xhtml"].iter();
        endings
            .map(|ending| path.with_file_name(format!("{page}.{ending}")))
            .any(|page| page.is_file())
    })
}

fn origin(path: &Path) -> Origin {
    Origin::of_file(shown(path.as_os_str()))
}

fn listing_error(folder: &Path, source: walkdir::Error) -> CorpusError {
    let origin = origin(source.path().unwrap_or(folder));
    CorpusError::Listing {
        origin,
        io: source.io_error().map(std::io::Error::kind),
        // Without the path, which the message has already.
        reason: match source.io_error() {
            Some(error) => reason(error),
            None => source.to_string(),
        },
    }
}
