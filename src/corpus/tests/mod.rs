//! Tests over files: each form, each error with the very bytes, encodings, order, and arbitrary bytes.

pub(crate) mod errors;
pub(crate) mod exports;
pub(crate) mod folders;
pub(crate) mod forms;
pub(crate) mod merging;
pub(crate) mod properties;
pub(crate) mod recognised;

use super::*;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const TITLE: &str = "ضبط شحنة وقود مهربة قرب منفذ الساقية";
const BODY: &str = "أعلنت قيادة حرس الحدود، صباح اليوم، ضبط ثلاثة صهاريج محملة بوقود مهرب.\nوقال ناطق باسمها إن السائقين أحيلوا إلى القضاء.";

/// A folder of files, deleted at the end of the test.
struct Corpus(TempDir);

impl Corpus {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let corpus = Self(TempDir::new().expect("temporary folder"));
        for (name, bytes) in files {
            let path = corpus.path(name);
            fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            fs::write(path, bytes).expect("file");
        }
        corpus
    }

    fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() {
            return self.0.path().to_owned();
        }
        self.0.path().join(name)
    }

    fn read(&self, names: &[&str], options: &ReadOptions) -> (Vec<Document>, Vec<CorpusError>) {
        let paths: Vec<_> = names.iter().map(|name| self.path(name)).collect();
        read_all(&paths, options).expect("right use")
    }

    /// Reads without an error.
    fn documents(&self, name: &str, options: &ReadOptions) -> Vec<Document> {
        let (documents, errors) = self.read(&[name], options);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        documents
    }

    /// The messages of the errors, the temporary folder's name cut away.
    fn errors(&self, name: &str, options: &ReadOptions) -> Vec<String> {
        let folder = format!("{}/", self.0.path().display());
        let (_, errors) = self.read(&[name], options);
        assert!(errors.iter().all(|error| error.origin().is_some()));
        errors
            .iter()
            .map(|error| error.to_string().replace(&folder, ""))
            .collect()
    }
}

/// What was noted, one warning for each kind.
fn warnings(options: &ReadOptions) -> Vec<String> {
    let warnings = options.notices.warnings();
    warnings.iter().map(ToString::to_string).collect()
}

/// One file of the given bytes.
fn file(name: &str, bytes: &[u8]) -> Corpus {
    Corpus::new(&[(name, bytes)])
}

fn optional() -> ReadOptions {
    ReadOptions::default()
}

fn required() -> ReadOptions {
    ReadOptions {
        labels: LabelsWanted::Required,
        ..ReadOptions::default()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("to memory");
    encoder.finish().expect("to memory")
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).expect("to memory")
}

fn ids(documents: &[Document]) -> Vec<&str> {
    documents
        .iter()
        .map(|document| document.id.as_str())
        .collect()
}

/// The labels joined by "+", or "-" if there are none at all.
fn labels(document: &Document) -> String {
    match &document.labels {
        Some(labels) => labels.iter().cloned().collect::<Vec<_>>().join("+"),
        None => "-".to_owned(),
    }
}

#[test]
fn records_can_move_between_threads() {
    fn is_send<T: Send>() {}
    is_send::<Records>();
    is_send::<RawRecord>();
    is_send::<CorpusError>();
}
