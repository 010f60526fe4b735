//! Tags of one article after the other go in, lines of a table, JSONL, CSV or TSV come out.

use super::tag_json::json_line;
use crate::cli::messages::harmless;
use crate::corpus::NONE;
use crate::model::Model;
use crate::predict::Tags;
use clap::ValueEnum;
use std::io::Write;

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading: topics with probabilities, then the id.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, with a header.
    Tsv,
}

/// What is known of one input.
pub struct Tagged {
    /// Names the input.
    pub id: String,
    /// Its tags, or why there are none.
    pub tags: Result<Tags, String>,
    /// Topics close to their threshold, if they were asked for.
    pub review: Option<Vec<usize>>,
}

/// Writes tagged articles in one format.
pub struct TagWriter<'m, W: Write> {
    topics: Vec<&'m str>,
    review: bool,
    out: Out<W>,
    /// The line at hand.
    line: Vec<u8>,
}

enum Out<W: Write> {
    Table(W),
    Jsonl(W),
    Delimited(Box<csv::Writer<W>>),
}

impl<'m, W: Write> TagWriter<'m, W> {
    /// Starts the output; CSV and TSV get a header. `review` says whether articles come with the
    /// topics to review.
    pub fn new(format: Format, model: &'m Model, review: bool, out: W) -> anyhow::Result<Self> {
        let topics: Vec<&str> = model
            .metadata
            .topics
            .iter()
            .map(|topic| &*topic.id)
            .collect();
        let delimited = |delimiter, out| -> anyhow::Result<Out<W>> {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .from_writer(out);
            let columns = ["id", "topics"].into_iter().chain(topics.iter().copied());
            let last = [review.then_some("review"), Some("error")];
            writer.write_record(columns.chain(last.into_iter().flatten()))?;
            Ok(Out::Delimited(Box::new(writer)))
        };
        let out = match format {
            Format::Table => Out::Table(out),
            Format::Jsonl => Out::Jsonl(out),
            Format::Csv => delimited(b',', out)?,
            Format::Tsv => delimited(b'\t', out)?,
        };
        Ok(Self {
            topics,
            review,
            out,
            line: Vec::new(),
        })
    }

    /// Writes one line.
    pub fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()> {
        let topics = &self.topics;
        match &mut self.out {
            Out::Table(out) => writeln!(out, "{}", table_line(topics, tagged))?,
            Out::Jsonl(out) => {
                self.line.clear();
                json_line(&mut self.line, topics, tagged).map_err(std::io::Error::from)?;
                out.write_all(&self.line)?;
            }
            Out::Delimited(writer) => writer
                .write_record(cells(topics, tagged, self.review))
                .map_err(io_error)?,
        }
        Ok(())
    }

    /// Ends the output and gives the sink back.
    pub fn finish(self) -> anyhow::Result<W> {
        match self.out {
            Out::Table(out) | Out::Jsonl(out) => Ok(out),
            Out::Delimited(writer) => writer
                .into_inner()
                .map_err(|error| anyhow::Error::from(error.into_error())),
        }
    }
}

/// A closed pipe behind the CSV writer must be seen as one.
fn io_error(error: csv::Error) -> anyhow::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        kind => anyhow::anyhow!("cannot write the row: {kind:?}"),
    }
}

/// The given topics, most probable first.
pub(super) fn given<'a>(topics: &[&'a str], tags: &Tags) -> Vec<(&'a str, f64)> {
    let mut given: Vec<(&str, f64)> = tags
        .topics
        .iter()
        .map(|&topic| (topics[topic], tags.probabilities[topic]))
        .collect();
    given.sort_by(|a, b| b.1.total_cmp(&a.1));
    given
}

pub(super) fn names<'a>(topics: &[&'a str], indices: &[usize]) -> Vec<&'a str> {
    indices.iter().map(|&topic| topics[topic]).collect()
}

/// Four digits are more than a calibration can promise.
pub(super) fn rounded(probability: f64) -> f64 {
    (probability * 10_000.0).round() / 10_000.0
}

fn cells(topics: &[&str], tagged: &Tagged, with_review: bool) -> Vec<String> {
    let mut cells = vec![tagged.id.clone()];
    match &tagged.tags {
        Ok(tags) => {
            let given: Vec<&str> = given(topics, tags)
                .into_iter()
                .map(|(topic, _)| topic)
                .collect();
            cells.push(if given.is_empty() {
                NONE.to_owned()
            } else {
                given.join("+")
            });
            cells.extend(tags.probabilities.iter().map(|&p| rounded(p).to_string()));
        }
        Err(_) => cells.resize(topics.len() + 2, String::new()),
    }
    if with_review {
        let review = tagged.review.iter().flatten().copied();
        cells.push(names(topics, &review.collect::<Vec<_>>()).join("+"));
    }
    cells.push(tagged.tags.as_ref().err().cloned().unwrap_or_default());
    cells
}

fn table_line(topics: &[&str], tagged: &Tagged) -> String {
    let tags = match &tagged.tags {
        Ok(tags) => tags,
        Err(error) if error.starts_with(&tagged.id) => {
            return harmless(&format!("{:<34}  {error}", "error"));
        }
        Err(error) => return harmless(&format!("{:<34}  {}: {error}", "error", tagged.id)),
    };
    let percent = |(topic, p): &(&str, f64)| format!("{topic} {:.0}%", p * 100.0);
    let mut labels: Vec<String> = given(topics, tags).iter().map(percent).collect();
    if labels.is_empty() {
        labels.push(NONE.to_owned());
    }
    let labels = labels.join(", ");
    let Some(review) = &tagged.review else {
        return harmless(&format!("{labels:<34}  {}", tagged.id));
    };
    let mark = if review.is_empty() { "" } else { "review" };
    harmless(&format!("{labels:<34}  {mark:<6}  {}", tagged.id))
}
