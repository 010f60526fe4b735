//! Reads a file section by section from a stream, so that the whole file is never in memory.

use super::error::FileError;
use super::kind::FileKind;
use super::layout::{self, CHECKSUM, Entry, HEADER};
use std::io::{self, BufRead, Read};
use xxhash_rust::xxh3::Xxh3;

/// Bytes that are read at a time where a section is not wanted as a whole: they stay in the processor's cache.
const BLOCK: usize = 1 << 16;

/// A stream that holds one file, and what is known of it before it is read.
#[derive(Debug)]
pub(crate) struct Input<R> {
    pub kind: FileKind,
    /// How messages name the file.
    pub name: String,
    pub stream: R,
    /// Length of the file in bytes; no more is read, and a stream that ends before is an error.
    pub length: u64,
}

/// Reads a file: checks the frame, lets `parse` read the sections, and compares the checksum.
///
/// The checksum stands at the end, so `parse` sees bytes that may be damaged. Where both the checksum and `parse` find a
/// fault, the checksum's is returned: a damaged file should be copied again, whatever the damage did to its content.
///
/// # Errors
/// [`FileError`] with a variant for each way the frame can be wrong, [`FileError::Read`] if the stream fails, or the
/// error of `parse`.
pub(crate) fn read_stream<R: BufRead, T, E: From<FileError>>(
    input: Input<R>,
    parse: impl FnOnce(&mut SectionReader<R>) -> Result<T, E>,
) -> Result<T, E> {
    let mut reader = SectionReader {
        left: input.length,
        input,
        digest: Xxh3::new(),
        entries: Vec::new().into_iter(),
        section_left: 0,
    };
    let count = reader.header()?;
    let parsed = match reader.table(count) {
        Ok(()) => parse(&mut reader),
        Err(error) => Err(error.into()),
    };
    reader.finish()?;
    parsed
}

/// The sections of a file, in the order of the file.
pub(crate) struct SectionReader<R> {
    input: Input<R>,
    digest: Xxh3,
    /// The sections after the current one.
    entries: std::vec::IntoIter<Entry>,
    /// Bytes of the current section that are not read yet.
    section_left: u64,
    /// Bytes of the file before the checksum that are not read yet.
    left: u64,
}

impl<R: BufRead> SectionReader<R> {
    /// Goes to the next section and returns its tag. What is left of the current one is skipped.
    pub fn next_section(&mut self) -> Result<Option<[u8; 4]>, FileError> {
        let rest = std::mem::take(&mut self.section_left);
        self.skip(rest)?;
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        self.section_left = entry.length;
        Ok(Some(entry.tag))
    }

    /// Bytes of the current section that are not read yet.
    pub fn section_left(&self) -> u64 {
        self.section_left
    }

    /// The rest of the current section.
    pub fn read_section(&mut self) -> Result<Vec<u8>, FileError> {
        let bytes = self.read(self.section_left)?;
        self.section_left = 0;
        Ok(bytes)
    }

    /// The rest of the current section, as a whole or in blocks of an even number of bytes; the last one may be odd.
    pub fn read_blocks(&mut self, each: impl FnMut(&[u8])) -> Result<(), FileError> {
        let length = std::mem::take(&mut self.section_left);
        self.blocks(length, each)
    }

    /// The error for a file that lacks the section `tag`.
    pub fn missing(&self, tag: [u8; 4]) -> FileError {
        layout::missing(self.input.kind, tag)
    }

    fn header(&mut self) -> Result<u32, FileError> {
        let length = self.input.length;
        let head = self.read(length.min(HEADER as u64))?;
        let count = layout::check_header(self.input.kind, &head, length)?;
        self.left -= CHECKSUM as u64;
        Ok(count)
    }

    fn table(&mut self, count: u32) -> Result<(), FileError> {
        let (kind, body) = (self.input.kind, self.input.length - CHECKSUM as u64);
        let length = layout::table_length(kind, count, body)?;
        let table = self.read(length as u64)?;
        self.entries = layout::check_table(kind, &table, body)?.into_iter();
        Ok(())
    }

    /// Reads what is left, and the checksum.
    fn finish(&mut self) -> Result<(), FileError> {
        self.skip(self.left)?;
        let mut stored = [0; CHECKSUM];
        let read = self.input.stream.read_exact(&mut stored);
        read.map_err(|error| self.failed(&error))?;
        layout::check_sum(self.input.kind, stored, self.digest.digest())
    }

    /// The next bytes; the callers ask for no more than the file has.
    fn read(&mut self, length: u64) -> Result<Vec<u8>, FileError> {
        let mut bytes = Vec::new();
        let size = usize::try_from(length).unwrap_or(usize::MAX);
        if bytes.try_reserve_exact(size).is_err() {
            return Err(self.failed(&io::ErrorKind::OutOfMemory.into()));
        }
        let read = (&mut self.input.stream)
            .take(length)
            .read_to_end(&mut bytes);
        read.map_err(|error| self.failed(&error))?;
        if bytes.len() < size {
            return Err(self.failed(&io::ErrorKind::UnexpectedEof.into()));
        }
        self.digest.update(&bytes);
        self.left -= length;
        Ok(bytes)
    }

    fn skip(&mut self, length: u64) -> Result<(), FileError> {
        self.blocks(length, |_| {})
    }

    fn blocks(&mut self, length: u64, mut each: impl FnMut(&[u8])) -> Result<(), FileError> {
        // A stream that has all of them in memory lends them, so that they are not copied.
        if let Ok(bytes) = self.input.stream.fill_buf()
            && bytes.len() as u64 >= length
        {
            let bytes = &bytes[..length as usize];
            self.digest.update(bytes);
            each(bytes);
            self.input.stream.consume(length as usize);
            self.left -= length;
            return Ok(());
        }
        let mut block = vec![0; length.min(BLOCK as u64) as usize];
        let mut left = length;
        while left > 0 {
            let size = left.min(BLOCK as u64) as usize;
            let block = &mut block[..size];
            let read = self.input.stream.read_exact(block);
            read.map_err(|error| self.failed(&error))?;
            self.digest.update(block);
            each(block);
            left -= size as u64;
            self.left -= size as u64;
        }
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> FileError {
        FileError::read(self.input.kind, &self.input.name, error)
    }
}
