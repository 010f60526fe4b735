//! Output files that replace what was there as a whole or not at all.

use super::error::FileError;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written. It stands under a temporary name beside its path until it is
/// [committed](Self::commit); dropped before that, it is deleted.
#[derive(Debug)]
pub struct OutputFile {
    file: NamedTempFile,
    path: PathBuf,
}

impl OutputFile {
    /// Creates the temporary file in the folder of `path`, so that it can be renamed to it.
    ///
    /// # Errors
    /// [`FileError::Write`] if the folder is missing or may not be written to, or `path` is a folder
    /// or a device.
    pub fn create(path: &Path) -> Result<Self, FileError> {
        let failed = |error: io::Error| FileError::write(path, &error);
        let folder = folder_of(path).map_err(failed)?;
        let mut builder = tempfile::Builder::new();
        // A temporary file is private by default; the output is as readable as any other file.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.prefix(".tasnif-").tempfile_in(folder);
        // The kind alone: the error's own message names the temporary file, which the user did not choose.
        let file = file.map_err(|error| failed(error.kind().into()))?;
        let path = path.to_owned();
        Ok(Self { file, path })
    }

    /// Checks that `path` can be written, and leaves nothing behind: a command that takes long should find out first.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn check(path: &Path) -> Result<(), FileError> {
        Self::create(path).map(drop)
    }

    /// Writes everything to the disk and renames the file to its path.
    ///
    /// # Errors
    /// [`FileError::Write`]; what stood at the path before is still there.
    pub fn commit(self) -> Result<(), FileError> {
        let Self { file, path } = self;
        let failed = |error: &io::Error| FileError::write(&path, error);
        file.as_file().sync_all().map_err(|error| failed(&error))?;
        let renamed = file.persist(&path).map_err(|error| failed(&error.error));
        renamed.map(drop)
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a file as a whole or not at all.
///
/// # Errors
/// [`FileError::Write`]; what stood at `path` before is still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = OutputFile::create(path)?;
    let written = file.write_all(bytes);
    written.map_err(|error| FileError::write(path, &error))?;
    file.commit()
}

/// The folder of a path that a file can be renamed to.
fn folder_of(path: &Path) -> io::Result<&Path> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A rename would put a file in the place of a device such as /dev/null.
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        let reason = "it is no regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        let reason = format!("there is no folder {}", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, reason));
    }
    Ok(folder)
}
