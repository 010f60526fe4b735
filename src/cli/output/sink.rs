//! Where a command writes its results.

use crate::file::OutputFile;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Standard output, or a file that is put in its place only when it is complete.
pub enum Sink {
    /// Standard output.
    Standard(BufWriter<std::io::Stdout>),
    /// A file.
    File(BufWriter<OutputFile>),
}

impl Sink {
    /// Opens the file at `path`, or standard output.
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Standard(BufWriter::new(std::io::stdout())));
        };
        Ok(Self::File(BufWriter::new(OutputFile::create(path)?)))
    }

    /// Flushes the output, and puts a file in its place.
    pub fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Standard(mut out) => out.flush()?,
            Self::File(out) => {
                let file = out.into_inner().map_err(|error| error.into_error())?;
                file.commit()?;
            }
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out) => out.flush(),
        }
    }
}
