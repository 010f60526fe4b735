//! The compression of a file, by the ending of its name or by its first bytes.

use std::ffi::OsStr;
use std::path::Path;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// The compression by the last ending of the name.
pub(crate) fn compression(path: &Path) -> Compression {
    match ending(path).as_str() {
        "gz" => Compression::Gzip,
        "zst" => Compression::Zstd,
        _ => Compression::None,
    }
}

/// The compression by the first bytes.
pub(crate) fn compression_of(head: &[u8]) -> Compression {
    match head {
        [0x1F, 0x8B, 8, ..] => Compression::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Compression::Zstd,
        _ => Compression::None,
    }
}

/// The last ending of the name in lower case, that of the compression aside.
pub(crate) fn ending_inside(path: &Path) -> String {
    match compression(path) {
        Compression::None => ending(path),
        _ => ending(Path::new(path.file_stem().unwrap_or_default())),
    }
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or(OsStr::new(""));
    ending.to_string_lossy().to_ascii_lowercase()
}
