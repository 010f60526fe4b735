//! Output files that replace what was there at once or not at all.

use super::ModelError;
use std::path::Path;
use tempfile::NamedTempFile;

/// A temporary file in the folder of `path`, so that it can be renamed to it.
///
/// # Errors
/// [`ModelError::Write`] if the folder is missing or may not be written to, or `path` is a folder.
pub fn temporary_beside(path: &Path) -> Result<NamedTempFile, ModelError> {
    if path.is_dir() {
        return Err(failed(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    // A temporary file is private by default; the output is as readable as any other file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
        .prefix(".tasnif-")
        .tempfile_in(folder)
        .map_err(|error| failed(path, &error))
}

/// Flushes a temporary file and renames it to `path`.
///
/// # Errors
/// [`ModelError::Write`]; what stood at `path` before is still there.
pub fn put_in_place(file: NamedTempFile, path: &Path) -> Result<(), ModelError> {
    file.as_file()
        .sync_all()
        .map_err(|error| failed(path, &error))?;
    file.persist(path)
        .map_err(|error| failed(path, &error.error))?;
    Ok(())
}

pub(super) fn failed(path: &Path, error: &std::io::Error) -> ModelError {
    ModelError::Write {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}
