//! The forms of `suggest`'s choices: the chosen articles in the order of choice, each with the
//! reason.

mod csv;
mod jsonl;
mod table;

use super::form::{CSV, Form, JSONL, TABLE};
use super::rounded::rounded;
use crate::cli::args::keep::Keep;
use crate::model::Model;
use crate::suggest::{Choice, PoolArticle};

/// The chosen articles.
pub struct Chosen<'a> {
    /// Names the topics.
    pub model: &'a Model,
    /// The pool that the choices index.
    pub pool: &'a [PoolArticle],
    /// In the order of choice.
    pub choices: &'a [Choice],
    /// Which fields of the articles are kept.
    pub keep: &'a Keep,
    /// Whether CSV begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
}

/// Renders the whole output.
pub type Render = fn(&Chosen<'_>) -> anyhow::Result<String>;

pub const FORMS: &[Form<Render>] = &[
    Form {
        name: TABLE,
        help: "For reading",
        write: table::table,
    },
    Form {
        name: JSONL,
        help: "One JSON object a line",
        write: jsonl::jsonl,
    },
    Form {
        name: CSV,
        help: "Comma-separated, with a header",
        write: csv::csv,
    },
];

impl<'a> Chosen<'a> {
    fn topic(&self, topic: usize) -> &'a str {
        &self.model.metadata.topics[topic].id
    }

    fn articles(&self) -> impl Iterator<Item = (&'a Choice, &'a PoolArticle)> {
        let pool = self.pool;
        let choices = self.choices.iter();
        choices.map(|choice| (choice, &pool[choice.index]))
    }
}
