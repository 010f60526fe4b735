//! Paths → raw records, one path after another; and the convenience that parses them all.

use super::decode::RawText;
use super::folder;
use super::format::{Format, NameSays, by_name, by_shape};
use super::lines::{Line, Lines};
use super::record::{Body, RawRecord};
use super::source::{self, Source};
use crate::corpus::document::{Document, Origin};
use crate::corpus::error::CorpusError;
use crate::corpus::forms::delimited::header::Header;
use crate::corpus::forms::delimited::rows::Rows;
use crate::corpus::forms::jsonl;
use crate::corpus::options::ReadOptions;
use rayon::prelude::*;
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

type Items = Box<dyn Iterator<Item = Result<RawRecord, CorpusError>> + Send>;

/// The raw records of some paths, in the order of the paths. See [`records`].
pub struct Records {
    paths: VecDeque<PathBuf>,
    current: Items,
    options: ReadOptions,
}

/// Finds the records of files, folders and, for `-`, standard input. Each path is opened when its turn comes; a path that
/// cannot be read gives one error and the next path goes on.
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
    })
}

/// Finds the records of an open stream that is not compressed. `name` stands for the file in ids and messages. The form is
/// [`ReadOptions::format`], or told by the first bytes.
pub fn records_from_reader(
    reader: impl Read + Send + 'static,
    name: &str,
    options: &ReadOptions,
) -> Records {
    let stream = Stream::new(Origin::of_file(name), name, options);
    let source = source::prepare(Box::new(reader), &stream.origin, options);
    Records {
        paths: VecDeque::new(),
        current: source.map_or_else(fail, |source| stream.sniff(source)),
        options: options.clone(),
    }
}

/// Reads and parses everything, in parallel and in input order: the documents, and the errors of what could not be read.
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
        let parsed: Vec<_> = batch
            .into_par_iter()
            .map(|record| record.and_then(|record| record.parse(options)))
            .collect();
        for result in parsed {
            match result {
                Ok(document) => documents.push(document),
                Err(error) => errors.push(error),
            }
        }
    }
}

impl Iterator for Records {
    type Item = Result<RawRecord, CorpusError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.next() {
                return Some(item);
            }
            self.current = open(&self.paths.pop_front()?, &self.options);
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn fail(error: CorpusError) -> Items {
    Box::new(std::iter::once(Err(error)))
}

fn open(path: &Path, options: &ReadOptions) -> Items {
    if is_stdin(path) {
        let stream = Stream::new(Origin::of_file("standard input"), "-", options);
        let source = source::prepare(Box::new(std::io::stdin()), &stream.origin, options);
        return source.map_or_else(fail, |source| stream.sniff(source));
    }
    let origin = Origin::of_file(path.to_string_lossy());
    match std::fs::metadata(path) {
        Err(error) => fail(CorpusError::from_io(&origin, error)),
        Ok(kind) if kind.is_dir() => Box::new(folder::list(path, options).into_iter()),
        Ok(kind) => open_file(path, kind.is_file(), origin, options),
    }
}

/// A pipe is read once; a regular text file is opened again when it is parsed.
fn open_file(path: &Path, regular: bool, origin: Origin, options: &ReadOptions) -> Items {
    let says = options.format.map_or(by_name(path), NameSays::Format);
    let article = || text_file(path, &origin);
    if regular && says == NameSays::Format(Format::Text) {
        return article();
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    let source = match source::open(path, &origin, options) {
        Ok(source) => source,
        Err(error) => return fail(error),
    };
    let format = match (says, by_shape(&source.head)) {
        (NameSays::Format(format), _) => format,
        (NameSays::PlainText, Format::FastText) => Format::FastText,
        (NameSays::PlainText, _) => Format::Text,
        (NameSays::Nothing, shape) => shape,
    };
    if regular && format == Format::Text {
        return article();
    }
    Stream::new(origin, &name.to_string_lossy(), options).read(source, format)
}

fn text_file(path: &Path, origin: &Origin) -> Items {
    Box::new(std::iter::once(Ok(RawRecord {
        origin: origin.clone(),
        name: origin.file().into(),
        body: Body::File {
            path: path.to_owned(),
            labels: None,
        },
    })))
}

/// What all records of one stream have in common.
struct Stream {
    origin: Origin,
    name: Arc<str>,
    options: ReadOptions,
}

impl Stream {
    fn new(origin: Origin, name: &str, options: &ReadOptions) -> Self {
        Self {
            origin,
            name: name.into(),
            options: options.clone(),
        }
    }

    fn sniff(self, source: Source) -> Items {
        let shape = by_shape(&source.head);
        let format = self.options.format.unwrap_or(shape);
        self.read(source, format)
    }

    fn read(self, source: Source, format: Format) -> Items {
        match format {
            Format::Text => self.article(source),
            Format::Csv => self.table(source, b','),
            Format::Tsv => self.table(source, b'\t'),
            Format::Jsonl => {
                let encoding = source.encoding;
                let lines = jsonl::scan(self.lines(source), self.origin.clone());
                self.line_records(lines, move |line| Body::JsonLine(raw(line, encoding)))
            }
            Format::FastText => {
                let encoding = source.encoding;
                let lines = self.lines(source);
                let lines =
                    lines.filter(|line| line.as_ref().map_or(true, |line| !line.is_blank()));
                self.line_records(lines, move |line| Body::FastTextLine(raw(line, encoding)))
            }
        }
    }

    fn article(self, source: Source) -> Items {
        let raw = source::read_whole(source, &self.origin, &self.options);
        Box::new(std::iter::once(raw.map(|raw| RawRecord {
            origin: self.origin,
            name: self.name,
            body: Body::Article(raw),
        })))
    }

    fn table(self, source: Source, delimiter: u8) -> Items {
        let encoding = source.encoding;
        let (origin, limit) = (self.origin.clone(), self.options.max_bytes);
        let mut rows = Rows::new(self.lines(source), origin, delimiter, limit);
        let header = match self.header(rows.next(), encoding, delimiter) {
            Ok(header) => Arc::new(header),
            Err(error) => return fail(error),
        };
        self.line_records(rows, move |row| Body::Row {
            text: raw(row, encoding),
            header: Arc::clone(&header),
        })
    }

    fn header(
        &self,
        row: Option<Result<Line, CorpusError>>,
        encoding: &'static encoding_rs::Encoding,
        delimiter: u8,
    ) -> Result<Header, CorpusError> {
        let row = row.unwrap_or_else(|| {
            let origin = self.origin.clone();
            Err(CorpusError::NoHeader { origin })
        })?;
        let origin = self.origin.at_line(row.number);
        let text = raw(row, encoding).decode(&origin)?;
        Header::parse(&text, delimiter, &origin, self.options.labels)
    }

    fn lines(&self, source: Source) -> Lines {
        let (origin, limit) = (self.origin.clone(), self.options.max_bytes);
        Lines::new(source.reader, origin, source.start, limit)
    }

    fn line_records(
        self,
        lines: impl Iterator<Item = Result<Line, CorpusError>> + Send + 'static,
        body: impl Fn(Line) -> Body + Send + 'static,
    ) -> Items {
        Box::new(lines.map(move |line| {
            line.map(|line| RawRecord {
                origin: self.origin.at_line(line.number),
                name: Arc::clone(&self.name),
                body: body(line),
            })
        }))
    }
}

fn raw(line: Line, encoding: &'static encoding_rs::Encoding) -> RawText {
    RawText {
        bytes: line.bytes,
        encoding,
        start: line.start,
    }
}
