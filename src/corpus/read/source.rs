//! Opens paths and readers as decompressed streams of known encoding, without the byte-order mark.

use super::compression::{Compression, compression};
use super::decode::RawText;
use crate::corpus::document::Origin;
use crate::corpus::encoding::Encoding;
use crate::corpus::error::CorpusError;
use crate::file::FileKind;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// How many bytes are looked at to tell encoding and form.
const HEAD: usize = 1024;

/// What [`ReadOptions`](crate::corpus::options::ReadOptions) say about bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ByteOptions {
    /// The encoding of what begins with no byte-order mark.
    pub encoding: Encoding,
    /// The length limit of a line, a row, a file that is read as a whole.
    pub max_bytes: u64,
}

/// A stream in an ASCII-compatible encoding. UTF-16 and its like arrive here already converted to UTF-8.
pub(crate) struct Source {
    pub reader: Box<dyn BufRead + Send>,
    pub encoding: Encoding,
    /// Offset in the file of the reader's first byte.
    pub start: u64,
    /// The first bytes; the reader gives them again.
    pub head: Vec<u8>,
}

/// Opens a file and decompresses by the ending of its name.
pub(crate) fn open(
    path: &Path,
    origin: &Origin,
    options: ByteOptions,
) -> Result<Source, CorpusError> {
    let failed = |error| CorpusError::from_io(origin, error);
    let file = File::open(path).map_err(failed)?;
    let reader: Box<dyn Read + Send> = match compression(path) {
        Compression::None => Box::new(file),
        Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(file)),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(file).map_err(failed)?),
    };
    prepare(reader, origin, options)
}

/// Tells the encoding of a decompressed stream.
pub(crate) fn prepare(
    mut reader: Box<dyn Read + Send>,
    origin: &Origin,
    options: ByteOptions,
) -> Result<Source, CorpusError> {
    let head = peek(&mut reader).map_err(|error| CorpusError::from_io(origin, error))?;
    if head.starts_with(&FileKind::Part.magic()) {
        let origin = origin.clone();
        return Err(CorpusError::Part { origin });
    }
    let (encoding, mark) = match encoding_rs::Encoding::for_bom(&head) {
        Some((encoding, mark)) => (Encoding(encoding), mark),
        None => (options.encoding, 0),
    };
    let stream = Cursor::new(head.clone()).chain(reader);
    let mut source = Source {
        reader: Box::new(BufReader::with_capacity(64 * 1024, stream)),
        encoding,
        start: mark as u64,
        head: head.get(mark..).unwrap_or_default().to_vec(),
    };
    io::copy(&mut (&mut source.reader).take(mark as u64), &mut io::sink())
        .map_err(|error| CorpusError::from_io(origin, error))?;
    if !encoding.0.is_ascii_compatible() {
        return convert(source, origin, options);
    }
    Ok(source)
}

/// Line breaks of such an encoding are not single bytes, so it is decoded as a whole.
fn convert(source: Source, origin: &Origin, options: ByteOptions) -> Result<Source, CorpusError> {
    let text = read_whole(source, origin, options)?.decode(origin)?;
    let head = text.as_bytes().get(..HEAD).unwrap_or(text.as_bytes());
    Ok(Source {
        head: head.to_vec(),
        reader: Box::new(Cursor::new(text.into_bytes())),
        encoding: Encoding::UTF_8,
        start: 0,
    })
}

/// Reads to the end.
pub(crate) fn read_whole(
    source: Source,
    origin: &Origin,
    options: ByteOptions,
) -> Result<RawText, CorpusError> {
    let limit = options.max_bytes;
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
