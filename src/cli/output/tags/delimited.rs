//! Tags as CSV or TSV: id, given topics, the probability of each topic, then what to review, what
//! went wrong, and the fields of the input that are kept.

use super::{Header, Sink, TagWriter, Tagged, names, rounded};
use crate::cli::args::keep::{Keep, KeptField};
use crate::cli::output::kept::{self, BOM};
use crate::corpus::labels_cell;
use csv::{ErrorKind, Writer, WriterBuilder};
use std::io::Write;

/// The columns that are no topics; a topic of such a name gets `topic_` before it.
const RESERVED: [&str; 4] = ["id", "topics", "review", "error"];

struct Delimited<'m> {
    topics: Vec<&'m str>,
    review: bool,
    /// The columns of kept fields.
    columns: Vec<String>,
    writer: Writer<Sink>,
}

pub fn start_csv(header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    start(b',', header, out)
}

pub fn start_tsv(header: Header<'_>, out: Sink) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    start(b'\t', header, out)
}

fn start(
    delimiter: u8,
    header: Header<'_>,
    mut out: Sink,
) -> anyhow::Result<Box<dyn TagWriter + '_>> {
    if header.bom {
        out.write_all(BOM.as_bytes())?;
    }
    let mut table = Delimited {
        topics: header.topics,
        review: header.review,
        columns: header.keep.names().to_vec(),
        writer: WriterBuilder::new().delimiter(delimiter).from_writer(out),
    };
    if header.keep.all {
        let (keep, rows) = (header.keep, Vec::new());
        return Ok(Box::new(Collected { keep, table, rows }));
    }
    table.write_header()?;
    Ok(Box::new(table))
}

impl Delimited<'_> {
    fn write_header(&mut self) -> anyhow::Result<()> {
        let topics = self
            .topics
            .iter()
            .map(|topic| match RESERVED.contains(topic) {
                true => format!("topic_{topic}"),
                false => (*topic).to_owned(),
            });
        let first = ["id", "topics"]
            .map(str::to_owned)
            .into_iter()
            .chain(topics);
        let last = [self.review.then_some("review"), Some("error")];
        let last = last.into_iter().flatten().map(str::to_owned);
        let own: Vec<String> = first.chain(last).collect();
        let names: Vec<&str> = own.iter().map(String::as_str).collect();
        let kept = self
            .columns
            .iter()
            .map(|name| kept::output_name(name, &names));
        let header: Vec<String> = own.iter().cloned().chain(kept).collect();
        self.writer.write_record(header).map_err(io_error)
    }

    fn write_row(&mut self, own: Vec<String>, fields: &[KeptField]) -> anyhow::Result<()> {
        let kept = kept::cells(&self.columns, fields);
        let cells = own.into_iter().chain(kept);
        self.writer.write_record(cells).map_err(io_error)
    }
}

impl TagWriter for Delimited<'_> {
    fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()> {
        self.write_row(cells(&self.topics, tagged, self.review), &tagged.kept)
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.flush()?)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<Sink> {
        let out = self.writer.into_inner();
        out.map_err(|error| anyhow::Error::from(error.into_error()))
    }
}

/// A table whose columns are known at its end only, since any article may have fields of its own.
struct Collected<'m> {
    keep: &'m Keep,
    table: Delimited<'m>,
    rows: Vec<(Vec<String>, Vec<KeptField>)>,
}

impl TagWriter for Collected<'_> {
    fn write(&mut self, tagged: &Tagged) -> anyhow::Result<()> {
        let cells = cells(&self.table.topics, tagged, self.table.review);
        self.rows.push((cells, tagged.kept.clone()));
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<Sink> {
        let rows = self.rows.iter().map(|(_, kept)| kept.as_slice());
        self.table.columns = kept::columns(self.keep, rows);
        self.table.write_header()?;
        for (cells, kept) in self.rows {
            self.table.write_row(cells, &kept)?;
        }
        Box::new(self.table).finish()
    }
}

/// Unwraps an error of the output, so that a closed pipe is recognised as one.
fn io_error(error: csv::Error) -> anyhow::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error.into(),
        kind => anyhow::anyhow!("cannot write the row: {kind:?}"),
    }
}

fn cells(topics: &[&str], tagged: &Tagged, with_review: bool) -> Vec<String> {
    let mut cells = vec![tagged.id.clone()];
    match &tagged.tags {
        Ok(tags) => {
            let given: Vec<&str> = tags.given().map(|tag| tag.topic).collect();
            cells.push(labels_cell(&given));
            cells.extend(tags.probabilities().iter().map(|&p| rounded(p).to_string()));
        }
        Err(_) => cells.resize(topics.len() + 2, String::new()),
    }
    if with_review {
        let review = tagged.review.as_deref().unwrap_or_default();
        cells.push(match review {
            [] => String::new(),
            review => labels_cell(&names(topics, review)),
        });
    }
    cells.push(tagged.tags.as_ref().err().cloned().unwrap_or_default());
    cells
}
