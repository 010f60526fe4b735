//! How many topics an article may carry, and why a corpus is taken to be of one kind or the other.

use super::finish::CountedDocument;
use std::fmt;
use std::str::FromStr;

/// How many topics an article may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Exclusive if every labelled article has exactly one label, as the records say before repeats are united; else multi.
    #[default]
    Auto,
    /// Any number of topics, also none. An article without a label has none.
    Multi,
    /// Exactly one. Articles without a label, and those whose copies have different labels, are left out.
    Exclusive,
}

/// A name that no mode has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no mode '{name}': give auto, multi or exclusive")]
pub struct UnknownMode {
    /// As given.
    pub name: String,
}

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(name: &str) -> Result<Self, UnknownMode> {
        match name {
            "auto" => Ok(Self::Auto),
            "multi" => Ok(Self::Multi),
            "exclusive" => Ok(Self::Exclusive),
            _ => Err(UnknownMode {
                name: name.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Multi => "multi",
            Self::Exclusive => "exclusive",
        })
    }
}

/// Which mode a corpus has, and why. Prints as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ModeChoice {
    /// Multi or exclusive.
    pub mode: Mode,
    /// Whether the caller asked for it.
    is_asked: bool,
    /// How many labelled articles have one label, several, and none. Copies are counted each by itself.
    one: usize,
    several: usize,
    none: usize,
}

impl ModeChoice {
    /// Settles the mode by what each labelled document says.
    pub fn of<'d>(asked: Mode, documents: impl IntoIterator<Item = &'d CountedDocument>) -> Self {
        let (mut one, mut several, mut none) = (0, 0, 0);
        for document in documents
            .into_iter()
            .filter(|document| !document.unlabelled)
        {
            *match document.labels.len() {
                0 => &mut none,
                1 => &mut one,
                _ => &mut several,
            } += 1;
        }
        let mode = match asked {
            Mode::Auto if several == 0 && none == 0 && one > 0 => Mode::Exclusive,
            Mode::Auto => Mode::Multi,
            asked => asked,
        };
        Self {
            mode,
            is_asked: asked != Mode::Auto,
            one,
            several,
            none,
        }
    }

    /// Whether each article has exactly one topic.
    pub fn is_exclusive(&self) -> bool {
        self.mode == Mode::Exclusive
    }
}

impl fmt::Display for ModeChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            mode,
            one,
            several,
            none,
            ..
        } = self;
        write!(f, "mode {mode}: ")?;
        if self.is_asked {
            return f.write_str("as asked for");
        }
        let all = one + several + none;
        match (several, none) {
            _ if all == 0 => f.write_str("no article is labelled"),
            (0, 0) => write!(f, "each of {all} labelled article(s) has one label"),
            (_, 0) => write!(
                f,
                "{several} of {all} labelled article(s) have several labels"
            ),
            (0, _) => write!(f, "{none} of {all} labelled article(s) have no topic"),
            _ => write!(
                f,
                "{several} of {all} labelled article(s) have several labels, {none} no topic"
            ),
        }
    }
}
