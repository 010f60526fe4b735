//! The flag that says where results are written.

use crate::cli::output::sink::Sink;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Where to write.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Where to write; by default to standard output. The file is replaced only when all results
    /// are written.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl OutputArgs {
    /// Opens the output.
    pub fn open(&self) -> anyhow::Result<Sink> {
        Sink::open(self.output.as_deref())
    }

    /// Writes a text as the whole output.
    pub fn write(&self, text: &str) -> anyhow::Result<()> {
        let mut sink = self.open()?;
        sink.write_all(text.as_bytes())?;
        sink.close()
    }
}
