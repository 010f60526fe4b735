//! The forms of `predict`'s tags. They are written article by article, so that a stream of articles
//! needs no memory.

mod delimited;
mod jsonl;
mod table;

use super::form::{CSV, Form, JSONL, TABLE, TSV};
use super::rounded::rounded;
use super::sink::Sink;
use crate::Tags;
use crate::cli::args::keep::{Keep, KeptField};

/// One input, tagged or failed.
pub struct Tagged {
    /// Names the input.
    pub id: String,
    /// Its tags, or why there are none.
    pub tags: Result<Tags, String>,
    /// Topics close to their threshold, if the user wants them.
    pub review: Option<Vec<usize>>,
    /// Fields of the input, by name.
    pub kept: Vec<KeptField>,
}

/// Writes tagged articles in one form.
pub trait TagWriter: Send {
    /// Writes one article.
    fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()>;
    /// Makes what was written seen.
    fn flush(&mut self) -> anyhow::Result<()>;
    /// Ends the output and gives the sink back.
    fn finish(self: Box<Self>) -> anyhow::Result<Sink>;
}

/// What a writer has to know from the start.
pub struct Header<'m> {
    /// The model's topics.
    pub topics: Vec<&'m str>,
    /// Whether articles come with the topics to review.
    pub review: bool,
    /// Which fields of the input are kept.
    pub keep: &'m Keep,
    /// Whether a table begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
}

/// Starts the output.
pub type Start = for<'m> fn(Header<'m>, Sink) -> anyhow::Result<Box<dyn TagWriter + 'm>>;

pub const FORMS: &[Form<Start>] = &[
    Form {
        name: TABLE,
        help: "For reading: topics with probabilities, then the id",
        write: table::start,
    },
    Form {
        name: JSONL,
        help: "One JSON object a line",
        write: jsonl::start,
    },
    Form {
        name: CSV,
        help: "Comma-separated, with a header",
        write: delimited::start_csv,
    },
    Form {
        name: TSV,
        help: "Tab-separated, with a header",
        write: delimited::start_tsv,
    },
];

fn names<'a>(topics: &[&'a str], indices: &[usize]) -> Vec<&'a str> {
    indices.iter().map(|&topic| topics[topic]).collect()
}
