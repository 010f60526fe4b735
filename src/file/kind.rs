//! The kinds of files: first bytes, format version, and how messages speak of them.

use std::fmt;

/// The kinds of files that the program writes and reads again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A trained model.
    Model,
    /// A part: the counts of some articles.
    Part,
}

impl FileKind {
    /// The first eight bytes. The end-of-file and newline characters show when a transfer as text has damaged a file.
    pub const fn magic(self) -> [u8; 8] {
        match self {
            Self::Model => *b"TASNIF\x1a\n",
            Self::Part => *b"TASCNT\x1a\n",
        }
    }

    /// The format version that this build writes and reads.
    pub const fn version(self) -> u32 {
        match self {
            Self::Model | Self::Part => 1,
        }
    }

    /// The command that writes such files.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Model => "tasnif train",
            Self::Part => "tasnif count",
        }
    }

    /// What to do about a file that cannot be used, for messages.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Model => "train it again",
            Self::Part => "count the articles again",
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Model => "model",
            Self::Part => "part",
        })
    }
}
