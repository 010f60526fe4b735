//! [`BytePlace`]: where in a file a byte stands.

use std::fmt;

/// The position of a byte, counted from 1, in the decompressed data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BytePlace {
    /// Within its line; `None` in an encoding whose line breaks are not single bytes, such as UTF-16.
    pub in_line: Option<u64>,
    /// Within the file.
    pub in_file: u64,
}

impl fmt::Display for BytePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.in_line {
            Some(in_line) => write!(
                f,
                "byte {in_line} of the line (byte {} of the file)",
                self.in_file
            ),
            None => write!(f, "byte {} of the file", self.in_file),
        }
    }
}
