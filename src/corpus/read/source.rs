//! Opens paths and readers as decompressed streams of known encoding, without the byte-order mark.

use super::compression::{Compression, compression, compression_of};
use super::declared::declared;
use super::decode::RawText;
use super::detect::{SAMPLE, detect};
use super::foreign;
use crate::corpus::document::Origin;
use crate::corpus::encoding::{Encoding, EncodingChoice};
use crate::corpus::error::CorpusError;
use crate::corpus::notices::Notice;
use crate::corpus::options::ReadOptions;
use crate::file::FileKind;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// How many bytes are looked at to tell encoding and form.
const HEAD: usize = 1024;

/// A stream in an ASCII-compatible encoding. UTF-16 and its like arrive here already converted to UTF-8.
pub(crate) struct Source {
    pub reader: Box<dyn BufRead + Send>,
    pub encoding: Encoding,
    /// The encoding in the file.
    pub written_in: Encoding,
    /// Offset in the file of the reader's first byte.
    pub start: u64,
    /// The first bytes; the reader gives them again.
    pub head: Vec<u8>,
    /// Whether the stream was UTF-16, in which spreadsheets write tables with tabs.
    pub is_from_utf16: bool,
}

impl Source {
    /// Notes the encoding if it was told from the bytes.
    pub fn note_encoding(&self, origin: &Origin, options: &ReadOptions) {
        if options.encoding == EncodingChoice::Detected {
            let name = self.written_in.name();
            options
                .notices
                .note_kind(Notice::Encodings, name, 1, origin);
        }
    }
}

/// Opens a file and decompresses, by the ending of its name or else by its first bytes.
pub(crate) fn open(
    path: &Path,
    origin: &Origin,
    options: &ReadOptions,
) -> Result<Source, CorpusError> {
    let failed = |error| CorpusError::from_io(origin, error);
    let file = File::open(path).map_err(failed)?;
    match compression(path) {
        Compression::None => prepare(Box::new(file), origin, options),
        named => {
            let mut reader = decompress(Box::new(file), named).map_err(failed)?;
            let head = peek(&mut reader).map_err(failed)?;
            tell(head, reader, origin, options)
        }
    }
}

/// Tells the encoding of a stream, and decompresses it if it is compressed.
pub(crate) fn prepare(
    mut reader: Box<dyn Read + Send>,
    origin: &Origin,
    options: &ReadOptions,
) -> Result<Source, CorpusError> {
    let failed = |error| CorpusError::from_io(origin, error);
    let mut head = peek(&mut reader).map_err(failed)?;
    let found = compression_of(&head);
    if found != Compression::None {
        let packed = Box::new(Cursor::new(head).chain(reader));
        reader = decompress(packed, found).map_err(failed)?;
        head = peek(&mut reader).map_err(failed)?;
    }
    tell(head, reader, origin, options)
}

fn decompress(reader: Box<dyn Read + Send>, how: Compression) -> io::Result<Box<dyn Read + Send>> {
    Ok(match how {
        Compression::None => reader,
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(reader)),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(reader)?),
    })
}

/// Tells the encoding of a decompressed stream, of which `head` was read. What is no text is refused.
fn tell(
    head: Vec<u8>,
    mut reader: Box<dyn Read + Send>,
    origin: &Origin,
    options: &ReadOptions,
) -> Result<Source, CorpusError> {
    if let Some(document) = refuse(&head, &mut reader, origin)? {
        return Ok(packed(document, reader));
    }
    let mut begun = head.clone();
    let (encoding, mark) = match encoding_rs::Encoding::for_bom(&head) {
        Some((encoding, mark)) => (Encoding(encoding), mark),
        None => match options.encoding {
            EncodingChoice::Named(encoding) if foreign::markup(&head).is_none() => (encoding, 0),
            choice => {
                let read = (&mut reader).take(SAMPLE).read_to_end(&mut begun);
                read.map_err(|error| CorpusError::from_io(origin, error))?;
                (told(&begun, choice), 0)
            }
        },
    };
    let stream = Cursor::new(begun).chain(reader);
    let mut source = Source {
        reader: Box::new(BufReader::with_capacity(64 * 1024, stream)),
        encoding,
        written_in: encoding,
        start: mark as u64,
        head: head.get(mark..).unwrap_or_default().to_vec(),
        is_from_utf16: false,
    };
    io::copy(&mut (&mut source.reader).take(mark as u64), &mut io::sink())
        .map_err(|error| CorpusError::from_io(origin, error))?;
    if !encoding.0.is_ascii_compatible() {
        return convert(source, origin, options);
    }
    Ok(source)
}

