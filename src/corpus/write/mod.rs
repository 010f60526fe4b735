//! Writes articles in the forms of other programs, so that they can be labelled or trained elsewhere and come back.
//!
//! Each form is a function in a file here and a line in [`WriteForm`]. What a form has no place for is counted in [`Losses`]; what it would
//! change into something else is an error.

pub(crate) mod delimited;
mod fasttext;
mod folder;
mod json;

use super::document::Document;
use super::labels::NONE;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

/// Why articles cannot be written in a form.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A label that the form would read back as another one.
    #[error(
        "article '{id}': the label '{label}' cannot stand in {form}, where {why}: write another form, or rename the label"
    )]
    Label {
        /// The article.
        id: String,
        /// The label.
        label: String,
        /// The name of the form.
        form: &'static str,
        /// What is in its way.
        why: &'static str,
    },
    /// A field that the form would read back as something else.
    #[error(
        "article '{id}': the form gives the field '{field}' a meaning of its own: rename it, or leave it out"
    )]
    Field {
        /// The article.
        id: String,
        /// The field.
        field: String,
    },
    /// A folder in which the sub-folders would not be labels.
    #[error(
        "{unlabelled} articles have no label and others have: sub-folders are labels only where every article is in one: write another form, or label them"
    )]
    SomeUnlabelled {
        /// How many have none.
        unlabelled: usize,
    },
    /// The folder to write has something in it.
    #[error(
        "{path} is not empty: give a new folder, so that no article is replaced or mixed with others"
    )]
    NotEmpty {
        /// The folder.
        path: String,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {path}: {reason}")]
    File {
        /// The file or folder.
        path: String,
        /// What the system says.
        reason: String,
    },
}

/// What a form has no place for, with the number of articles that lose it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<&'static str, u64>);

impl Losses {
    fn count(&mut self, what: &'static str, is_lost: bool) {
        if is_lost {
            *self.0.entry(what).or_default() += 1;
        }
    }

    /// Whether nothing is lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Losses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lost: Vec<String> = self
            .0
            .iter()
            .map(|(what, count)| format!("{what} of {count}"))
            .collect();
        f.write_str(&lost.join(", "))
    }
}

/// A form that articles can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteForm {
    /// One JSON object a line, with all that an article has.
    Jsonl,
    /// A table with a header, with all that an article has.
    Csv,
    /// The same with tabs; line breaks become spaces.
    Tsv,
    /// Lines that begin with `__label__`: labels and text only.
    FastText,
    /// JSONL as doccano takes it; title and fields are metadata there.
    Doccano,
    /// JSON tasks as Label Studio takes them, with the labels as annotations of one choice block called `topic`.
    LabelStudio,
    /// JSONL as Prodigy takes it, with the labels as accepted options.
    Prodigy,
    /// A folder with one sub-folder for each set of labels, one text file for each article.
    Folder,
}

impl WriteForm {
    /// All forms.
    pub const ALL: [Self; 8] = [
        Self::Jsonl,
        Self::Csv,
        Self::Tsv,
        Self::FastText,
        Self::Doccano,
        Self::LabelStudio,
        Self::Prodigy,
        Self::Folder,
    ];

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::FastText => "fasttext",
            Self::Doccano => "doccano",
            Self::LabelStudio => "label-studio",
            Self::Prodigy => "prodigy",
            Self::Folder => "folder",
        }
    }

    fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// The articles as text, and what it has no place for. `None` for [`Folder`](Self::Folder).
    ///
    /// # Errors
    /// [`WriteError::Label`].
    pub fn text(self, articles: &[Document]) -> Option<Result<(String, Losses), WriteError>> {
        if let Some(error) = clash(articles) {
            return Some(Err(error));
        }
        Some(match self {
            Self::Jsonl => Ok((json::jsonl(articles), Losses::default())),
            Self::Doccano => Ok((json::doccano(articles), Losses::default())),
            Self::LabelStudio => Ok((json::label_studio(articles), Losses::default())),
            Self::Prodigy => Ok((json::prodigy(articles), Losses::default())),
            Self::Csv => Ok(delimited::csv(articles)),
            Self::Tsv => Ok(delimited::tsv(articles)),
            Self::FastText => fasttext::fasttext(articles),
            Self::Folder => return None,
        })
    }

    /// Writes the articles into a folder that is new or empty.
    ///
    /// # Errors
    /// A [`WriteError`]; then nothing is written.
    pub fn folder(articles: &[Document], path: &Path) -> Result<Losses, WriteError> {
        folder::folder(articles, path)
    }
}

/// The error if a field is called as what some form keeps for the article itself or its labels.
fn clash(articles: &[Document]) -> Option<WriteError> {
    const KEPT: [&str; 11] = [
        "id",
        "title",
        "text",
        "label",
        "labels",
        "accept",
        "answer",
        "options",
        "annotations",
        "data",
        "choices",
    ];
    let field = |article: &Document| {
        let field = article
            .fields
            .keys()
            .find(|name| KEPT.contains(&name.as_str()))?;
        Some(WriteError::Field {
            id: article.id.clone(),
            field: field.clone(),
        })
    };
    articles.iter().find_map(field)
}

/// No form to write has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no form to write: use one of {}", WriteForm::names())]
pub struct UnknownWriteForm {
    name: String,
}

impl FromStr for WriteForm {
    type Err = UnknownWriteForm;

    /// # Errors
    /// [`UnknownWriteForm`] for anything but a name of [`WriteForm::ALL`].
    fn from_str(name: &str) -> Result<Self, UnknownWriteForm> {
        let found = Self::ALL.into_iter().find(|form| form.name() == name);
        found.ok_or_else(|| UnknownWriteForm {
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests;
