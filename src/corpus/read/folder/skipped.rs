//! Counts the files of a folder that are not read, by the endings of their names.

use crate::corpus::document::Origin;
use crate::corpus::notices::{Notice, Notices, kinds_said};
use crate::corpus::read::compression::{Compression, compression, ending_inside};
use crate::corpus::read::path_name::shown;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// How many files there are of each ending.
#[derive(Debug, Default)]
pub(super) struct Skipped(BTreeMap<String, u64>);

impl Skipped {
    /// Counts a file.
    pub fn push(&mut self, path: &Path) {
        let packed = match compression(path) {
            Compression::None => "",
            Compression::Gzip => ".gz",
            Compression::Zstd => ".zst",
        };
        let name = shown(path.file_name().unwrap_or_default()).into_owned();
        let kind = match ending_inside(Path::new(&name)).as_str() {
            "" if packed.is_empty() => "without an ending".to_owned(),
            "" => packed.to_owned(),
            ending => format!(".{ending}{packed}"),
        };
        *self.0.entry(kind).or_default() += 1;
    }

    /// Notes the files, for one warning.
    pub fn note(&self, notices: &Notices, folder: &Origin) {
        for (kind, &count) in &self.0 {
            notices.note_kind(Notice::FilesSkipped, kind, count, folder);
        }
    }
}

/// `6 .html, 3 .utf8`, the most frequent first.
impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&kinds_said(&self.0))
    }
}
