//! Finds the records of paths, one path after another; and parses them all where that is wanted.

use super::folder;
use super::path_name::shown;
use super::record::{Body, Items, RawRecord};
use super::source::{self, Source};
use super::stream::Stream;
use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::forms::recognise::{by_choice, by_head, by_name_and_head};
use crate::corpus::forms::{Format, text};
use crate::corpus::options::ReadOptions;
use crate::parallel::threads;
use rayon::prelude::*;
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The raw records of some paths, in the order of the paths. See [`records`].
pub struct Records {
    paths: VecDeque<PathBuf>,
    current: Items,
    options: ReadOptions,
    /// Whether there are several paths, so that each is part of its records' ids.
    several: bool,
}

/// Finds the records of files, folders and, for `-`, standard input. Each path is opened when its turn comes; a path that
/// cannot be read gives one error and the next path goes on. Where there are several paths, each is part of its records' ids.
///
/// # Errors
/// Wrong use only: no path, or `-` twice.
pub fn records(paths: &[PathBuf], options: &ReadOptions) -> Result<Records, CorpusError> {
    if paths.is_empty() {
        return Err(CorpusError::NoInput);
    }
    let count = paths.iter().filter(|path| is_stdin(path)).count();
    if count > 1 {
        return Err(CorpusError::StandardInputRepeated { count });
    }
    Ok(Records {
        paths: paths.iter().cloned().collect(),
        current: Box::new(std::iter::empty()),
        options: options.clone(),
        several: paths.len() > 1,
    })
}

/// Finds the records of an open stream. `name` stands for the file in ids and messages. The form is
/// [`ReadOptions::format`], or told by the first bytes.
pub fn records_from_reader(
    reader: impl Read + Send + 'static,
    name: &str,
    options: &ReadOptions,
) -> Records {
    Records {
        paths: VecDeque::new(),
        current: nameless(Box::new(reader), Origin::of_file(name), name, options),
        options: options.clone(),
        several: false,
    }
}

/// Reads everything, in parallel: the articles in input order, and the errors of what could not be read.
///
/// # Errors
/// As [`records`].
pub fn read_all(
    paths: &[PathBuf],
    options: &ReadOptions,
) -> Result<(Vec<Document>, Vec<CorpusError>), CorpusError> {
    /// Enough to keep threads busy, and few enough that undecoded bytes take little memory.
    const BATCH: usize = 256;
    let mut records = records(paths, options)?;
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    loop {
        let batch: Vec<_> = records.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok((documents, errors));
        }
        let parse = |record: Result<RawRecord, _>| record.and_then(|record| record.parse(options));
        let parsed: Vec<_> = threads::run(|| batch.into_par_iter().map(parse).collect());
        for result in parsed {
            match result {
                Ok(document) => documents.push(document),
                Err(error) => errors.push(error),
            }
        }
    }
}

impl RawRecord {
    /// Opens, decodes and parses. The options must be those given to [`records`].
    ///
    /// # Errors
    /// A [`CorpusError`] with an origin; it concerns this record only.
    pub fn parse(self, options: &ReadOptions) -> Result<Document, CorpusError> {
        self.parse_with(options)
    }
}

impl Iterator for Records {
    type Item = Result<RawRecord, CorpusError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.next() {
                return Some(item);
            }
            self.current = open(&self.paths.pop_front()?, self.several, &self.options);
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn fail(error: CorpusError) -> Items {
    Box::new(std::iter::once(Err(error)))
}

fn open(path: &Path, several: bool, options: &ReadOptions) -> Items {
    if is_stdin(path) {
        let origin = Origin::of_file("standard input");
        return nameless(Box::new(std::io::stdin()), origin, "-", options);
    }
    let origin = Origin::of_file(shown(path.as_os_str()));
    match std::fs::metadata(path) {
        Err(error) => fail(CorpusError::from_io(&origin, error)),
        Ok(kind) if kind.is_dir() => {
            let before = several.then(|| shown(path.as_os_str()));
            Box::new(folder::list(path, before.as_deref(), options).into_iter())
        }
        Ok(kind) => {
            let name = match several {
                true => path.as_os_str(),
                false => path.file_name().unwrap_or(path.as_os_str()),
            };
            open_file(path, kind.is_file(), origin, &shown(name), options)
        }
    }
}

/// `name` stands for the file in ids. A pipe is read once; a regular text file is opened again when it is parsed.
fn open_file(
    path: &Path,
    regular: bool,
    origin: Origin,
    name: &str,
    options: &ReadOptions,
) -> Items {
    let article = || text_file(path, &origin);
    if regular && options.format == Some(Format::Text) {
        return article();
    }
    let source = match source::open(path, &origin, options) {
        Ok(source) => source,
        Err(error) => return fail(error),
    };
    let recognised = match options.format {
        Some(format) => Ok(by_choice(format, &source.head)),
        None => by_name_and_head(path, &source.head),
    };
    match recognised {
        Ok(Format::Text) if regular => article(),
        Ok(format) => stream(source, origin, name, format, options),
        Err(foreign) => fail(CorpusError::foreign(&origin, foreign)),
    }
}

fn text_file(path: &Path, origin: &Origin) -> Items {
    Box::new(std::iter::once(Ok(RawRecord {
        origin: origin.clone(),
        name: origin.file().into(),
        body: Body::File {
            path: path.to_owned(),
            labels: None,
        },
        parser: Arc::new(text::ArticleParser::ALONE),
    })))
}

/// The records of a stream that has no telling name.
fn nameless(
    reader: Box<dyn Read + Send>,
    origin: Origin,
    name: &str,
    options: &ReadOptions,
) -> Items {
    let source = match source::prepare(reader, &origin, options) {
        Ok(source) => source,
        Err(error) => return fail(error),
    };
    let recognised = match options.format {
        Some(format) => Ok(by_choice(format, &source.head)),
        None => by_head(&source.head),
    };
    match recognised {
        Ok(format) => stream(source, origin, name, format, options),
        Err(foreign) => fail(CorpusError::foreign(&origin, foreign)),
    }
}

fn stream(
    source: Source,
    origin: Origin,
    name: &str,
    format: Format,
    options: &ReadOptions,
) -> Items {
    let stream = Stream::new(source, origin, name, options);
    format.form().records(stream)
}
