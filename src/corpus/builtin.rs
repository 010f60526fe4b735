//! The built-in articles: those of `labels/`, which `build.rs` packs into the program.

use super::document::Document;
use super::forms::text;
use super::labels::{LabelError, folder_labels};
use serde::Deserialize;
use std::collections::BTreeMap;

/// JSON lines, compressed by Zstandard; each holds the path within `labels/` and the whole article.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/labels.jsonl.zst"));

/// Why the built-in articles cannot be read: the program was built wrongly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuiltinError {
    /// The bytes are no Zstandard stream of UTF-8.
    #[error(
        "the built-in articles cannot be decompressed ({reason}): build the program anew from a clean copy"
    )]
    Compression {
        /// What the decoder says.
        reason: String,
    },
    /// A line holds no article.
    #[error(
        "built-in article {number} cannot be read ({reason}): build the program anew from a clean copy"
    )]
    Line {
        /// The line, from 1.
        number: usize,
        /// What is wrong.
        reason: String,
    },
    /// A folder of `labels/` has a name that is no label.
    #[error("built-in article '{id}': {error}")]
    Label {
        /// Path within `labels/`.
        id: String,
        /// What is wrong.
        error: LabelError,
    },
}

#[derive(Deserialize)]
struct Line {
    path: String,
    article: String,
}

/// The built-in articles in ascending order of their ids, which are their paths within `labels/`. They equal what
/// [`read_all`](super::read::records::read_all) reads from that folder.
///
/// # Errors
/// [`BuiltinError`] if the program was built wrongly.
pub fn builtin_articles() -> Result<Vec<Document>, BuiltinError> {
    unpack(PACKED)
}

fn unpack(packed: &[u8]) -> Result<Vec<Document>, BuiltinError> {
    let broken = |reason: String| BuiltinError::Compression { reason };
    let bytes = zstd::decode_all(packed).map_err(|error| broken(error.to_string()))?;
    let lines = String::from_utf8(bytes).map_err(|error| broken(error.to_string()))?;
    lines.lines().enumerate().map(parse).collect()
}

fn parse((place, line): (usize, &str)) -> Result<Document, BuiltinError> {
    let wrong = |reason: String| BuiltinError::Line {
        number: place + 1,
        reason,
    };
    let Line { path, article } =
        serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
    let Some((folder, _)) = path.split_once('/') else {
        return Err(wrong(format!("'{path}' stands in no folder")));
    };
    let labels = folder_labels(folder).map_err(|error| BuiltinError::Label {
        id: path.clone(),
        error,
    })?;
    let (title, text) = text::split(&article);
    Ok(Document {
        id: path,
        title,
        text,
        labels: Some(labels),
        fields: BTreeMap::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::labels::LabelsWanted;
    use crate::corpus::options::ReadOptions;
    use crate::corpus::read::records::read_all;

    #[test]
    fn they_equal_what_is_read_from_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("labels");
        let options = ReadOptions {
            labels: LabelsWanted::Required,
            ..ReadOptions::default()
        };
        let (mut read, errors) = read_all(&[folder], &options).unwrap();
        assert!(errors.is_empty(), "{errors:?}");
        read.sort_by(|a, b| a.id.cmp(&b.id));
        let packed = builtin_articles().unwrap();
        assert!(packed.is_sorted_by(|a, b| a.id < b.id));
        assert!(packed.len() > 100);
        assert_eq!(packed, read);
    }

    fn pack(text: &str) -> Vec<u8> {
        zstd::encode_all(text.as_bytes(), 1).unwrap()
    }

    #[test]
    fn broken_bytes_are_refused() {
        let remedy = "build the program anew";
        let error = |packed: &[u8]| unpack(packed).unwrap_err().to_string();
        let cut = error(&PACKED[..PACKED.len() / 2]);
        assert!(cut.contains("cannot be decompressed") && cut.contains(remedy));
        let line = error(&pack(
            "{\"path\": \"none/a.txt\", \"article\": \"نص\"}\n{}\n",
        ));
        assert!(line.contains("article 2") && line.contains("path") && line.contains(remedy));
        let flat = error(&pack("{\"path\": \"a.txt\", \"article\": \"نص\"}\n"));
        assert!(flat.contains("'a.txt' stands in no folder"), "{flat}");
        let label = error(&pack("{\"path\": \"none+a/b.txt\", \"article\": \"نص\"}\n"));
        assert!(label.contains("none+a/b.txt") && label.contains("beside"));
    }
}
