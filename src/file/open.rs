//! Opens files for reading. A file of the wrong kind is refused by its first bytes, before the rest is read.

use super::error::FileError;
use super::kind::FileKind;
use super::layout::{self, HEADER};
use super::stream::Input;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// The most that is read from something that has no length, such as a pipe: 1 GiB.
const PIPE_LIMIT: u64 = 1 << 30;

/// An open file.
#[derive(Debug)]
pub(crate) enum Opened {
    /// A regular file, whose length is known.
    File(Input<BufReader<File>>),
    /// The bytes of a pipe or a device, which can only be read to the end.
    Bytes(Vec<u8>),
}

/// Opens a file. Of anything but a regular file, everything is read at once, at most [`PIPE_LIMIT`] bytes.
///
/// # Errors
/// [`FileError::Read`]; for a pipe or a device also what its first bytes show.
pub(crate) fn open(kind: FileKind, path: &Path) -> Result<Opened, FileError> {
    let name = path.display().to_string();
    let failed = |error: io::Error| FileError::read(kind, &name, &error);
    let mut file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_file() {
        let length = metadata.len();
        return Ok(Opened::File(Input {
            kind,
            name,
            stream: BufReader::new(file),
            length,
        }));
    }
    let mut bytes = Vec::new();
    read_more(&mut file, HEADER as u64, &mut bytes).map_err(failed)?;
    layout::check_header(kind, &bytes, u64::MAX)?;
    read_more(&mut file, PIPE_LIMIT, &mut bytes).map_err(failed)?;
    if bytes.len() as u64 > PIPE_LIMIT {
        let reason = "it is longer than 1 GiB and no regular file";
        return Err(failed(io::Error::new(io::ErrorKind::FileTooLarge, reason)));
    }
    Ok(Opened::Bytes(bytes))
}

/// Reads a whole file. One whose header is not that of the kind is refused before the rest is read.
///
/// # Errors
/// [`FileError::Read`], or what the header shows.
pub fn read_bytes(kind: FileKind, path: &Path) -> Result<Vec<u8>, FileError> {
    let mut input = match open(kind, path)? {
        Opened::File(input) => input,
        Opened::Bytes(bytes) => return Ok(bytes),
    };
    let failed = |error: io::Error| FileError::read(kind, &input.name, &error);
    let mut bytes = Vec::new();
    read_more(&mut input.stream, HEADER as u64, &mut bytes).map_err(failed)?;
    layout::check_header(kind, &bytes, input.length)?;
    let left = input.length.saturating_sub(bytes.len() as u64);
    let fits = usize::try_from(left).is_ok_and(|left| bytes.try_reserve_exact(left).is_ok());
    if !fits {
        return Err(failed(io::ErrorKind::OutOfMemory.into()));
    }
    read_more(&mut input.stream, left, &mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn read_more(file: &mut impl Read, limit: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    file.take(limit).read_to_end(bytes)
}