/// The encoding that a sample tells: by its bytes, and if it is markup by its declaration. A name that the caller gives counts for markup
/// that declares nothing.
fn told(sample: &[u8], choice: EncodingChoice) -> Encoding {
    let detected = detect(sample);
    if detected == Encoding::UTF_8 || foreign::markup(sample).is_none() {
        return detected;
    }
    let named = match choice {
        EncodingChoice::Named(encoding) if encoding != Encoding::UTF_8 => encoding,
        _ => detected,
    };
    declared(sample)
        .filter(|encoding| *encoding != Encoding::UTF_8)
        .unwrap_or(named)
}

/// A document that is an archive, of which `begun` was read.
fn packed(begun: Vec<u8>, reader: Box<dyn Read + Send>) -> Source {
    let stream = Cursor::new(begun.clone()).chain(reader);
    Source {
        reader: Box::new(BufReader::with_capacity(64 * 1024, stream)),
        encoding: Encoding::UTF_8,
        written_in: Encoding::UTF_8,
        start: 0,
        head: begun,
        is_from_utf16: false,
    }
}

/// The error if the first bytes are those of a file that holds no text. Of a Word document, what was read of it.
fn refuse(
    head: &[u8],
    reader: &mut impl Read,
    origin: &Origin,
) -> Result<Option<Vec<u8>>, CorpusError> {
    let origin = || origin.clone();
    if head.starts_with(&FileKind::Part.magic()) {
        return Err(CorpusError::Part { origin: origin() });
    }
    if head.starts_with(&FileKind::Model.magic()) {
        return Err(CorpusError::Model { origin: origin() });
    }
    let Some(mut found) = foreign::binary(head) else {
        return Ok(None);
    };
    if foreign::is_zip(head) {
        let mut more = head.to_vec();
        let read = reader.take(foreign::ZIP_HEAD).read_to_end(&mut more);
        read.map_err(|error| CorpusError::from_io(&origin(), error))?;
        if foreign::is_word(&more) {
            return Ok(Some(more));
        }
        found = foreign::zipped(&more).unwrap_or(found);
    }
    Err(CorpusError::foreign(&origin(), found))
}

/// Line breaks of such an encoding are not single bytes, so it is decoded as a whole.
fn convert(source: Source, origin: &Origin, options: &ReadOptions) -> Result<Source, CorpusError> {
    let written_in = source.encoding;
    let text = read_whole(source, origin, options.max_bytes)?.decode(origin, &options.notices)?;
    let head = text.as_bytes().get(..HEAD).unwrap_or(text.as_bytes());
    Ok(Source {
        head: head.to_vec(),
        reader: Box::new(Cursor::new(text.into_bytes())),
        encoding: Encoding::UTF_8,
        start: 0,
        written_in,
        is_from_utf16: true,
    })
}

/// Reads to the end.
pub(crate) fn read_whole(
    source: Source,
    origin: &Origin,
    limit: u64,
) -> Result<RawText, CorpusError> {
    let mut bytes = Vec::new();
    source
        .reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| CorpusError::from_io(origin, error))?;
    if bytes.len() as u64 > limit {
        let (origin, what) = (origin.clone(), "the file");
        return Err(CorpusError::TooLong {
            origin,
            what,
            limit,
        });
    }
    Ok(RawText {
        bytes,
        encoding: source.encoding,
        start: source.start,
    })
}

/// The first bytes: up to [`HEAD`], but no more than a first line, so that a terminal or a slow pipe does not block.
fn peek(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD];
    let mut filled = 0;
    while filled < HEAD {
        let free = head.get_mut(filled..).unwrap_or_default();
        match reader.read(free) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        let text = head.get(..filled).unwrap_or_default().trim_ascii_start();
        if text.len() > 16 && text.contains(&b'\n') {
            break;
        }
    }
    head.truncate(filled);
    Ok(head)
}
