//! A kind of file → its first bytes, its version, and how messages speak of it.

use std::fmt;

/// The kinds of files that the program writes and reads again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A trained model.
    Model,
    /// The counts of a part of a corpus.
    Part,
}

impl FileKind {
    /// The first eight bytes. The end-of-file and newline characters show damage by text transfer.
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

    /// What to do about a file that is of no use.
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
