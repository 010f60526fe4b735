//! Output files that replace what was there at once or not at all.

use super::error::FileError;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// A temporary file in the folder of `path`, so that it can be renamed to it.
///
/// # Errors
/// [`FileError::Write`] if the folder is missing or may not be written to, or `path` is a folder
/// or a device.
pub fn temporary_beside(path: &Path) -> Result<NamedTempFile, FileError> {
    if path.is_dir() {
        return Err(failed(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    // A rename would put a file in the place of a device such as /dev/null.
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return Err(failed(
            path,
            &std::io::Error::other("it is no regular file"),
        ));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        let missing = std::io::Error::other(format!("there is no folder {}", folder.display()));
        return Err(failed(path, &missing));
    }
    let mut builder = tempfile::Builder::new();
    // A temporary file is private by default; the output is as readable as any other file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
        .prefix(".tasnif-")
        .tempfile_in(folder)
        // The kind alone: the message names the temporary file, which nobody asked for.
        .map_err(|error| failed(path, &error.kind().into()))
}

/// Flushes a temporary file and renames it to `path`.
///
/// # Errors
/// [`FileError::Write`]; what stood at `path` before is still there.
pub fn put_in_place(file: NamedTempFile, path: &Path) -> Result<(), FileError> {
    file.as_file()
        .sync_all()
        .map_err(|error| failed(path, &error))?;
    file.persist(path)
        .map_err(|error| failed(path, &error.error))?;
    Ok(())
}

/// Writes a file at once or not at all: to a temporary file in the same folder, flushed, then
/// renamed.
///
/// # Errors
/// [`FileError::Write`]; what stood at `path` before is still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = temporary_beside(path)?;
    file.write_all(bytes)
        .map_err(|error| failed(path, &error))?;
    put_in_place(file, path)
}

fn failed(path: &Path, error: &std::io::Error) -> FileError {
    FileError::Write {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}
